"""What a PDF says of itself beside its pages: that it is PDF/UA too, its number and issuer, and its own source."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone

import weasyprint

from . import page
from .document import Bulletin

SOURCE = "bulletin.json"
_BEIJING = timezone(timedelta(hours=8))


def describe(document: weasyprint.Document, bulletin: Bulletin) -> None:
    """Let the document write a description that claims PDF/UA-1 beside the variant it is written in.

    WeasyPrint claims one variant per file, and what it lets callers add lands outside rdf:RDF, where nobody reads it.
    """
    written: Callable[..., bytes] = document.metadata.generate_rdf_metadata
    more = page.environment().get_template("metadata.xml").render(bulletin=bulletin).encode()

    def generate_rdf_metadata(*variant) -> bytes:
        return written(*variant).replace(b"</rdf:RDF>", more + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = generate_rdf_metadata


def source(bulletin: Bulletin, fetcher: weasyprint.urls.URLFetcher) -> weasyprint.Attachment:
    """The bulletin as JSON (`Bulletin.to_plain`), dated as the bulletin is, so that its bytes never change."""
    moment = datetime.combine(bulletin.date, time(), _BEIJING).astimezone(UTC)
    return weasyprint.Attachment(
        string=json.dumps(bulletin.to_plain(), ensure_ascii=False, indent=1),
        name=SOURCE,
        description="本文件的结构化原文",
        relationship="Source",
        created=moment,
        modified=moment,
        url_fetcher=fetcher,
    )
