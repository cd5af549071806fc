"""The unit of work: one transaction, its actor, its moment, the record of what it did, and the work it calls for.

The door opens it (`with system.work(actor) as w`), actions and queries take it as their first argument, and
nobody inside commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from distro.kernel.actor import Actor
from distro.kernel.chain import canonical, digest_of_texts, text_of
from distro.kernel.database import copy_in
from distro.kernel.errands import Errand, Plan
from distro.kernel.journal import Entry
from distro.outside import Outside
from distro.outside.clock import beijing


@dataclass(frozen=True)
class About:
    """Of one fact, or of one piece of work called for: its subject, whose matter it is, and its particulars."""

    subject: UUID
    office_id: UUID | None
    data: Mapping[str, Any]


class Work:
    """Session, actor, now, the outside world, `record` and `call_for`; whether anything has been called for."""

    def __init__(
        self, session: Session, actor: Actor, now: datetime, outside: Outside, plan: Plan, cause: int | None = None
    ) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.outside = outside
        self.cause = cause
        self.has_called = False
        self._plan = plan
        self._said: int | None = None

    @property
    def today(self) -> date:
        """The day it is in Beijing."""
        return beijing(self.now).date()

    def record(self, fact: str, subject: UUID, office_id: UUID | None = None, **data: Any) -> None:
        """Write the fact with every value it set (of contents their digests), and in the same transaction call for the
        steps that follow from it."""
        row = self._row(fact, About(subject, office_id, data))
        [self._said] = self.session.scalars(insert(Entry).returning(Entry.id), [row | {"data": data}])
        for step in self._plan.after.get(fact, ()):
            self.call_for(step, subject, office_id)

    def record_all(self, fact: str, said: Iterable[About]) -> None:
        """The same fact, which no step follows, about many subjects at once."""
        assert fact not in self._plan.after, f"a step follows {fact}"
        copy_in(self.session, Entry, (self._row(fact, each) for each in said))

    def call_for(
        self, step: str, subject: UUID, office_id: UUID | None = None, *, at: datetime | None = None, **data: Any
    ) -> None:
        """Call for a step of the flow, now or at a later moment; what it was called with reaches it as it is."""
        self.call_for_all(step, [About(subject, office_id, data)], at=at)

    def call_for_all(self, step: str, called: Iterable[About], *, at: datetime | None = None) -> None:
        """The same step on many subjects at once."""
        common = {
            "step": str(step),
            "queue": self._plan.queue_of[step],
            "cause": self._said or self.cause,
            "called_at": self.now,
            "due_at": at or self.now,
        }
        rows = [
            {**common, "subject": each.subject, "office_id": each.office_id, "data": dict(each.data)} for each in called
        ]
        copy_in(self.session, Errand, rows)
        self.has_called = self.has_called or bool(rows)

    def _row(self, fact: str, said: About) -> dict[str, Any]:
        """As the database gets it, its data as the very text the digest covers."""
        data = canonical(said.data)
        return {
            "at": self.now,
            "actor_id": self.actor.id,
            "actor": self.actor.name,
            "fact": str(fact),
            "subject": said.subject,
            "office_id": said.office_id,
            "cause": self.cause,
            "data": data,
            "digest": digest_of_texts(
                self.now,
                text_of(self.actor.id),
                self.actor.name,
                str(fact),
                str(said.subject),
                text_of(said.office_id),
                self.cause,
                data,
            ),
        }
