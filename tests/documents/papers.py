"""Invented drafts, one of each format, in the name of the office of `tests.builders`."""

from __future__ import annotations

from datetime import date

from distro.documents.draft import Draft
from tests.builders import DRAFT, ISSUER

DAY = date(2025, 3, 4)
OFFICE = "云溪市档案工作办公室"

NOTICE = Draft(
    kind="通知",
    urgency="加急",
    issuer=ISSUER,
    designation="云档发〔2025〕　号",
    titles="云溪市档案工作办公室\n关于开展档案库房检查的通知",
    imprint="主送：云溪市财政局、云溪市教育局。\n抄送：云溪市委、云溪市政府。",
    body="为保证档案安全，现就库房检查通知如下。\n一、检查范围\n全市十二个档案库房。\n二、检查时间\n三月十日至二十日。",
    annexes="附件：检查表\n逐项填写温度和湿度。\n附件：联系方式\n由各单位自行填写。",
    date=DAY,
    note="此件公开发布",
    print_organ=OFFICE,
    print_date=date(2025, 3, 5),
)
REQUEST = Draft(
    kind="请示",
    issuer=ISSUER,
    designation="云档发〔2025〕　号",
    signers="张某某",
    titles="云溪市档案工作办公室关于增加库房的请示",
    imprint="主送：云溪市政府。",
    body="现有库房已经存满，拟增加一处库房。\n妥否，请批示。",
    date=DAY,
    print_organ=OFFICE,
)
LETTER = Draft(
    kind="函",
    issuer=ISSUER,
    designation="云档函〔2025〕　号",
    titles="云溪市档案工作办公室关于商请借用会议室的函",
    imprint="主送：云溪市教育局。\n抄送：云溪市财政局。",
    body="拟于三月二十日召开培训会议，商请借用会议室一间。\n请予支持。",
    date=DAY,
)
ORDER = Draft(
    kind="命令",
    issuer=ISSUER,
    imprint="抄送：云溪市委、云溪市政府。",
    body="《云溪市档案库房管理办法》已经审议通过，现予公布，自2025年5月1日起施行。",
    signatories="主任 李某某",
    date=DAY,
    print_organ=OFFICE,
)
MINUTES = Draft(
    kind="纪要",
    masthead="云溪市档案工作会议纪要",
    designation="第　期",
    issuer=ISSUER,
    titles="研究库房检查工作",
    imprint="抄送：云溪市财政局、云溪市教育局。",
    body="会议听取了库房检查的情况，议定三项事项。\n一、补装仪器。\n二、登记造册。\n三、按月报告。",
    attendance="出席：王某某、赵某某\n列席：孙某某",
    date=DAY,
    print_organ=OFFICE,
)
BULLETIN = Draft(
    masthead=DRAFT.masthead,
    marks="内部资料　注意保存",
    issuer=ISSUER,
    date=DAY,
    editors_note="各单位的做法可供借鉴。",
    titles="全市库房完成检查",
    body=DRAFT.body,
    articles="标题：财政局补装仪器\n作者：陈某某\n新仪器已经到位。\n标题：教育局登记造册\n编者按：此法简便。\n目录已经编成。",
    imprint=DRAFT.imprint,
)

PAPERS = {paper.kind: paper for paper in (NOTICE, REQUEST, LETTER, ORDER, MINUTES, BULLETIN)}
NUMBERS = {
    "通知": "云档发〔2025〕1号",
    "请示": "云档发〔2025〕1号",
    "函": "云档函〔2025〕1号",
    "命令": "第1号",
    "纪要": "第1期",
    "简报": "2025年第1期",
}
"""What each is called when it is the first of its series."""
