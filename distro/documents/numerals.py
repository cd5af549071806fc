"""How numbers are written in a designation: what words stand for, and the words for other numbers in the same style. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from distro.kernel import dates

GAP = r"[^\S\n]{0,8}"
NUMERAL = rf"(?:\d(?:{GAP}\d){{0,5}}|(?!\d){dates.NUMERAL})"
SEVERAL = r"[、,，\-—–~至和及/]"
BLANK = r"[Xx×_\s]{0,8}"
"""A place that is left open."""

_CHINESE_NUMERAL = re.compile(r"[〇零○◯一二三四五六七八九十百千廿卅、至和-]+")
_CHINESE = "〇一二三四五六七八九"
_UNFILLED = re.compile(r"[〇○◯]*|\d*[Xx×_]+")
_PLACES = ("千", "百", "十", "")
_FULL_TO_HALF = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: " ", ord("－"): "-"}
_PRINTED = str.maketrans("()[],", "（）〔〕，")


class Numbers(NamedTuple):
    """From `first` to `last`, alike where it is one number; both None where the place is left open (第　期)."""

    first: int | None = None
    last: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The numbers; ValueError while the place is open."""
        if self.first is None or self.last is None:
            raise ValueError("no number stands there yet")
        return self.first, self.last

    @property
    def is_open(self) -> bool:
        return self.first is None


def uniform(line: str) -> str:
    """The same line, place by place, with half-width digits, letters and brackets."""
    return line.translate(_FULL_TO_HALF)


def closed(text: str) -> str:
    """As printed: without spaces, in full-width brackets."""
    return "".join(text.split()).translate(_PRINTED)


def numbers(text: str) -> Numbers:
    """The numbers that stand in a place; Numbers(0, 0) for what counts nothing: 第0期, 第4、6期."""
    text = "".join(text.split())
    if _UNFILLED.fullmatch(text):
        return Numbers()
    each = [dates.number(part) for part in re.split(SEVERAL, re.sub("[第期号]", "", text))]
    is_stretch = len(each) == 2 and re.search(r"[\-—–~至]", text)
    if is_stretch or each == list(range(each[0], each[0] + len(each))):
        return Numbers(each[0], each[-1])
    return Numbers(0, 0)


def numeral(numbers: Numbers, *, like: str = "", is_year: bool = False) -> str:
    """How numbers are written: 4, 4、5, 4-6; where Chinese numerals stood, 四."""
    first, last = numbers.span
    is_chinese = bool(_CHINESE_NUMERAL.fullmatch(like))
    each = [_chinese(number, is_year) if is_chinese else str(number) for number in dict.fromkeys((first, last))]
    return ("、" if last == first + 1 else "-").join(each)


def _chinese(number: int, is_year: bool) -> str:
    digits = [int(digit) for digit in str(number)]
    if is_year or number > 9999:
        return "".join(_CHINESE[digit] for digit in digits)
    said = "".join(
        _CHINESE[digit] + (unit if digit else "") for digit, unit in zip(digits, _PLACES[-len(digits) :], strict=True)
    )
    said = re.sub("〇+", "〇", said).rstrip("〇")
    return said.removeprefix("一") if 10 <= number < 20 else said
