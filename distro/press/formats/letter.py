"""信函: the organ's name over a double red rule, a second one at the foot of the first page (cl. 10.1)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..document import Official
from ..elements import masthead, signed
from ..errors import PlaceError
from ..setting import grid
from ..setting.characters import Field
from ..setting.fonts import HEI, TEXT
from ..setting.grid import LEADING, MM, PITCH, SIZE, WIDTH
from ..setting.placing import Row, row, width
from . import matter
from .unplaced import refuse, refuse_strangers

STYLES = ("page", "body", "masthead", "letter")
EVEN = False

TOP = 30 * MM - grid.TOP
LARGEST = 46.0
THICK, GAP, THIN = 2.25, 1.5, 0.75
RULES = THICK + GAP + THIN
FOOT = (297 - 20) * MM - grid.TOP - RULES  # the upper edge of the second double rule in the page box
UNDER = SIZE * 7 / 8  # from the first double rule to what stands under it


def fields(document: Official) -> Iterator[Field]:
    """Every text in printed order."""
    refuse(document, "信函", "numbered", "signers", "attendance", "print_organ", "print_date")
    if len(document.organs) > 1:
        raise PlaceError("信函只标主办机关的名称。没有印制，请只留一个发文机关标志。", field="organs")
    refuse_strangers(document)
    copy, *marks = masthead.corner_fields(document)
    yield from masthead.mark_fields(document)
    yield copy
    yield from masthead.number_fields(document)
    yield from marks
    yield from matter.title_fields(document)
    placed = _head(document)
    yield from matter.text_fields(document, placed["row"], placed["moved"])
    yield from signed.fields(document)
    yield from matter.end_fields(document, placed["moved"])


def context(document: Official) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    placed = _head(document)
    return placed | matter.context(document, placed["row"], placed["moved"], ruled=False)


def _head(document: Official) -> dict[str, Any]:
    mark = masthead.set_mark(document, TOP, largest=LARGEST)
    rows = _rows(document)
    ends = mark.bottom + 4 * MM + RULES + UNDER + (len(rows) - 1) * PITCH + SIZE
    first = math.ceil((ends - LEADING) / PITCH - 0.02) + masthead.BLANK
    row = first + len(matter.set_title(document)) + matter.TITLE_AIR
    return {
        "mark": mark,
        "rules": {"above": mark.bottom - sum(name.rise for name in mark.names) + 4 * MM, "foot": FOOT},
        "double": {"thick": THICK, "gap": GAP, "thin": THIN},
        "rows": rows,
        "under": UNDER - LEADING,
        "height": first * PITCH,
        "row": row,
        "moved": bool(document.address) and matter.address_moves(document, row),
    }


def _rows(document: Official) -> tuple[Row, ...]:
    """The number at the right of the first row, at its left the 份号; the other marks in the rows under it."""
    number = (WIDTH - width(document.number), document.number, TEXT)
    copy = [(0, document.copy_number, TEXT)] if document.copy_number else []
    marks = [text for text in (document.secrecy, document.urgency) if text]
    return (row(*copy, number), *(row((0, text, HEI)) for text in marks))
