"""The pages of a bulletin: their paper, the text on the grid, nothing outside the type area, their numbers (cl. 5, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from ..finished.measures import BOTTOM, CELL, LEFT, MM, RIGHT, TOP, Measures, Page
from ..setting import grid
from .faults import TOLERANCE, Fault, length
from .sheet import folio, outside

_PITCH = grid.PITCH / MM
_PITCH_TOLERANCE = 0.05


def faults(measures: Measures) -> Iterator[Fault]:
    """What is wrong with the pages, one after another."""
    for number, each in enumerate(measures.pages, 1):
        yield from _page_faults(each, number)


def _page_faults(each: Page, number: int) -> Iterator[Fault]:
    where = f"第{number}页"
    yield from length("纸宽", where, each.width, 210)
    yield from length("纸高", where, each.height, 297)
    # Nothing but the page number stands outside the type area.
    for row in each.rows:
        yield from outside(row, where)
    yield from _body(each, where, first=number == 1)
    for rule in each.rules:
        yield from length("横线左端", where, rule.left, LEFT)
        yield from length("横线右端", where, rule.right, RIGHT)
    yield from folio(each, number, where)


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
