"""Tables on the grid: columns, broken cells, rows a whole number of grid rows high, cut where a page ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..document import Cell, Run, Table
from ..errors import BlockError
from ..setting.filling import Flow
from ..setting.fonts import HEI, TEXT, Stack
from ..setting.grid import LEADING, MM, PITCH, ROWS, WIDTH, measure
from ..setting.lines import Grid, Line, balance, justify, widest

SIZES = (12.0, 10.5)  # 小四, and 五号 where 小四 would make the cells too deep
DEEPEST = 1  # lines of a cell in 小四, the head excepted
LINE = 1.25  # line height in em
PAD, AIR = 3.0, 1.5  # beside and above the text of a cell, points
RULE = 0.25 * MM
CONTINUED = "续表"
_NARROW = 9  # characters; in a narrower column spread lines would gape, so they are balanced and centred
_COMFORT, _WIDEST_SHARE = 6, 16  # characters: no narrower if there is room; a longer text gets no more of the width


@dataclass(frozen=True)
class SetCell:
    """A cell: its lines, the faces they are set in, whether it is a head, whether it is centred."""

    lines: tuple[Line, ...]
    stack: Stack
    head: bool
    centred: bool

    @property
    def text(self) -> str:
        return "".join(piece.text for line in self.lines for piece in line)


@dataclass(frozen=True)
class SetRow:
    """A row and how many rows of the grid it takes."""

    cells: tuple[SetCell, ...]
    rows: int

    @property
    def height(self) -> float:
        return self.rows * PITCH


@dataclass(frozen=True)
class Part:
    """What of a table stands on one page: the line above it, the head, rows; `edges` are the columns' edges in pt.

    The frame stands half a leading higher than the grid: the last rule then lies on the edge of the type area.
    """

    label: tuple[Line, ...]
    continued: bool
    size: float
    edges: tuple[float, ...]
    head: tuple[SetRow, ...]
    body: tuple[SetRow, ...]
    fresh: bool = False

    kind = "table"
    lift = LEADING
    pad = PAD
    line_height = LINE

    @property
    def labels(self) -> int:
        return max(1, len(self.label))

    @property
    def rows(self) -> int:
        return self.labels + sum(row.rows for row in (*self.head, *self.body))

    @property
    def height(self) -> float:
        return (self.rows - self.labels) * PITCH

    @property
    def rules(self) -> Iterator[tuple[float, float, float, float]]:
        """Left, top, width and height of every rule, from the upper left corner of the frame."""
        for top in (0.0, *accumulate(row.height for row in (*self.head, *self.body))):
            yield 0.0, min(top, self.height - RULE), WIDTH, RULE
        for left in self.edges:
            yield min(left, WIDTH - RULE), 0.0, RULE, self.height


@dataclass(frozen=True)
class SetTable:
    """A table broken into rows, not yet into pages."""

    whole: Part

    @property
    def least(self) -> int:
        """The rows of the grid that stay together at its beginning."""
        whole = self.whole
        return whole.labels + sum(row.rows for row in (*whole.head, *whole.body[:1]))

    def parts(self, flow: Flow) -> Iterator[Part]:
        """The table page by page; a row is never divided."""
        whole, left = self.whole, list(self.whole.body)
        head = sum(row.rows for row in whole.head)
        label, continued = whole.label, False
        while True:
            fresh = flow.turn_unless(max(1, len(label)) + head + (left[0].rows if left else 0))
            room, fit = flow.left - max(1, len(label)) - head, 0
            while fit < len(left) and left[fit].rows <= room:
                room -= left[fit].rows
                fit += 1
            part = replace(whole, label=label, continued=continued, body=tuple(left[:fit]), fresh=fresh)
            flow.take(part.rows)
            yield part
            left = left[fit:]
            if not left:
                return
            label, continued = (_label(CONTINUED),), True


def set_table(table: Table) -> SetTable:
    """A table broken into rows; BlockError if it has no cells, uneven rows, or more columns than the width holds."""
    _check(table)
    measures = [measure(TEXT, size, size, WIDTH) for size in SIZES]
    for grid in measures:
        widths = _widths(table, grid)
        if widths is None:
            continue
        rows = [_row(cells, number < table.head, widths, grid) for number, cells in enumerate(table.rows)]
        if grid is measures[-1] or all(len(cell.lines) <= DEEPEST for row in rows[table.head :] for cell in row):
            return SetTable(_whole(table, rows, widths, grid))
    raise BlockError(
        "表格%(caption)s有%(columns)s栏，用五号字也排不进156毫米宽的版心。没有印制。请减少栏数，或拆成几张表。",
        caption=f"“{table.caption}”" if table.caption else "",
        columns=len(table.rows[0]),
    )


def _check(table: Table) -> None:
    columns = len(table.rows[0]) if table.rows else 0
    if not columns or not 0 <= table.head <= len(table.rows):
        raise BlockError("表格是空的，或表头比表格还长。没有印制。请检查表格。")
    for number, row in enumerate(table.rows, 1):
        if len(row) != columns:
            raise BlockError(
                "表格第%(row)s行有%(cells)s格，第1行有%(columns)s格。没有印制。请把各行的格数对齐。",
                row=number,
                cells=len(row),
                columns=columns,
            )
    if table.widths and (len(table.widths) != columns or min(table.widths) <= 0):
        raise BlockError("表格的栏宽与栏数不符。没有印制。请检查栏宽。")


def _widths(table: Table, grid: Grid) -> list[float] | None:
    """The columns' widths in points: by their shares, but none narrower than its widest word; None if they do not fit."""
    columns = list(zip(*table.rows, strict=True))
    least = [max(2 * grid.size, *(widest(cell.text, grid) for cell in column)) + 2 * PAD + 1 for column in columns]
    if sum(least) > WIDTH:
        return None
    lengths = [max(sum(map(grid.advance, cell.text)) for cell in column) for column in columns]
    comfort = [
        max(narrowest, min(_COMFORT, length) * grid.size + 2 * PAD + 1)
        for narrowest, length in zip(least, lengths, strict=True)
    ]
    if not table.widths and sum(comfort) <= WIDTH:
        least = comfort
    shares = table.widths or [min(_WIDEST_SHARE, length) + 1.5 for length in lengths]
    narrow: set[int] = set()
    while True:
        room = WIDTH - sum(least[at] for at in narrow)
        whole = sum(share for at, share in enumerate(shares) if at not in narrow)
        widths = [least[at] if at in narrow else room * share / whole for at, share in enumerate(shares)]
        more = {at for at, width in enumerate(widths) if width < least[at]}
        if not more:
            return widths
        narrow |= more


