"""Reads of the register."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from distro.kernel.work import Work
from distro.offices.models import Office, OfficeAlias


def by_names(w: Work, names: Collection[str]) -> dict[str, Office]:
    """The offices exactly so named, by name or alias; a name nobody has is absent."""
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


def by_ids(w: Work, ids: Collection[UUID]) -> dict[UUID, Office]:
    return {office.id: office for office in w.session.scalars(select(Office).where(Office.id.in_(set(ids))))}


def all_offices(w: Work) -> list[Office]:
    """In official order."""
    return list(w.session.scalars(select(Office).order_by(Office.rank, Office.name)))
