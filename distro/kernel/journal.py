"""The journal of facts and the links that chain it.

An entry is written by the transaction that does the deed; a trigger forbids changing or deleting entries and links.
Entries are chained afterwards by one sealer, so that writers never wait for the chain's head; an entry is provable once
sealed.
"""

from __future__ import annotations

import uuid

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from distro.kernel.chain import GENESIS
from distro.kernel.database import Base, moment, plain


class Entry(Base):
    """One fact: who did what to which subject, when, and because of which earlier entry."""

    __tablename__ = "journal"
    __table_args__ = (
        Index(None, "subject", "id"),
        Index(None, "office_id", "id"),
        # What an entry is about: the document its data name (its id, nothing else), or else its subject.
        Index("ix_journal_about", text("(coalesce((data ->> 'document')::uuid, subject))"), "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[moment]
    actor_id: Mapped[uuid.UUID | None]
    actor: Mapped[str]
    fact: Mapped[str]
    subject: Mapped[uuid.UUID]
    office_id: Mapped[uuid.UUID | None]
    cause: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[plain]
    digest: Mapped[str]
    # The writing transaction: the sealer must not pass an entry whose neighbours may still be uncommitted.
    written_in: Mapped[int] = mapped_column(BigInteger, server_default=text("(pg_current_xact_id()::text::bigint)"))


class Link(Base):
    """A link of the chain: `hash` covers the link before it, the entry's number and the entry's digest."""

    __tablename__ = "link"
    # A receipt names the head of its moment: as long as this, a hash is looked up by a hash of it.
    __table_args__ = (Index("ix_link_hash", "hash", postgresql_using="hash"),)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("journal.id"), unique=True)
    hash: Mapped[str]


def head(session: Session) -> str:
    """The hash of the last link: whoever keeps it can show later that nothing before it was changed."""
    return session.scalar(select(Link.hash).order_by(Link.number.desc()).limit(1)) or GENESIS
