"""Dates and numerals as documents write them, and what they mean: the one definition of the whole product.

The patterns are strings without groups, to stand inside other patterns. They match whatever is written like a date;
whether a calendar has such a day says `read`.
"""

from __future__ import annotations

import re
from datetime import date

from distro.kernel.errors import Refusal

GAP = r"\s{0,4}"
"""What letter-spacing or a line break may put between two characters."""

# 〇 is often typed as one of its likenesses.
_ZEROS = "〇零○◯OＯ0０"
_ONES = "一二三四五六七八九"
_ARABIC = "0-9０-９"
_DIGIT = f"[{_ZEROS}{_ONES}]"
_SMALL = rf"(?:[{_ARABIC}](?:{GAP}[{_ARABIC}])?|[{_ZEROS}{_ONES}十廿卅](?:{GAP}[{_ZEROS}{_ONES}十]){{0,2}})"

YEAR = rf"(?:(?<![{_ARABIC}])[{_ARABIC}](?:{GAP}[{_ARABIC}]){{3}}|{_DIGIT}(?:{GAP}{_DIGIT}){{3}})"
WRITTEN = rf"(?:{YEAR}{GAP}年{GAP}(?:{_SMALL}|元){GAP}月{GAP}{_SMALL}{GAP}日)"
"""2017年2月23日, ２０１７年２月２３日, 二〇一七年二月廿三日, 二 ○ 一 七 年 二 月 二 十 三 日."""

DAY = rf"(?:{_SMALL}{GAP}月{GAP}{_SMALL}{GAP}日)"
"""2月23日, whose year is not told."""

NUMERIC = (
    "(?:"
    + "|".join(
        rf"(?<![{_ARABIC}])[{_ARABIC}]{{4}}{mark}[{_ARABIC}]{{1,2}}{mark}[{_ARABIC}]{{1,2}}(?![{_ARABIC}])"
        for mark in ("[-－]", "[.．]", "[/／]")
    )
    + ")"
)
"""2017-2-23, 2017.2.23, 2017/2/23: where a date must stand, not in running text."""

HOUR = rf"(?:{GAP}[{_ARABIC}]{{1,2}}{GAP}(?:时|点|[:：][{_ARABIC}]{{2}})(?:{GAP}[{_ARABIC}]{{1,2}}{GAP}分)?)"
"""21时, 8时30分, 21:00 behind a date."""

UNFILLED = rf"(?:(?:{YEAR}|[Xx×]{{4}}|\s{{0,8}}){GAP}年[{_ARABIC}Xx×\s]{{0,8}}月[{_ARABIC}Xx×\s]{{0,8}}日)"
"""2019年X月XX日: a form that was not filled in."""

NUMERAL = rf"(?:[{_ARABIC}]{{1,6}}|[{_ZEROS}{_ONES}十百千廿卅两](?:{GAP}[{_ZEROS}{_ONES}十百千]){{0,6}})"
"""7, １２, 十二, 一百二十三, 二〇二六."""

_PARTS = (
    re.compile(rf"(?P<year>{YEAR}){GAP}年{GAP}(?P<month>{_SMALL}|元){GAP}月{GAP}(?P<day>{_SMALL}){GAP}日{HOUR}?"),
    re.compile(
        rf"(?P<year>[{_ARABIC}]{{4}})[-－.．/／](?P<month>[{_ARABIC}]{{1,2}})[-－.．/／](?P<day>[{_ARABIC}]{{1,2}}){HOUR}?"
    ),
)
_VALUES = dict.fromkeys(_ZEROS, 0) | {digit: value for value, digit in enumerate(_ONES, start=1)} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}


def read(words: str) -> date:
    """The day meant by words that match WRITTEN or NUMERIC, an hour behind it or not.

    ValueError for other words; a Refusal (field: date) when no calendar has the day.
    """
    found = next((match for pattern in _PARTS if (match := pattern.fullmatch(words.strip()))), None)
    if found is None:
        raise ValueError(f"no date: {words!r}")
    month = 1 if found["month"] == "元" else number(found["month"])
    try:
        return date(number(found["year"]), month, number(found["day"]))
    except ValueError:
        raise Refusal("日期“%(words)s”不存在，请核对。", field="date", words="".join(words.split())) from None


def number(words: str) -> int:
    """The number meant by a numeral: 一百二十三 is 123, 二〇二六 is 2026, 廿三 is 23; ValueError for other words."""
    words = "".join(words.split())
    if words.isdecimal():
        return int(words)
    if not words or not all(each in _VALUES or each in _UNITS or each in _TENS or each.isdecimal() for each in words):
        raise ValueError(f"no number: {words!r}")
    if not any(each in _UNITS or each in _TENS for each in words):
        return int("".join(str(_value(each)) for each in words))
    total, pending = 0, 0
    for each in words:
        if each in _TENS:
            total += _TENS[each]
        elif each in _UNITS:
            total, pending = total + (pending or 1) * _UNITS[each], 0
        else:
            pending = _value(each)
    return total + pending


def _value(digit: str) -> int:
    return int(digit) if digit.isdecimal() else _VALUES[digit]
