"""版面预览: the print as it would be now, in a frame and as pictures; all ask for the same one, which the press keeps."""

from __future__ import annotations

import io
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue

from distro.documents import actions
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import READERS
from distro.documents.series import Number
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.press.document import Printed
from distro.press.finished.pictures import page_image
from distro.web.door import Pages

pages = Pages("preview")


@pages.read("/documents/<uuid:document_id>/preview", needs=READERS)
def pdf(w: Work, document_id: UUID) -> ResponseReturnValue:
    data = _printed(w, documents.find(w, document_id)).data
    return send_file(io.BytesIO(data), "application/pdf", etag=False)


@pages.read("/documents/<uuid:document_id>/preview/<int:page>.png", needs=READERS)
def picture(w: Work, document_id: UUID, page: int) -> ResponseReturnValue:
    data = _printed(w, documents.find(w, document_id)).data
    try:
        return send_file(io.BytesIO(page_image(data, page)), "image/png", etag=False)
    except IndexError:
        raise NotFound() from None


def print_or_hindrance(w: Work, document: Document) -> tuple[Printed | None, Refusal | None]:
    """The print of the document's present revision, or what is in its way."""
    try:
        return _printed(w, document), None
    except Refusal as refusal:
        return None, refusal


def _printed(w: Work, document: Document) -> Printed:
    content = documents.draft_of(w, document)
    number: Number | None
    try:
        number = documents.expected_number(w, document, content)
    except Refusal:  # told on the page; the preview shows what the text claims
        number = None
    return actions.preview(w, document, content, number)
