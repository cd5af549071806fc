"""Reads of deliveries: the inbox of an office, letters and receipts, how far documents have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    case,
    exists,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from distro.accounts.queries import Holder
from distro.accounts.rules import Role
from distro.delivery.models import Delivery, Dispatch, Receipt, Return
from distro.delivery.rules import WAITING, State, is_late
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel.actor import Actor
from distro.kernel.database import newest_of_each
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.lists import agreement
from distro.lists.agreement import Break
from distro.lists.models import READER, ListEntry, ListMember
from distro.offices.models import Office


def visible_to(actor: Actor | Holder) -> ColumnElement[bool]:
    """The SQL form of Permission.READ: what was sent to an office the actor is clerk of."""
    return Delivery.office_id.in_(actor.offices(Role.CLERK)) & (Delivery.state != State.ADDRESSED)


@dataclass(frozen=True)
class Letter:
    """A delivery as its recipient sees it: the document, its issuer, the receipt if any, whom the copy is marked for."""

    delivery: Delivery
    document: Document
    issuer: str
    receipt: Receipt | None
    reader: str
    now: datetime

    @property
    def copy_number(self) -> int:
        """The number of this copy."""
        return self.delivery.copy_number

    @property
    def is_recalled(self) -> bool:
        return self.document.state is DocumentState.RECALLED

    @property
    def is_waiting(self) -> bool:
        return self.delivery.state in WAITING and not self.is_recalled

    @property
    def is_late(self) -> bool:
        return self.is_waiting and is_late(self.delivery.state, self.delivery.due_at, self.now)


def standing_receipt() -> type[Receipt]:
    """The receipt of each delivery that no other corrects, to be joined on true(): looked up for each delivery by
    itself, where a plain join would go through all receipts there are."""
    correction = aliased(Receipt)
    found = (
        select(Receipt)
        .where(Receipt.delivery_id == Delivery.id, ~exists().where(correction.corrects_id == Receipt.id))
        .limit(1)
        .correlate(Delivery)
        .lateral()
    )
    return aliased(Receipt, found)


def _letters() -> Select[Delivery, Document, str, Receipt, str]:
    """The rows of letters; where there is no receipt yet the last value is None, which SQLAlchemy's types do not say."""
    receipt = standing_receipt()
    return (
        select(Delivery, Document, Office.name, receipt, READER)
        .join(ListEntry, ListEntry.id == Delivery.entry_id)
        .join(Document, Document.id == Delivery.document_id)
        .join(Office, Office.id == Document.issuer_id)
        .outerjoin(receipt, true())
    )


def inbox(w: Work, limit: int = 200) -> list[Letter]:
    """What was sent to the actor's offices: what waits for a receipt, then what does not."""
    return (found := waiting(w, limit)) + done(w, limit - len(found))


_IS_WAITING = Delivery.state.in_(WAITING) & (Document.state != DocumentState.RECALLED)


def waiting(w: Work, limit: int, offset: int = 0) -> list[Letter]:
    """What the actor's offices owe a receipt for, the nearest limit first."""
    return _of_offices(w, _IS_WAITING, Delivery.due_at.asc().nulls_last(), limit, offset)


def done(w: Work, limit: int, offset: int = 0) -> list[Letter]:
    """What the actor's offices acknowledged or sent back, or what was recalled; the newest first."""
    return _of_offices(w, ~_IS_WAITING, Delivery.sent_at.desc(), limit, offset)


def _of_offices(
    w: Work, which: ColumnElement[bool], order: ColumnElement[Any], limit: int, offset: int
) -> list[Letter]:
    wanted = (
        select(Delivery.id)
        .join(Document, Document.id == Delivery.document_id)
        .where(visible_to(w.actor), which)
        .order_by(order, Delivery.id)
        .limit(limit + offset)
    )
    found = newest_of_each(w.actor.offices(Role.CLERK), Delivery.office_id, wanted)
    rows = w.session.execute(
        _letters().where(Delivery.id.in_(found)).order_by(order, Delivery.id).limit(limit).offset(offset)
    )
    return [Letter(*row, now=w.now) for row in rows]


@dataclass(frozen=True)
class Owed:
    """How many letters wait for a receipt, and how many of them beyond their limit."""

    waiting: int
    late: int


