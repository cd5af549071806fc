"""发文字号 and 令号 as words: 云政发〔2026〕5号 counts by 机关代字 and year, 第5号 of an order is never reset. Pure.

Canonical form (GB/T 9704-2012, 7.2.5): the year in full in 〔〕, the number without 第 and without leading zeros.
"""

from __future__ import annotations

import re

from distro.documents.designation import LONGEST, Designation, Place, SeriesKind
from distro.documents.numerals import BLANK, GAP, NUMERAL, Numbers, numbers, uniform
from distro.kernel import dates

_REFERENCE = re.compile(
    rf"(?P<code>[一-鿿A-Za-z·]{{1,20}}){GAP}[(〔\[【﹝]{GAP}(?P<year>{dates.YEAR}){GAP}年?{GAP}[)〕\]】﹞]{GAP}"
    rf"第?{GAP}(?P<number>{NUMERAL}|{BLANK}){GAP}号"
)
_ORDER = re.compile(rf"第{GAP}(?P<number>{NUMERAL}|{BLANK}){GAP}号")
_OPEN = "　"


def reference(words: str) -> Designation | None:
    """What the words mean if they are a 发文字号 and nothing else."""
    match = _matched(_REFERENCE, words)
    if match is None:
        return None
    code, year = "".join(match["code"].split()), dates.number(match["year"])
    counted, shown = _counted(match["number"])
    begin = f"{code}〔{year}〕"
    places = (
        Place("year", len(code) + 1, len(begin) - 1, str(year), Numbers(year, year)),
        Place("number", len(begin), len(begin) + len(shown), shown, counted),
    )
    return _possible(
        Designation(f"{begin}{shown}号", SeriesKind.REFERENCE, code, year=year, number=counted, places=places)
    )


def order(words: str) -> Designation | None:
    """What the words mean if they are a 令号 and nothing else; it counts through all years."""
    match = _matched(_ORDER, words)
    if match is None:
        return None
    counted, shown = _counted(match["number"])
    place = Place("total", 1, 1 + len(shown), shown, counted)
    return _possible(Designation(f"第{shown}号", SeriesKind.ORDER, total=counted, places=(place,)))


def _matched(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    half = uniform(words).strip()
    return pattern.fullmatch(half) if len(half) <= LONGEST else None


def _counted(text: str) -> tuple[Numbers, str]:
    """The one number, and how it is written; an open place is a wide blank."""
    counted = numbers(text)
    return counted, _OPEN if counted.is_open else str(counted.first)


def _possible(said: Designation) -> Designation | None:
    return said if all(place.is_possible for place in said.places) else None
