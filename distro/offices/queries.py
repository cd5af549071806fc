"""Reads of the register."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.offices.models import Office, OfficeAlias


def is_valid(on: date) -> ColumnElement[bool]:
    """The SQL form of Office.is_valid."""
    return or_(Office.valid_from.is_(None), Office.valid_from <= on) & or_(
        Office.valid_to.is_(None), on <= Office.valid_to
    )


def owners(w: Work, names: Collection[str]) -> dict[str, Office]:
    """Whose each name is, by name or alias, on whatever day; a name nobody has is absent."""
    wanted = set(names)
    found = {
        alias: office
        for alias, office in w.session.execute(
            select(OfficeAlias.name, Office)
            .join(Office, Office.id == OfficeAlias.office_id)
            .where(OfficeAlias.name.in_(wanted))
        )
    }
    return found | {office.name: office for office in w.session.scalars(select(Office).where(Office.name.in_(wanted)))}


def by_names(w: Work, names: Collection[str], on: date | None = None) -> dict[str, Office]:
    """The offices exactly so named, by name or alias, that exist on that day (today); other names are absent."""
    day = on or w.today
    return {name: office for name, office in owners(w, names).items() if office.is_valid(day)}


@dataclass(frozen=True)
class Lapsed:
    """An office that is named but does not exist on the day, and the one to name instead, if there is one."""

    office: Office
    successor: Office | None


def lapsed(w: Work, names: Collection[str], on: date | None = None) -> dict[str, Lapsed]:
    """The names whose office does not exist on that day (today)."""
    day = on or w.today
    gone = {name: office for name, office in owners(w, names).items() if not office.is_valid(day)}
    return {name: Lapsed(office, _living_successor(w, office, day)) for name, office in gone.items()}


def _living_successor(w: Work, office: Office, day: date) -> Office | None:
    """The end of the chain of mergers, if it exists on that day."""
    while office.successor_id is not None and not office.is_valid(day):
        office = w.session.get_one(Office, office.successor_id)
    return office if office.is_valid(day) else None


def by_ids(w: Work, ids: Collection[UUID]) -> dict[UUID, Office]:
    return {office.id: office for office in w.session.scalars(select(Office).where(Office.id.in_(set(ids))))}


def find(w: Work, office_id: UUID, *, lock: bool = False) -> Office:
    office = w.session.get(Office, office_id, with_for_update=lock or None)
    if office is None:
        raise NotFound()
    return office


def all_offices(w: Work) -> list[Office]:
    """In official order."""
    return list(w.session.scalars(select(Office).order_by(Office.rank, Office.name)))


def aliases(w: Work) -> dict[UUID, list[OfficeAlias]]:
    """The other names of every office that has any, in the order of their kinds."""
    found: dict[UUID, list[OfficeAlias]] = {}
    for alias in w.session.scalars(select(OfficeAlias).order_by(OfficeAlias.kind, OfficeAlias.name)):
        found.setdefault(alias.office_id, []).append(alias)
    return found
