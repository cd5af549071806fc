"""Tables of dispatches and deliveries, of the tries and notices of each, of receipts, returns and reminders."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from distro.delivery.rules import Channel, NoticeKind, NoticeState, Outcome, State, Why
from distro.kernel.chain import GENESIS
from distro.kernel.database import UPDATED, Base, identity, moment, plain_list


class Dispatch(Base):
    """One round of sending a document out along a frozen list, which calls for so many copies; `sent_at` is when the last
    of them was out."""

    __tablename__ = "dispatch"
    __table_args__ = (
        UniqueConstraint("document_id", "round"),
        # What its deliveries refer to.
        UniqueConstraint("id", "document_id"),
        UPDATED,
    )

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("distribution_list.id"))
    round: Mapped[int]
    why: Mapped[Why]
    copies: Mapped[int]
    addressed_at: Mapped[moment]
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Delivery(Base):
    """One document to one office for one entry of its frozen list, over one channel: copy `copy_number` of the issue.

    `sent_at` is when it was first sent, whatever came after; each time it was sent is a `Try`.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("dispatch_id", "entry_id", "office_id"),
        UniqueConstraint("document_id", "copy_number"),
        # One look for each of many copies, and the document is its dispatch's.
        ForeignKeyConstraint(["dispatch_id", "document_id"], ["dispatch.id", "dispatch.document_id"]),
        Index("ix_delivery_addressed", "dispatch_id", postgresql_where=text("state = 'ADDRESSED'")),
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
    dispatch_id: Mapped[uuid.UUID]
    document_id: Mapped[uuid.UUID]
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("list_entry.id"))
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    office_name: Mapped[str]
    state: Mapped[State]
    channel: Mapped[Channel] = mapped_column(server_default=Channel.INBOX.name)
    copy_number: Mapped[int]
    addressed_at: Mapped[moment]
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    opened_by: Mapped[str | None]


class Notice(Base):
    """One mail to one address about one delivery; its id is that of the message, however often it has to be sent.

    `begun_at` says that a try is under way: whatever becomes of the worker, it is known that one began.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_waiting", "called_at", postgresql_where=text("state = 'WAITING'")),
        UPDATED,
    )

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    kind: Mapped[NoticeKind]
    address: Mapped[str]
    state: Mapped[NoticeState]
    called_at: Mapped[moment]
    begun_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reply: Mapped[str] = mapped_column(server_default="")


class Try(Base):
    """One try to send a delivery or a notice about it, and what came of it. UNKNOWN is one whose worker was killed, or
    whose server did not answer: it may have been sent."""

    __tablename__ = "try"

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    notice_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("notice.id"))
    channel: Mapped[str]
    at: Mapped[moment]
    ended_at: Mapped[moment]
    outcome: Mapped[Outcome]
    reply: Mapped[str] = mapped_column(server_default="")


class Receipt(Base):
    """The office's acknowledgement of a delivery, by a named person, with what was counted. Never changed: a correction
    is a receipt of its own that points at the one it corrects.

    One given on paper is entered by the issuer's secretary: then `person_name` is as signed, `at` tells the day only,
    `person_id` is the secretary's and `entered_by` their name.

    `files` are the files that went along and were counted, as `Attachment.to_plain` says them.

    `head` is the head of the journal's chain at that moment: whoever holds a receipt is a witness of the journal.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        Index("uq_receipt_delivery_id", "delivery_id", unique=True, postgresql_where=text("corrects_id IS NULL")),
        UniqueConstraint("corrects_id"),
        Index(None, "delivery_id"),
    )

    id: Mapped[identity]
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"))
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("receipt.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]
    office_name: Mapped[str]
    at: Mapped[moment]
    title: Mapped[str]
    number: Mapped[str]
    pages: Mapped[int]
    pdf_digest: Mapped[str]
    head: Mapped[str]
    files: Mapped[plain_list] = mapped_column(server_default="[]")
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


class Answer(Base):
    """A document that answers a delivery: 批复 to a 请示, 复函 to a 函."""

    __tablename__ = "answer"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
