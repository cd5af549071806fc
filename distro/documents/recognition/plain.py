"""What was recognised as plain data, for a program that asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from distro.documents.recognition.recognised import Part, Recognised
from distro.documents.recognition.weights import INFERRED
from distro.lists import plain

_FIELDS = {
    "masthead": "masthead",
    "doc_no": "doc_no",
    "issue_no": "designation",
    "total_no": "designation",
    "issue_text": "issue_text",
    "year": "designation",
    "issuer": "issuer",
    "date": "date_text",
    "titles": "titles",
    "signer": "signer",
    "marks": "marks",
    "main_recipients": "address",
    "editors_note": "editors_note",
    "body": "paragraphs",
    "articles": "articles",
    "attendance": "attendance",
    "annexes": "annexes",
    "annex_texts": "annex_texts",
    "note": "note",
    "tiers": "imprint",
    "copies": "copies",
    "print_org": "print_org",
    "print_date": "print_date",
}
"""The field whose confidence is told under each name."""


def to_plain(found: Recognised) -> dict[str, Any]:
    """{kind, masthead, doc_no, issue_no, total_no, issue_text, year, issuer, date, titles, signer, marks, main_recipients,
    editors_note, body, articles, attendance, annexes, annex_texts, note, tiers, copies, print_org, print_date, leftovers: [{text, start, end}], confidence: {name: 0..1}}.

    What is absent is None or an empty list. Dates are written 2017-02-23, places counted in characters of the cleaned
    text; `titles` are those of all articles, `body` is the text of the first, `articles` and `annex_texts` are [{title, body}].
    Where no number tells the year, it is that of the date, and less sure. `tiers` are as `distro.lists.plain` tells them, the 主送 at the head among them.
    """
    values = {
        "kind": str(found.kind),
        "masthead": found.masthead,
        "doc_no": found.doc_no,
        "issue_no": found.issue,
        "total_no": found.total,
        "issue_text": found.issue_text,
        "year": found.year,
        "issuer": found.issuer,
        "date": found.date and found.date.isoformat(),
        "titles": [*found.titles, *(article.title for article in found.articles)],
        "signer": found.signer,
        "marks": list(found.marks),
        "main_recipients": found.address or None,
        "editors_note": found.editors_note or None,
        "body": [paragraph.text for paragraph in found.paragraphs],
        "articles": _parts(found.articles),
        "attendance": list(found.attendance),
        "annexes": list(found.annexes),
        "annex_texts": _parts(found.annex_texts),
        "note": found.note or None,
        "tiers": plain.to_plain(found.list_read)["tiers"] if found.list_read else [],
        "copies": found.copies,
        "print_org": found.print_org,
        "print_date": found.print_date and found.print_date.isoformat(),
    }
    sure = {name: found.confidence[field] if values[name] not in (None, []) else 0.0 for name, field in _FIELDS.items()}
    if found.told_year is None and found.date is not None:
        sure["year"] = min(found.confidence["date_text"], INFERRED)
    elif found.designation is None and found.year is not None:
        sure["year"] = found.confidence["doc_no"]
    return values | {
        "leftovers": [{"text": each.text, "start": each.start, "end": each.end} for each in found.leftovers],
        "confidence": {name: round(each, 3) for name, each in {"kind": found.confidence["kind"], **sure}.items()},
    }


def _parts(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"title": part.title, "body": [paragraph.text for paragraph in part.paragraphs]} for part in parts]
