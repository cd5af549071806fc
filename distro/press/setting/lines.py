"""Chinese line breaking on the grid: 避头尾, 标点挤压, and full lines that end on the right edge.

Pango justifies at spaces only and lets the text decide where “ and ” may break; official documents count
28 characters to the line instead (GB/T 9704-2012, 5.2.3). So the lines are made here, each with its spacing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..document import Run
from . import fonts
from .fonts import Stack

CLOSING = frozenset("，。、；：？！”’）》〉】〕」』〗］｝")  # ink on the left, the right half blank
OPENING = frozenset("“‘（《〈【〔「『〖［｛")  # the left half blank
NO_START = CLOSING | frozenset("…—–·～‰℃％%°.,;:!?)]}")
NO_END = OPENING | frozenset("([{￥¥＄$№")

# A figure or a foreign word stays in one piece, and so do the two halves of a dash and of an ellipsis.
_TOKEN = re.compile(r"[+±-]?[A-Za-z0-9][A-Za-z0-9.,%/:+@_&#=?~-]*|—+|…+|.", re.DOTALL)
_SPACES = " \u3000"

# A longer heading is running text, and comparing all its divisions would take its length squared.
_MOST_BALANCED = 5

# How much a line may be pressed to take one more character, in em per gap.
_TIGHTEST = 1 / 24


@dataclass(frozen=True)
class Grid:
    """The measure of a text block: character `size`, `pitch` from character to character and `width`, in points.

    `advance` gives the natural width of a character in em.
    """

    size: float
    pitch: float
    width: float
    advance: Callable[[str], float]

    @property
    def spacing(self) -> float:
        """The letter-spacing that turns the size into the pitch, in em."""
        return self.pitch / self.size - 1

    def natural(self, char: str, stack: Stack | None) -> float:
        """The natural width of a character in em, in the faces of the block or in its own."""
        return self.advance(char) if stack is None else fonts.advance(char, stack)

    def measure(self, line: Line) -> float:
        """The width of a line in points."""
        return sum(self.natural(char, piece.stack) + piece.spacing for piece in line for char in piece.text) * self.size


@dataclass(frozen=True)
class Faced(Run):
    """A stretch of text in other faces than those of its block."""

    stack: Stack | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch of a line of one weight, one letter-spacing (in em, after each character) and one stack of faces.

    `stack` is None where it is the block's own.
    """

    text: str
    bold: bool
    spacing: float
    stack: Stack | None = None


Line = tuple[Piece, ...]


class Text:
    """A text cut into unbreakable tokens, with the widths (in em) needed to compare its possible lines."""

    def __init__(self, runs: Sequence[Run], grid: Grid) -> None:
        self.grid = grid
        self.chars = "".join(run.text for run in runs)
        self.bold = [run.bold for run in runs for _ in run.text]
        self.stacks = [run.stack if isinstance(run, Faced) else None for run in runs for _ in run.text]
        self.advances = [grid.natural(char, stack) for char, stack in zip(self.chars, self.stacks, strict=True)]
        self.width = grid.width / grid.size
        self.tokens = list(self._cut())
        # place[t]: the pen before token t if the whole text stood on one line, pairs of punctuation pressed.
        self.place = [0.0]
        for start, end in self.tokens:
            self.place.append(self.place[-1] - self._pressed(start) + self.natural(start, end))

    def natural(self, start: int, end: int) -> float:
        return sum(self.advances[start:end]) + self.grid.spacing * (end - start)

    def _cut(self) -> Iterator[tuple[int, int]]:
        for match in _TOKEN.finditer(self.chars):
            start, end = match.span()
            if end - start > 1 and self.natural(start, end) > self.width / 2:
                yield from ((at, at + 1) for at in range(start, end))
            else:
                yield start, end

    def _blank(self, at: int, side: frozenset[str]) -> float:
        """The blank half of a full-width punctuation mark; proportional ones (some faces' quotes) have none."""
        return 0.5 if self.chars[at] in side and self.advances[at] > 0.9 else 0.0

    def _pressed(self, at: int) -> float:
        """What is taken out between the characters before and at `at` when two marks meet (标点挤压)."""
        if at == 0:
            return 0.0
        if self._blank(at - 1, CLOSING):
            return 0.5 if self.chars[at] in CLOSING or self._blank(at, OPENING) else 0.0
        return min(self._blank(at - 1, OPENING), self._blank(at, OPENING))

    def may_break(self, token: int) -> bool:
        """Whether a line may end before this token (避头尾)."""
        if token >= len(self.tokens):
            return True
        first, last = self.chars[self.tokens[token][0]], self.chars[self.tokens[token][0] - 1]
        return not (first in NO_START or first in _SPACES or unicodedata.combining(first) or last in NO_END)

    def inked(self, first: int, last: int) -> int:
        """The end of the ink of tokens first..last-1: a line set in the middle must not weigh trailing spaces."""
        while last > first + 1 and self.chars[self.tokens[last - 1][0]] in _SPACES:
            last -= 1
        return last

    def span(self, first: int, last: int) -> float:
        """The width of tokens first..last-1 as a line, trailing spaces not counted."""
        last = self.inked(first, last)
        return self.place[last] - self.place[first] + self._pressed(self.tokens[first][0])

    def excess(self, first: int, last: int, width: float) -> float:
        """How far the ink goes beyond the width (negative: short of it); a last mark may hang by its blank half."""
        over = self.span(first, last) - width
        return max(0.0, over - self._blank(self.tokens[last - 1][1] - 1, CLOSING)) if over > 0 else over

    def line(self, first: int, last: int, gap: float = 0.0) -> Line:
        start, end = self.tokens[first][0], self.tokens[last - 1][1]
        kinds = [
            (
                self.bold[at],
                self.grid.spacing + gap - (self._pressed(at + 1) if at + 1 < end else 0.0),
                self.stacks[at],
            )
            for at in range(start, end)
        ]
        return tuple(
            Piece("".join(self.chars[at] for at in group), *kind)
            for kind, group in groupby(range(start, end), key=lambda at: kinds[at - start])
        )

    def gaps(self, first: int, last: int) -> int:
        """Where the line may be spread or pressed; the gaps before trailing spaces are not seen."""
        return max(1, self.tokens[self.inked(first, last) - 1][1] - self.tokens[first][0] - 1)