def owed(w: Work) -> Owed:
    """By the actor's offices."""
    row = w.session.execute(
        select(func.count(), func.count().filter(Delivery.due_at < w.now))
        .select_from(Delivery)
        .join(Document, Document.id == Delivery.document_id)
        .where(visible_to(w.actor), _IS_WAITING)
    ).one()
    return Owed(*row)


def letter(w: Work, delivery_id: UUID) -> Letter:
    """One delivery to one of the actor's offices, or NotFound."""
    return _letter(w, Delivery.id == delivery_id, visible_to(w.actor))


def letter_of(w: Work, document: Document, delivery_id: UUID) -> Letter:
    """One delivery of a document the caller has been allowed to see, or NotFound."""
    return _letter(w, Delivery.id == delivery_id, Delivery.document_id == document.id)


def _letter(w: Work, *which: ColumnElement[bool]) -> Letter:
    if row := w.session.execute(_letters().where(*which)).one_or_none():
        return Letter(*row, now=w.now)
    raise NotFound()


def latest_receipt(w: Work) -> Receipt | None:
    """The newest receipt any clerk of the actor's offices gave for one of the last hundred letters of each."""
    letters = select(Delivery.id).where(visible_to(w.actor)).order_by(Delivery.sent_at.desc(), Delivery.id).limit(100)
    return w.session.scalars(
        select(Receipt)
        .where(Receipt.delivery_id.in_(newest_of_each(w.actor.offices(Role.CLERK), Delivery.office_id, letters)))
        .order_by(Receipt.at.desc())
        .limit(1)
    ).one_or_none()


def latest_return(w: Work, letter: Letter) -> Return | None:
    """The last time the letter was sent back, and why."""
    return w.session.scalars(
        select(Return).where(Return.delivery_id == letter.delivery.id).order_by(Return.at.desc()).limit(1)
    ).one_or_none()


def unsent(w: Work, document: Document) -> dict[UUID, dict[int, str]]:
    """The copies that a round which is not out yet calls for and that are not there: for each entry the offices' names by
    the numbers of their copies."""
    begun = w.session.scalars(
        select(Dispatch).where(Dispatch.document_id == document.id, Dispatch.sent_at.is_(None))
    ).one_or_none()
    if begun is None:
        return {}
    called_for = copies(begun.list_id)
    there = select(Delivery.copy_number).where(Delivery.document_id == document.id)
    found: dict[UUID, dict[int, str]] = {}
    for entry_id, number, name in w.session.execute(
        select(called_for.c.entry_id, called_for.c.number, called_for.c.name)
        .where(called_for.c.number.not_in(there))
        .order_by(called_for.c.number)
    ):
        found.setdefault(entry_id, {})[number] = name
    return found


def is_dispatched(w: Work, document_id: UUID) -> bool:
    """Whether the last copy of its first round is out."""
    return bool(
        w.session.scalar(select(exists().where(Dispatch.document_id == document_id, Dispatch.sent_at.is_not(None))))
    )


def of_document(w: Work, document_id: UUID) -> list[Delivery]:
    """The deliveries of a document the caller has been allowed to see, in list order."""
    return list(
        w.session.scalars(select(Delivery).where(Delivery.document_id == document_id).order_by(Delivery.copy_number))
    )


def progress(w: Work, documents: Sequence[Document]) -> dict[UUID, tuple[int, int]]:
    """For each document how many offices have acknowledged, of how many."""
    acknowledged = select(func.count()).where(
        Delivery.document_id == Dispatch.document_id, Delivery.state == State.ACKNOWLEDGED
    )
    rows = w.session.execute(
        select(Dispatch.document_id, acknowledged.scalar_subquery(), func.sum(Dispatch.copies))
        .where(Dispatch.document_id.in_([document.id for document in documents]))
        .group_by(Dispatch.document_id)
    )
    return {document_id: (count, due) for document_id, count, due in rows}


def exceptions(w: Work, documents: Sequence[Document]) -> dict[UUID, int]:
    """For each of the documents how many copies are late, sent back, or could not be announced; those without any, and
    those recalled, are absent."""
    issued = [document.id for document in documents if document.state is DocumentState.ISSUED]
    rows = w.session.execute(
        select(Delivery.document_id, func.count())
        .where(Delivery.document_id.in_(issued), _is_exception(w.now))
        .group_by(Delivery.document_id)
    )
    return {document_id: count for document_id, count in rows}


