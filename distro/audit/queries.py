"""Reads for the auditor: the journal of one's own office, and the checks that prove it."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import ColumnElement, Uuid, exists, func, literal_column, select

from distro.accounts import queries as accounts
from distro.accounts.models import Person
from distro.accounts.rules import AccountFact, Role
from distro.archive import queries as archive
from distro.archive.models import Record
from distro.archive.rules import RecordFact
from distro.audit.models import Verification
from distro.audit.rules import (
    BEGINNING,
    STUCK_AFTER,
    SWEEP,
    SWEEP_BATCH,
    AuditFact,
    ChainVerdict,
    Point,
    SealedEntry,
    check_chain,
    require_operator,
)
from distro.delivery import queries as deliveries
from distro.delivery import readers as copies
from distro.delivery.models import Receipt
from distro.delivery.rules import DeliveryFact, DeliveryStep
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel import errands, rights
from distro.kernel.chain import GENESIS, canonical, digest_of_texts
from distro.kernel.database import newest_of_each
from distro.kernel.errands import Errand
from distro.kernel.errors import Unavailable
from distro.kernel.journal import Entry, Link
from distro.kernel.mailing import MailServer
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
    wanted = select(Entry.id).order_by(Entry.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(Entry.id < before)
    if person_id is not None:
        wanted = wanted.where(Entry.subject == person_id)
    if accounts_only:
        wanted = wanted.where(Entry.fact.in_(AccountFact))
    if document_id is not None:
        wanted = wanted.where(_about == document_id)
    mine = w.actor.offices(Role.RECORDS)
    if w.actor.offices(Role.AUDITOR):
        found = wanted
    elif document_id is not None or person_id is not None:
        found = wanted.where(Entry.office_id.in_(mine))
    else:
        found = newest_of_each(mine, Entry.office_id, wanted)
    rows = w.session.execute(
        select(Entry, Link)
        .outerjoin(Link, Link.entry_id == Entry.id)
        .where(Entry.id.in_(found))
        .order_by(Entry.id.desc())
        .limit(limit)
    ).all()
    about = documents.by_ids(w, {_document_id(entry) for entry, _ in rows})
    people = accounts.by_ids(w, {entry.subject for entry, _ in rows if entry.fact in list(AccountFact)})
    return [Line(entry, link, about.get(_document_id(entry)), people.get(entry.subject)) for entry, link in rows]


# As the index has it.
_about: ColumnElement[UUID] = literal_column("coalesce((journal.data ->> 'document')::uuid, journal.subject)", Uuid())


def _document_id(entry: Entry) -> UUID:
    return UUID(entry.data["document"]) if "document" in entry.data else entry.subject


def chain(w: Work, since: Point = BEGINNING, limit: int | None = None) -> ChainVerdict:
    """Walk the chain from a point on, so many links at most or to its end, and ask its witnesses: the receipts given
    behind the point (from the beginning all of them), and the heads that earlier verifications saw."""
    if not _stands(w, since):
        return ChainVerdict(since.links, since.head, 0, "以前核验过的链头不在链中")
    with closing(_links(w, since, limit)) as links:
        verdict = check_chain(links, since)
    if not verdict.holds:
        return verdict
    if _misses_receipt(w, since, verdict.length):
        return ChainVerdict(since.links, since.head, 0, "有回执记下的链头不在链中")
    if since == BEGINNING and _misses_point(w):
        return ChainVerdict(since.links, since.head, 0, "以前核验过的链头不在链中")
    return verdict


# One row is one link with its entry: plain values, and no JSON read twice. OFFSET 0 has each entry looked up as its turn
# comes; joined as a whole they would first be sorted, on disk, before the first is sent.
_LINKS = """
    SELECT number, entry_id, hash, digest, at, actor_id, actor, fact, subject, office_id, cause, data
    FROM link LEFT JOIN LATERAL (
        SELECT digest, at, actor_id::text, actor, fact, subject::text, office_id::text, cause, data::text
        FROM journal WHERE id = entry_id OFFSET 0
    ) AS entry ON true
    WHERE number > %s ORDER BY number LIMIT %s
"""
_read = json.JSONDecoder().raw_decode


def _links(w: Work, since: Point, limit: int | None) -> Generator[SealedEntry, None, None]:
    """By the driver's own cursor, to which the database sends rows while the ones before are being hashed; objects of
    the ORM would take most of the time, and all rows at once the memory."""
    cursor = w.session.connection().connection.cursor()
    rows = cursor.stream(_LINKS, (since.links, limit), size=1000)
    try:
        for number, entry_id, hash_, stored, at, actor_id, actor, fact, subject, office_id, cause, data in rows:
            actual = (
                None
                if stored is None
                else digest_of_texts(at, actor_id, actor, fact, subject, office_id, cause, canonical(_read(data)[0]))
            )
            yield SealedEntry(number, entry_id, hash_, stored, actual)
    except psycopg.OperationalError as error:
        raise Unavailable from error
    finally:
        # Left unread, they would be cancelled, and what the transaction is to note of them with them.
        for _ in rows:
            pass


def _stands(w: Work, point: Point) -> bool:
    """Whether the chain still has the point's head where it was."""
    return point == BEGINNING or bool(
        w.session.scalar(select(exists().where(Link.number == point.links, Link.hash == point.head)))
    )


