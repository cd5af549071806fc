"""Reads of the archive: only what the actor's office keeps, in the list, in the count, and one by one."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from distro.accounts import queries as accounts
from distro.accounts.queries import Holder
from distro.accounts.rules import Role
from distro.archive.models import Record
from distro.archive.rules import searchable
from distro.documents.models import Document
from distro.kernel.actor import Actor
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.lists.agreement import Break, Side, Word
from distro.offices.models import Office


def visible_to(actor: Actor | Holder) -> ColumnElement[bool]:
    """The SQL form of Permission.READ."""
    return Record.office_id.in_(actor.offices(Role.RECORDS))


def find(w: Work, record_id: UUID) -> tuple[Record, Document]:
    row = w.session.execute(
        select(Record, Document)
        .join(Document, Document.id == Record.document_id)
        .where(Record.id == record_id, visible_to(w.actor))
    ).one_or_none()
    if row is None:
        raise NotFound()
    return row


def of_document(w: Work, document_id: UUID) -> Record | None:
    """The issuer's own record of a document the caller has already been allowed to see."""
    return w.session.scalars(
        select(Record)
        .join(Document, (Document.id == Record.document_id) & (Document.issuer_id == Record.office_id))
        .where(Document.id == document_id)
    ).one_or_none()


def search(w: Work, words: str, limit: int = 50, offset: int = 0) -> tuple[list[Record], int]:
    """Records that contain every word exactly, newest first, and how many there are in all."""
    wanted = _matching(w, words)
    total = w.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = w.session.scalars(wanted.order_by(Record.dated.desc(), Record.reference.desc()).limit(limit).offset(offset))
    return list(found), total


def _matching(w: Work, words: str) -> Select[Record]:
    wanted = select(Record).where(visible_to(w.actor))
    for word in words.split():
        # strpos compares the very characters: no pattern, no word breaking, any length.
        wanted = wanted.where(func.strpos(Record.text, searchable(word)) > 0)
    return wanted


def reader_breaks(w: Work, document_ids: Collection[UUID]) -> dict[UUID, list[Break]]:
    """Records of the documents that people of other offices than their issuers may find in the archive; those without
    any are absent. One statement, however many there are of either."""
    held = accounts.everything_held()
    keepers = w.session.execute(
        select(Record.document_id, Office.name)
        .join(Office, Office.id == Record.office_id)
        .join(Document, Document.id == Record.document_id)
        .join(held, visible_to(Holder(held.c.role, held.c.office_id)))
        .where(Record.document_id.in_(document_ids), held.c.office_id != Document.issuer_id)
        .order_by(Office.name)
        .distinct()
    )
    found: dict[UUID, list[Break]] = {}
    for document_id, name in keepers:
        found.setdefault(document_id, []).append(
            Break(Side.DELIVERIES, Side.READERS, f"“{name}”", Word.NONE, Word.IN_ARCHIVE)
        )
    return found