def exceptional(w: Work, limit: int, offset: int = 0) -> list[Document]:
    """The issued documents the actor may see with such a copy, the last changed first."""
    wanted = select(Document).where(_has_exception(w)).order_by(Document.changed_at.desc(), Document.id)
    return list(w.session.scalars(wanted.limit(limit).offset(offset)))


def count_exceptional(w: Work) -> int:
    return w.session.scalars(select(func.count()).select_from(Document).where(_has_exception(w))).one()


def _has_exception(w: Work) -> ColumnElement[bool]:
    return (
        documents.visible_to(w.actor)
        & (Document.state == DocumentState.ISSUED)
        & exists().where(Delivery.document_id == Document.id, _is_exception(w.now))
    )


def _is_exception(now: datetime) -> ColumnElement[bool]:
    """The first condition is that of the index on open deliveries."""
    return Delivery.state.in_((State.SENT, State.FAILED, State.RETURNED)) & (
        Delivery.state.in_((State.FAILED, State.RETURNED)) | (Delivery.due_at < now)
    )


def copies(list_id: UUID, first: int | None = None, last: int | None = None) -> Subquery:
    """The copies a frozen list calls for, or those of these numbers: one for each office on it and each member of
    its classes, numbered in the order of the list.

    Columns `number`, `entry_id`, `office_id`, `name`.
    """
    members = select(func.coalesce(func.max(ListMember.place), 0)).where(ListMember.entry_id == ListEntry.id)
    count = case((ListEntry.office_id.is_not(None), 1), else_=members.scalar_subquery())
    # Each entry with how many copies are called for ahead of it.
    entry = (
        select(
            ListEntry.id,
            ListEntry.office_id,
            (func.sum(count).over(order_by=ListEntry.position) - count).label("ahead"),
        )
        .where(ListEntry.list_id == list_id)
        .subquery()
    )

    def wanted(place: SQLColumnExpression[int]) -> list[ColumnElement[bool]]:
        bounds = [] if first is None else [place >= first - entry.c.ahead]
        return bounds if last is None else [*bounds, place <= last - entry.c.ahead]

    return union_all(
        select((entry.c.ahead + 1).label("number"), entry.c.id.label("entry_id"), entry.c.office_id, Office.name)
        .join(Office, Office.id == entry.c.office_id)
        .where(*wanted(literal(1))),
        select(entry.c.ahead + ListMember.place, entry.c.id, ListMember.office_id, ListMember.office_name)
        .join(ListMember, ListMember.entry_id == entry.c.id)
        .where(entry.c.office_id.is_(None), *wanted(ListMember.place)),
    ).subquery()


def copy_breaks(w: Work, document: Document) -> list[Break]:
    """Where the document's frozen list and the deliveries along it part."""
    return list(agreement.copy_breaks(*_parted(w, document)))


def strays(w: Work, document: Document) -> list[Break]:
    """The deliveries that the document's frozen list does not call for."""
    missing, found = _parted(w, document)
    renamed = {copy: name for copy, name in missing.items() if copy in found}
    return list(agreement.copy_breaks(renamed, found))


def _parted(w: Work, document: Document) -> tuple[dict[Any, str], dict[Any, str]]:
    """The copies called for that were not made so, and those made that were not called for so, with the office's name; one
    whose office has another name since is in both."""
    called_for, made = _sides(document)
    one, other = (
        {(entry, office): name for entry, office, name in w.session.execute(these)}
        for these in (called_for.except_(made), made.except_(called_for))
    )
    return one, other


def _sides(document: Document) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """The copies called for and those made. To be compared as sets: of rows that were only just written the planner knows
    nothing, and would compare each with each."""
    called_for = copies(document.list_id)
    return (
        select(called_for.c.entry_id, called_for.c.office_id, called_for.c.name),
        select(Delivery.entry_id, Delivery.office_id, Delivery.office_name)
        .join(Dispatch, Dispatch.id == Delivery.dispatch_id)
        .where(Delivery.document_id == document.id, Dispatch.list_id == document.list_id),
    )
