"""Reads of accounts: who is this, which roles do they hold, where are they signed in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, Subquery, and_, case, exists, func, or_, select, true

from distro.accounts.models import Membership, PasswordLink, Person, Session, Tally
from distro.accounts.rules import ABSOLUTE, ADMINISTRATORS, IDLE, KEPT, Permission, Role, is_mixed, require
from distro.kernel.actor import Actor
from distro.kernel.database import among
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.offices.models import Office


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def find(w: Work, person_id: UUID, *, lock: bool = False) -> Person:
    person = w.session.get(Person, person_id, with_for_update=lock or None, populate_existing=lock)
    if person is None:
        raise NotFound()
    return person


def by_login(w: Work, login: str) -> Person | None:
    return w.session.scalars(select(Person).where(Person.login == login)).one_or_none()


def by_ids(w: Work, ids: Collection[UUID]) -> dict[UUID, Person]:
    return {person.id: person for person in w.session.scalars(select(Person).where(Person.id.in_(set(ids))))}


def roles_of(w: Work, person_id: UUID) -> list[tuple[Role, UUID]]:
    """What is on record for the person, whether they are still active or not."""
    return _roles(w, [person_id]).get(person_id, [])


def _roles(w: Work, person_ids: Collection[UUID]) -> dict[UUID, list[tuple[Role, UUID]]]:
    rows = w.session.execute(
        select(Membership.person_id, Membership.role, Membership.office_id)
        .join(Office, Office.id == Membership.office_id)
        .where(Membership.person_id.in_(set(person_ids)))
        .order_by(Office.rank, Office.name, Membership.role)
    )
    held: dict[UUID, list[tuple[Role, UUID]]] = {}
    for person_id, role, office_id in rows:
        held.setdefault(person_id, []).append((role, office_id))
    return held


def actor_of(w: Work, person: Person) -> Actor:
    """The person as an actor; whoever left holds nothing any more."""
    held = roles_of(w, person.id) if person.active else []
    return Actor(id=person.id, name=person.name, holds=frozenset((str(role), office) for role, office in held))


def _is_open(w: Work) -> ColumnElement[bool]:
    """Whether a session is neither ended, nor idle for too long, nor too old."""
    return and_(Session.ended_at.is_(None), Session.seen_at > w.now - IDLE, Session.created_at > w.now - ABSOLUTE)


def actor_by_session(w: Work, key: str) -> Actor | None:
    """Who holds this session key, or None if it is unknown, ended, idle for too long or too old."""
    person = w.session.scalars(
        select(Person)
        .join(Session, Session.person_id == Person.id)
        .where(Session.key_digest == digest(key), _is_open(w), Person.active)
    ).one_or_none()
    return None if person is None else actor_of(w, person)


def open_sessions(w: Work, person_id: UUID) -> list[Session]:
    """Where the person is signed in, the latest used first."""
    return list(
        w.session.scalars(
            select(Session).where(Session.person_id == person_id, _is_open(w)).order_by(Session.seen_at.desc())
        )
    )


def is_known(w: Work, login: str, address: str) -> bool:
    """Whether the person of this login signed in from this address within `rules.KEPT`."""
    found = exists().where(
        Person.login == login,
        Session.person_id == Person.id,
        Session.address == address,
        Session.created_at > w.now - KEPT,
    )
    return bool(w.session.scalar(select(found)))


def slowed(w: Work) -> int:
    """How many logins, addresses and pairs of both must wait before their next try."""
    return w.session.scalar(select(func.count()).select_from(Tally).where(Tally.free_at > w.now)) or 0


def link(w: Work, token: str) -> PasswordLink:
    """The link of this token. NotFound, in the same words, if it never was, was used, ran out or was made void."""
    found = w.session.scalars(
        select(PasswordLink)
        .join(Person, Person.id == PasswordLink.person_id)
        .where(PasswordLink.token_digest == digest(token), _is_usable(w), Person.active)
    ).one_or_none()
    if found is None:
        raise NotFound("这个链接用过了、过期了，或已被新的链接代替。没有设置口令。请向系统管理员要一个新的链接。")
    return found


def outstanding(w: Work, person_id: UUID) -> PasswordLink | None:
    """The link the person has not used yet, the one that lasts longest."""
    return w.session.scalars(
        select(PasswordLink)
        .where(PasswordLink.person_id == person_id, _is_usable(w))
        .order_by(PasswordLink.expires_at.desc())
        .limit(1)
    ).one_or_none()


def _is_usable(w: Work) -> ColumnElement[bool]:
    return and_(PasswordLink.used_at.is_(None), PasswordLink.expires_at > w.now)


@dataclass(frozen=True)
class Account:
    """A person with the roles on record for them."""

    person: Person
    held: list[tuple[Role, UUID]]

    @property
    def is_mixed(self) -> bool:
        """Whether these roles may not be one person's."""
        return is_mixed([role for role, _ in self.held])


