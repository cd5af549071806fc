"""Reads for the auditor: the journal of one's own office, and the checks that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from distro.accounts.rules import Role
from distro.archive.models import Record
from distro.audit.rules import ChainVerdict, SealedEntry, check_chain
from distro.delivery.models import Delivery, Receipt
from distro.kernel.journal import Entry, Seal, entry_digest
from distro.kernel.work import Work
from distro.outside.store import Damaged


def journal(w: Work, document_id: UUID | None = None, limit: int = 200) -> list[tuple[Entry, Seal | None]]:
    """Entries in the matters of the actor's offices, newest first; of one document and its deliveries, or of all."""
    wanted = (
        select(Entry, Seal)
        .outerjoin(Seal, Seal.entry_id == Entry.id)
        .where(Entry.office_id.in_(w.actor.offices(Role.RECORDS)))
    )
    if document_id is not None:
        copies = select(Delivery.id).where(Delivery.document_id == document_id)
        records = select(Record.id).where(Record.document_id == document_id)
        wanted = wanted.where(
            (Entry.subject == document_id) | Entry.subject.in_(copies) | Entry.subject.in_(records)
        )
    return [row.tuple() for row in w.session.execute(wanted.order_by(Entry.id.desc()).limit(limit))]


def chain(w: Work) -> ChainVerdict:
    """Walk the whole chain and every receipt's witness of it."""
    verdict = check_chain(_links(w))
    if not verdict.holds:
        return verdict
    heads = select(Seal.hash)
    orphan = w.session.scalar(
        select(func.count()).select_from(Receipt).where(Receipt.head.not_in(heads), Receipt.head != "0" * 64)
    )
    if orphan:
        return ChainVerdict(verdict.length, verdict.head, verdict.length, "有回执记下的链头不在链中")
    return verdict


def _links(w: Work) -> Iterator[SealedEntry]:
    rows = w.session.execute(
        select(Seal, Entry)
        .outerjoin(Entry, Entry.id == Seal.entry_id)
        .order_by(Seal.number)
        .execution_options(yield_per=1000)
    )
    for seal, entry in rows:
        yield SealedEntry(
            number=seal.number,
            entry_id=seal.entry_id,
            hash=seal.hash,
            stored_digest=entry.digest if entry else None,
            actual_digest=entry_digest(entry) if entry else None,
        )


@dataclass(frozen=True)
class RecordVerdict:
    """Whether a record's file is still byte for byte what was issued, and the journal whole."""

    record: Record
    file_error: str
    chain: ChainVerdict

    @property
    def holds(self) -> bool:
        return not self.file_error and self.chain.holds


def verify_record(w: Work, record: Record) -> RecordVerdict:
    """Re-read the file and the whole journal."""
    return RecordVerdict(record, file_error(w, record), chain(w))


def file_error(w: Work, record: Record) -> str:
    """What is wrong with the record's file; empty if nothing is."""
    try:
        w.outside.store.get(record.pdf_digest)
    except Damaged as damaged:
        return str(damaged)
    return ""


def all_records(w: Work) -> list[Record]:
    """For the operator's verification: the system sees every record, a person none by this way."""
    if not w.actor.is_system:
        return []
    return list(w.session.scalars(select(Record).order_by(Record.reference)))
