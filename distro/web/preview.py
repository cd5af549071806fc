"""The print as it would be now: the page, its frame and its pictures ask for the same one, which the press keeps."""

from __future__ import annotations

from dataclasses import dataclass

from distro.documents import actions
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.press.document import Printed


@dataclass
class Foreseen:
    """The number a preview is printed under."""

    year: int | None
    issue: int | None
    total: int | None


def printed(w: Work, document: Document) -> Printed:
    """The print of the document's present revision; Refusal names what is in the way."""
    content = documents.draft_of(w, document)
    try:
        number = documents.expected_number(w, document, content)
        foreseen = Foreseen(document.year, number.issue, number.total)
    except Refusal:  # told on the page; the preview shows what the text claims
        foreseen = Foreseen(document.year, content.issue, content.total)
    return actions.preview(w, document, content, foreseen)
