"""Judges what stands inside a body: tables on the grid, pictures in the type area, pages filled, headings not alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..elements.headings import is_numbered
from ..finished.frames import Frame, Rule
from ..finished.measures import BOTTOM, CELL, LEFT, MM, RIGHT, TOP, Measures, Page, Row
from ..setting import grid
from ..setting.fonts import HEI, KAI, faces
from .faults import TOLERANCE, Fault, length

_PITCH = grid.PITCH / MM
_LIFT = grid.LEADING / MM
_STRAY = 0.1  # mm, of the rules of a table from the grid
_BETWEEN = 2  # blank rows above a title


def judge(measures: Measures, runs_full: bool) -> Iterator[Fault]:
    """The faults of the bodies page by page; `runs_full` says that pages end early only where a block would not fit."""
    for number, page in enumerate(measures.pages, 1):
        where = f"第{number}页"
        for frame in page.frames:
            yield from _frame(frame, page, where)
        for picture in page.pictures:
            yield from _picture(picture, page, where)
    if runs_full:
        for number, (page, overleaf) in enumerate(pairwise(measures.pages), 1):
            yield from _foot(page, overleaf, f"第{number}页")


def _frame(frame: Frame, page: Page, where: str) -> Iterator[Fault]:
    yield from length("表格左端", where, frame.left, LEFT)
    yield from length("表格右端", where, frame.right, RIGHT)
    if frame.top < TOP - TOLERANCE or frame.bottom > BOTTOM + TOLERANCE:
        yield Fault("表格", where, f" {frame.top:.2f} 至 {frame.bottom:.2f} 毫米", "不出版心")
    # The frame stands half a leading above the rows of the grid.
    edges = [*(rule.top for rule in frame.level[:-1]), frame.level[-1].bottom] if frame.level else []
    for edge in edges:
        rows = (edge - TOP + 2 * _LIFT) / _PITCH
        if abs(rows - round(rows)) * _PITCH > _STRAY:
            yield Fault("表格横线", where, f" {edge:.2f} 毫米", "版心各行之间")
    for char in (char for row in page.rows if frame.holds(row) for char in row.chars):
        left, top, right, bottom = char.ink
        crossed = any(left < rule.left and rule.right < right for rule in frame.upright) or any(
            top < rule.top and rule.bottom < bottom for rule in frame.level
        )
        if crossed or left < frame.left or right > frame.right:
            yield Fault(f"表格中的“{char.text}”", where, "压线", "在格内")


def _picture(picture: Rule, page: Page, where: str) -> Iterator[Fault]:
    sides = (LEFT - picture.left, TOP - picture.top, picture.right - RIGHT, picture.bottom - BOTTOM)
    if max(sides) > TOLERANCE:
        yield Fault("图片", where, f"超出 {max(sides):.2f} 毫米", "不出版心")
    for row in page.rows:
        if row.ink[1] < picture.bottom and row.ink[3] > picture.top:
            yield Fault(f"“{row.text[:6]}”", where, "与图片重叠", "不重叠")


def _foot(page: Page, overleaf: Page, where: str) -> Iterator[Fault]:
    """No page ends before it is full, and none ends with a heading, when the text goes on overleaf."""
    here, there = _order(page), _order(overleaf)
    if not here or not there or _is_imprint(there[0]) or _runs_on(here[-1], there[0]):
        return
    if isinstance(here[-1], Row) and _leads(here[-1]):
        yield Fault(f"标题“{here[-1].text[:6]}”", where, "单独留在页末", "与下文同页")
    free = int((BOTTOM - here[-1].bottom + _LIFT) / _PITCH + 0.01)
    needed = _needed(there)
    if free >= needed:
        yield Fault("页末空行", where, f" {free} 行", f"少于 {needed} 行")


def _order(page: Page) -> list[Row | Frame | Rule]:
    """Rows outside of tables, tables and pictures from above."""
    rows = [row for row in page.rows if not any(frame.holds(row) for frame in page.frames)]
    return sorted([*rows, *page.frames, *page.pictures], key=lambda each: each.top)


def _runs_on(last: Row | Frame | Rule, first: Row | Frame | Rule) -> bool:
    """Whether the page ends within a name at the head, or a title longer than the page goes on overleaf."""
    if not isinstance(last, Row) or last.size < grid.SIZE + 1:
        return False
    return last.size > grid.TITLE_SIZE + 1 or (isinstance(first, Row) and first.size == last.size)


def _is_imprint(first: Row | Frame | Rule) -> bool:
    return isinstance(first, Row) and abs(first.size - 14) < 0.1


def _leads(row: Row) -> bool:
    """Whether a row only leads to what follows: a title, a heading that stands alone, a writer's name."""
    if abs(row.size - grid.TITLE_SIZE) < 0.1:
        return True
    set_apart = {_is_set_in(char.face) for char in row.chars if not char.text.isspace()} == {True}
    return set_apart and abs(row.size - grid.SIZE) < 0.1 and (is_numbered(row.text) or row.left > LEFT + 4.5 * CELL)


def _is_set_in(face: str) -> bool:
    """Whether this is a face of headings: 黑体 or 楷体."""
    plain = face.replace("-", " ")
    return any(plain.startswith(name) for stack in (HEI, KAI) for name in faces(stack)[0].names)


def _needed(order: list[Row | Frame | Rule]) -> int:
    """The rows that what a page begins with would have needed on the page before."""
    above = _BETWEEN if isinstance(order[0], Row) and abs(order[0].size - grid.TITLE_SIZE) < 0.1 else 0
    for place, each in enumerate(order):
        if isinstance(each, Frame):
            head = [rule.bottom for rule in each.level[1:3]]
            return above + round((head[-1] - TOP + 2 * _LIFT) / _PITCH)
        if isinstance(each, Row):
            if not (_leads(each) or is_numbered(each.text) or each.size < grid.SIZE - 1 or _is_note(each)):
                return above + round((each.bottom - TOP + _LIFT) / _PITCH)
            continue
        below = order[place + 1] if place + 1 < len(order) else None
        captioned = isinstance(below, Row) and below.size < grid.SIZE - 1 and below.top < each.bottom + 1.5 * _PITCH
        return above + round((each.bottom - TOP) / _PITCH + 0.5) + captioned
    return grid.ROWS + 1


def _is_note(row: Row) -> bool:
    return row.left > LEFT + 1.5 * CELL and _is_set_in(row.chars[-1].face)
