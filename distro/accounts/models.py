"""Tables of people, memberships, sessions, one-time links, and tries to sign in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from distro.accounts.rules import Role
from distro.kernel.database import DELETED, UPDATED, UPDATED_AND_DELETED, Base, identity, moment


class Person(Base):
    """A person with one account; `password_hash` is Argon2id, None before the first link was used.

    Of who left, `active` is False: their roles stay on record and count no more.
    """

    __tablename__ = "person"
    __table_args__ = UPDATED

    id: Mapped[identity]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    mailbox: Mapped[str | None]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)


class Membership(Base):
    """A role a person holds in an office. One that was taken back is gone: the journal knows of it."""

    __tablename__ = "membership"
    __table_args__ = DELETED

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("office.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Session(Base):
    """A signed-in browser, and the address it signed in from. The cookie holds a random key; the row holds only its
    SHA-256, and an `id` by which its owner may speak of it."""

    __tablename__ = "session"
    __table_args__ = UPDATED_AND_DELETED

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[moment] = mapped_column(index=True)
    seen_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class PasswordLink(Base):
    """A link by which a person sets a password, once. The link holds a random token, the row only its SHA-256."""

    __tablename__ = "password_link"
    __table_args__ = UPDATED_AND_DELETED

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[moment]
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Tally(Base):
    """Tries in vain that are held against a login, an address, or a login from an address (`pace`).

    `key` is a digest: people type passwords where the login belongs. No try is looked at before `free_at`, if there is
    one; at `empty_at` all is forgotten.
    """

    __tablename__ = "sign_in_tally"
    __table_args__ = UPDATED_AND_DELETED

    key: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    empty_at: Mapped[moment] = mapped_column(index=True)
