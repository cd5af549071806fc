"""公文: the red head with its rule, the title, the text, the signature, the imprint on an even page (cl. 7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..document import Official
from ..elements import masthead, signed
from ..errors import PlaceError
from ..setting.characters import Field
from ..setting.grid import LEADING, MM, PITCH, ROWS
from . import matter
from .unplaced import refuse, refuse_strangers

STYLES = ("page", "body", "masthead")
EVEN = True

TOP = LEADING + 35 * MM  # the ink of the name under the top of the page box (cl. 7.2.4)
RED = 2  # rows the rule and the blank under it take


def fields(document: Official) -> Iterator[Field]:
    """Every text in printed order."""
    refuse(document, "公文", "attendance")
    refuse_strangers(document)
    yield from masthead.corner_fields(document)
    yield from masthead.mark_fields(document)
    yield from masthead.number_fields(document)
    yield from matter.title_fields(document)
    placed = set_head(document)
    yield from matter.text_fields(document, placed["row"], placed["moved"])
    yield from signed.fields(document)
    yield from matter.end_fields(document, placed["moved"])


def context(document: Official) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    placed = set_head(document)
    return placed | matter.context(document, placed["row"], placed["moved"])


def set_head(document: Official, extra: int = 0) -> dict[str, Any]:
    """The head, so large as the first page still shows text; 主送 leaves the page where that does not suffice.

    `extra` rows stand between the number and the rule; `row` is that under the title. PlaceError when the names of the organs leave no room.
    """
    corner, numbers = masthead.set_corner(document), masthead.set_number(document)
    heading = matter.set_title(document)
    below = len(numbers) + extra + RED + len(heading) + matter.TITLE_AIR
    for moved in (False, True):
        taken = below + (0 if moved else len(matter.set_address(document))) + matter.BODY
        bottom = (ROWS - taken - masthead.BLANK) * PITCH + LEADING
        mark = masthead.set_mark(document, TOP, corner.height, bottom=bottom)
        smallest = min((name.size for name in mark.names), default=math.inf)
        if mark.bottom <= bottom + 0.01 and smallest >= masthead.SMALLEST:
            row = masthead.number_row(mark)
            return {
                "corner": corner,
                "mark": mark,
                "height": row * PITCH,
                "row": row + below,
                "numbers": numbers,
                "moved": moved and bool(document.address),
            }
    raise PlaceError("发文机关和标题占满了首页，正文排不上首页。没有印制，请缩短标题或减少并列的机关。", field="organs")
