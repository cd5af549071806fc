"""Reads for the auditor: the journal of one's own office, and the checks that prove it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select

from distro.accounts import queries as accounts
from distro.accounts.models import Person
from distro.accounts.rules import AccountFact, Role
from distro.archive import queries as archive
from distro.archive.models import Record
from distro.archive.rules import RecordFact
from distro.audit.rules import (
    STUCK_AFTER,
    SWEEP,
    SWEEP_BATCH,
    AuditFact,
    ChainVerdict,
    SealedEntry,
    check_chain,
    require_operator,
)
from distro.delivery import queries as deliveries
from distro.delivery.models import Delivery, Receipt
from distro.delivery.rules import DeliveryStep
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel import errands, rights
from distro.kernel.chain import GENESIS
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry, Link, entry_digest
from distro.kernel.work import Work
from distro.lists.agreement import Break
from distro.outside.store import Damaged


@dataclass(frozen=True)
class Line:
    """An entry with its link of the chain (None: not sealed yet), and the document or the person it is about, if it is
    about one and the actor may see it."""

    entry: Entry
    link: Link | None
    document: Document | None
    person: Person | None


def journal(
    w: Work,
    document_id: UUID | None = None,
    before: int | None = None,
    limit: int = 200,
    *,
    person_id: UUID | None = None,
    accounts_only: bool = False,
) -> list[Line]:
    """Entries, newest first: to the auditor all, to a records officer those in the matters of their offices. Of one
    document and its deliveries, of one person's account, of accounts alone, or of everything.

    `before` is the number of an entry: only older ones follow.
    """
    wanted = select(Entry, Link).outerjoin(Link, Link.entry_id == Entry.id)
    if not w.actor.offices(Role.AUDITOR):
        wanted = wanted.where(Entry.office_id.in_(w.actor.offices(Role.RECORDS)))
    if person_id is not None:
        wanted = wanted.where(Entry.subject == person_id)
    if accounts_only:
        wanted = wanted.where(Entry.fact.in_(AccountFact))
    if document_id is not None:
        copies = select(Delivery.id).where(Delivery.document_id == document_id)
        records = select(Record.id).where(Record.document_id == document_id)
        wanted = wanted.where((Entry.subject == document_id) | Entry.subject.in_(copies) | Entry.subject.in_(records))
    if before is not None:
        wanted = wanted.where(Entry.id < before)
    rows = w.session.execute(wanted.order_by(Entry.id.desc()).limit(limit)).all()
    about = documents.by_ids(w, {_document_id(entry) for entry, _ in rows})
    people = accounts.by_ids(w, {entry.subject for entry, _ in rows if entry.fact in list(AccountFact)})
    return [Line(entry, link, about.get(_document_id(entry)), people.get(entry.subject)) for entry, link in rows]


def _document_id(entry: Entry) -> UUID:
    return UUID(entry.data["document"]) if "document" in entry.data else entry.subject


def chain(w: Work) -> ChainVerdict:
    """Walk the whole chain and every receipt's witness of it."""
    verdict = check_chain(_links(w))
    if not verdict.holds:
        return verdict
    heads = select(Link.hash)
    orphan = w.session.scalar(
        select(func.count()).select_from(Receipt).where(Receipt.head.not_in(heads), Receipt.head != GENESIS)
    )
    if orphan:
        return ChainVerdict(verdict.length, verdict.head, verdict.length, "有回执记下的链头不在链中")
    return verdict


