"""Tables of records and of the counters their reference codes come from."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from distro.archive.rules import Retention
from distro.kernel.database import UPDATED, Base, identity, moment, plain_list


class Record(Base):
    """One 件: a document as an office keeps it, its issuer or one that received it. `text` is what the search compares,
    `files` are the files that go along with it, as `Attachment.to_plain` says them."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("document_id", "office_id"), Index(None, "office_id", "dated", "reference"))

    id: Mapped[identity]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    retention: Mapped[Retention]
    title: Mapped[str]
    number: Mapped[str]
    issuer: Mapped[str]
    dated: Mapped[date]
    pages: Mapped[int]
    pdf_digest: Mapped[str]
    filed_at: Mapped[moment]
    text: Mapped[str]
    files: Mapped[plain_list] = mapped_column(server_default="[]")


class ItemCounter(Base):
    """The last 件号 of a fonds, year and retention; locked while one is taken."""

    __tablename__ = "item_counter"
    __table_args__ = UPDATED

    fonds: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    retention: Mapped[Retention] = mapped_column(primary_key=True)
    item: Mapped[int]
