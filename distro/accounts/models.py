"""Tables of people, memberships and sessions."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from distro.accounts.rules import Role
from distro.kernel.database import UPDATED, Base, identity, moment


class Person(Base):
    """A person with one account; `password_hash` is Argon2id."""

    __tablename__ = "person"
    __table_args__ = UPDATED

    id: Mapped[identity]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class Membership(Base):
    """A role a person holds in an office."""

    __tablename__ = "membership"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Session(Base):
    """A signed-in browser. The cookie holds a random key; the row holds only its SHA-256."""

    __tablename__ = "session"
    __table_args__ = UPDATED

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[moment]
    seen_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class FailedSignIn(Base):
    """A wrong password: what the slow-down counts. The login is kept as a digest: people mistype passwords there."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index("ix_failed_sign_in_login", "login_digest", "at"),)

    id: Mapped[identity]
    login_digest: Mapped[str]
    address: Mapped[str]
    at: Mapped[moment]
