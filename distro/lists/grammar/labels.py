"""The labels of tiers, and what stands beside names: staff, print run, copies, remarks.

Sources: 党政机关公文处理工作条例 art. 9 for 主送 and 抄送; the rest is usage, not rule.
"""

from __future__ import annotations

import re

from distro.lists.tier import Tier


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FULL_WIDTH = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ．"
_FOLDED = str.maketrans(
    "報發﹕︰∶:(),;﹐﹑［］" + _FULL_WIDTH, "报发：：：：（），；，、[]" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ."
)


def folded(text: str) -> str:
    """The text, character for character, with marks of full width, digits and letters of half width."""
    return text.translate(_FOLDED)


# --- labels -------------------------------------------------------------------------------------------------------

TIER_OF_LABEL = {
    word: tier
    for tier, words in {
        Tier.REPORT: "报 报、送 报/送 抄报、抄送 抄报送 报送 抄报 呈报 呈送 呈阅 抄呈 上报 主报 分报 加报 增报 另报 呈",
        Tier.CIRCULATE: "送 分送 送阅 送达 传阅 抄致 抄知 印送 转送 加送 增送 另送 抄",
        Tier.DISTRIBUTE: "发 抄发 增发 加发 另发 发送 送发 分发 下发 发至 主发 印发",
        Tier.ADDRESS: "主送 收文 受文",
        Tier.COPY: "抄送",
    }.items()
    for word in words.split()
}

_GAP = r"[^\S\n]{0,8}"
_LABEL_WORDS = "|".join(_GAP.join(word) for word in sorted(TIER_OF_LABEL, key=len, reverse=True))

_LABEL_BEGINS = "".join(sorted({word[0] for word in TIER_OF_LABEL})) + "本此内部局院厅校#>·•●■◆▲★（(【〔"
LABEL = re.compile(
    rf"(?=[{_LABEL_BEGINS}\[-])(?:[#>·•●■◆▲★-]{{1,3}}{_GAP})?(?:[（(【\[〔]{_GAP})?"
    rf"(?P<edition>(?:[本此]{_GAP}期|本刊){_GAP})?(?:(?:内{_GAP}部|[部局院厅校]{_GAP}内){_GAP})?(?P<word>{_LABEL_WORDS}){_GAP}(?P<scope>机{_GAP}关|单{_GAP}位|范围|对象)?"
    rf"(?:\*\*)?{_GAP}(?P<colon>[】\]〕]?{_GAP}[：:]|[】\]〕])?"
)
SCOPED_LABELS = frozenset(_words("主送 收文 受文 抄送 抄报 抄发 发送 分送 分发 下发 印发 增发"))
"""Labels that may be written with 机关, 单位 or 范围; 报送单位 by contrast names the sender."""

LINE_LABELS = frozenset(_words("印发 传阅 抄 收文 受文"))
"""Labels that are ordinary words elsewhere, and mean a tier only at the beginning of a line and before a colon."""

UNKNOWN_LABEL = re.compile(
    rf"(?P<word>[一-鿿（）、]{{1,10}})(?<![报人员组号])(?<!单位|机关|部门|时间|日期|份数|方式){_GAP}[：:]"
)
"""What may be a label though it is none of the known ones."""

INSIDE = re.compile("(?:公司|集团|机关|单位)?(?:内部|[部局院厅校委会行]内|本[部局院厅校委会行])")
"""A label that says that those behind it are of the issuer: 局内：各科室."""

MARKS_OF_SENDING = {
    **dict.fromkeys("报呈", Tier.REPORT),
    **dict.fromkeys("主致", Tier.ADDRESS),
    **dict.fromkeys("送抄阅", Tier.CIRCULATE),
    "发": Tier.DISTRIBUTE,
}
"""The characters of an unknown label that say a tier; the first that is there counts."""

# --- lines that are no recipients ---------------------------------------------------------------------------------

_STAFF_WORDS = _words(
    "责任编辑 责编 编辑 执行编辑 本期编辑 主编 副主编 编审 总编 编印 编发 编校 审核 审稿 核稿 "
    "核发 审签 审定 复核 初审 终审 签发 签收 校对 打字 录入 排版 制作 制表 印制 印数 份数 "
    "拟稿 撰稿 供稿 组稿 起草 分析 联系 电话 传真 地址 邮编 邮箱 网址 主题词 附件 附注 承办 "
    "主办 协办 经办 报送单位 报送人 报送时间 填报 发文单位 公开 备注 注 投稿 监制 来源 值班 "
    "抄录 信息员 印发机关 印发单位 印发日期 印发时间"
)
STAFF_LINE = re.compile(
    r"[（(【]?(?:"
    + "|".join(r"\s{0,8}".join(word) for word in sorted(_STAFF_WORDS, key=len, reverse=True))
    + r"|存(?=\s{0,8}[：:]))[^，、；。\n]{0,16}?(?:[：:]|$)"
)
FIELD_IN_LINE = re.compile(r"(?<=\s)(?:存|[^\s，、；。：:（）()“”]{2,8})[：:]")
PRINT_RUN = re.compile(
    r"[（(\[【［]?\s{0,4}(?:共\s{0,4}印\s{0,4}制?|共(?!\s{0,4}\d{1,6}\s{0,4}份\s{0,4}[)）]?\s{0,4}[，、；])|印\s{0,4}制?|印\s{0,4}发)"
    r"\s{0,4}(?P<copies>\d{1,6})\s{0,4}份\s{0,4}[)）\]】］]?"
)
"""How many were printed; 共15份 before another name is how many that one gets."""
MADE_BY = re.compile(r"\s{0,8}(?<!待)(?:主办|承办|编印|编发|编制|编辑|印制|编)$")
"""What the organ that made the paper did, at the end of its line."""

AND_OTHERS = re.compile(
    r"等(?:[省市州县区乡镇]?[直级属]|有关|相关|各|其他|其它)*(?:(?:(?P<noun>部门)|单位|领导|领导同志|企业|机构|同志|个人)(?:[和、]?(?:单位|部门|个人))?)?$"
)
COPIES = re.compile(
    r"（(?:各|共)?(?:(?P<few>[一二两三四五六七八九十])份|(?P<in_bracket>\d{1,4})份?)）(?![一-鿿])|(?<![年月\d])各?(?P<behind>\d{1,4})份$"
    r"|(?:各|(?<=[存档]))(?P<each>[一二两三四五六七八九十])份$"
)
SMALL_NUMBERS = {"两": 2} | {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
REMARK = re.compile(
    r"（(?:均?不?[含带]附件|不(?:含|发|包括)[^（）]*|存档?\d{0,3}份?|归档|电子版|电子文档|纸质|纸质版|另附|加盖公章|代章|并请[^（）]*|请[^（）]*)）"
)
FILE_COPY = re.compile(r"(?:存档|归档|存查|留存|存)$|档案室存$")
