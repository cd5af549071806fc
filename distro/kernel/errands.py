"""Handing errands out and taking them in: the database is the truth, a message is only a bell.

An errand handed out is not handed out again before its lease runs out. Whoever works on it holds its row locked
until the commit, so a lease only has to outlast the way through the broker; a killed worker's lock dies with its
connection. Tries are counted when work begins, so a step that kills its process runs out of tries too.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from distro.kernel.journal import Errand

LEASE = timedelta(seconds=15)
# With the waits between them about six hours: as long as a mail server may reasonably be away.
TRIES = 24
LONGEST_WAIT = 1800
BATCH = 200


@dataclass(frozen=True)
class Bell:
    """The message that says: this errand is yours, if you still hold this lease."""

    errand_id: int
    lease: int
    step: str


def hand_out(session: Session, now: datetime) -> list[Bell]:
    """Lease the errands that are due and nobody works on."""
    due = session.scalars(
        select(Errand)
        .where(Errand.due_at <= now, Errand.parked_at.is_(None))
        .order_by(Errand.due_at, Errand.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for errand in due:
        errand.lease += 1
        errand.due_at = now + LEASE
    return [Bell(errand.id, errand.lease, errand.step) for errand in due]


def begin(session: Session, errand_id: int, lease: int, now: datetime) -> bool:
    """Count a try; False if the errand is done, parked or leased anew. Commit before the work starts."""
    counted = session.execute(
        update(Errand)
        .where(Errand.id == errand_id, Errand.lease == lease, Errand.parked_at.is_(None))
        .values(
            attempts=Errand.attempts + 1,
            due_at=now + LEASE,
            parked_at=None,
        )
        .returning(Errand.attempts)
    ).scalar()
    if counted is not None and counted > TRIES:
        session.execute(update(Errand).where(Errand.id == errand_id).values(parked_at=now))
        return False
    return counted is not None


def claim(session: Session, errand_id: int, lease: int) -> Errand | None:
    """The errand, locked until the end of the transaction, or None if another took it meanwhile."""
    return session.scalars(
        select(Errand)
        .options(joinedload(Errand.entry, innerjoin=True))
        .where(Errand.id == errand_id, Errand.lease == lease, Errand.parked_at.is_(None))
        .with_for_update(of=Errand)
    ).one_or_none()


def note_failure(
    session: Session, errand_id: int, lease: int, error: str, now: datetime, *, is_hopeless: bool = False
) -> None:
    """Put the errand back for 2, 4, 8 … s later with jitter, half an hour at most; park it after the last try, or at
    once where another would fail the same way."""
    errand = session.scalars(
        select(Errand).where(Errand.id == errand_id, Errand.lease == lease).with_for_update()
    ).one_or_none()
    if errand is None:
        return
    errand.error = error[:500]
    errand.lease += 1
    if is_hopeless or errand.attempts >= TRIES:
        errand.parked_at = now
    else:
        errand.due_at = now + timedelta(seconds=min(2**errand.attempts, LONGEST_WAIT) * random.uniform(0.75, 1.25))  # noqa: S311


def parked(session: Session) -> list[Errand]:
    """The errands that ran out of tries and wait for the operator."""
    return list(
        session.scalars(
            select(Errand)
            .options(joinedload(Errand.entry, innerjoin=True))
            .where(Errand.parked_at.is_not(None))
            .order_by(Errand.id)
        )
    )


def troubled(session: Session) -> list[Errand]:
    """The errands that failed and will be tried again by themselves."""
    return list(
        session.scalars(
            select(Errand)
            .options(joinedload(Errand.entry, innerjoin=True))
            .where(Errand.parked_at.is_(None), Errand.error.is_not(None))
            .order_by(Errand.id)
        )
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
