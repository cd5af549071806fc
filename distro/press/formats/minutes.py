"""纪要: ×××纪要 in red, issuer and date over the rule, who was there after the text (cl. 10.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Official, Seal
from ..elements import masthead
from ..errors import PlaceError
from ..setting.characters import Field
from ..setting.fonts import TEXT
from ..setting.grid import CELL, WIDTH
from ..setting.placing import row, width
from . import matter, official
from .unplaced import refuse, refuse_strangers

STYLES = ("page", "body", "masthead")
EVEN = True


def fields(document: Official) -> Iterator[Field]:
    """Every text in printed order."""
    refuse(document, "纪要", "signers", "address")
    if document.seal is not Seal.UNSEALED:
        raise PlaceError("纪要不加盖印章。没有印制，请改为不加盖印章。", field="seal")
    if len(document.signatories) > 1:
        raise PlaceError("纪要只署一个印制单位。没有印制，请只留一个署名。", field="signatories")
    refuse_strangers(document)
    yield from masthead.corner_fields(document)
    yield from masthead.mark_fields(document)
    yield from masthead.number_fields(document)
    for signatory in document.signatories:
        yield Field("signatories", "署名", signatory.organ, TEXT)
    yield Field("date", "日期", document.date_text, TEXT)
    yield from matter.title_fields(document)
    yield from matter.text_fields(document, _head(document)["row"])
    yield from matter.attendance_fields(document)
    yield from matter.end_fields(document)


def context(document: Official) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    placed = _head(document)
    issuer = "".join(signatory.organ for signatory in document.signatories)
    date = (WIDTH - CELL - width(document.date_text), document.date_text, TEXT)
    numbers = placed["numbers"] if document.number else ()
    return (
        matter.context(document, placed["row"])
        | placed
        | {"numbers": (*numbers, row((CELL, issuer, TEXT), date)), "signature": ()}
    )


def _head(document: Official) -> dict[str, Any]:
    """As that of a 公文, with a row for issuer and date; without a number that row takes its place."""
    return official.set_head(document, extra=1 if document.number else 0)
