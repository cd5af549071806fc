"""Rows of parts set at given places: CSS positions would paint, and therefore read, them out of order."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Run
from .fonts import TEXT, Stack
from .grid import CELL, SIZE, WIDTH, measure
from .lines import Line, Piece, justify


@dataclass(frozen=True)
class Part:
    """Text on one line in one stack of faces, `gap` points to the right of what stands before it."""

    gap: float
    line: Line
    stack: Stack


@dataclass(frozen=True)
class Row:
    """One row of the grid, `above` rows under the one before it."""

    above: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Hanging:
    """A label and lines that all begin after it, `indent` points in; `hang` is where the lines begin."""

    label: Line
    stack: Stack
    indent: float
    hang: float
    lines: tuple[Line, ...]


def plain(text: str, stack: Stack = TEXT) -> Line:
    """A text as one line at the pitch of the grid."""
    return (Piece(text, False, measure(stack, SIZE, CELL, WIDTH).spacing),)


def width(text: str, stack: Stack = TEXT) -> float:
    """The width of a text on one line of the grid, in points."""
    return measure(stack, SIZE, CELL, WIDTH).measure(plain(text, stack))


def row(*parts: tuple[float, str, Stack], above: float = 0) -> Row:
    """Texts on one line, each beginning so many points from the left edge of the type area."""
    pen, set_ = 0.0, []
    for left, text, stack in parts:
        set_.append(Part(left - pen, plain(text, stack), stack))
        pen = left + width(text, stack)
    return Row(above, tuple(set_))


def hanging(label: str, text: str, indent: float, stack: Stack = TEXT) -> Hanging:
    """A text whose turned-over lines begin under its first character, after the label."""
    hang = indent + width(label, stack)
    lines = justify((Run(text),), measure(TEXT, SIZE, CELL, WIDTH - hang))
    return Hanging(plain(label, stack), stack, indent, hang, tuple(lines) or ((),))
