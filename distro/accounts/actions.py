"""Changes of accounts: create, give a role, sign in and out."""

from __future__ import annotations

import secrets
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from distro.accounts import queries
from distro.accounts.models import FailedSignIn, Membership, Person, Session
from distro.accounts.rules import TOUCHED_EVERY, TRIES, AccountFact, Role, require_good_password
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.work import Work

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Verified when the login is unknown, so that the answer takes as long as for a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


def create(w: Work, login: str, name: str, password: str) -> Person:
    require_good_password(password)
    login, name = login.strip(), name.strip()
    if not login or not name:
        raise Refusal("登录名和姓名都要填写。没有建立账号。", field="login")
    person_id = w.session.scalar(
        insert(Person)
        .values(login=login, name=name, password_hash=_hasher.hash(password), active=True)
        .on_conflict_do_nothing(index_elements=["login"])
        .returning(Person.id)
    )
    if person_id is None:
        raise Conflict("登录名“%(login)s”已有人使用。没有建立账号。", field="login", login=login)
    w.record(AccountFact.CREATED, person_id, login=login, name=name)
    return w.session.get_one(Person, person_id)


def give(w: Work, person_id: UUID, role: Role, office_id: UUID) -> None:
    """Give a person a role in an office; giving it twice changes nothing."""
    given = w.session.scalar(
        insert(Membership)
        .values(person_id=person_id, office_id=office_id, role=role)
        .on_conflict_do_nothing()
        .returning(Membership.person_id)
    )
    if given:
        w.record(AccountFact.MEMBERSHIP_GIVEN, person_id, office_id, role=str(role))


def set_password(w: Work, person_id: UUID, password: str) -> None:
    """Change the password and end every session of the person."""
    require_good_password(password)
    w.session.get_one(Person, person_id).password_hash = _hasher.hash(password)
    _end_sessions(w, person_id)
    w.record(AccountFact.PASSWORD_CHANGED, person_id)


def deactivate(w: Work, person_id: UUID) -> None:
    """Close the account at once: no session of the person survives."""
    w.session.get_one(Person, person_id).active = False
    _end_sessions(w, person_id)
    w.record(AccountFact.DEACTIVATED, person_id)


def sign_in(w: Work, login: str, password: str, address: str) -> str | None:
    """A new session's key, or None if login and password do not belong together.

    A failure is written down, so the caller must commit in both cases. Raises Refusal when this login was tried too
    often from this address; from elsewhere its owner still gets in.
    """
    login = login.strip()
    if queries.failures(w, login, address) >= TRIES:
        raise Refusal("尝试次数过多，暂时不能登录。请 15 分钟后再试，或联系系统管理员。", field="login")
    person = queries.by_login(w, login)
    if not _verified(person.password_hash if person else _nobody(), password) or person is None or not person.active:
        w.session.add(FailedSignIn(login_digest=queries.digest(login), address=address, at=w.now))
        if person is not None:
            w.record(AccountFact.SIGN_IN_FAILED, person.id, address=address)
        return None
    key = secrets.token_urlsafe(32)
    w.session.add(Session(key_digest=queries.digest(key), person_id=person.id, created_at=w.now, seen_at=w.now))
    w.record(AccountFact.SIGNED_IN, person.id, address=address)
    return key


def touch(w: Work, key: str) -> None:
    """Note that the session is in use, once a minute at most. A session ended meanwhile stays ended."""
    w.session.execute(
        update(Session)
        .where(
            Session.key_digest == queries.digest(key),
            Session.ended_at.is_(None),
            Session.seen_at < w.now - TOUCHED_EVERY,
        )
        .values(seen_at=w.now)
    )


def sign_out(w: Work, key: str) -> None:
    person_id = w.session.scalar(
        update(Session)
        .where(Session.key_digest == queries.digest(key), Session.ended_at.is_(None))
        .values(ended_at=w.now)
        .returning(Session.person_id)
    )
    if person_id is not None:
        w.record(AccountFact.SIGNED_OUT, person_id)


def _end_sessions(w: Work, person_id: UUID) -> None:
    w.session.execute(
        update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None)).values(ended_at=w.now)
    )


def _verified(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
