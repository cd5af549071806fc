"""The text: on the grid, the pages full, paragraphs two characters in, some of it on the first page (cl. 5, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..document import Official, Picture, Table
from ..finished.measures import BOTTOM, CELL, LEFT, MM, RIGHT, TOP, Measures, freely_broken
from ..setting import grid
from ..setting.fonts import TEXT
from .faults import Fault, length
from .standing import Standing

PITCH = grid.PITCH / MM
_PITCH_TOLERANCE, _SAME_SIZE = 0.05, 0.1
RUNNING = ("body", "annexes.body")
_PULLED = 1  # rows of text that may be taken overleaf to stand over the signature


def faults(measures: Measures, document: Official, standing: Sequence[Standing]) -> Iterator[Fault]:
    running = [each for each in standing if each.field.name in RUNNING and _is_text(each)]
    if document.body and not any(each.page == 1 and each.field.name == "body" for each in running):
        yield Fault("正文", "第1页", "无", "有")
    yield from _top(measures)
    yield from _paragraphs(running)
    if not any(isinstance(block, Table | Picture) for block in document.body):
        # Where a table or a picture turned the page, check_body has judged how full it is.
        yield from _full(running, standing)
    yield from _address(standing)
    yield from _annexes(standing)


def _is_text(each: Standing) -> bool:
    """Of the size of the text: tables and captions are smaller."""
    return abs(each.row.size - grid.SIZE) < _SAME_SIZE


def _top(measures: Measures) -> Iterator[Fault]:
    """What goes on overleaf goes on at the top of the type area."""
    for number, each in enumerate(measures.pages[1:], 2):
        if each.rows and abs(each.rows[0].size - grid.SIZE) < _SAME_SIZE:
            yield from length("天头", f"第{number}页", each.rows[0].top, TOP)


def _paragraphs(running: Sequence[Standing]) -> Iterator[Fault]:
    for above, below in zip((None, *running), running, strict=False):
        where = f"第{below.page}页"
        said = f"“{below.row.text[:6]}”"
        if above is not None and above.page == below.page and above.line == below.line:
            continue  # what follows a heading on its own line
        if above is None or above.field is not below.field:
            yield from length(f"{said}左端", where, below.row.left, LEFT + 2 * CELL)
            continue
        yield from length(f"{said}左端", where, below.row.left, LEFT)
        if above.page == below.page and abs(below.line - above.line - PITCH) > _PITCH_TOLERANCE:
            yield Fault("行距", where, f" {(below.line - above.line) * MM:.2f} 磅", f" {grid.PITCH:.2f} 磅")
        yield from length(f"“{above.row.text[:6]}”右端", f"第{above.page}页", above.row.right, RIGHT)
        indent = round((above.row.left - LEFT) / CELL)
        if freely_broken(above.row, below.row) and len(above.row.chars) + indent != grid.COLUMNS:
            yield Fault("每行字数", f"第{above.page}页", f" {len(above.row.chars) + indent} 字", f" {grid.COLUMNS} 字")


def _full(running: Sequence[Standing], standing: Sequence[Standing]) -> Iterator[Fault]:
    """A page the text goes on from is full, but for the rows taken overleaf to the signature (cl. 7.3.5.5)."""
    signed = next((each.page for each in standing if each.field.name in ("signatories", "date")), None)
    labelled = {each.page for each in standing if each.field.name == "annexes.label"}
    for above, below in pairwise(running):
        if above.page == below.page or below.page in labelled or below.field.stack is not TEXT:
            continue
        pulled = sum(each.page == below.page for each in running)
        if below.page != signed or pulled > _PULLED:
            yield from length("版心下缘", f"第{above.page}页", above.row.bottom, BOTTOM)


def _address(standing: Sequence[Standing]) -> Iterator[Fault]:
    """Flush left, all lines of it (cl. 7.3.2); in the imprint it is the imprint's to judge."""
    for each in standing:
        if each.field.name == "address" and _is_text(each):
            yield from length("主送机关左端", f"第{each.page}页", each.row.left, LEFT)


def _annexes(standing: Sequence[Standing]) -> Iterator[Fault]:
    """The label on the first line of a page, flush left; the title on the third, in the middle (cl. 7.3.7)."""
    for above, below in pairwise(standing):
        where = f"第{below.page}页"
        if below.field.name == "annexes.label":
            yield from length("附件标识上缘", where, below.row.top, TOP)
            yield from length("附件标识左端", where, below.row.left, LEFT)
        if below.field.name == "annexes.title":
            yield from length(f"附件标题“{below.row.text[:6]}”中线", where, below.middle, (LEFT + RIGHT) / 2)
            if above.field.name == "annexes.label":
                yield from length("附件标题", where, _centre(below), _centre(above) + 2 * PITCH)


def _centre(each: Standing) -> float:
    return (each.row.top + each.row.bottom) / 2
