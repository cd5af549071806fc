"""What a PDF says of itself beside its pages: that it is PDF/UA too, its number and issuer, and its own source."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import weasyprint

from . import page
from .document import Document
from .errors import PlaceError

SOURCE = "document.json"
EARLIER = "bulletin.json"
"""What it was called while there was no other format."""
_BEIJING = timezone(timedelta(hours=8))
_FIRST_DAY = date(1000, 1, 2)
"""The first whose beginning has a year of four digits in UTC too."""


def describe(pages: weasyprint.Document, document: Document) -> None:
    """Let the file write a description that claims PDF/UA-1 beside the variant it is written in.

    WeasyPrint claims one variant per file, and what it lets callers add lands outside rdf:RDF, where nobody reads it.
    """
    written: Callable[..., bytes] = pages.metadata.generate_rdf_metadata
    more = page.environment().get_template("metadata.xml").render(document=document).encode()

    def generate_rdf_metadata(*variant: Any) -> bytes:
        return written(*variant).replace(b"</rdf:RDF>", more + b"</rdf:RDF>")

    pages.metadata.generate_rdf_metadata = generate_rdf_metadata


def _moment(document: Document) -> datetime:
    """When the file says it was made: the beginning of the document's day. PlaceError if a PDF cannot say it."""
    if document.date < _FIRST_DAY:
        raise PlaceError(
            "日期“%(date)s”早于公元1000年，PDF 文件不能记载。没有印制，请核对日期。",
            field="date",
            date=document.date_text,
        )
    return datetime.combine(document.date, time(), _BEIJING).astimezone(UTC)


def source(document: Document, fetcher: weasyprint.urls.URLFetcher) -> weasyprint.Attachment:
    """The document as JSON (`Document.to_plain`), dated as the document is, so that its bytes never change."""
    moment = _moment(document)
    return weasyprint.Attachment(
        string=json.dumps(document.to_plain(), ensure_ascii=False, indent=1),
        name=SOURCE,
        description="本文件的结构化原文",
        relationship="Source",
        created=moment,
        modified=moment,
        url_fetcher=fetcher,
    )