def _links(w: Work) -> Iterator[SealedEntry]:
    wanted = select(Link, Entry).outerjoin(Entry, Entry.id == Link.entry_id).order_by(Link.number)
    with w.session.execute(wanted.execution_options(yield_per=1000)) as rows:
        for link, entry in rows:
            yield SealedEntry(
                number=link.number,
                entry_id=link.entry_id,
                hash=link.hash,
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
    """How the work behind the pages goes on. `sealed_until` is the moment of the newest entry in the chain, `excess`
    names the tables the running role could do too much to."""

    waiting: int
    stuck: int
    troubled: list[Errand]
    parked: list[Errand]
    links: int
    sealed_until: datetime | None
    excess: list[str]


def health(w: Work) -> Health:
    require_operator(w.actor)
    newest = w.session.execute(
        select(Link.number, Entry.at).join(Entry, Entry.id == Link.entry_id).order_by(Link.number.desc()).limit(1)
    ).one_or_none()
    links, sealed_until = newest or (0, None)
    return Health(
        waiting=errands.waiting(w.session),
        stuck=stuck(w),
        troubled=errands.troubled(w.session),
        parked=errands.parked(w.session),
        links=links,
        sealed_until=sealed_until,
        excess=rights.excess(w.session),
    )


def stuck(w: Work) -> int:
    """How many errands have been due for so long that nobody seems to work on them."""
    return errands.overdue(w.session, w.now - STUCK_AFTER)


def breaks(w: Work, document: Document) -> list[Break]:
    """Where the printed foot, the frozen list, the deliveries and the readers of an issued document part."""
    return [
        *documents.list_breaks(w, document),
        *deliveries.copy_breaks(w, document),
        *deliveries.reader_breaks(w, document),
        *archive.reader_breaks(w, document),
    ]


def issued(w: Work, after: UUID | None = None) -> list[Document]:
    """A batch of issued documents, not recalled, by their ids; those still on their way to the offices left out."""
    on_its_way = exists().where(
        Errand.parked_at.is_(None),
        Errand.subject == Document.id,
        Errand.step.in_((DeliveryStep.ADDRESS, DeliveryStep.SEND)),
    )
    wanted = select(Document).where(Document.state == DocumentState.ISSUED, ~on_its_way)
    if after is not None:
        wanted = wanted.where(Document.id > after)
    return list(w.session.scalars(wanted.order_by(Document.id).limit(SWEEP_BATCH)))


def all_breaks(w: Work) -> Iterator[tuple[Document, list[Break]]]:
    """Every issued document with its breaks, batch by batch."""
    after = None
    while batch := issued(w, after):
        for document in batch:
            yield document, breaks(w, document)
        after = batch[-1].id


def standing(w: Work, document_ids: Collection[UUID]) -> dict[UUID, set[Break]]:
    """The breaks noted for each of the documents and not settled since; documents without any are absent."""
    noted = w.session.scalars(
        select(Entry)
        .where(Entry.subject.in_(set(document_ids)), Entry.fact.in_((AuditFact.DISAGREEMENT, AuditFact.SETTLED)))
        .order_by(Entry.id)
    )
    found: dict[UUID, set[Break]] = {}
    for entry in noted:
        stands = found.setdefault(entry.subject, set())
        (stands.add if entry.fact == AuditFact.DISAGREEMENT else stands.discard)(Break.from_plain(entry.data["break"]))
    return {document_id: stands for document_id, stands in found.items() if stands}


@dataclass(frozen=True)
class Sweep:
    """The last completed sweep: when, how many documents, and the breaks that stand, by the number of their document."""

    at: datetime
    documents: int
    breaks: list[tuple[str, Break]]


def last_sweep(w: Work) -> Sweep | None:
    require_operator(w.actor)
    swept = _last_swept(w)
    if swept is None:
        return None
    stands = standing(w, _broken(swept))
    numbers = {each.id: each.number for each in w.session.scalars(select(Document).where(Document.id.in_(stands)))}
    return Sweep(
        at=swept.at,
        documents=swept.data["documents"],
        breaks=[
            (numbers[document_id], each)
            for document_id, found in sorted(stands.items(), key=lambda pair: numbers[pair[0]])
            for each in sorted(found, key=str)
        ],
    )


def in_disagreement(w: Work) -> list[Document]:
    """The documents the actor may see in which the last sweep found a break."""
    swept = _last_swept(w)
    return list(documents.by_ids(w, _broken(swept)).values()) if swept else []


def _broken(swept: Entry) -> list[UUID]:
    """The documents in which the sweep found a break."""
    return [UUID(each) for each in swept.data["broken"]]


def _last_swept(w: Work) -> Entry | None:
    return w.session.scalars(
        select(Entry).where(Entry.subject == SWEEP, Entry.fact == AuditFact.SWEPT).order_by(Entry.id.desc()).limit(1)
    ).one_or_none()


def all_records(w: Work) -> list[Record]:
    """For the operator's verification: the system sees every record, a person none by this way."""
    if not w.actor.is_system:
        return []
    return list(w.session.scalars(select(Record).order_by(Record.reference)))
