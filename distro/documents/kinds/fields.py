"""Every field that a form may have, once; formats choose among them."""

from __future__ import annotations

from distro.documents.kinds.kind import Field

SEALED, UNSEALED, STAMPED = "加盖印章", "不加盖印章", "加盖签名章"

MASTHEAD = Field("masthead", "版头", missing="缺少版头（简报名称）。请填写。")
ISSUE = Field(
    "designation",
    "期号",
    "如 2026年第4期（总第24期）、2026年第4、5期、增刊第1期；不填则编号时取下一期。",
)
REFERENCE = Field(
    "designation",
    "发文字号",
    "机关代字、年份和号数，如 云政发〔2026〕　号；号数空着，编号时取下一个。",
    missing="缺少发文字号。请填写机关代字和年份，如“云政发〔2026〕　号”，号数在编号时取。",
)
ORDER_NUMBER = Field("designation", "令号", "如 第5号；不填则编号时取下一个。令号不按年份重新编排。")
EDITOR = Field("issuer", "编印单位", missing="缺少编印单位。请填写。")
ORGAN = Field("issuer", "发文机关", missing="缺少发文机关。请填写。")
ORGANS = Field("issuer", "发文机关", "联合行文每行一个，主办机关在前。", rows=2, missing="缺少发文机关。请填写。")
DATE = Field("date", "日期", "如 2017年2月23日", missing="缺少日期。请填写。")
SIGNED_ON = Field("date", "成文日期", "负责人签发的日期，如 2017年2月23日", missing="缺少成文日期。请填写。")
TITLES = Field("titles", "标题", "每行一个标题，第一行是主标题。", rows=3, missing="缺少标题。请填写。")
TITLE = Field(
    "titles", "标题", "发文机关、事由和文种。要在哪里转行，就在哪里换行。", rows=2, missing="缺少标题。请填写。"
)
BODY = Field("body", "正文", "每行一段。两个 ** 之间的文字加粗。", rows=12, missing="缺少正文。请填写。")
EDITORS_NOTE = Field("editors_note", "编者按", "印在标题之前；没有的不填。", rows=2)
ARTICLES = Field(
    "articles",
    "其他各篇",
    "一期有几篇的，第二篇起写在这里：每篇以“标题：…”一行开头，下面可以有“作者：…”“编者按：…”各一行，再下面是正文。",
    rows=6,
)
MARKS = Field("marks", "版头标注", "如 内部资料　注意保存；每行一项，没有的不填。", rows=2)
TIERED = Field(
    "imprint",
    "分送名单",
    "每行一类：“报：…”“送：…”“发：…”。照此印在文末。",
    rows=7,
    missing="缺少分送名单。请按“报：…”“送：…”“发：…”填写。",
)
ADDRESSED = Field(
    "imprint",
    "主送和抄送",
    "主送、抄送各一行：“主送：…”“抄送：…”。主送印在正文之前，抄送印在版记。",
    rows=5,
    missing="缺少主送或抄送机关。请按“主送：…”“抄送：…”填写。",
)
COPIED = Field(
    "imprint",
    "抄送",
    "写作一行：“抄送：…”，印在版记。",
    rows=4,
    missing="缺少抄送机关。请按“抄送：…”填写，写明这份文件发给谁。",
)
URGENCY = Field("urgency", "紧急程度", choices=("", "加急", "特急"))
SIGNERS = Field(
    "signers", "签发人", "上行文标注，每行一个姓名。", rows=2, missing="缺少签发人。上行文应当标注签发人姓名。"
)
SEAL = Field("seal", "印章", choices=(SEALED, UNSEALED, STAMPED))
SIGNATORIES = Field("signatories", "签名章", "加盖签名章的，每行一人：职务、空格、姓名，如 县长 张某某。", rows=2)
OFFICER = Field(
    "signatories",
    "签署",
    "签署命令的负责人：职务、空格、姓名，如 县长 张某某。",
    missing="缺少签署人的职务和姓名。请填写。",
)
ANNEXES = Field(
    "annexes",
    "附件",
    "排印在文后的附件：每个以“附件：名称”一行开头，下面是附件的正文。",
    rows=4,
)
NOTE = Field("note", "附注", "如 此件公开发布；不用写括号。")
PRINT_ORGAN = Field("print_organ", "印发机关", "如 云溪市人民政府办公室。", missing="缺少印发机关。请填写。")
PRINT_DATE = Field("print_date", "印发日期", "送印的日期；不填则与成文日期相同。")
ATTENDANCE = Field("attendance", "出席名单", "每行一类：“出席：…”“请假：…”“列席：…”。", rows=3)
MINUTES_NAME = Field(
    "masthead",
    "纪要名称",
    "如 云溪市人民政府常务会议纪要。",
    missing="缺少纪要名称。请填写，如“云溪市人民政府常务会议纪要”。",
)
MINUTES_NUMBER = Field("designation", "编号", "如 第5期、〔2026〕5号；不填则编号时取下一期。")
COUNTERSIGNERS = Field(
    "countersigners",
    "会签单位",
    "签发之前须同意的其他单位；不印出。同一行的（用顿号隔开）同时会签，各行依次会签。"
    "联合行文的其他机关没有写在这里的，最后会签。",
    rows=2,
)
