"""Secrecy marks: classified documents do not enter this system (保守国家秘密法 art. 22; 公文处理工作条例 art. 26).

A text is first written plainly: what nobody sees is dropped, widths are one, every star is ★, a run of blanks is one
blank or one line end. Then one pattern is looked for, in which nothing repeats without a small bound and no repetition
runs into another: however a text is made, each of its characters is looked at a bounded number of times.
"""

from __future__ import annotations

import re
import unicodedata

from distro.kernel.errors import Refusal

# A reader sees none of these: controls, Unicode's Default_Ignorable_Code_Point, annotation marks.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BOLD = "**"
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" ?\n[ \n]*")

# Words in the Unicode names of what is drawn like a star, a triangle or an asterisk.
_DRAWN = frozenset(
    [
        "STAR",
        "STARS",
        "ASTERISK",
        "ASTERISKS",
        "ASTERISM",
        "TRIANGLE",
        "TRIANGLES",
        "TRIANGULAR",
        "POINTER",
        "PENTAGRAM",
        "SPARKLE",
        "SPARKLES",
        "SNOWFLAKE",
        "FLORETTE",
        "NABLA",
        "INCREMENT",
    ]
)
# Drawn so, though their names tell another use.
_ALSO_DRAWN = "Δᐃᐁ※⁜⚹🔯"
# What a keyboard has: it stands at notes and between factors too.
_ASTERISKS = "*＊﹡∗"
_SECRET_SIGN = "㊙"  # noqa: S105

# What may stand between the parts of one mark. A word, a star or the end of a clause may not.
_JOINT = r"(?:[^\w★*。!?;,]|_)"
_LEVEL = rf"(?:[极極]?[绝絕机機秘祕]{_JOINT}{{0,3}}密(?:{_JOINT}{{0,3}}[级級])?)"
_PERIOD = (
    r"(?:(?:[0-9〇零一二三四五六七八九十百两廿卅] ?){1,4}(?:年|个月|個月|月|天|日)|[长長] ?期|永久"
    r"|(?:解密|[启啟啓]用|公[开開]|公布) ?前)"
)
_URGENCY = r"(?:特 ?急|加 ?急|平 ?急|特 ?提|急 ?件|平 ?件)"
_COPY_NUMBER = rf"(?:(?:No)?{_JOINT}{{0,2}}[0-9]{{4,8}})"
_OPENED, _CLOSED = r"(?<=[ (\[【〔〖「『])", r"(?=[\s★*()\[\]【】〔〕〖〗」』]|$)"

_MARK = re.compile(
    "|".join(
        (
            # 机密★, 机·密 ★5年.
            rf"{_LEVEL}{_JOINT}{{0,8}}★",
            # 机密*, but 商业秘密* only with a period: it may point to a note.
            rf"(?<!\w){_LEVEL}{_JOINT}{{0,8}}\*",
            rf"{_LEVEL}{_JOINT}{{0,8}}\*{_JOINT}{{0,4}}{_PERIOD}",
            # ★机密 alone: ★秘密投票 is an item of a list.
            rf"[★*]{_JOINT}{{0,8}}{_LEVEL}(?:{_CLOSED}|(?=。|{_JOINT}{{0,4}}{_PERIOD}))",
            # 秘密5年, 秘密 长期 as words of their own: 商业秘密5年 and 秘密5年内 are not.
            rf"(?:^|{_OPENED}){_LEVEL}{_JOINT}{{0,4}}{_PERIOD}{_CLOSED}",
            # 密级：机密, but neither 密级：绝密、机密、秘密 nor 机密级、秘密级.
            rf"(?<![绝絕机機秘祕])密{_JOINT}{{0,3}}等?{_JOINT}{{0,3}}[级級]别?(?!、){_JOINT}{{0,4}}{_LEVEL}(?![、或和与及])",
            # 【机密】 at the beginning of a line.
            rf"^{_JOINT}{{0,3}}[\[【〔〖「『] ?{_LEVEL} ?[\]】〕〗」』]",
            # A line of its own: 绝 密, （机密）, 000012 机密 特急.
            rf"^{_COPY_NUMBER}?{_JOINT}{{0,8}}{_LEVEL}{_JOINT}{{0,8}}(?:{_URGENCY}{_JOINT}{{0,4}})?$",
            rf"^{_COPY_NUMBER}?{_JOINT}{{0,8}}{_URGENCY}{_JOINT}{{0,8}}{_LEVEL}{_JOINT}{{0,4}}$",
        )
    ),
    re.MULTILINE,
)


class Secret(Refusal):
    """The text is classified: whoever shows this refusal shows none of the text again and keeps none of it."""


def refuse_if_secret(text: str) -> None:
    """Raise Secret when a reader would see a secrecy mark in the text. The words of the text are never repeated.

    内部资料, 注意保存 and the words 秘密, 保密 in running text are no secrecy marks. Whoever keeps a text asks for its
    length first.
    """
    if _MARK.search(plainly(text)):
        raise Secret(
            "文中有国家秘密标志，本系统不接收涉密公文。涉密公文应当通过机要交通、机要通信或者符合国家保密规定的信息系统传输和处理，"
            "请不要在此粘贴或上传。",
            field="text",
        )


def plainly(text: str) -> str:
    """The text as its marks are looked for."""
    seen = _UNSEEN.sub("", text).replace(_BOLD, "")
    # Character by character: the normal form of a whole text is not found in time proportional to its length.
    seen = seen.translate({ord(each): _drawn(each) for each in set(seen)})
    return _LINE_END.sub("\n", _BLANKS.sub(" ", seen)).strip("\n")


def _drawn(character: str) -> str:
    """The character as it looks, in one width."""
    if character in _ASTERISKS:
        return "*"
    if character == _SECRET_SIGN:
        return "秘密"
    if character in "\r\v\f\x85\u2028\u2029":
        return "\n"
    one_width = unicodedata.normalize("NFKC", character)
    if one_width in _ALSO_DRAWN or _DRAWN.intersection(re.split("[ -]", unicodedata.name(character, ""))):
        return "★"
    return one_width
