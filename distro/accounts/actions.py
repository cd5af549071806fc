"""Changes of accounts: create, close, give and take a role, sign in and out."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from distro.accounts import queries, slowing
from distro.accounts.models import Membership, PasswordLink, Person, Session
from distro.accounts.passwords import end_sessions, hashed, is_right, void_links
from distro.accounts.rules import (
    KEPT,
    TOUCHED_EVERY,
    AccountFact,
    Permission,
    Role,
    good_login,
    good_name,
    require,
    require_separate,
)
from distro.kernel.errors import Conflict, Forbidden, NotFound
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.offices.rules import require_addresses


def create(w: Work, login: str, name: str, password: str | None = None, mailbox: str | None = None) -> Person:
    """A new account. Without a password nobody can sign in before a link was used (`links`)."""
    require(w.actor, Permission.MAINTAIN)
    login, name = good_login(login), good_name(name)
    require_addresses([mailbox] if mailbox else [])
    person_id = w.session.scalar(
        insert(Person)
        .values(
            login=login,
            name=name,
            mailbox=mailbox,
            password_hash=None if password is None else hashed(password),
            active=True,
        )
        .on_conflict_do_nothing(index_elements=["login"])
        .returning(Person.id)
    )
    if person_id is None:
        raise Conflict("登录名“%(login)s”已有人使用。没有建立账号。", field="login", login=login)
    w.record(AccountFact.CREATED, person_id, login=login, name=name, mailbox=mailbox)
    return w.session.get_one(Person, person_id)


def edit(w: Work, person_id: UUID, name: str, mailbox: str | None) -> None:
    """Put the name or the mailbox right; the login stays."""
    require(w.actor, Permission.MAINTAIN)
    person = queries.find(w, person_id, lock=True)
    require_addresses([mailbox] if mailbox else [])
    before, after = {"name": person.name, "mailbox": person.mailbox}, {"name": good_name(name), "mailbox": mailbox}
    changed = {each: [before[each], value] for each, value in after.items() if before[each] != value}
    if changed:
        person.name, person.mailbox = str(after["name"]), mailbox
        w.record(AccountFact.EDITED, person_id, login=person.login, changed=changed)


def give(w: Work, person_id: UUID, role: Role, office_id: UUID) -> None:
    """Give a person a role in an office; giving it twice changes nothing.

    Conflict if it may not stand beside the roles the person holds, in whatever office (`rules.require_separate`).
    """
    person = _found(w, person_id, Permission.GRANT)
    if not person.active:
        raise Conflict("“%(name)s”的账号已停用。没有授予。请先恢复账号。", field="role", name=person.name)
    require_separate([each for each, _ in queries.roles_of(w, person_id)], role)
    given = w.session.scalar(
        insert(Membership)
        .values(person_id=person_id, office_id=office_id, role=role)
        .on_conflict_do_nothing()
        .returning(Membership.person_id)
    )
    if given:
        _record_role(w, AccountFact.MEMBERSHIP_GIVEN, person, role, office_id)


def take(w: Work, person_id: UUID, role: Role, office_id: UUID) -> None:
    """Take a role back; the person's next request goes without it."""
    person = _found(w, person_id, Permission.GRANT)
    taken = w.session.scalar(
        delete(Membership)
        .where(Membership.person_id == person_id, Membership.office_id == office_id, Membership.role == role)
        .returning(Membership.person_id)
    )
    if taken is None:
        raise NotFound("此人没有这项职责，可能刚被收回。没有改变任何内容。")
    _record_role(w, AccountFact.MEMBERSHIP_TAKEN, person, role, office_id)


def deactivate(w: Work, person_id: UUID) -> None:
    """Close the account at once: no session and no link survives; roles stay on record and count no more."""
    person = _found(w, person_id)
    if person.active:
        person.active = False
        end_sessions(w, person_id)
        void_links(w, person_id)
        _record(w, AccountFact.DEACTIVATED, person)


def reactivate(w: Work, person_id: UUID) -> None:
    """Open a closed account again, without a password and without roles: what somebody once was is given anew."""
    person = _found(w, person_id)
    if not person.active:
        for role, office_id in queries.roles_of(w, person_id):
            _record_role(w, AccountFact.MEMBERSHIP_TAKEN, person, role, office_id)
        w.session.execute(delete(Membership).where(Membership.person_id == person_id))
        person.active, person.password_hash = True, None
        _record(w, AccountFact.REACTIVATED, person)


def sign_in(w: Work, login: str, password: str, address: str) -> str | None:
    """A new session's key, or None if login and password do not belong together.

    A failure is written down, so the caller must commit in both cases. The try must have been admitted, in a unit of
    work of its own (`slowing.admit`).
    """
    login = login.strip()
    person = queries.by_login(w, login)
    if not is_right(person, password) or person is None or not _is_unchanged(w, person):
        if person is not None:
            w.record(AccountFact.SIGN_IN_FAILED, person.id, login=login, address=address)
        return None
    # Whoever proves who they are does it themselves: the journal says so.
    w.actor = queries.actor_of(w, person)
    slowing.forgive(w, login, address)
    key = secrets.token_urlsafe(32)
    w.session.add(
        Session(key_digest=queries.digest(key), person_id=person.id, address=address, created_at=w.now, seen_at=w.now)
    )
    w.record(AccountFact.SIGNED_IN, person.id, login=login, address=address)
    return key


def _is_unchanged(w: Work, person: Person) -> bool:
    """Whether the account is still as it was when the password was compared. It then stays so until the session is
    there: a password changed meanwhile ends it, or is not yet changed."""
    compared = person.password_hash
    w.session.refresh(person, with_for_update={"read": True})
    return person.active and person.password_hash == compared


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


def end_session(w: Work, session_id: UUID) -> None:
    """End one of the actor's own sessions, on whatever machine; ended already, it stays so."""
    ended = w.session.execute(
        update(Session)
        .where(Session.id == session_id, Session.person_id == w.actor.id, Session.ended_at.is_(None))
        .values(ended_at=w.now)
        .returning(Session.person_id, Session.address)
    ).one_or_none()
    if ended is not None:
        w.record(AccountFact.SESSION_ENDED, ended.person_id, address=ended.address)


def forget(w: Work) -> None:
    """Delete what is over and no longer of use: sessions and links after `rules.KEPT`, tries once they are forgiven."""
    w.session.execute(delete(Session).where(Session.created_at < w.now - KEPT))
    w.session.execute(delete(PasswordLink).where(PasswordLink.expires_at < w.now - KEPT))
    slowing.forget(w)


def _found(w: Work, person_id: UUID, permission: Permission = Permission.MAINTAIN) -> Person:
    """The person to change, locked, for those who may; nobody changes what they may do themselves."""
    require(w.actor, permission)
    if w.actor.id == person_id:
        raise Forbidden("不能改变自己的账号和职责。没有改变任何内容。请由另一名管理员办理。")
    return queries.find(w, person_id, lock=True)


def _record(w: Work, fact: AccountFact, person: Person, office_id: UUID | None = None, **data: Any) -> None:
    w.record(fact, person.id, office_id, login=person.login, name=person.name, **data)


def _record_role(w: Work, fact: AccountFact, person: Person, role: Role, office_id: UUID) -> None:
    office = offices.find(w, office_id)
    _record(w, fact, person, office_id, role=str(role), office=office.name)
