"""版头: the marks in the corner, the name in red, the number and who signed it off (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Official
from ..setting import fonts
from ..setting.characters import Field
from ..setting.fonts import HEADLINE, HEI, KAI, TEXT
from ..setting.grid import CELL, LEADING, PITCH, WIDTH, measure
from ..setting.lines import Line, Piece
from ..setting.placing import Row, row, width
from .mark import fitted

RED_RULE = 2.0  # how thick the rule under the number is (cl. 7.2.7), points
BLANK = 2  # rows between the name and the number
SMALLEST = 16.0  # no name is smaller than the text
_AIR = 1.28  # from base line to base line of joint names, in their size
_GAP = 0.5  # between the names and 文件, in the size of the names
_LARGER = 1.5  # how much larger than the names 文件 may be
_FILL = 0.94  # how much of the width a name may take
_CENTRE = 0.38  # the middle of a character over its base line, in em

SIGNERS = "签发人："


@dataclass(frozen=True)
class Name:
    """A line of the red name: its base line `rise` points under the one before it, or under what stands above."""

    rise: float
    left: float
    size: float
    line: Line


@dataclass(frozen=True)
class Mark:
    """发文机关标志, in reading order; `bottom` is where its ink ends, in points from the top of the page box."""

    names: tuple[Name, ...]
    bottom: float


@dataclass(frozen=True)
class Corner:
    """份号, 密级 and 紧急程度, one to a row, from the first row of the grid; the first row is that of the 份号."""

    rows: tuple[Row, ...]
    height: float


def corner_fields(document: Official) -> Iterator[Field]:
    yield Field("copy_number", "份号", document.copy_number, TEXT)
    yield Field("secrecy", "密级和保密期限", document.secrecy, HEI)
    yield Field("urgency", "紧急程度", document.urgency, HEI)


def mark_fields(document: Official) -> Iterator[Field]:
    for organ in document.organs:
        yield Field("organs", "发文机关标志", organ, HEADLINE)
    yield Field("mark", "发文机关标志", document.mark, HEADLINE)


def number_fields(document: Official) -> Iterator[Field]:
    """The number, which stands before the last pair of signers and after the others (cl. 7.2.5, 7.2.6)."""
    signers = [Field("signers", f"第{at}个签发人", name, KAI) for at, name in enumerate(document.signers, 1)]
    number = Field("number", "发文字号", document.number, TEXT)
    label = Field("signers", "签发人", SIGNERS, TEXT)
    if not signers:
        yield number
        return
    before = (len(signers) - 1) // 2 * 2
    yield from (label, *signers[:before], number, *signers[before:]) if before else (number, label, *signers)


def set_corner(document: Official) -> Corner:
    """Each on a row of its own, moving up when the one above is absent; the 份号 alone may stand on the first."""
    rows = [row((0, document.copy_number, TEXT))] if document.copy_number else []
    marks = [text for text in (document.secrecy, document.urgency) if text]
    rows += [row((0, text, HEI), above=0 if rows or at else 1) for at, text in enumerate(marks)]
    return Corner(tuple(rows), sum(each.above + 1 for each in rows) * PITCH)


def set_mark(
    document: Official, top: float, start: float = 0.0, largest: float = 62.0, bottom: float = math.inf
) -> Mark:
    """The name with its ink beginning `top` points under the top of the page box and ending above `bottom`.

    `start` is where the corner ends: the first base line is counted from there.
    """
    if len(document.organs) > 1:
        return _joint(document, top, start, largest, bottom)
    text = "".join((*document.organs, document.mark))
    made = fitted(text)
    scale = min(1.0, largest / made["size"])
    size, lines = made["size"] * scale, made["lines"]
    cell = measure(HEADLINE, size, size, WIDTH)
    names, pen = [], start
    rise, sink = fonts.ink(text, HEADLINE)
    for at, line in enumerate(lines):
        base = top + rise * size + at * 1.2 * size
        inked = cell.measure(line) - made["spacing"] * size
        names.append(Name(base - pen, (WIDTH - inked) / 2, size, line))
        pen = base
    return Mark(tuple(names), pen + sink * size)


def _joint(document: Official, top: float, start: float, largest: float, bottom: float) -> Mark:
    """The names under each other, all as wide as the widest; 文件 to the right, in the middle (cl. 7.2.4)."""
    em = measure(HEADLINE, 1, 1, WIDTH)
    lengths = [em.measure(_line(organ)) for organ in document.organs]
    rise, sink = fonts.ink("".join(document.organs), HEADLINE)
    count, widest = len(lengths), max(lengths)
    mark = em.measure(_line(document.mark)) if document.mark else 0.0
    larger = _LARGER if mark else 1.0
    size = min(
        largest / larger,
        _FILL * WIDTH / (widest + (_GAP + mark * larger if mark else 0)),
        (bottom - top) / (rise + sink + (count - 1) * _AIR),
    )
    left = (WIDTH - (widest + (_GAP + mark * larger if mark else 0)) * size) / 2
    names, pen = [], start
    for at, (organ, length) in enumerate(zip(document.organs, lengths, strict=True)):
        base = top + (rise + at * _AIR) * size
        spread = (widest - length) / max(1, len(organ) - 1)
        names.append(Name(base - pen, left, size, _line(organ, spread)))
        pen = base
    end = pen + sink * size
    if document.mark:
        base = (top + end) / 2 + _CENTRE * larger * size
        names.append(Name(base - pen, left + (widest + _GAP) * size, larger * size, _line(document.mark)))
    return Mark(tuple(names), end)


def _line(text: str, spacing: float = 0.0) -> Line:
    return (Piece(text, False, spacing),)


def number_row(mark: Mark) -> int:
    """The row of the grid that leaves two lines blank under the name."""
    return math.ceil((mark.bottom - LEADING) / PITCH - 0.02) + BLANK


def set_number(document: Official) -> tuple[Row, ...]:
    """The number in the middle; beside signers it stands at the left, one character in, on the line of the last."""
    number, names = document.number, document.signers
    if not names:
        return (row(((WIDTH - width(number)) / 2, number, TEXT)),)
    column = max(width(name, KAI) for name in names) + CELL
    label = width(SIGNERS)
    pairs = [names[at : at + 2] for at in range(0, len(names), 2)]
    left = WIDTH - CELL - label - (column * len(pairs[0]) - CELL)
    rows = []
    for at, pair in enumerate(pairs):
        parts = [(left + label + place * column, name, KAI) for place, name in enumerate(pair)]
        if at == 0:
            parts.insert(0, (left, SIGNERS, TEXT))
        if at == len(pairs) - 1:
            parts.insert(0, (CELL, number, TEXT))
        rows.append(row(*parts))
    return tuple(rows)
