"""命令（令）: the name, the number, the text, and the officer who stamps it; no rule, no title (cl. 10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Official
from ..elements import masthead, signed
from ..setting.characters import Field
from ..setting.grid import LEADING, MM, PITCH
from . import matter
from .unplaced import refuse, refuse_strangers

STYLES = ("page", "body", "masthead", "order")
EVEN = True

TOP = LEADING + 20 * MM
BLANK = 2  # rows between the number and the text


def fields(document: Official) -> Iterator[Field]:
    """Every text in printed order."""
    refuse(document, "命令（令）", "signers", "title", "title_lines", "address", "attendance")
    refuse_strangers(document)
    yield from masthead.corner_fields(document)
    yield from masthead.mark_fields(document)
    yield from masthead.number_fields(document)
    yield from matter.text_fields(document, _head(document)["row"])
    yield from signed.fields(document)
    yield from matter.end_fields(document)


def context(document: Official) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    placed = _head(document)
    return matter.context(document, placed["row"]) | placed


def _head(document: Official) -> dict[str, Any]:
    corner = masthead.set_corner(document)
    mark = masthead.set_mark(document, TOP, corner.height)
    row = masthead.number_row(mark)
    return {
        "corner": corner,
        "mark": mark,
        "height": row * PITCH,
        "numbers": masthead.set_number(document),
        "row": row + 1 + BLANK,
    }
