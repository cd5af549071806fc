"""目录 of a bulletin of several pieces: every title with the page it begins on, dots between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..setting.characters import Field
from ..setting.fonts import HEI, TEXT
from ..setting.grid import CELL, SIZE, WIDTH, measure, text_measure
from ..setting.lines import Line, balance
from .titles import divided

HEADING = "目　录"
DOT = "…"
INDENT = 2
_TITLE_CELLS, _NUMBER_CELLS = 20, 1.5


@dataclass(frozen=True)
class Entry:
    """A title of the contents in its lines, the last one led to its page number; gaps in points."""

    title: str
    lines: tuple[Line, ...]
    gap: float
    dots: Line
    before_number: float
    number: Line


def heading() -> Line:
    (line,) = balance(HEADING, text_measure())
    return line


def rows(titles: Sequence[str]) -> int:
    """The rows of the grid the contents take, their heading included."""
    return 1 + sum(len(_lines(title)) for title in titles)


def entries(titles: Sequence[str], pages: Sequence[int]) -> list[Entry]:
    """The contents with their page numbers; a line turned over is indented by two characters."""
    return [_entry(title, page) for title, page in zip(titles, pages, strict=True)]


def fields(found: Sequence[Entry]) -> Iterator[Field]:
    """The texts of the contents in printed order."""
    if found:
        yield Field("articles", "目录", HEADING, HEI)
    for place, entry in enumerate(found, 1):
        said = "".join(piece.text for line in (entry.dots, entry.number) for piece in line)
        yield Field("articles", f"目录第{place}项", entry.title + said, TEXT)


def _lines(title: str) -> list[Line]:
    return divided(_bare(title), measure(TEXT, SIZE, CELL, _TITLE_CELLS * CELL))


def _bare(title: str) -> str:
    return title.replace("\n", "")


def _entry(title: str, page: int) -> Entry:
    grid = text_measure()
    lines = _lines(title)
    indent = INDENT * CELL + (2 * CELL if len(lines) > 1 else 0.0)
    number = balance(str(page), grid)[0]
    used = indent + grid.measure(lines[-1])
    room = WIDTH - _NUMBER_CELLS * CELL - used
    count = int(room / CELL + 1e-6)
    dots = balance(DOT * count, grid)[0]
    gap = room - grid.measure(dots)
    before = _NUMBER_CELLS * CELL - grid.measure(number)
    return Entry(_bare(title), tuple(lines), gap, dots, before, number)
