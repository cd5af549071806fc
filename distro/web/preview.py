"""版面预览: the print as it would be now, in a frame and as pictures; all ask for the same one, which the press keeps.

What is to be printed is read in the page's unit of work; the press is waited for when that has ended.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue

from distro.documents import actions, numbers
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import READERS
from distro.documents.slip import of_document
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.press.document import Printed
from distro.press.finished.pictures import page_image
from distro.web import files
from distro.web.door import Afterwards, Answer, Pages
from distro.web.language import gettext

pages = Pages("preview")


@pages.read("/documents/<uuid:document_id>/preview", needs=READERS)
def pdf(w: Work, document_id: UUID) -> Answer:
    return as_file(w, documents.find(w, document_id))


@pages.read("/documents/<uuid:document_id>/preview/<int:page>.png", needs=READERS)
def picture(w: Work, document_id: UUID, page: int) -> Answer:
    return as_picture(w, documents.find(w, document_id), page)


@pages.read("/documents/<uuid:document_id>/slip", needs=READERS)
def slip(w: Work, document_id: UUID) -> Answer:
    """发文稿纸: all that was said of the document so far."""
    document = documents.find(w, document_id)
    form, name = of_document(w, document), f"{gettext('发文稿纸')} {document.number}"
    return Afterwards(lambda: files.pdf(actions.proof(w.outside, form).data, name))


def as_file(w: Work, document: Document) -> Afterwards:
    """The preview of a document that was found for whoever asks."""
    printed = _to_print(w, document)
    return Afterwards(lambda: send_file(io.BytesIO(printed().data), "application/pdf", etag=False))


def as_picture(w: Work, document: Document, page: int) -> Afterwards:
    """A page of it."""
    printed = _to_print(w, document)

    def draw() -> ResponseReturnValue:
        try:
            return send_file(io.BytesIO(page_image(printed().data, page)), "image/png", etag=False)
        except IndexError:
            raise NotFound() from None

    return Afterwards(draw)


def print_or_hindrance(w: Work, document: Document) -> Callable[[], tuple[Printed | None, Refusal | None]]:
    """What gets the print of the document's present revision, or what is in its way, once the unit of work has ended."""
    printed = _to_print(w, document)

    def get() -> tuple[Printed | None, Refusal | None]:
        try:
            return printed(), None
        except Refusal as refusal:
            return None, refusal

    return get


def _to_print(w: Work, document: Document) -> Callable[[], Printed]:
    content = documents.draft_of(w, document)
    designation = numbers.shown(w, document, content)
    return lambda: actions.preview(w, document, content, designation)
