"""Sealing, chaining what has been committed in the order of the journal; verifying; giving parked work another try."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, literal_column, select

from distro.accounts.rules import Role
from distro.archive import queries as archive
from distro.archive.models import Record
from distro.archive.rules import RecordFact
from distro.audit import queries
from distro.audit.models import Verification
from distro.audit.rules import (
    BEGINNING,
    STRETCH,
    SWEEP,
    AuditFact,
    AuditStep,
    ChainVerdict,
    Point,
    require_operator,
)
from distro.documents.models import Document
from distro.kernel import errands
from distro.kernel.chain import GENESIS, link
from distro.kernel.errands import Errand
from distro.kernel.errors import Conflict
from distro.kernel.journal import Entry, Link
from distro.kernel.work import About, Work
from distro.lists.agreement import Break

BATCH = 5000
# How far behind the newest sealed entry a transaction that began earlier may still put one.
BEHIND = 10_000
# Longer than any transaction may live: after a restore the stored transaction numbers mean nothing.
SETTLED = timedelta(minutes=15)


def seal(w: Work) -> None:
    """Chain the entries whose neighbours are all committed; one sealer at a time.

    Identity numbers do not commit in order: an entry of a transaction not older than the oldest open one waits.
    """
    if not w.session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtext("distro.seal")))):
        return
    last = w.session.scalars(select(Link).order_by(Link.number.desc()).limit(1)).one_or_none()
    number, head, newest = (last.number, last.hash, last.entry_id) if last else (0, GENESIS, 0)
    oldest_open: ColumnElement[int] = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    committed = w.session.execute(
        select(Entry.id, Entry.digest)
        .outerjoin(Link, Link.entry_id == Entry.id)
        .where(
            Entry.id > newest - BEHIND,
            Link.number.is_(None),
            (Entry.written_in < oldest_open) | (Entry.at < w.now - SETTLED),
        )
        .order_by(Entry.id)
        .limit(BATCH)
    )
    links = []
    for entry_id, digest in committed:
        number, head = number + 1, link(head, entry_id, digest)
        links.append({"number": number, "entry_id": entry_id, "hash": head})
    if links:
        w.session.execute(insert(Link), links)


def begin_sweep(w: Work) -> None:
    """Call for the comparison of all issued documents."""
    w.call_for(AuditStep.COMPARE, SWEEP, after=None, documents=0, broken=[])


def sweep(w: Work, sweep_id: UUID, after: str | None, documents: int, broken: list[str]) -> None:
    """Compare the next documents after the one of this id, note what is new, and call for those that follow; behind
    the last one say how it went. `documents` and `broken` are what the sweep has come to so far."""
    batch = queries.issued(w, UUID(after) if after else None)
    if not batch:
        w.record(AuditFact.SWEPT, sweep_id, documents=documents, broken=broken)
        return
    found, stood = queries.breaks(w, batch), queries.standing(w, [document.id for document in batch])
    for document in batch:
        _note(w, document, set(found[document.id]), stood.get(document.id, set()))
    broken = [*broken, *(str(document.id) for document in batch if found[document.id])]
    w.call_for(AuditStep.COMPARE, sweep_id, after=str(batch[-1].id), documents=documents + len(batch), broken=broken)


def _note(w: Work, document: Document, found: set[Break], stood: set[Break]) -> None:
    """Each break that is new, and each that is no more."""
    for fact, changed in ((AuditFact.DISAGREEMENT, found - stood), (AuditFact.SETTLED, stood - found)):
        w.record_all(
            fact,
            [
                About(document.id, document.issuer_id, {"break": each.to_plain(), "reason": str(each)})
                for each in sorted(changed, key=str)
            ],
        )


def verify_on(w: Work) -> Verification:
    """Walk the chain on from where the last run came to, a stretch of it at most, and note how far it holds, unless the
    last run says the same already."""
    last = queries.latest_run(w)
    since = Point(last.links, last.head) if last else BEGINNING
    found = _run(w, since, queries.chain(w, since, STRETCH))
    if last is None or (found.links, found.bad_entry, found.reason) != (last.links, last.bad_entry, last.reason):
        w.session.add(found)
    return found


def verify_all(w: Work) -> Verification:
    """Walk the whole chain, from its first link on, and note what was found."""
    found = _run(w, BEGINNING, queries.chain(w))
    w.session.add(found)
    return found


def _run(w: Work, since: Point, verdict: ChainVerdict) -> Verification:
    return Verification(
        at=w.now,
        by_name=w.actor.name,
        since=since.links,
        links=verdict.length,
        head=verdict.head,
        bad_entry=verdict.bad_entry,
        reason=verdict.reason,
    )


def call_verification(w: Work, record_id: UUID) -> None:
    """Call for a record to be verified; a worker does it."""
    record, _ = archive.find(w, record_id)
    w.record(RecordFact.VERIFICATION_CALLED, record.id, record.office_id, document=str(record.document_id))


def verify_record(w: Work, record_id: UUID) -> None:
    """Re-read a record's file, walk the chain on, and write down what was found: of links not walked nothing is said."""
    record = w.session.get_one(Record, record_id)
    sealed = queries.sealed(w)
    run = verify_on(w)
    w.record(
        RecordFact.VERIFIED,
        record.id,
        record.office_id,
        document=str(record.document_id),
        file_error=queries.file_error(w, record),
        since=run.since,
        links=run.links,
        sealed=max(sealed, run.links),
        head=run.head,
        bad_entry=run.bad_entry,
        reason=run.reason,
    )


def retry(w: Work, errand_id: int) -> None:
    """Give work that ran out of tries all its tries again: by the operator, or the secretary whose matter it is."""
    errand = w.session.get(Errand, errand_id)
    if errand is None or errand.office_id is None or not w.actor.has(Role.SECRETARY, errand.office_id):
        require_operator(w.actor)
    if errand is None or not errands.retry(w.session, errand_id, w.now):
        raise Conflict("此项任务已经重试或已完成。没有改变任何内容。请刷新后再看。")
    w.record(AuditFact.RETRIED, errand.subject, errand.office_id, step=errand.step)
