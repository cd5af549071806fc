"""The distribution matrix of a document: every printed phrase, its offices, what became of their copies, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select, true

from distro.delivery import queries
from distro.delivery.models import Delivery, Notice, Receipt, Reminder, Return
from distro.delivery.rules import State, is_late
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel.work import Work
from distro.lists.models import ListEntry


@dataclass(frozen=True)
class Row:
    """A line of the distribution matrix: printed phrase, office, and what became of its copy.

    `unsent` is the office of a copy that the round calls for and that has not gone out.
    """

    entry: ListEntry
    delivery: Delivery | None
    unsent: str | None
    receipt: Receipt | None
    returned: Return | None
    notices: Sequence[Notice]
    reminders: int
    is_recalled: bool
    now: datetime

    @property
    def is_late(self) -> bool:
        return (
            self.delivery is not None
            and not self.is_recalled
            and is_late(self.delivery.state, self.delivery.due_at, self.now)
        )

    @property
    def is_open(self) -> bool:
        """A class that stood for no office: it is printed only."""
        return self.entry.is_class and self.state is None

    @property
    def office_name(self) -> str:
        """The office of the copy; of what is printed only its words."""
        if self.delivery is not None:
            return self.delivery.office_name
        return self.unsent or self.entry.name

    @property
    def state(self) -> State | None:
        """That of the copy, also of one still on its way, or that a recall kept back; None where none is called for."""
        if self.delivery is not None:
            return self.delivery.state
        if self.unsent is None:
            return None
        return State.RECALLED if self.is_recalled else State.ADDRESSED

    @property
    def nobody_to_tell(self) -> bool:
        """It was sent, and the office had no address to which a notice could go."""
        return self.delivery is not None and self.delivery.sent_at is not None and not self.notices

    @property
    def elapsed(self) -> timedelta | None:
        """From delivery to receipt, or to now while it is awaited; a receipt on paper tells no more than its day."""
        if self.delivery is None or self.delivery.sent_at is None or (self.receipt and self.receipt.entered_by):
            return None
        return (self.receipt.at if self.receipt else self.now) - self.delivery.sent_at


def of_document(w: Work, document: Document) -> list[Row]:
    """Every entry of the document's list in printed order, open classes included, with its delivery; a class with
    members has a row for each."""
    reminders = dict(
        w.session.execute(
            select(Reminder.delivery_id, func.count())
            .join(Delivery, Delivery.id == Reminder.delivery_id)
            .where(Delivery.document_id == document.id)
            .group_by(Reminder.delivery_id)
        ).all()
    )
    returns = {
        each.delivery_id: each
        for each in w.session.scalars(
            select(Return)
            .join(Delivery, Delivery.id == Return.delivery_id)
            .where(Delivery.document_id == document.id)
            .order_by(Return.at)
        )
    }
    notices: dict[UUID, list[Notice]] = {}
    for notice in w.session.scalars(
        select(Notice)
        .join(Delivery, Delivery.id == Notice.delivery_id)
        .where(Delivery.document_id == document.id)
        .order_by(Notice.called_at, Notice.address)
    ):
        notices.setdefault(notice.delivery_id, []).append(notice)
    # Asked before the deliveries are: a copy sent meanwhile is among both, and missed by neither.
    unsent = queries.unsent(w, document)
    receipt = queries.standing_receipt()
    found = w.session.execute(
        select(ListEntry, Delivery, receipt)
        .outerjoin(Delivery, (Delivery.entry_id == ListEntry.id) & (Delivery.document_id == document.id))
        .outerjoin(receipt, true())
        .where(ListEntry.list_id == document.list_id)
        .order_by(ListEntry.position, Delivery.copy_number)
    ).all()

    def row(
        entry: ListEntry, delivery: Delivery | None = None, given: Receipt | None = None, unsent: str | None = None
    ) -> Row:
        return Row(
            entry=entry,
            delivery=delivery,
            unsent=unsent,
            receipt=given,
            returned=returns.get(delivery.id) if delivery else None,
            notices=notices.get(delivery.id, ()) if delivery else (),
            reminders=reminders.get(delivery.id, 0) if delivery else 0,
            is_recalled=document.state is DocumentState.RECALLED,
            now=w.now,
        )

    rows: list[Row] = []
    for entry, lines in groupby(found, lambda line: line[0]):
        of_entry = [row(*line) for line in lines]
        sent = {each.delivery.copy_number for each in of_entry if each.delivery}
        if still := [name for number, name in unsent.get(entry.id, {}).items() if number not in sent]:
            of_entry = [each for each in of_entry if each.delivery] + [row(entry, unsent=name) for name in still]
        rows += of_entry
    return rows


@dataclass(frozen=True)
class Counters:
    """The numbers over a matrix. `due` is the sum of the states: nothing is ever lost from the count."""

    due: int
    queued: int
    delivered: int
    opened: int
    acknowledged: int
    waiting: int
    late: int
    returned: int
    failed: int
    recalled: int
    classes: int


def count(rows: Sequence[Row]) -> Counters:
    deliveries = [row.delivery for row in rows if row.delivery is not None]
    states = Counter(row.state for row in rows if row.state is not None)
    return Counters(
        due=states.total(),
        queued=states[State.ADDRESSED],
        delivered=sum(delivery.sent_at is not None for delivery in deliveries),
        opened=sum(delivery.opened_at is not None for delivery in deliveries),
        acknowledged=states[State.ACKNOWLEDGED],
        waiting=states[State.SENT],
        late=sum(row.is_late for row in rows),
        returned=states[State.RETURNED],
        failed=states[State.FAILED],
        recalled=states[State.RECALLED],
        classes=sum(row.is_open for row in rows),
    )
