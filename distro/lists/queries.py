"""Reads of lists: a wording resolved against the register, and a list as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists.grammar import parse
from distro.lists.models import DistributionList, ListEntry
from distro.lists.rules import Resolved, addressees, resolve
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.offices.queries import Lapsed


def read(w: Work, wording: Sequence[str], issuer: str) -> list[Resolved]:
    """Read the tier blocks and look every office up, exactly or not at all."""
    found = addressees(parse("\n".join(wording)), issuer)
    known = offices.by_names(w, {each.office_name for each in found if each.office_name})
    return resolve(found, lambda name: known[name].id if name in known else None)


def new_list(w: Work, wording: Sequence[str], issuer: str) -> DistributionList:
    """An unfrozen list of this wording, not yet in the session."""
    entries = [
        ListEntry(
            position=position,
            tier=each.addressee.tier,
            label=each.addressee.label,
            group_number=each.addressee.group,
            phrase=each.addressee.phrase,
            name=each.addressee.recipient.name,
            office_name=each.addressee.office_name,
            audience=each.addressee.recipient.audience,
            is_class=each.addressee.is_class,
            confidence=each.addressee.recipient.confidence,
            alternatives=[list(names) for names in each.addressee.recipient.alternatives],
            office_id=each.office_id,
        )
        for position, each in enumerate(read(w, wording, issuer))
    ]
    return DistributionList(wording=list(wording), entries=entries)


def by_id(w: Work, list_id: UUID) -> DistributionList:
    return w.session.scalars(
        select(DistributionList).options(selectinload(DistributionList.entries)).where(DistributionList.id == list_id)
    ).one()


@dataclass(frozen=True)
class Line:
    """A list entry as a page shows it, with the office it leads to, or the one its name meant in the past."""

    entry: ListEntry
    office: Office | None
    lapsed: Lapsed | None


def lines(w: Work, list_id: UUID) -> list[Line]:
    rows = w.session.execute(
        select(ListEntry, Office)
        .outerjoin(Office, Office.id == ListEntry.office_id)
        .where(ListEntry.list_id == list_id)
        .order_by(ListEntry.position)
    ).all()
    lapsed = offices.lapsed(w, {entry.office_name for entry, _ in rows if entry.is_unknown})
    return [Line(entry, office, lapsed.get(entry.office_name) if entry.is_unknown else None) for entry, office in rows]


def unknown_names(entries: Sequence[ListEntry]) -> list[str]:
    """The names to register, each once, in list order."""
    return list(dict.fromkeys(entry.office_name for entry in entries if entry.is_unknown))


def require_sendable(w: Work, entries: Sequence[ListEntry]) -> None:
    """Refuse a list with lapsed or unknown names, an office twice, or nobody to send to."""
    # The list may have been read while the office still existed.
    for name, lapsed in offices.lapsed(w, {entry.office_name for entry in entries}).items():
        if lapsed.successor is not None:
            raise Refusal(
                "名单中的“%(name)s”已并入“%(successor)s”。没有继续。请改写名单。",
                field="imprint",
                name=name,
                successor=lapsed.successor.name,
            )
        raise Refusal("名单中的“%(name)s”今天不是有效单位。没有继续。请改写名单。", field="imprint", name=name)
    unknown = unknown_names(entries)
    if unknown:
        raise Refusal(
            "名单中有未登记的单位：%(names)s。没有继续。请登记这些单位，或修改名单。",
            field="imprint",
            names="、".join(unknown),
        )
    offices_seen: set[UUID] = set()
    for entry in entries:
        if entry.office_id is None:
            continue
        if entry.office_id in offices_seen:
            raise Refusal(
                "“%(name)s”在名单中出现了不止一次。没有继续。请只保留一处。", field="imprint", name=entry.office_name
            )
        offices_seen.add(entry.office_id)
    if not offices_seen:
        raise Refusal("名单中没有可以送达的单位。没有继续。请在报、送、发中写明单位。", field="imprint")
