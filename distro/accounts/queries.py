"""Reads of accounts: who is this, and which roles do they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, Subquery, case, exists, func, select

from distro.accounts.models import FailedSignIn, Membership, Person, Session
from distro.accounts.rules import ABSOLUTE, IDLE, TRIES_WITHIN, Role
from distro.kernel.actor import Actor
from distro.kernel.work import Work


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def actor_of(w: Work, person: Person) -> Actor:
    held = w.session.execute(select(Membership.role, Membership.office_id).where(Membership.person_id == person.id))
    return Actor(id=person.id, name=person.name, holds=frozenset((str(role), office) for role, office in held))


def actor_by_session(w: Work, key: str) -> Actor | None:
    """Who holds this session key, or None if it is unknown, ended, idle for too long or too old."""
    row = w.session.execute(
        select(Session, Person)
        .join(Person, Person.id == Session.person_id)
        .where(
            Session.key_digest == digest(key),
            Session.ended_at.is_(None),
            Session.seen_at > w.now - IDLE,
            Session.created_at > w.now - ABSOLUTE,
            Person.active,
        )
    ).one_or_none()
    return None if row is None else actor_of(w, row.Person)


def by_login(w: Work, login: str) -> Person | None:
    return w.session.scalars(select(Person).where(Person.login == login)).one_or_none()


def failures(w: Work, login: str, address: str) -> int:
    """How often this login was tried in vain from this address lately."""
    return (
        w.session.scalar(
            select(func.count())
            .select_from(FailedSignIn)
            .where(
                FailedSignIn.login_digest == digest(login),
                FailedSignIn.address == address,
                FailedSignIn.at > w.now - TRIES_WITHIN,
            )
        )
        or 0
    )


def people(w: Work) -> list[tuple[Person, list[tuple[Role, UUID]]]]:
    """Everyone with an account and the roles they hold."""
    held: dict[UUID, list[tuple[Role, UUID]]] = {}
    for person_id, role, office_id in w.session.execute(
        select(Membership.person_id, Membership.role, Membership.office_id)
    ):
        held.setdefault(person_id, []).append((role, office_id))
    return [(person, held.get(person.id, [])) for person in w.session.scalars(select(Person).order_by(Person.login))]


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
            .where(Membership.role == role, Membership.office_id.in_(set(offices)), Person.active)
        )
    )
