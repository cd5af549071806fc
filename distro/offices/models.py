"""Tables of the register."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from distro.kernel.database import Base, identity
from distro.offices.rules import Level


class Office(Base):
    """An organ that issues or receives. `rank` is its place in the official order; `fonds` its 全宗号."""

    __tablename__ = "office"

    id: Mapped[identity]
    name: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("office.id"), index=True)
    level: Mapped[Level | None]
    rank: Mapped[int] = mapped_column(default=0)
    mailbox: Mapped[str | None]
    fonds: Mapped[str | None] = mapped_column(unique=True)


class OfficeAlias(Base):
    """Another name of an office. One name means one office."""

    __tablename__ = "office_alias"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[identity]
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
