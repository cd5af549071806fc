"""The journal of facts and the links that chain it.

An entry is written by the transaction that does the deed; a trigger forbids changing or deleting entries and links.
Entries are chained afterwards by one sealer, so that writers never wait for the chain's head; an entry is provable once
sealed.
"""

from __future__ import annotations

import uuid

from sqlalchemy import BigInteger, ForeignKey, Identity, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from distro.kernel.chain import GENESIS, digest_of
from distro.kernel.database import Base, moment, plain


class Entry(Base):
    """One fact: who did what to which subject, when, and because of which earlier entry."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[moment]
    actor_id: Mapped[uuid.UUID | None]
    actor: Mapped[str]
    fact: Mapped[str]
    subject: Mapped[uuid.UUID] = mapped_column(index=True)
    office_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    cause: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[plain]
    digest: Mapped[str]
    # The writing transaction: the sealer must not pass an entry whose neighbours may still be uncommitted.
    written_in: Mapped[int] = mapped_column(BigInteger, server_default=text("(pg_current_xact_id()::text::bigint)"))


def entry_digest(entry: Entry) -> str:
    """The digest the stored values of an entry call for."""
    return digest_of(
        at=entry.at,
        actor_id=entry.actor_id,
        actor=entry.actor,
        fact=entry.fact,
        subject=entry.subject,
        office_id=entry.office_id,
        cause=entry.cause,
        data=entry.data,
    )


class Link(Base):
    """A link of the chain: `hash` covers the link before it, the entry's number and the entry's digest."""

    __tablename__ = "link"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("journal.id"), unique=True)
    hash: Mapped[str]


def head(session: Session) -> str:
    """The hash of the last link: whoever keeps it can show later that nothing before it was changed."""
    return session.scalar(select(Link.hash).order_by(Link.number.desc()).limit(1)) or GENESIS
