"""Passwords: hashed, compared, and set by whoever proves who they are."""

from __future__ import annotations

import secrets
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, true, update

from distro.accounts import queries
from distro.accounts.models import PasswordLink, Person, Session
from distro.accounts.rules import AccountFact, Means, require_good_password
from distro.kernel.errors import Forbidden, Refusal
from distro.kernel.work import Work

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Verified when there is no password, so that the answer takes as long as for a wrong one."""
    return _hasher.hash(secrets.token_hex(16))


def hashed(password: str) -> str:
    require_good_password(password)
    return _hasher.hash(password)


def is_right(person: Person | None, password: str) -> bool:
    """Whether this is the password of an account in use; it takes as long for nobody as for somebody."""
    known = person.password_hash if person is not None else None
    try:
        verified = _hasher.verify(known or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return verified and known is not None and person is not None and person.active


def set_password(w: Work, person_id: UUID, password: str) -> None:
    """By a person at the terminal. Nobody sets the password of another on a page: there is a link for that."""
    if not w.actor.is_system:
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")
    put(w, queries.find(w, person_id, lock=True), password, Means.TERMINAL)


def change(w: Work, old: str, new: str, key: str) -> None:
    """The actor's own; every session but that of `key` ends. The try must have been admitted (`slowing.admit`)."""
    if w.actor.id is None:
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")
    person = queries.find(w, w.actor.id, lock=True)
    if not is_right(person, old):
        raise Refusal("原口令不正确。没有修改口令。", field="old")
    put(w, person, new, Means.OLD_PASSWORD, Session.key_digest != queries.digest(key))


def put(w: Work, person: Person, password: str, means: Means, ending: ColumnElement[bool] | None = None) -> None:
    """Set the password of a locked person; the sessions meant by `ending` (all) end, and no link is left to use."""
    person.password_hash = hashed(password)
    end_sessions(w, person.id, ending)
    void_links(w, person.id)
    w.record(AccountFact.PASSWORD_CHANGED, person.id, login=person.login, means=str(means))


def end_sessions(w: Work, person_id: UUID, which: ColumnElement[bool] | None = None) -> None:
    w.session.execute(
        update(Session)
        .where(Session.person_id == person_id, Session.ended_at.is_(None), true() if which is None else which)
        .values(ended_at=w.now)
    )


def void_links(w: Work, person_id: UUID) -> None:
    """Let the links run out that the person has not used."""
    w.session.execute(
        update(PasswordLink)
        .where(PasswordLink.person_id == person_id, PasswordLink.used_at.is_(None), PasswordLink.expires_at > w.now)
        .values(expires_at=w.now)
    )
