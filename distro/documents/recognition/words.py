"""The words by which the elements of documents are known: closed classes, each word once."""

from __future__ import annotations

import re

from distro.kernel import dates
from distro.lists.grammar import blocks, parse

G = r"[^\S\n]{0,8}"
_MARKS_BEHIND = r"(?:[（(【〔][^）)】〕]{1,12}[）)】〕])?"


def _any(words: str, between: str = "") -> str:
    """One of the words, the longest first; `between` may part their characters."""
    return "|".join(between.join(word) for word in sorted(words.split(), key=len, reverse=True))


BULLETIN_NAME = re.compile(
    "(?:"
    + _any(
        "简报 专报 快报 日报 周报 旬报 月报 季报 年报 要情 要报 信息 动态 简讯 快讯 通讯 内参 情况反映 情况通报 专刊 增刊 特刊 预报 参考 "
        "工作通报 摘报 专递 要闻 舆情 参阅 参阅件 情况交流 工作交流 经验交流 情况 动向 资讯 月刊 周刊 内刊 会刊 决策参考 呈阅件 值班信息 督查通报 "
        "反映 建议 提示 导报 通报 工作报 速报 报告单 送阅件 直报 旬刊 季刊 小报 文摘 工作简况"
    )
    + ")"
    + _MARKS_BEHIND
    + "$"
)
"""How the names of bulletins end."""

BULLETIN_WORD = re.compile(
    "(?:工作|情况|专题|内部)?(?:简报|专报|快报|动态|信息|通讯|简讯|快讯|通报|月报|周报|日报|专刊|参考)"
)
"""What is hardly the whole name of one."""

OFFICIAL_NAME = re.compile(r"文件$")
HEADED_GENRE = re.compile("(?:公告|通告|通知|便函|明电|电报)$")
"""What stands behind the organ at the head of papers with a title of their own below."""
ORDER_NAME = re.compile(r"(?:命令|嘉奖令|令)$")
MINUTES_NAME = re.compile(r"纪要" + _MARKS_BEHIND + "$")

GENRE = re.compile(
    "(?:"
    + _any(
        "通知 通报 函 复函 意见 决定 决议 报告 请示 批复 公告 通告 方案 纪要 公报 议案 命令 办法 规定 细则 要点 计划 总结 规则 条例 规划 "
        "汇报 说明 建议 答复 倡议书 预案 指南 标准 名单 章程 制度 措施 批示 安排"
    )
    + r")(?:（[^）]*）|\([^)]*\))?$"
)
"""How the titles of official documents end."""

_OPEN, _CLOSE = r"[〔\[(（【［﹝<＜{]", r"[〕\])）】］﹞>＞}]"
_COUNT = rf"(?:[\dXx×]{{1,5}}(?:[、-]\d{{1,5}})?|{dates.NUMERAL}|{G})"
DOC_NO = re.compile(
    rf"(?P<code>[一-鿿](?:{G}[一-鿿A-Z·]|[（(][一-鿿]{{1,4}}[）)]){{0,15}}){G}"
    rf"(?:{_OPEN}{G}(?P<year>{dates.YEAR}|\d\d){G}(?:年{G})?{_CLOSE}{G}第?-?{G}(?P<number>{_COUNT}){G}(?:号|$)|(?<=字){G}第{G}{_COUNT}{G}号)"
)
"""东水〔2021〕12号, and as it is also written: with other brackets, without 号 at the end of its line, 东水字第12号."""
_LONGEST_CODE = 10
ORDER_NO = re.compile(rf"[（(]?{G}(?:(?:{dates.YEAR}){G}年{G})?第{G}{dates.NUMERAL}{G}号{G}[)）]?")
MEETING_NO = re.compile(rf"[（(]?{G}(?:(?P<year>{dates.YEAR}){G}年{G})?第{G}(?P<number>{dates.NUMERAL}){G}次{G}[)）]?")

PERIOD = re.compile(
    rf"[（(]?{G}(?:(?P<year>{dates.YEAR})(?:[-—～至]{dates.YEAR})?{G}(?:学年|年度?)?{G}[.．]?{G})?"
    rf"(?:第?{dates.NUMERAL}{G}(?:学期|季度|季|月份?|月?{G}[上中下]旬?){G})?(?:第?{G}{dates.NUMERAL}{G}[周辑卷]|[号刊]|(?<=[季月旬年度\d上下]))|[创试复终]刊号?"
    rf"{G}[）)]?"
)
"""2021年3月号, 2021.3, 第12周, 创刊号: how a bulletin is called that counts by the time it covers, or begins."""

