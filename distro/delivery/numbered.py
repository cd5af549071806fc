"""Numbered copies: the file an office gets, and whose copy a file or a number is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from distro.delivery.models import Delivery
from distro.delivery.queries import Letter, letter_of
from distro.delivery.rules import DeliveryFact
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel.errors import Refusal
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.press.copies import Copy, base_of, copy, copy_of


def file_for(letter: Letter, print_: bytes) -> bytes:
    """What the office of the letter gets of the print: the print itself, or its own numbered copy of it."""
    if not letter.document.is_numbered:
        return print_
    return copy(print_, letter.copy_number, letter.delivery.office_name)


@dataclass(frozen=True)
class Found:
    """Whose copy it is: the letter, and when each person first took it, the oldest first.

    `is_genuine` says of a file that it is that copy byte for byte; None where only a number was asked for.
    """

    letter: Letter
    taken: Sequence[Entry]
    is_genuine: bool | None = None


def by_number(w: Work, document: Document, number: int) -> Found:
    """The office that has this copy of a document the caller has been allowed to see."""
    delivery = w.session.scalars(
        select(Delivery).where(Delivery.document_id == document.id, Delivery.copy_number == number)
    ).one_or_none()
    if delivery is None or not document.is_numbered:
        raise Refusal(
            "“%(document)s”没有第 %(number)s 号。请核对编号和份号。",
            field="number",
            document=document.number,
            number=f"{number:06d}",
        )
    letter = letter_of(w, document, delivery.id)
    return Found(letter, takings(w, letter))


def by_file(w: Work, data: bytes) -> Found:
    """The office a file was made for; only documents the actor may see are found."""
    said = copy_of(data)
    if said is None:
        raise Refusal("这份文件不是本系统的编号件，或者已被别的软件改存。请改用份号查找。", field="file")
    print_ = base_of(data)
    document = documents.by_digest(w, hashlib.sha256(print_).hexdigest())
    if document is None:
        raise Refusal(
            "文件自称是“%(office)s”的第 %(number)s 号，但没有找到它出自哪一件公文。请改用份号查找。",
            field="file",
            office=said.office,
            number=f"{said.number:06d}",
        )
    found = by_number(w, document, said.number)
    return Found(found.letter, found.taken, is_genuine=_is_genuine(found.letter, print_, said, data))


def _is_genuine(letter: Letter, print_: bytes, said: Copy, data: bytes) -> bool:
    return said.office == letter.delivery.office_name and file_for(letter, print_) == data


def takings(w: Work, letter: Letter) -> list[Entry]:
    """When each person first took the copy, the oldest first."""
    return list(
        w.session.scalars(
            select(Entry)
            .where(Entry.subject == letter.delivery.id, Entry.fact == DeliveryFact.COPY_TAKEN)
            .order_by(Entry.id)
        )
    )