def _misses_receipt(w: Work, since: Point, upto: int) -> bool:
    """Whether a receipt given between the two, from the beginning any receipt, names a head that is not in the chain."""
    orphans = select(Receipt.delivery_id).where(Receipt.head != GENESIS, ~exists().where(Link.hash == Receipt.head))
    if since != BEGINNING:
        given = (
            select(Entry.subject)
            .join(Link, Link.entry_id == Entry.id)
            .where(
                Link.number > since.links,
                Link.number <= upto,
                Entry.fact.in_((DeliveryFact.ACKNOWLEDGED, DeliveryFact.RECEIPT_ENTERED)),
            )
        )
        orphans = orphans.where(Receipt.delivery_id.in_(given))
    return bool(w.session.scalar(select(orphans.exists())))


def _misses_point(w: Work) -> bool:
    """Whether a head that an earlier verification saw is no longer in its place."""
    lost = exists().where(
        Verification.links > 0, ~exists().where(Link.number == Verification.links, Link.hash == Verification.head)
    )
    return bool(w.session.scalar(select(lost)))


def latest_run(w: Work) -> Verification | None:
    """The last verification of the chain, by the clock, a person or a command."""
    return w.session.scalars(select(Verification).order_by(Verification.id.desc()).limit(1)).one_or_none()


def sealed(w: Work) -> int:
    """How many links the chain has."""
    return w.session.scalar(select(Link.number).order_by(Link.number.desc()).limit(1)) or 0


def file_error(w: Work, record: Record | Kept) -> str:
    """What is wrong with the record's print or with one of its files; empty if nothing is."""
    try:
        w.outside.store.get(record.pdf_digest)
        for file in record.files:
            w.outside.store.open(file["digest"]).close()
    except Damaged as damaged:
        return str(damaged)
    return ""


@dataclass(frozen=True)
class RecordVerification:
    """The last time a record was verified: who called for it, and what was found, None while it is on its way; the
    data of `found` are those `actions.verify_record` wrote."""

    called: Entry
    found: Entry | None


def latest_verification(w: Work, record: Record) -> RecordVerification | None:
    latest = {
        entry.fact: entry
        for entry in w.session.scalars(
            select(Entry)
            .where(Entry.subject == record.id, Entry.fact.in_((RecordFact.VERIFICATION_CALLED, RecordFact.VERIFIED)))
            .order_by(Entry.id)
        )
    }
    called, found = latest.get(RecordFact.VERIFICATION_CALLED), latest.get(RecordFact.VERIFIED)
    if called is None:
        # Before verifications were called for, whoever wanted one made it.
        return RecordVerification(found, found) if found else None
    return RecordVerification(called, found if found and found.id > called.id else None)


@dataclass(frozen=True)
class Health:
    """How the work behind the pages goes on. `servers` are the mail servers left alone now, `sealed_until` is the moment of
    the newest entry in the chain, `verified` its last verification, `excess` names the tables the running role could do
    too much to."""

    waiting: int
    stuck: int
    troubled: list[Errand]
    parked: list[Errand]
    servers: list[MailServer]
    links: int
    sealed_until: datetime | None
    verified: Verification | None
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
        servers=list(w.session.scalars(select(MailServer).where(MailServer.paused_until > w.now))),
        links=links,
        sealed_until=sealed_until,
        verified=latest_run(w),
        excess=rights.excess(w.session),
    )


def parked(w: Work) -> int:
    """How many errands ran out of tries and wait for the operator."""
    return w.session.scalars(select(func.count()).select_from(Errand).where(Errand.parked_at.is_not(None))).one()


def stuck(w: Work) -> int:
    """How many errands have been due for so long that nobody seems to work on them."""
    return errands.overdue(w.session, w.now - STUCK_AFTER)


def breaks(w: Work, issues: Sequence[Document]) -> dict[UUID, list[Break]]:
    """Where foot, list, deliveries and readers of each of these issued documents part, or a file is no longer kept."""
    ids = [document.id for document in issues]
    readers, keepers = copies.reader_breaks(w, ids), archive.reader_breaks(w, ids)
    return {
        document.id: [
            *documents.list_breaks(w, document),
            *deliveries.copy_breaks(w, document),
            *documents.file_breaks(w, document),
            *readers[document.id],
            *keepers.get(document.id, ()),
        ]
        for document in issues
    }


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
        found = breaks(w, batch)
        for document in batch:
            yield document, found[document.id]
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


@dataclass(frozen=True)
class Kept:
    """A record's code, the digest its print must have, and the files that go along with it."""

    reference: str
    pdf_digest: str
    files: list[Any]


def all_records(w: Work) -> Iterator[Kept]:
    """For the operator's verification: the system sees every record, a person none by this way."""
    if w.actor.is_system:
        wanted = select(Record.reference, Record.pdf_digest, Record.files).order_by(Record.reference)
        for row in w.session.execute(wanted.execution_options(yield_per=1000)):
            yield Kept(*row)
