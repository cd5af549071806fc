"""The places a print keeps free for its copies (distro/press/copies.py): empty drawings that its pages already show.

The watermark lies under every page, the number on the first line of the first one where the document keeps it free.
Both are shown inside artifacts, so that a copy has nothing to do but to fill the drawings in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pydyf
import weasyprint

from .copies import NUMBER, ROOMS, SLOT, WATERMARK
from .document import Document
from .setting import grid

Place = tuple[float, ...]  # the matrix that puts a drawing on the page

_TURN = math.radians(30)


def _turned(height: float) -> Place:
    """In the middle of the page, at this height, rising."""
    sine, cosine = math.sin(_TURN), math.cos(_TURN)
    return cosine, sine, -sine, cosine, 105 * grid.MM, height


WATERMARKS = [_turned(part * 297 * grid.MM) for part in (1 / 5, 1 / 2, 4 / 5)]
FIRST_LINE = [(1, 0, 0, 1, 28 * grid.MM, (297 - 37) * grid.MM - 0.88 * grid.SIZE)]


def writer(document: Document) -> Callable[[weasyprint.Document, pydyf.PDF], None]:
    """What writes the slots of a document into its print: called by WeasyPrint just before the bytes are made."""

    def write(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        under = _shown(pdf, pages[0], WATERMARK, WATERMARKS)
        for page in pages:
            page["Contents"] = pydyf.Array([under, page["Contents"]])
        if document.numbered:
            pages[0]["Contents"].insert(0, _shown(pdf, pages[0], NUMBER, FIRST_LINE))

    return write


def _shown(pdf: pydyf.PDF, page: pydyf.Dictionary, slot: str, places: Sequence[Place]) -> bytes:
    """Add an empty drawing to the resources all pages share; a reference to the content that shows it."""
    form = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(ROOMS[slot]), "Resources": pydyf.Dictionary()}
    drawing = pydyf.Stream(extra=form | {SLOT: f"/{slot}"})
    pdf.add_object(drawing)
    resources = pdf.objects[int(page["Resources"].split()[0])]
    resources["XObject"][slot] = drawing.reference
    shown = [b"q %b cm /%b Do Q" % (b" ".join(b"%.5f" % part for part in place), slot.encode()) for place in places]
    content = pydyf.Stream([b"/Artifact <</Type /Pagination>> BDC", *shown, b"EMC"], compress=True)
    pdf.add_object(content)
    reference: bytes = content.reference
    return reference
