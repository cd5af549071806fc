"""The next of its kind: the draft that begins with what stays the same from one document to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from distro.documents import references
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.kinds.kind import Numbering

STAYS = (
    "kind",
    "format",
    "masthead",
    "marks",
    "issuer",
    "imprint",
    "choices",
    "seal",
    "print_organ",
    "copies_numbered",
)


def following(content: Draft, today: date) -> Draft:
    """A draft of today with the head, the issuer, the list and the imprint of this one, and its number left open."""
    kept = {name: getattr(content, name) for name in STAYS}
    return Draft(**kept, date=today, designation=_open(content, today))


def blank(kind: str, issuer: str, before: Draft | None, today: date) -> Draft:
    """A draft of a kind in the name of an office; `before` is its last one numbered alike, whose code it goes on with."""
    content = choice.settled(Draft(kind=kind))
    form = choice.format_of(content)
    if form.numbering is Numbering.ISSUE:
        return content
    begun = replace(content, issuer=issuer, date=today)
    if before is None:
        return begun
    return choice.settled(
        replace(
            begun,
            print_organ=before.print_organ,
            designation=_open(before, today) if form.numbering is Numbering.REFERENCE else "",
        )
    )


def _open(content: Draft, today: date) -> str:
    """A 发文字号 of this year without its number. What else is numbered goes on by itself."""
    said = references.reference(content.designation)
    return f"{said.theme}〔{today.year}〕　号" if said else ""
