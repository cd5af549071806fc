"""Errands: work called for, with what it needs to know and when it is due; the database is the truth, a message is only a bell.

Whoever takes an errand up counts the try in a transaction of its own, so a step that kills its process runs out of
tries too, and then holds the row locked until the commit that does the work and deletes it: outbox and inbox in one. A
killed worker's lock dies with its connection, so a lease only has to outlast the way from the one to the other.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Identity,
    Index,
    Text,
    any_,
    case,
    exists,
    func,
    null,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from distro.kernel.database import UPDATED_AND_DELETED, Base, among, moment, plain

LEASE = timedelta(seconds=15)
# With the waits between them about six hours: as long as a mail server may reasonably be away.
TRIES = 24
LONGEST_WAIT = 1800


class Errand(Base):
    """Work called for: `step` is a name of `distro.flow`, `data` what it takes beside the subject, `cause` the entry of
    the journal it follows from, `office_id` whose matter it is."""

    __tablename__ = "errand"
    __table_args__ = (
        Index("ix_errand_due", "queue", "due_at", "id", postgresql_where=text("parked_at IS NULL")),
        Index("ix_errand_subject", "subject", "step"),
        UPDATED_AND_DELETED,
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    step: Mapped[str]
    queue: Mapped[str]
    subject: Mapped[uuid.UUID]
    office_id: Mapped[uuid.UUID | None]
    data: Mapped[plain]
    cause: Mapped[int | None] = mapped_column(BigInteger)
    called_at: Mapped[moment]
    due_at: Mapped[moment]
    lease: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None] = mapped_column(Text)
    parked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True)
class Plan:
    """What the flow says of its steps: which follow a fact, and in which queue each is done."""

    after: Mapping[str, tuple[str, ...]]
    queue_of: Mapping[str, str]


@dataclass(frozen=True)
class Again:
    """An errand whose work has to be done once more: why, and when; without a moment after the usual wait.

    One that is put off to a moment was not tried: somebody is known to be away until then, or there was no time.
    """

    reason: str
    at: datetime | None = None


class Taken(NamedTuple):
    """An errand somebody has taken up: it is theirs while they hold this lease."""

    errand_id: int
    lease: int
    step: str


def due(session: Session, now: datetime) -> list[str]:
    """The queues in which something is due."""
    return list(
        session.scalars(select(Errand.queue).where(Errand.due_at <= now, Errand.parked_at.is_(None)).distinct())
    )


def take(session: Session, queue: str, now: datetime, together: Mapping[str, int] | None = None) -> list[Taken]:
    """Take up what has been due longest and nobody works on, and count the try; nothing when nothing is left.

    Of a step named in `together` so many of one cause are taken up at once. What has run out of tries is parked.
    Commit before the work starts.
    """
    is_due = (Errand.queue == queue, Errand.due_at <= now, Errand.parked_at.is_(None))
    while rows := _take(session, now, 1, *is_due):
        [first] = rows
        if first.parked_at is not None:
            continue
        if more := (together or {}).get(first.step, 1) - 1:
            same = (Errand.step == first.step, Errand.cause.is_not_distinct_from(first.cause))
            rows = [first, *sorted(_take(session, now, more, *is_due, *same), key=lambda row: row.id)]
        return [Taken(row.id, row.lease, row.step) for row in rows if row.parked_at is None]
    return []


def _take(session: Session, now: datetime, most: int, *which: ColumnElement[bool]) -> Sequence[Any]:
    """The ones due longest of these, leased, or parked where they are out of tries."""
    longest = select(Errand.id).where(*which).order_by(Errand.due_at, Errand.id).limit(most)
    spent = Errand.attempts >= TRIES
    return session.execute(
        update(Errand)
        # As an array the subquery is asked once, and not again for rows it has locked.
        .where(Errand.id == any_(func.array(longest.with_for_update(skip_locked=True).scalar_subquery())))
        .values(
            attempts=case((spent, Errand.attempts), else_=Errand.attempts + 1),
            lease=Errand.lease + 1,
            due_at=now + LEASE,
            parked_at=case((spent, now), else_=null()),
        )
        .returning(Errand.id, Errand.lease, Errand.step, Errand.cause, Errand.parked_at)
        .execution_options(synchronize_session=False)
    ).all()


def claim(session: Session, *taken: Taken) -> dict[int, Errand]:
    """The errands, by id, locked until the end of the transaction, less those another has taken up meanwhile."""
    lease_of = {each.errand_id: each.lease for each in taken}
    found = _locked(session, lease_of)
    return {errand.id: errand for errand in found if errand.lease == lease_of[errand.id] and errand.parked_at is None}


def leave(session: Session, *taken: Taken) -> None:
    """Another is at work on them: taking them up was no try."""
    for errand in claim(session, *taken).values():
        errand.attempts -= 1


def hold(session: Session, *taken: Taken) -> dict[int, Errand]:
    """The errands, by id, locked, whoever has their leases: for the one who is known to be at work on them; less those
    that are gone."""
    return {errand.id: errand for errand in _locked(session, {each.errand_id for each in taken})}


def _locked(session: Session, ids: Collection[int]) -> Sequence[Errand]:
    return session.scalars(
        select(Errand)
        .where(among(Errand.id, ids))
        .order_by(Errand.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def put_back(errand: Errand, again: Again, now: datetime) -> None:
    """Put a locked errand back to the moment told, or for 2, 4, 8 … s with jitter, half an hour at most; park it after
    its last try."""
    errand.error = again.reason[:500] or None
    errand.lease += 1
    if again.at is not None:
        errand.attempts = max(0, errand.attempts - 1)
        errand.due_at = again.at
    elif errand.attempts >= TRIES:
        errand.parked_at = now
    else:
        wait = min(2**errand.attempts, LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311
        errand.due_at = now + timedelta(seconds=wait)


def note_failure(session: Session, taken: Taken, error: str, now: datetime, *, is_hopeless: bool = False) -> None:
    """Put the errand back, or park it at once where another try would fail the same way."""
    for errand in claim(session, taken).values():
        put_back(errand, Again(error), now)
        if is_hopeless:
            errand.parked_at = now


def put_off(session: Session, queue: str, until: datetime, reason: str) -> None:
    """Let all errands of a queue wait until then that would be due before: what they need is known to be away."""
    session.execute(
        update(Errand)
        .where(Errand.queue == queue, Errand.due_at < until, Errand.parked_at.is_(None))
        .values(due_at=until, error=reason[:500])
        .execution_options(synchronize_session=False)
    )


def parked(session: Session) -> list[Errand]:
    """The errands that ran out of tries and wait for a person."""
    return list(session.scalars(select(Errand).where(Errand.parked_at.is_not(None)).order_by(Errand.id)))


def troubled(session: Session) -> list[Errand]:
    """The errands that failed and will be tried again by themselves."""
    return list(
        session.scalars(select(Errand).where(Errand.parked_at.is_(None), Errand.error.is_not(None)).order_by(Errand.id))
    )


def waiting(session: Session) -> int:
    """How many errands are neither done nor parked."""
    return session.query(Errand).where(Errand.parked_at.is_(None)).count()


def overdue(session: Session, since: datetime) -> int:
    """How many errands were due before then and are neither done nor parked."""
    return session.query(Errand).where(Errand.parked_at.is_(None), Errand.due_at < since).count()


def retry(session: Session, errand_id: int, now: datetime) -> bool:
    """Give a parked errand all its tries again; False if it is not parked."""
    given = session.execute(
        update(Errand)
        .where(Errand.id == errand_id, Errand.parked_at.is_not(None))
        .values(parked_at=None, attempts=0, due_at=now, error=None)
        .returning(Errand.id)
    ).scalar()
    return given is not None


def is_called_for(session: Session, step: str, subject: UUID) -> bool:
    """Whether the step is called for on the subject, due or not, or out of tries."""
    return bool(session.scalar(select(exists().where(Errand.subject == subject, Errand.step == step))))


def cancel(session: Session, step: str, subject: UUID) -> None:
    """Take back what was called for and is not being done."""
    for errand in session.scalars(
        select(Errand).where(Errand.step == step, Errand.subject == subject).with_for_update(skip_locked=True)
    ):
        session.delete(errand)