def _row(cells: Sequence[Cell], head: bool, widths: Sequence[float], grid: Grid) -> list[SetCell]:
    found = []
    for cell, width in zip(cells, widths, strict=True):
        stack = HEI if head or cell.bold else TEXT
        own = measure(stack, grid.size, grid.size, width - 2 * PAD)
        narrow = own.width < _NARROW * own.size
        lines = balance(cell.text, own) if head or narrow else justify((Run(cell.text),), own)
        found.append(SetCell(tuple(lines), stack, head or cell.bold, head or narrow))
    return found


def _whole(table: Table, rows: list[list[SetCell]], widths: Sequence[float], grid: Grid) -> Part:
    """All rows as if on one endless page; columns of single lines are centred."""
    single = [all(len(cell.lines) <= 1 for cell in column) for column in zip(*rows[table.head :], strict=True)]
    done = [
        tuple(replace(cell, centred=cell.centred or short) for cell, short in zip(row, single, strict=True))
        for row in rows
    ]
    head = tuple(SetRow(row, _deep(row, grid)) for row in done[: table.head])
    most = ROWS - 1 - sum(row.rows for row in head)
    if most < ROWS // 2:
        raise BlockError("表格的表头占了半页以上。没有印制。请缩短表头。")
    body = tuple(part for row in done[table.head :] for part in _cut(row, most, grid))
    caption = balance(table.caption, measure(HEI, SIZES[0], SIZES[0], WIDTH))
    edges = (0.0, *accumulate(widths))
    return Part(tuple(caption), False, grid.size, edges, head, body)


def _deep(row: Sequence[SetCell], grid: Grid) -> int:
    """The rows of the grid a row takes."""
    lines = max(1, *(len(cell.lines) for cell in row))
    return math.ceil((lines * LINE * grid.size + 2 * AIR) / PITCH - 1e-6)


def _cut(row: tuple[SetCell, ...], most: int, grid: Grid) -> Iterator[SetRow]:
    """A row, in pieces only if it is taller than a page."""
    if _deep(row, grid) <= most:
        yield SetRow(row, _deep(row, grid))
        return
    fit = int((most * PITCH - 2 * AIR) // (LINE * grid.size))
    for start in range(0, max(len(cell.lines) for cell in row), fit):
        piece = tuple(replace(cell, lines=cell.lines[start : start + fit]) for cell in row)
        yield SetRow(piece, _deep(piece, grid))


def _label(text: str) -> Line:
    (line,) = balance(text, measure(HEI, SIZES[0], SIZES[0], WIDTH))
    return line
