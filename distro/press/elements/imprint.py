"""版记: the blocks at the foot of the last page, set in size 4, one character in from both edges (cl. 7.4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Run
from ..setting import grid
from ..setting.fonts import TEXT
from ..setting.lines import Grid, Line, Piece, balance, justify

SIZE = 14.0
CELLS = 29
WIDTH = grid.WIDTH - 2 * SIZE
PITCH = 0.8 * grid.PITCH
RULE = 0.35 * grid.MM  # the thick one, first and last
THIN_RULE = 0.25 * grid.MM  # between the blocks
AIR = 4.0  # above and below each block, between its lines and the rules
LONGEST_LABEL = 8


@dataclass(frozen=True)
class Block:
    """One tier of the imprint, or the part of it that stands on one page; `hang` is the width of its label.

    `ruled` says that a rule parts it from what stands above it.
    """

    label: Line
    hang: float
    lines: tuple[Line, ...]
    ruled: bool = True

    @property
    def height(self) -> float:
        return len(self.lines) * PITCH + 2 * AIR + RULE * self.ruled


def block(text: str, ruled: bool = True) -> Block:
    """A tier broken into lines that all begin after its label, e.g. 报： (cl. 7.4.2)."""
    at = text.find("：") + 1
    name, rest = (text[:at], text[at:]) if at <= LONGEST_LABEL else ("", text)
    whole = measure()
    label = (Piece(name, False, whole.spacing),)
    hang = whole.measure(label)
    lines = justify((Run(rest),), replace(whole, width=WIDTH - hang))
    return Block(label, hang, tuple(lines) or ((),), ruled)


def printing(organ: str, day: str) -> Block:
    """印发机关 at the left, 印发日期 at the right, one character in from both edges (cl. 7.4.3).

    An organ too long for the line stands above the day.
    """
    whole = measure()
    date = Piece(day, False, whole.spacing)
    lines = justify((Run(organ),), replace(whole, width=WIDTH - whole.measure((date,)) - SIZE))
    if not lines:
        return Block((), WIDTH - whole.measure((date,)), ((date,),))
    gap = (WIDTH - whole.measure((*lines[-1], date))) / SIZE
    *before, last = lines[-1]
    parted = Piece(last.text[-1], last.bold, last.spacing + gap)
    return Block((), 0, (*lines[:-1], (*before, replace(last, text=last.text[:-1]), parted, date)))


def at_right(text: str) -> Block:
    """A tier of one line that ends at the right, e.g. （共印50份）."""
    (line,) = balance(text, measure())
    return Block((), WIDTH - measure().measure(line), (line,))


def measure() -> Grid:
    """The measure of the tiers."""
    return grid.measure(TEXT, SIZE, WIDTH / CELLS, WIDTH)


def pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of the imprint page by page; nearly always one page, at the foot of which they will stand."""
    filled: list[list[Block]] = [[]]
    room = whole = grid.HEIGHT - RULE
    for left in blocks:
        while left.height > room:
            fit = int((room - replace(left, lines=()).height) // PITCH)
            if fit > 0:
                filled[-1].append(replace(left, lines=left.lines[:fit]))
                left = replace(left, label=(), lines=left.lines[fit:])
            filled.append([])
            room = whole
        filled[-1].append(left)
        room -= left.height
    return filled if blocks else []
