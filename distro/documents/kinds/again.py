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


def answering(content: Draft, *, title: str, to: str, asked: str) -> Draft:
    """The same draft as an answer: to whom, about what, and the words it begins with."""
    return replace(
        content,
        titles=title,
        imprint=f"主送：{to}。",
        body=f"{asked}收悉。经研究，现函复如下：" if content.kind == "函" else f"{asked}收悉。经研究，现批复如下：",
    )


def _open(content: Draft, today: date) -> str:
    """A 发文字号 of this year without its number. What else is numbered goes on by itself."""
    said = references.reference(content.designation)
    return f"{said.theme}〔{today.year}〕　号" if said else ""
