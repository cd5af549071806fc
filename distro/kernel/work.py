"""The unit of work: one transaction, its actor, its moment, and the record of what it did.

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
from distro.kernel.chain import Statement, digest_of
from distro.kernel.journal import Entry, Errand
from distro.outside import Outside
from distro.outside.clock import beijing


@dataclass(frozen=True)
class Said:
    """One fact about to be recorded: about which subject, whose matter it is, and its particulars."""

    subject: UUID
    office_id: UUID | None
    data: Mapping[str, Any]


class Work:
    """Session, actor, now, the outside world, and `record`."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        outside: Outside,
        steps_after: Mapping[str, tuple[str, ...]],
        cause: int | None = None,
    ) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.outside = outside
        self.cause = cause
        self._steps_after = steps_after

    @property
    def today(self) -> date:
        """The day it is in Beijing."""
        return beijing(self.now).date()

    def record(self, fact: str, subject: UUID, office_id: UUID | None = None, **data: Any) -> None:
        """Write the fact, and in the same transaction the errands that follow from it."""
        self.record_all(fact, [Said(subject, office_id, data)])

    def record_all(self, fact: str, said: Iterable[Said]) -> None:
        """The same fact about many subjects, in two statements however many they are."""
        rows = [self._row(fact, each) for each in said]
        if not rows:
            return
        entries = self.session.scalars(insert(Entry).returning(Entry.id), rows).all()
        errands = [
            {"entry_id": entry_id, "step": step, "due_at": self.now, "lease": 0, "attempts": 0}
            for entry_id in entries
            for step in self._steps_after.get(fact, ())
        ]
        if errands:
            self.session.execute(insert(Errand), errands)

    def _row(self, fact: str, said: Said) -> dict[str, Any]:
        row: Statement = {
            "at": self.now,
            "actor_id": self.actor.id,
            "actor": self.actor.name,
            "fact": str(fact),
            "subject": said.subject,
            "office_id": said.office_id,
            "cause": self.cause,
            "data": dict(said.data),
        }
        return {**row, "digest": digest_of(**row)}
