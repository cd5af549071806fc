"""The pages of a bulletin: their paper, the text on the grid, nothing outside the type area, their numbers (cl. 5, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finished.measures import BOTTOM, CELL, LEFT, MM, RIGHT, TOP, Measures, Page
from ..setting import grid
from .faults import GRANTED, TOLERANCE, Fault, length

_PITCH = grid.PITCH / MM
_PITCH_TOLERANCE = 0.05
_FOLIO = 14 / MM


def faults(measures: Measures) -> Iterator[Fault]:
    """What is wrong with the pages, one after another."""
    for number, each in enumerate(measures.pages, 1):
        yield from _page_faults(each, number)


def _page_faults(each: Page, number: int) -> Iterator[Fault]:
    where = f"第{number}页"
    yield from length("纸宽", where, each.width, 210)
    yield from length("纸高", where, each.height, 297)
    yield from _within(each, where)
    yield from _body(each, where, first=number == 1)
    for rule in each.rules:
        yield from length("横线左端", where, rule.left, LEFT)
        yield from length("横线右端", where, rule.right, RIGHT)
    yield from _number(each, number, where)


def _within(each: Page, where: str) -> Iterator[Fault]:
    """Nothing but the page number stands outside the type area; a larger line rises by half of what it is larger."""
    for row in each.rows:
        left, _, right, _ = row.ink
        rise = max(0.0, row.size - grid.SIZE) / 2 / MM
        sides = (("左", LEFT - left, left), ("上", TOP - rise - row.top, row.top), ("右", right - RIGHT, right))
        for side, over, value in (*sides, ("下", row.bottom - BOTTOM - rise, row.bottom)):
            if over > GRANTED:
                yield Fault(f"“{row.text[:6]}”{side}缘", where, f" {value:.2f} 毫米", "不出版心")


def _body(each: Page, where: str, first: bool) -> Iterator[Fault]:
    if not each.body:
        return
    if not first and each.rows[0] is each.body[0]:
        yield from length("天头", where, each.body[0].top, TOP)
    if each.continued:
        yield from length("版心下缘", where, each.body[-1].bottom, BOTTOM)
        if not first and each.lines != grid.ROWS:
            yield Fault("行数", where, f" {each.lines} 行", f" {grid.ROWS} 行")
    for pitch in each.pitches:
        # A paragraph of nothing but spaces leaves its line empty.
        lines = max(1, round(pitch / _PITCH))
        if abs(pitch - lines * _PITCH) > _PITCH_TOLERANCE:
            yield Fault("行距", where, f" {pitch * MM:.2f} 磅", f" {_PITCH * MM:.2f} 磅")
    for row in each.body:
        if abs(row.left - LEFT) > TOLERANCE and row.left < LEFT + 2 * CELL - TOLERANCE:
            yield Fault(f"“{row.text[:6]}”左端", where, f" {row.left:.2f} 毫米", f" {LEFT:.2f} 毫米或缩进二字")
    for row in each.full:
        yield from length(f"“{row.text[:6]}”右端", where, row.right, RIGHT)
    for count in each.columns:
        if count != grid.COLUMNS:
            yield Fault("每行字数", where, f" {count} 字", f" {grid.COLUMNS} 字")


def _number(each: Page, number: int, where: str) -> Iterator[Fault]:
    """Cl. 7.5: odd pages right, even pages left, one character in; the dashes 7 mm under the type area."""
    row = each.folio
    said = re.sub(r"\s", "", row.text) if row else "无"
    if row is None or said != f"—{number}—":
        yield Fault("页码", where, f"“{said}”", f"“— {number} —”")
        return
    if number % 2:
        yield from length("页码右端", where, row.right, RIGHT - _FOLIO)
    else:
        yield from length("页码左端", where, row.left, LEFT + _FOLIO)
    _, top, _, bottom = row.chars[0].ink
    yield from length("页码一字线", where, (top + bottom) / 2, BOTTOM + 7, 1)
