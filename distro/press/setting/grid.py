"""The grid of GB/T 9704-2012 that every page stands on, and lines of text as they are set on it.

Units are points unless a name says otherwise; 1 pt = 25.4/72 mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby

from . import fonts
from .fonts import TEXT, Stack, Standing
from .lines import Grid, Line

MM = 72 / 25.4

# Cl. 5.2: the type area is 156 mm x 225 mm, 22 lines of 28 characters of size 3 (16 pt).
WIDTH, HEIGHT = 156 * MM, 225 * MM
COLUMNS, ROWS, SIZE = 28, 22, 16.0
CELL = WIDTH / COLUMNS
# The first character touches the top edge of the type area and the last one its bottom edge; the half leading that
# every line box carries above and below its characters therefore lies in the margins.
PITCH = (HEIGHT - SIZE) / (ROWS - 1)
LEADING = (PITCH - SIZE) / 2
TOP = 37 * MM - LEADING
BOTTOM = 297 * MM - TOP - ROWS * PITCH

TITLE_SIZE = 22.0  # size 2


@dataclass(frozen=True)
class Stretch:
    """Characters of one face, weight and letter-spacing (em); `family` in CSS only where it is not the block's own."""

    text: str
    bold: bool
    spacing: str
    family: str | None


@cache
def measure(stack: Stack, size: float, pitch: float, width: float) -> Grid:
    """The measure of a block of text set in the faces of a stack."""
    return Grid(size, pitch, width, partial(fonts.advance, stack=stack))


def text_measure() -> Grid:
    """The measure of running text."""
    return measure(TEXT, SIZE, CELL, WIDTH)


def stretches(line: Line, stack: Stack) -> Iterator[Stretch]:
    """Cut the pieces of a line where the face changes, so that a fall-back face cannot move the line."""

    def family_of(char: str, own: Stack | None) -> str | None:
        found = fonts.standing(char, own or stack)
        return f"'{found.family}'" if found.standing is Standing.FALLBACK else own.css if own else None

    for piece in line:
        for family, chars in groupby(piece.text, key=partial(family_of, own=piece.stack)):
            yield Stretch("".join(chars), piece.bold, _em(piece.spacing), family)


def _em(spacing: float) -> str:
    """A letter-spacing in whole thousandths of an em, the unit of a PDF.

    WeasyPrint truncates to it; the hair added keeps the truncation from losing a unit on every character.
    """
    thousandths = round(spacing * 1000)
    return f"{(thousandths + math.copysign(0.02, thousandths)) / 1000:.5f}"
