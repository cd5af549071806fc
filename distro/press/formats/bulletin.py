"""简报: masthead, issue, issuer and date over the red rule, titles and text, the tiers at the foot.

No clause of GB/T 9704-2012 knows it; it follows the standard in all that the standard has measures for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .. import imprint
from ..characters import Field
from ..document import Bulletin, Run
from ..fonts import HEADLINE, TEXT
from ..grid import CELL, SIZE, TITLE_SIZE, WIDTH, measure, text_measure
from ..lines import Piece, balance, justify
from ..masthead import set_masthead

STYLES = ("page", "bulletin")
EVEN = False


def fields(bulletin: Bulletin) -> Iterator[Field]:
    """Every text in printed order."""
    yield Field("masthead", "报头名称", bulletin.masthead, HEADLINE)
    yield Field("issue_text", "期号", bulletin.issue_text, TEXT)
    yield Field("issuer", "编印单位", bulletin.issuer, TEXT)
    yield Field("date", "日期", bulletin.date_text, TEXT)
    for number, title in enumerate(bulletin.titles, 1):
        yield Field("titles", f"第{number}个标题", title, HEADLINE)
    for number, paragraph in enumerate(bulletin.paragraphs, 1):
        yield Field("paragraphs", f"正文第{number}段", paragraph.text, TEXT)
    for number, block in enumerate(bulletin.imprint, 1):
        yield Field("imprint", f"版记第{number}项", block, TEXT)


def context(bulletin: Bulletin) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    text, title = text_measure(), measure(HEADLINE, TITLE_SIZE, TITLE_SIZE, WIDTH)
    return {
        "masthead": set_masthead(bulletin.masthead),
        "issue": balance(bulletin.issue_text, text),
        "issuer": _issuer(bulletin),
        "titles": [balance(each, title) for each in bulletin.titles],
        "paragraphs": [justify(paragraph.runs, text, indent=2) for paragraph in bulletin.paragraphs],
        "imprint": imprint.pages([imprint.block(each) for each in bulletin.imprint]),
    }


def _issuer(bulletin: Bulletin) -> dict[str, Any]:
    """The issuer, and on its last line the date, `gap` to the right of it (both one character in from the edges).

    Text placed by CSS positions, floats or flex boxes would be painted, and therefore read, out of order.
    """
    text = measure(TEXT, SIZE, CELL, WIDTH - 2 * CELL)
    date = (Piece(bulletin.date_text, False, text.spacing),)
    room = text.width - text.measure(date)
    lines = justify((Run(bulletin.issuer),), replace(text, width=room - 2 * CELL))
    return {"lines": lines, "date": date, "gap": room - (text.measure(lines[-1]) if lines else 0)}
