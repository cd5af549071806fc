"""Slips in marks and numerals that a repair puts right: straight quotes, half-width marks, [2024], 第05期, 附件：甲。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from distro.documents.checks.case import PROSE, Case
from distro.documents.checks.finding import Edit, Finding, Rule, shown

HANZI = "〇一-鿿㐀-䶿"
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_HALF = re.compile(rf"(?<=[{HANZI}”’）》〉】〕])[,;:?!](?=[{HANZI}“‘（《〈【]|$)", re.MULTILINE)
_CURLED = {'"': "“”", "'": "‘’"}
_IS_HANZI = re.compile(f"[{HANZI}]")
_BRACKETED = re.compile(rf"[()\n]|[{HANZI}]+")
_YEAR = re.compile(
    rf"(?<=[{HANZI}A-Za-z])(?P<open>[\[［【(（﹝])\s?(?:19|20)\d\d\s?(?P<close>[\]］】)）﹞])"
    r"(?=\s?第?\s?\d{1,5}\s?号(?![楼院线门店房]))"
)
_PADDED = re.compile(
    r"(?<=第)0+(?=[1-9]\d{0,3}期)|(?<=〕)0+(?=[1-9]\d{0,3}号)|(?<![0-9０-９.\-/])0(?=[1-9]月)|(?<=月)0(?=[1-9]日)"
)
_ANNEX = re.compile(
    r"^[^\S\n]*附件[^\S\n]*[0-9０-９一二三四五六七八九十]{0,3}[^\S\n]*[：:][^\n]*[^\n。，；：、．.;,:\s](?P<marks>[。，；：、．.;,:]+)[^\S\n]*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Slip:
    """A kind of slip: the fields it is looked for in, how it is said, and what puts it right in a text."""

    rule: Rule
    message: str
    edits: Callable[[str], Iterator[Edit]]
    fields: tuple[str, ...] = PROSE

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one finding a field, with all its places. A number that is taken stays as it is."""
        for name in self.fields:
            text = getattr(case.content, name)
            edits = tuple(self.edits(text))
            if edits and not (name == "designation" and case.number):
                yield Finding(
                    self.rule, self.message, {"count": len(edits)}, name, edits=edits, changes=shown(text, edits)
                )


def _quotes(text: str) -> Iterator[Edit]:
    """In pairs, line by line; a line with an odd one is left alone, as are inches, feet, and words of other languages."""
    start = 0
    for line in text.split("\n") if '"' in text or "'" in text else ():
        yield from sorted(
            edit
            for quote, curled in _CURLED.items()
            if line.count(quote) % 2 == 0
            for edit in _curled(line, quote, curled, start)
        )
        start += len(line) + 1


def _curled(line: str, quote: str, curled: str, start: int) -> Iterator[Edit]:
    """Pairs that hold a hanzi, or stand beside one."""
    places = [place for place, character in enumerate(line) if character == quote]
    for begin, end in zip(places[::2], places[1::2], strict=True):
        before, behind = line[begin - 1 : begin], line[end + 1 : end + 2]
        is_measure = before.isascii() and before.isalnum()
        if not is_measure and any(map(_IS_HANZI.search, (before, line[begin + 1 : end], behind))):
            yield Edit(start + begin, start + begin + 1, curled[0])
            yield Edit(start + end, start + end + 1, curled[1])


def _half_width(text: str) -> Iterator[Edit]:
    """Brackets in pairs with a hanzi inside; other marks behind a hanzi and before one, or at the end of a line."""
    brackets = sorted(_brackets(text))
    written = list(text)
    for place in brackets:
        written[place] = _WIDE[text[place]]
    marks = [found.start() for found in _HALF.finditer("".join(written))]
    for place in sorted([*brackets, *marks]):
        yield Edit(place, place + 1, _WIDE[text[place]])


def _brackets(text: str) -> Iterator[int]:
    hanzi = -1
    opened: list[int] = []
    for found in _BRACKETED.finditer(text):
        match found.group():
            case "\n":
                opened.clear()
            case "(":
                opened.append(found.start())
            case ")" if not opened:
                pass
            case ")":
                if hanzi > (begin := opened.pop()):
                    yield from (begin, found.start())
            case _:
                hanzi = found.start()


def _year_brackets(text: str) -> Iterator[Edit]:
    for found in _YEAR.finditer(text):
        yield Edit(*found.span("open"), "〔")
        yield Edit(*found.span("close"), "〕")


def _padded(text: str) -> Iterator[Edit]:
    for found in _PADDED.finditer(text):
        yield Edit(found.start(), found.end(), "")


def _annex_marks(text: str) -> Iterator[Edit]:
    for found in _ANNEX.finditer(text):
        yield Edit(*found.span("marks"), "")


SLIPS = (
    Slip(Rule.STRAIGHT_QUOTES, "直引号 %(count)s 个。%(basis)s。", _quotes),
    Slip(Rule.YEAR_BRACKETS, "发文字号年份的括号 %(count)s 个。%(basis)s。", _year_brackets),
    Slip(Rule.PADDED_NUMBER, "补了零的编号或日期 %(count)s 处。%(basis)s。", _padded, ("designation", *PROSE)),
    Slip(Rule.ANNEX_MARK, "附件名称后的标点 %(count)s 处。%(basis)s。", _annex_marks, ("body", "annexes")),
    Slip(Rule.HALF_WIDTH, "汉字之间的半角标点 %(count)s 个。%(basis)s。", _half_width),
)
"""In the order in which they are put right: none of them is made by the repair of a later one."""
