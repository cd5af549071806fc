"""What was recognised as plain data, for a program that asks."""

from __future__ import annotations

from typing import Any

from distro.documents.recognition.recognised import Recognised
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
    "body": "paragraphs",
    "annexes": "annexes",
    "tiers": "imprint",
    "copies": "copies",
    "print_org": "print_org",
    "print_date": "print_date",
}
"""The field whose confidence is told under each name."""


def to_plain(found: Recognised) -> dict[str, Any]:
    """{kind, masthead, doc_no, issue_no, total_no, issue_text, year, issuer, date, titles, signer, marks, main_recipients,
    body, annexes, tiers, copies, print_org, print_date, leftovers: [{text, start, end}], confidence: {name: 0..1}}.

    What is absent is None or an empty list. Dates are written 2017-02-23, places counted in characters of the cleaned
    text; `tiers` are as `distro.lists.plain` tells them, the 主送 at the head among them.
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
        "titles": list(found.titles),
        "signer": found.signer,
        "marks": list(found.marks),
        "main_recipients": found.address or None,
        "body": [paragraph.text for paragraph in found.paragraphs],
        "annexes": list(found.annexes),
        "tiers": plain.to_plain(found.list_read)["tiers"] if found.list_read else [],
        "copies": found.copies,
        "print_org": found.print_org,
        "print_date": found.print_date and found.print_date.isoformat(),
    }
    sure = {name: found.confidence[field] if values[name] not in (None, []) else 0.0 for name, field in _FIELDS.items()}
    if found.designation is None and found.year is not None:
        sure["year"] = found.confidence["doc_no"]
    return values | {
        "leftovers": [{"text": each.text, "start": each.start, "end": each.end} for each in found.leftovers],
        "confidence": {name: round(each, 3) for name, each in {"kind": found.confidence["kind"], **sure}.items()},
    }