ISSUER_LABEL = re.compile(
    r"(?:"
    + _any(
        "编印单位 编发单位 编印 编发 主办单位 主办 报送单位 发文单位 发文机关 编制单位 印发单位 承办单位 编写单位 编辑单位 主编单位 签发单位 发布单位 "
        "发布机关 制发单位 制发机关 报告单位 填报单位 出版单位 供稿单位"
    )
    + rf"){G}[：:]{G}"
)
ISSUER_TAIL = re.compile(r"(?:主办|编印|编发|编写|编辑|主编|编制|印发|制|编|印)$")
DATE_LABEL = re.compile(rf"(?:印发|编印|编发|发布|成文|签发|报送|出版|发文)?{G}(?:日期|时间){G}[：:]{G}")
SIGNER = re.compile(
    rf"(?:签{G}发|签{G}批){G}(?:人|领导)?{G}[：:]{G}(?P<name>[一-鿿](?:[^\S\n]{{0,6}}[一-鿿·]){{0,4}}(?:、[一-鿿]{{2,4}}){{0,5}}|[一-鿿]?[XxＸ×＊*]{{1,4}})?(?=\s|$|[，、；（(）)])"
)
"""签发：张　明. An empty field has no name."""

ORGAN_END = "局|厅|委|委员会|办公室|办公厅|政府|协会|公司|大学|学院|医院|法院|检察院|中心|指挥部|部"
"""How the names of whole organs end."""

CIRCULATION = (
    r"(?:内部(?:资料|文件|刊物|材料|事项)|(?:普通|一般|重要|重大|敏感)事项|特急|加急|特提|平急|急件|明传电报|明电"
    r"|[绝机秘]\s{0,8}密(?:★?\d{0,2}[年月]?))"
)
"""How far and how fast it goes: closed words before the name, which are never an organ. Marks of secrecy are
known as such: whether their text may be kept is decided elsewhere."""
MARK = re.compile(
    rf"[（(【★]?(?:{CIRCULATION}|内部(?:资料|文件|刊物|材料|参阅|使用|交流|情况).{{0,16}}|注意保存.{{0,8}}|妥善保管|请勿外传|不得翻印|(?:编号|份号|№|NO)[：:.]?\s?\d{{0,8}}|\d{{6}}|[（(]?送审稿|[（(]?征求意见稿)[）)】]?"
)
"""What stands in the corners above the name."""

_STAFF_WORDS = (
    "责任编辑 责编 编辑 执行编辑 本期编辑 主编 副主编 编审 总编 编校 审核 审核人 审稿 核稿 核发 审签 审定 复核 初审 终审 签收 校对 校核 打字 "
    "录入 排版 制作 制表 拟稿 拟稿人 撰稿 供稿 组稿 起草 联系人 联系电话 联系方式 联系地址 电话 传真 地址 邮编 邮箱 网址 电子邮箱 投稿邮箱 投稿 "
    "监制 值班 值班员 值班电话 抄录 信息员 承办人 承办 经办 经办人 协办 填报人 填报 公开方式 公开属性 公开选项 信息公开 文件公开 备注 来源 报送人 "
    "报送时间 微信公众号 采编 通讯员 审读 总审 统稿"
)
STAFF = re.compile(rf"[（(【]?(?:{_any(_STAFF_WORDS, between=G)})[^，、；。：:\n]{{0,8}}[：:]")
"""A field of those who worked on it, or of where to reach them."""

_META_WORDS = (
    "索引号 发文机关 成文日期 发文字号 发布日期 发布机构 主题分类 生成日期 生效日期 废止日期 标题 名称 文号 公文种类 体裁分类 组配分类 有效性 "
    "公开日期 公开形式 所属主题 信息分类"
)
META = re.compile(rf"(?:{_any(_META_WORDS, between=G)}){G}[：:]")
"""A line of the table in which web pages show a document's particulars above it."""

NUMBER_LABEL = re.compile(rf"(?:发{G}文{G}字{G}号|文{G}号){G}[：:]{G}")
"""Among these particulars that which is the number of the document."""
KEYWORDS = re.compile(rf"主{G}题{G}词{G}[：:]?")
COPIES = re.compile(
    rf"[（(\[【［]?{G}(?:(?:本期)?{G}共{G}印?{G}制?(?:{G}[：:])?|印{G}制?|印{G}发|印{G}数{G}[：:]|份{G}数{G}[：:]|印刷{G}份?数?{G}[：:]){G}(?P<number_of_copies>{dates.NUMERAL}){G}份{G}[)）\]】］]?"
)
PRINTING = re.compile(
    rf"(?:印{G}发{G}(?:机{G}关|单{G}位){G}[：:]{G})?(?P<organ>[^，、；：:。]{{2,60}}?)?{G}(?:{DATE_LABEL.pattern})?"
    rf"(?P<day>{dates.WRITTEN}|{dates.NUMERIC}){G}(?P<word>印{G}发|印{G}制|编{G}印|印|发)?[。.]?(?P<copies>{G}{COPIES.pattern})?"
)
NOTE = re.compile(
    r"[（(](?:此件|联系人|联系电话|联系方式|附注|依申请|不予公开|主动公开|此页无正文|本页无正文|共印|公开).{0,200}[)）]"
)
ANNEXES = re.compile(
    rf"附{G}件?{G}(?:(?:\d{{1,2}}|[一二三四五六七八九十]){G})?[：:]{G}|附{G}件{G}(?=[1１一①]{G}[.．、])|附{G}件{G}\d{{1,2}}{G}[.．、]{G}"
)
ATTACHMENT = re.compile(rf"附{G}(?:件|表|录|图)?{G}[\d０-９一二三四五六七八九十]{{0,3}}(?:{G}[：:])?")
"""The line above the text of an annex."""

