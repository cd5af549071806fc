"""What was recognised in a document: its elements, each with its place and confidence, and what nobody took."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from distro.documents.designation import Designation
from distro.documents.recognition.proposals import Kind
from distro.kernel import dates
from distro.lists.grammar.reading import Reading
from distro.press.document import Paragraph

_YEAR_OF_NUMBER = re.compile(rf"(?P<year>{dates.YEAR})\s?年?\s?[〕\])）】］﹞第]")

PAGES = "页码和页眉"
"""What leftovers are called that belong to printed pages: their numbers, running heads and rules."""


class Part(NamedTuple):
    """A text with a title of its own inside a document: a further article, the text of an annex."""

    title: str
    paragraphs: tuple[Paragraph, ...]


class Leftover(NamedTuple):
    """Words start:end of the text that are in no field. `name` says what they seem to be: 责任编辑, 页码, or nothing."""

    text: str
    start: int
    end: int
    name: str = ""


class Place(NamedTuple):
    """Characters start:end of the text belong to a field."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Recognised:
    """What was recognised. A missing element is None or empty and has confidence 0.

    `imprint` holds the tier blocks word for word, label included, one line each; `list_read` is how the grammar reads
    them, its places being those of the text. `address` is the unlabelled 主送 at the head of an official document,
    without its colon; `articles` the second and further ones of a bulletin, `annexes` the titles told below the text and
    `annex_texts` what stands behind it; `note` the words in brackets below the date; `marks` what stands in the corners of the head (内部资料 注意保存). A `date` that no calendar has is
    None, though `date_text` tells it. `confidence` maps field names to 0..1. `places` and `leftovers` together hold every
    character of the text that is no white space and no separator.
    """

    kind: Kind = Kind.BULLETIN
    masthead: str | None = None
    designation: Designation | None = None
    issue_text: str | None = None
    doc_no: str | None = None
    signer: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    marks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    address: str = ""
    editors_note: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    articles: tuple[Part, ...] = ()
    attendance: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    annex_texts: tuple[Part, ...] = ()
    note: str = ""
    imprint: tuple[str, ...] = ()
    list_read: Reading | None = None
    copies: int | None = None
    print_org: str | None = None
    print_date: datetime.date | None = None
    places: tuple[Place, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def year(self) -> int | None:
        """The year the number counts in: the one it tells, else that of the date."""
        told = self.told_year
        return told if told is not None or self.date is None else self.date.year

    @property
    def told_year(self) -> int | None:
        """The year in the number of the issue or of the document."""
        if self.designation is not None:
            return self.designation.year
        year = _YEAR_OF_NUMBER.search(self.doc_no or "")
        return dates.number(year["year"]) if year else None

    @property
    def issue(self) -> int | None:
        """The number of the issue, the first one of several."""
        return self.designation.number.first if self.designation and self.designation.number else None

    @property
    def total(self) -> int | None:
        """The number of the issue counted from the first of all, the first one of several."""
        return self.designation.total.first if self.designation and self.designation.total else None
