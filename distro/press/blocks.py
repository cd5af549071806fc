"""What a body is made of: paragraphs, tables and pictures, as typed plain data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Run:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body, without its indent."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `bold` marks the head of its row."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table as wide as the type area: every row has as many cells as the first, the first `head` rows are its head.

    `widths` are the columns' shares of the width; none are given where the contents shall decide.
    """

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1
    widths: tuple[float, ...] = ()
    caption: str = ""

    kind = "table"


@dataclass(frozen=True)
class Picture:
    """A picture (PNG or JPEG) `width` mm wide; `alt` says to those who cannot see it what it shows."""

    data: bytes = field(repr=False)
    alt: str
    width: float
    caption: str = ""

    kind = "picture"


Block = Paragraph | Table | Picture