ANNEX_TEXT, NOTE_BELOW = "附件正文", "附注"
"""What the text of an annex and the words in brackets below the date are called, where no field holds them."""

ENTRY = re.compile(
    r"\d{1,2}\s?[.．、：:。，,]\s?|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]\s?|[一二三四五六七八九十]{1,3}、\s?|[①-⑳]\s?"
)
"""The number before the title of an annex."""

POSTS = re.compile(
    "(?P<post>"
    + _any(
        "市长 省长 县长 区长 州长 盟长 旗长 主席 总理 主任 部长 局长 厅长 院长 检察长 行长 署长 会长 镇长 乡长 司令员 政治委员 代市长 代省长 代县长 代区长 关长 总干事 理事长 书记",
        between=G,
    )
    + rf"){G}[：:]?{G}(?P<name>[一-鿿](?:[^\S\n]{{0,6}}[一-鿿]){{1,3}})"
)
"""市　长　张某: who signs an order."""

ANNOUNCING = re.compile(
    r"如下|有以下|有(?:[一二三四五六七八九十两几]|\d{1,2})(?:个方面|[点条项个种])|"
    r"(?:做法|经验|问题|建议|措施|特点|亮点|成效|体会|启示|原因)(?:是|有|为|包括)?$"
)
"""What a sentence says of what follows its colon; nobody is addressed so."""
HERE = re.compile("[我全本各][省市州县区镇乡村街局校院司]|[一-鿿]{2,4}[省市州县旗镇乡](?=[一-鿿]{4})")
WHO = re.compile("[局厅委办院校部会社队处区]|公司|集团|中心|街道|人大|政协|政府")
"""How places and organs begin a title, and how the name of the organ ends there."""
DOING = re.compile(
    _any(
        "加强 加大 加快 突出 建设 建立 健全 狠抓 强化 推进 推动 提升 聚焦 完善 坚持 深化 优化 创新 落实 开展 做好 做实 抓好 抓实 紧盯 压实 "
        "扎实 严格 严把 筑牢 构建 打造 注重 立足 围绕 着力 全力 统筹 规范 发挥 探索 拓展 积极 广泛 认真 切实 明确 组织 促进 保障"
    )
)
"""How headings inside an article begin, which say what is done and not by whom."""
EDITOR = re.compile(r"【?(?:编者按|编者的话|按语|编前语|导语)】?(?:[：:\s]|(?<=】)|$)|【?按】?[：:]")
CONTENTS = re.compile(r"[★●■◆▲【]?(?:本期)?(?:目录|要目|导读|内容提要|内容提示|看点|导览)】?[：:]?")
SECTION = re.compile(r"[【［\[][^】］\]\d]{2,14}[】］\]]|[●■◆▲◎◇□★☆※]\s?[一-鿿]{2,6}")
"""［工作动态］, 【典型经验】, ●基层信息: the part of a bulletin that begins, above the title or between pieces."""
CONTENTS_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|[●■◆▲★·•○◎※])\s*")
PROSE = re.compile(r"现将|如下|下列|特此|为了|根据|按照|请各|已于|以下|其中|同时")
MEETING = re.compile(r"(?:办公会|常务会|例会|专题会|联席会|会议)$")
ATTENDANCE = re.compile(
    rf"(?:时{G}间|地{G}点|议{G}题|出{G}席|列{G}席|请{G}假|缺{G}席|参加|主{G}持|记{G}录)(?:人员|人|单位)?{G}[：:]"
)

ATTENDED = re.compile(rf"(?:出{G}席|列{G}席|请{G}假|缺{G}席|参{G}加|主{G}持|记{G}录)(?:人员|人|单位)?{G}[：:]")
"""Who was at a meeting, and who was not."""


def organ_before(code: str) -> int:
    """How many characters of what looks like a code are the organ before it: 东湾市水利局东水函〔2021〕5号."""
    if len(code) <= _LONGEST_CODE:
        return 0
    ends = (found.end() for found in re.finditer(f"(?:{ORGAN_END}|司|处|会|集团)(?=[一-鿿]{{2}})", code))
    return max((end for end in ends if end > 4 and parse.names_an_organ(code[:end])), default=0)


def is_field(words: str) -> bool:
    """Whether a line says by itself that it is no text: a tier, a printing line, a field of the staff."""
    if (
        blocks.leading_label(words)
        or STAFF.match(words)
        or SIGNER.match(words)
        or KEYWORDS.match(words)
        or NOTE.fullmatch(words)
        or COPIES.fullmatch(words)
    ):
        return True
    printing = PRINTING.fullmatch(words)
    return printing is not None and printing["word"] is not None
