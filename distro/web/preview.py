"""The print as it would be now: the page, its frame and its pictures ask for the same one, which the press keeps."""

from __future__ import annotations

from distro.documents import actions
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.series import Number
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.press.document import Printed


def printed(w: Work, document: Document) -> Printed:
    """The print of the document's present revision; Refusal names what is in the way."""
    content = documents.draft_of(w, document)
    number: Number | None
    try:
        number = documents.expected_number(w, document, content)
    except Refusal:  # told on the page; the preview shows what the text claims
        number = None
    return actions.preview(w, document, content, number)