_any_role = exists().where(Membership.person_id == Person.id)
_mixed = (
    select(Membership.person_id)
    .group_by(Membership.person_id)
    .having(
        func.count(func.distinct(Membership.role)) > 1,
        func.count().filter(Membership.role.in_(ADMINISTRATORS)) > 0,
    )
)
# The parts into which the list of people is divided, by the word that asks for one.
PARTS: dict[str, ColumnElement[bool]] = {
    "active": Person.active.is_(True),
    "roleless": and_(Person.active, ~_any_role),
    "mixed": and_(Person.active, Person.id.in_(_mixed)),
    "closed": Person.active.is_(False),
    "all": true(),
}


def accounts(
    w: Work, part: str, words: str = "", *, limit: int | None = None, offset: int = 0
) -> tuple[list[Account], int]:
    """Some of the people of a part, by login, and how many there are; `words` is in the name, the login, or the name of
    an office they hold a role in."""
    require(w.actor, Permission.READ)
    wanted = PARTS[part]
    if words:
        in_office = exists().where(
            Membership.person_id == Person.id,
            Office.id == Membership.office_id,
            Office.name.contains(words, autoescape=True),
        )
        wanted &= or_(
            Person.name.contains(words, autoescape=True), Person.login.contains(words, autoescape=True), in_office
        )
    found = w.session.scalars(select(Person).where(wanted).order_by(Person.login).limit(limit).offset(offset)).all()
    held = _roles(w, [person.id for person in found])
    return [Account(person, held.get(person.id, [])) for person in found], _count(w, wanted)


def counts(w: Work) -> dict[str, int]:
    """How many people each part has."""
    require(w.actor, Permission.READ)
    return {part: _count(w, wanted) for part, wanted in PARTS.items()}


def _count(w: Work, wanted: ColumnElement[bool]) -> int:
    return w.session.scalar(select(func.count()).select_from(Person).where(wanted)) or 0


def everything_held() -> Subquery:
    """Every role some active person holds in an office, as a query: columns `role` and `office_id`."""
    return (
        select(Membership.role, Membership.office_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.active)
        .distinct()
        .subquery()
    )


@dataclass(frozen=True)
class Holder:
    """In the place of an actor in the SQL form of a permission: whoever holds the role in the office, both of them
    columns of the query. So the very predicate the pages use is asked for everybody at once."""

    role: SQLColumnExpression[Role]
    office: SQLColumnExpression[UUID]

    def offices(self, *roles: str) -> list[ColumnElement[UUID | None]]:
        return [case((self.role.in_(roles), self.office))]


def is_held(role: Role, office_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The SQL form of offices_with for one office: whether an active person holds the role in it."""
    return (
        exists()
        .where(Membership.role == role, Membership.office_id == office_id)
        .where(Person.id == Membership.person_id, Person.active)
    )


def offices_with(w: Work, role: Role, offices: Collection[UUID]) -> set[UUID]:
    """Those of the offices in which an active person holds the role."""
    return set(
        w.session.scalars(
            select(Membership.office_id)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.role == role, among(Membership.office_id, offices), Person.active)
        )
    )