def widest(text: str, grid: Grid) -> float:
    """The width in points of the widest piece of a text that is not broken on a line of this width."""
    whole = Text((Run(text),), grid)
    return max((whole.natural(*token) for token in whole.tokens), default=0.0) * grid.size


def justify(runs: Sequence[Run], grid: Grid, indent: float = 0) -> list[Line]:
    """Break a paragraph into lines that fill the width, the last one excepted; the first is indented in characters."""
    text = Text(runs, grid)
    lines: list[Line] = []
    count, first = len(text.tokens), 0
    while first < count:
        width = text.width if lines else text.width - indent * grid.pitch / grid.size
        last = _end_of_line(text, first, width)
        excess = text.excess(first, last, width)
        gap = -excess / text.gaps(first, last) if last < count or excess > 0 else 0.0
        lines.append(text.line(first, last, gap))
        first = last
    return lines


def _end_of_line(text: Text, first: int, width: float) -> int:
    """The break nearest to the edge: before it with the line spread, or after it with the line pressed."""
    fits = anywhere = 0
    for last in range(first + 1, len(text.tokens) + 1):
        excess = text.excess(first, last, width)
        if excess <= 1e-6:
            anywhere = last
            fits = last if text.may_break(last) else fits
            continue
        if excess > _TIGHTEST * text.gaps(first, last) + 1:
            break
        if not text.may_break(last):
            continue
        room = -text.excess(first, fits, width) if fits else float("inf")
        if excess < room and excess / text.gaps(first, last) <= _TIGHTEST:
            return last
        break
    return fits or anywhere or first + 1


def balance(text: str, grid: Grid) -> list[Line]:
    """Break a heading into the fewest lines that fit, each a little shorter than the one above (梯形, cl. 7.3.1).

    A break at a mark, after 的 or before a conjunction is preferred, for it keeps the sense of the words.
    """
    whole = Text((Run(text),), grid)
    count = len(whole.tokens)
    if count == 0:
        return []
    rows = max(1, -int(-whole.span(0, count) // whole.width))
    if rows > _MOST_BALANCED:
        return justify((Run(text),), grid)
    while (found := _cheapest(whole, rows)) is None:
        rows += 1
    return [whole.line(first, whole.inked(first, last)) for first, last in pairwise(found)]


def _cheapest(text: Text, rows: int) -> list[int] | None:
    """The breaks of the cheapest division into so many rows: their places, 0 and the end included."""
    count = len(text.tokens)
    mean = text.span(0, count) / rows
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for row in range(rows):
        target = mean + ((rows - 1) / 2 - row) * 1.5
        reached: dict[int, tuple[float, list[int]]] = {}
        for first, (cost, breaks) in best.items():
            for last in range(first + 1, count + 1):
                if (last == count) != (row == rows - 1):
                    continue
                span = text.span(first, last)
                if text.excess(first, last, text.width) > 0 and last > first + 1:
                    break
                total = cost + (span - target) ** 2 + _break_cost(text, last)
                if last not in reached or total < reached[last][0]:
                    reached[last] = total, [*breaks, last]
        best = reached
    return best[count][1] if count in best else None


def _break_cost(text: Text, token: int) -> float:
    """In em squared, the unit in which the division's shape is judged."""
    if not text.may_break(token):
        return 1000.0
    if token == len(text.tokens):
        return 0.0
    at = text.tokens[token][0]
    return 0.0 if text.chars[at - 1] in "、，；：》”的" or text.chars[at] in "和与及暨并《“" else 8.0
