"""发文机关署名, 成文日期 and the room for seals and stamps (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..document import Official, Seal, Signatory
from ..setting.characters import Field
from ..setting.fonts import KAI, TEXT
from ..setting.grid import CELL, MM, WIDTH
from ..setting.placing import Row, row, width

SEAL = 42.0 * MM  # the seal of a county, the largest that is common
STAMP = 40.0 * MM
STAMP_ROWS = 2
_SEAL_ROWS = 5  # from one row of joint seals to the next: they may not touch
_BETWEEN = 4.0  # points between two seals, or two names, at the least


def signatories(document: Official) -> tuple[Signatory, ...]:
    """Who signs: those named, or the organs at the head."""
    return document.signatories or tuple(Signatory(organ) for organ in document.organs)


def fields(document: Official) -> Iterator[Field]:
    """Name after name, the date at the end."""
    for signatory in signatories(document):
        yield Field("signatories", "署名", signatory.organ + signatory.title, TEXT)
        yield Field("signatories", "签名", signatory.name, KAI)
    yield Field("date", "成文日期", document.date_text, TEXT)


def set_signature(document: Official) -> tuple[Row, ...]:
    """The rows under the text, the blank ones above them counted."""
    return {Seal.SEALED: _sealed, Seal.UNSEALED: _unsealed, Seal.STAMPED: _stamped}[document.seal](
        signatories(document), document.date_text
    )


def _sealed(names: tuple[Signatory, ...], date: str) -> tuple[Row, ...]:
    """The date four characters from the right, the name in the middle over it; two rows blank for the seal.

    Of joint names so many stand beside each other as their seals have room, the last one over the date.
    """
    organs = [name.organ for name in names]
    half = width(date) / 2
    last = max(half + 4 * CELL, width(organs[-1]) / 2)  # from the right edge to the middle of the date
    room = max(SEAL, *map(width, organs)) + _BETWEEN
    *above, foot = _rows(organs, int(WIDTH / room) or 1, 1 + max(0, int((WIDTH - last - room / 2) / room)))
    made = []
    for at, each in enumerate((*above, foot)):
        step = WIDTH / len(each)
        middles = [step * (place + 0.5) for place in range(len(each))]
        if each is foot:
            middles = [WIDTH - last - room * place for place in reversed(range(len(each)))]
        parts = [(middle - width(organ) / 2, organ, TEXT) for middle, organ in zip(middles, each, strict=True)]
        made.append(row(*parts, above=_SEAL_ROWS - 1 if at else 2))
    return (*made, row((WIDTH - last - half, date, TEXT)))


def _rows(organs: list[str], columns: int, beside_date: int) -> list[list[str]]:
    """Joint names in as few rows as they fit, so many to a row, in the last one fewer; full rows if that can be."""
    count = len(organs)
    if count <= beside_date:
        return [organs]

    def cost(last: int) -> tuple[int, bool, bool, int]:
        rows = -(-(count - last) // columns)
        return rows, (count - last) % columns > 0, last > -(-(count - last) // rows), -last

    above = count - min(range(1, beside_date + 1), key=cost)
    rows = -(-above // columns)
    ends = [above * at // rows for at in range(rows + 1)] + [count]
    return [organs[start:end] for start, end in pairwise(ends)]


def _unsealed(names: tuple[Signatory, ...], date: str) -> tuple[Row, ...]:
    """The name two characters from the right, the date beginning two characters further in than the name.

    Where that would push the date out, the date stands two characters from the right and the name gives way.
    """
    right = WIDTH - 2 * CELL
    left = right - max(max(width(name.organ) for name in names), width(date) + 2 * CELL)
    rows = [row((left, name.organ, TEXT), above=0 if at else 1) for at, name in enumerate(names)]
    return (*rows, row((left + 2 * CELL, date, TEXT)))


def _stamped(names: tuple[Signatory, ...], date: str) -> tuple[Row, ...]:
    """The stamp four characters from the right, the title two characters to its left, in the middle of its height."""
    edge = WIDTH - 4 * CELL
    beside = (STAMP_ROWS - 1) / 2
    rows = []
    for at, each in enumerate(names):
        title = each.organ + each.title
        parts = [(edge - STAMP - 2 * CELL - width(title), title, TEXT)]
        if each.name:
            parts.append((edge - (STAMP + width(each.name, KAI)) / 2, each.name, KAI))
        rows.append(row(*parts, above=beside + (1 + beside if at else 2)))
    return (*rows, row((edge - width(date), date, TEXT), above=beside + 1))
