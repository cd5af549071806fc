"""The shapes of characters as drawing operators, for text that must look like text and be none."""

from __future__ import annotations

import mmap
import threading
from functools import cache
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

from . import fonts
from .fonts import Face, Stack

UNIT = 500  # of an em: finer than any printer
GETA = "〓"  # what compositors set where they have no type

# An open face is read from one file, and knows no threads.
_one_at_a_time = threading.Lock()


Point = tuple[float, float]


class _Operators(BasePen):  # type: ignore[misc]  # fontTools tells no types
    """Draws into the operators of a PDF (ISO 32000-1, table 59), in whole UNITs of an em."""

    def __init__(self, glyphs: _TTGlyphSet, scale: float) -> None:
        super().__init__(glyphs)
        self.scale = scale
        self.drawn: list[str] = []

    def _draw(self, operator: str, *points: Point) -> None:
        numbers = (str(round(part * self.scale)) for point in points for part in point)
        self.drawn.append(" ".join((*numbers, operator)))

    def _moveTo(self, pt: Point) -> None:  # noqa: N802
        self._draw("m", pt)

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self._draw("l", pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        self._draw("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._draw("h")


@cache
def _opened(face: Face) -> TTFont:
    with Path(face.file).open("rb") as file:
        return TTFont(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), fontNumber=face.index, lazy=True)


@cache
def outline(char: str, stack: Stack) -> tuple[bytes, float]:
    """The operators that fill a character (empty for a space), and its width, both in UNITs of an em."""
    face = next(each for each in fonts.faces(stack) if char in each.advances)
    with _one_at_a_time:
        font = _opened(face)
        glyphs = font.getGlyphSet()
        pen = _Operators(glyphs, UNIT / font["head"].unitsPerEm)
        glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    return " ".join((*pen.drawn, "f") if pen.drawn else ()).encode(), face.advances[char] * UNIT


def drawable(text: str, stack: Stack) -> str:
    """The text with a mark for each character that no face of the stack has."""
    known = fonts.faces(stack)
    return "".join(char if any(char in face.advances for face in known) else GETA for char in text)


def width(text: str, stack: Stack, size: float) -> float:
    """How wide a drawn text is, in points."""
    return sum(outline(char, stack)[1] for char in text) * size / UNIT


def drawn(text: str, stack: Stack, size: float, x: float, y: float) -> bytes:
    """The operators that draw a text from this point on; lengths in points."""
    scale = b"%.5f" % (size / UNIT)
    parts = [b"q %s 0 0 %s %.3f %.3f cm" % (scale, scale, x, y)]
    for char in text:
        shape, advance = outline(char, stack)
        parts.append(b"%s 1 0 0 1 %d 0 cm" % (shape, round(advance)))
    return b"\n".join((*parts, b"Q"))
