"""Tables of deliveries, attempts, receipts, returns and reminders."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from distro.delivery.rules import Channel, State
from distro.kernel.chain import GENESIS
from distro.kernel.database import UPDATED, Base, identity, moment


class Delivery(Base):
    """One document to one office for one entry of its frozen list, over one channel: copy `copy_number` of the issue."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("entry_id", "office_id"),
        UniqueConstraint("document_id", "copy_number"),
        Index(None, "document_id", "state"),
        Index(None, "office_id", "sent_at"),
        # What nobody waits for any more is most of the table, and in neither of these.
        Index(
            "ix_delivery_open",
            "document_id",
            "due_at",
            postgresql_where=text("state IN ('SENT', 'FAILED', 'RETURNED')"),
        ),
        Index("ix_delivery_waiting", "office_id", "due_at", postgresql_where=text("state IN ('SENT', 'FAILED')")),
        {"postgresql_with": {"fillfactor": 70}, **UPDATED},
    )

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("list_entry.id"))
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    office_name: Mapped[str]
    state: Mapped[State]
    channel: Mapped[Channel] = mapped_column(server_default=Channel.INBOX.name)
    copy_number: Mapped[int | None]
    addressed_at: Mapped[moment]
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    opened_by: Mapped[str | None]


class Attempt(Base):
    """One try to send a delivery, and what came of it."""

    __tablename__ = "attempt"

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    at: Mapped[moment]
    channel: Mapped[str]
    error: Mapped[str | None]


class Receipt(Base):
    """The office's acknowledgement: one for a delivery, by a named person, with what was counted.

    One given on paper is entered by the issuer's secretary: then `person_name` is as signed, `at` tells the day only,
    `person_id` is the secretary's and `entered_by` their name.

    `head` is the head of the journal's chain at that moment: whoever holds a receipt is a witness of the journal.
    """

    __tablename__ = "receipt"

    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]
    office_name: Mapped[str]
    at: Mapped[moment]
    title: Mapped[str]
    number: Mapped[str]
    pages: Mapped[int]
    pdf_digest: Mapped[str]
    head: Mapped[str]
    entered_by: Mapped[str | None]

    @property
    def is_before_chain(self) -> bool:
        """It was given before anything was chained, so it witnesses nothing."""
        return self.head == GENESIS


class Return(Base):
    """The office sent the delivery back, with its reason (条例 art. 24)."""

    __tablename__ = "return"

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    person_name: Mapped[str]
    at: Mapped[moment]
    reason: Mapped[str]


class Reminder(Base):
    """An office was asked again for its receipt."""

    __tablename__ = "reminder"

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    at: Mapped[moment]
    by_name: Mapped[str]
