"""The print as it would be now, kept in memory for the page, its frame and its pictures to show the same one."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from distro.documents import actions
from distro.documents import queries as documents
from distro.documents.draft import Draft
from distro.documents.models import Document
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.press.document import Printed


class Taken(NamedTuple):
    """The number a preview is printed under."""

    year: int | None
    issue: int | None
    total: int | None


def printed(w: Work, document: Document) -> Printed:
    """The print of the document's present revision; Refusal names what is in the way."""
    content = documents.draft_of(w, document)
    try:
        number = documents.expected_number(w, document, content)
        taken = Taken(document.year, number.issue, number.total)
    except Refusal:  # told on the page; the preview shows what the text claims
        taken = Taken(document.year, content.issue, content.total)
    return _printed(content, taken)


@lru_cache(maxsize=32)
def _printed(content: Draft, taken: Taken) -> Printed:
    return actions.preview(content, taken)
