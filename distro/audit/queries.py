"""Reads for the auditor: the journal of one's own office, and the checks that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from distro.accounts.rules import Role
from distro.archive.models import Record
from distro.archive.rules import RecordFact
from distro.audit.rules import STUCK_AFTER, ChainVerdict, SealedEntry, check_chain, require_operator
from distro.delivery.models import Delivery, Receipt
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel import errands
from distro.kernel.chain import GENESIS
from distro.kernel.journal import Entry, Errand, Seal, entry_digest
from distro.kernel.work import Work
from distro.outside.store import Damaged


@dataclass(frozen=True)
class Line:
    """An entry with its link of the chain (None: not sealed yet) and the document it is about, if it is."""

    entry: Entry
    seal: Seal | None
    document: Document | None


def journal(w: Work, document_id: UUID | None = None, before: int | None = None, limit: int = 200) -> list[Line]:
    """Entries in the matters of the actor's offices, newest first; of one document and its deliveries, or of all.

    `before` is the number of an entry: only older ones follow.
    """
    wanted = (
        select(Entry, Seal)
        .outerjoin(Seal, Seal.entry_id == Entry.id)
        .where(Entry.office_id.in_(w.actor.offices(Role.RECORDS)))
    )
    if document_id is not None:
        copies = select(Delivery.id).where(Delivery.document_id == document_id)
        records = select(Record.id).where(Record.document_id == document_id)
        wanted = wanted.where((Entry.subject == document_id) | Entry.subject.in_(copies) | Entry.subject.in_(records))
    if before is not None:
        wanted = wanted.where(Entry.id < before)
    rows = w.session.execute(wanted.order_by(Entry.id.desc()).limit(limit)).all()
    about = documents.by_ids(w, {_document_id(entry) for entry, _ in rows})
    return [Line(entry, seal, about.get(_document_id(entry))) for entry, seal in rows]


def _document_id(entry: Entry) -> UUID:
    return UUID(entry.data["document"]) if "document" in entry.data else entry.subject


def chain(w: Work) -> ChainVerdict:
    """Walk the whole chain and every receipt's witness of it."""
    verdict = check_chain(_links(w))
    if not verdict.holds:
        return verdict
    heads = select(Seal.hash)
    orphan = w.session.scalar(
        select(func.count()).select_from(Receipt).where(Receipt.head.not_in(heads), Receipt.head != GENESIS)
    )
    if orphan:
        return ChainVerdict(verdict.length, verdict.head, verdict.length, "有回执记下的链头不在链中")
    return verdict


def _links(w: Work) -> Iterator[SealedEntry]:
    wanted = select(Seal, Entry).outerjoin(Entry, Entry.id == Seal.entry_id).order_by(Seal.number)
    with w.session.execute(wanted.execution_options(yield_per=1000)) as rows:
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


def latest_verification(w: Work, record: Record) -> Entry | None:
    """What the last verification of the record found; its data are those `actions.verify` wrote."""
    return w.session.scalars(
        select(Entry)
        .where(Entry.subject == record.id, Entry.fact == RecordFact.VERIFIED)
        .order_by(Entry.id.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True)
class Health:
    """How the work behind the pages goes on. `sealed_until` is the moment of the newest entry in the chain."""

    waiting: int
    stuck: int
    troubled: list[Errand]
    parked: list[Errand]
    links: int
    sealed_until: datetime | None


def health(w: Work) -> Health:
    require_operator(w.actor)
    newest = w.session.execute(
        select(Seal.number, Entry.at).join(Entry, Entry.id == Seal.entry_id).order_by(Seal.number.desc()).limit(1)
    ).one_or_none()
    links, sealed_until = newest or (0, None)
    return Health(
        waiting=errands.waiting(w.session),
        stuck=stuck(w),
        troubled=errands.troubled(w.session),
        parked=errands.parked(w.session),
        links=links,
        sealed_until=sealed_until,
    )


def stuck(w: Work) -> int:
    """How many errands have been due for so long that nobody seems to work on them."""
    return errands.overdue(w.session, w.now - STUCK_AFTER)


def all_records(w: Work) -> list[Record]:
    """For the operator's verification: the system sees every record, a person none by this way."""
    if not w.actor.is_system:
        return []
    return list(w.session.scalars(select(Record).order_by(Record.reference)))
