"""The sheets of a document of organs: their paper, nothing outside the type area, their numbers outside (cl. 5, 7.5, 10.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..finished.measures import BOTTOM, LEFT, MM, RIGHT, TOP, Measures, Page, Row
from ..setting import grid
from .faults import GRANTED, Fault, length
from .profile import Profile
from .standing import Standing

_FOLIO = 14 / MM


def faults(measures: Measures, standing: Sequence[Standing], profile: Profile) -> Iterator[Fault]:
    for number, each in enumerate(measures.pages, 1):
        where = f"第{number}页"
        yield from length("纸宽", where, each.width, 210)
        yield from length("纸高", where, each.height, 297)
        yield from folio(each, number, where, _numbered(measures, number, profile))
    for said in standing:
        yield from _within(said, profile)


def _numbered(measures: Measures, number: int, profile: Profile) -> bool:
    """Not the first page of a letter, no blank page, and nothing behind a blank page."""
    if number == 1 and profile.double_rules:
        return False
    return all(each.rows for each in measures.pages[:number])


def _within(each: Standing, profile: Profile) -> Iterator[Fault]:
    """The name of a letter stands over the type area."""
    may_rise = profile.double_rules and each.field.name in ("organs", "mark")
    yield from outside(each.row, f"第{each.page}页", may_rise=may_rise)


def outside(row: Row, where: str, *, may_rise: bool = False) -> Iterator[Fault]:
    """Where a row leaves the type area; a line larger than the text rises by half of what it is larger."""
    left, _, right, _ = row.ink
    rise = max(0.0, row.size - grid.SIZE) / 2 / MM
    sides = [("左", LEFT - left, left), ("右", right - RIGHT, right), ("下", row.bottom - BOTTOM - rise, row.bottom)]
    if not may_rise:
        sides.append(("上", TOP - rise - row.top, row.top))
    for side, over, value in sides:
        if over > GRANTED:
            yield Fault(f"“{row.text[:6]}”{side}缘", where, f" {value:.2f} 毫米", "不出版心")


def folio(each: Page, number: int, where: str, numbered: bool = True) -> Iterator[Fault]:
    """Odd pages right, even pages left, one character in; the dashes 7 mm under the type area."""
    row = each.folio
    said = re.sub(r"\s", "", row.text) if row else "无"
    wanted = f"—{number}—" if numbered else "无"
    if said != wanted:
        yield Fault("页码", where, f"“{said}”", f"“{wanted}”")
    if row is None or said != wanted:
        return
    if number % 2:
        yield from length("页码右端", where, row.right, RIGHT - _FOLIO)
    else:
        yield from length("页码左端", where, row.left, LEFT + _FOLIO)
    _, top, _, bottom = row.chars[0].ink
    yield from length("页码一字线", where, (top + bottom) / 2, BOTTOM + 7, 1)
