"""Reads of lists: a wording resolved against the register, and a list as it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists.models import DistributionList, ListEntry, ListMember
from distro.lists.rules import Resolved, addressees, resolve
from distro.lists.sheet import Sheet
from distro.lists.suggestions import near
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.offices.queries import Lapsed


def read(w: Work, sheet: Sheet, issuer: str, issuer_id: UUID) -> list[Resolved]:
    """Read the tier blocks and look every office up, exactly or not at all. `issuer` is the name on the document."""
    found = addressees(sheet.reading(), issuer, offices.home(w, issuer_id))
    known = offices.by_names(w, {each.office_name for each in found if each.office_name})
    return resolve(found, lambda name: known[name].id if name in known else None)


def new_list(w: Work, sheet: Sheet, issuer: str, issuer_id: UUID) -> DistributionList:
    """An unfrozen list of this sheet, not yet in the session."""
    entries = [
        ListEntry(
            id=uuid4(),
            position=position,
            tier=each.addressee.tier,
            label=each.addressee.label,
            group_number=each.addressee.group,
            phrase=each.addressee.phrase,
            words=each.addressee.words,
            name=each.addressee.recipient.name,
            office_name=each.addressee.office_name,
            audience=each.addressee.recipient.audience,
            is_class=each.addressee.is_class,
            confidence=each.addressee.recipient.confidence,
            alternatives=[list(names) for names in each.addressee.recipient.alternatives],
            office_id=each.office_id,
        )
        for position, each in enumerate(read(w, sheet, issuer, issuer_id))
    ]
    return DistributionList(issuer_id=issuer_id, wording=sheet.lines, choices=sheet.choices, entries=entries)


def by_id(w: Work, list_id: UUID) -> DistributionList:
    return w.session.scalars(
        select(DistributionList).options(selectinload(DistributionList.entries)).where(DistributionList.id == list_id)
    ).one()


@dataclass(frozen=True)
class Line:
    """A list entry as a page shows it: with the office it leads to, or the one its name meant in the past, or the
    offices it stands for as a class."""

    entry: ListEntry
    office: Office | None
    lapsed: Lapsed | None
    members: Sequence[ListMember]

    @property
    def copies(self) -> int:
        """How many offices the entry sends to."""
        return len(self.members) if self.office is None else 1


def lines(w: Work, list_id: UUID) -> list[Line]:
    """The list in printed order. Classes hold their members of today, or once it is frozen those of its issue."""
    return lines_of(w, by_id(w, list_id))


def lines_of(w: Work, listed: DistributionList) -> list[Line]:
    """The same of a list that need not be saved."""
    known = offices.by_ids(w, {entry.office_id for entry in listed.entries if entry.office_id})
    lapsed = offices.lapsed(w, {entry.office_name for entry in listed.entries if entry.is_unknown})
    members = _members(w, listed) if listed.frozen_at is None else _frozen_members(w, listed)
    return [
        Line(
            entry=entry,
            office=known.get(entry.office_id),
            lapsed=lapsed.get(entry.office_name) if entry.is_unknown else None,
            members=members.get(entry.id, ()),
        )
        for entry in listed.entries
    ]


def _members(w: Work, listed: DistributionList) -> dict[UUID, list[ListMember]]:
    """The members of today, not yet in the session. No office comes twice: its own name goes before any class, and an
    earlier class before a later one."""
    entries = [entry for entry in listed.entries if entry.is_class]
    names = {name for entry in entries for name in (entry.words, entry.name)}
    meant = offices.classes_by_names(w, listed.issuer_id, names)
    seen = {entry.office_id for entry in listed.entries}
    found: dict[UUID, list[ListMember]] = {}
    for entry in entries:
        chosen = meant.get(entry.words) or meant.get(entry.name)
        if chosen is None:
            continue
        fresh = [office for office in offices.members(w, chosen.id) if office.id not in seen]
        seen |= {office.id for office in fresh}
        found[entry.id] = [
            ListMember(entry_id=entry.id, office_id=office.id, office_name=office.name) for office in fresh
        ]
    return found


def _frozen_members(w: Work, listed: DistributionList) -> dict[UUID, list[ListMember]]:
    found: dict[UUID, list[ListMember]] = {}
    for member in w.session.scalars(
        select(ListMember)
        .join(ListEntry, ListEntry.id == ListMember.entry_id)
        .join(Office, Office.id == ListMember.office_id)
        .where(ListEntry.list_id == listed.id)
        .order_by(Office.rank, ListMember.office_name)
    ):
        found.setdefault(member.entry_id, []).append(member)
    return found


def suggestions(w: Work, names: Collection[str]) -> dict[str, list[str]]:
    """For each unknown name the names of offices that may be meant, the nearest first."""
    known = offices.names(w) if names else {}
    return {name: list(dict.fromkeys(known[other].name for other in near(name, known))) for name in names}


def unknown_names(entries: Sequence[ListEntry]) -> list[str]:
    """The names to register, each once, in list order."""
    return list(dict.fromkeys(entry.office_name for entry in entries if entry.is_unknown))


def require_sendable(w: Work, lines: Sequence[Line]) -> None:
    """Refuse a list with lapsed or unknown names, an office twice, or nobody to send to."""
    entries = [line.entry for line in lines]
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
    if not any(line.copies for line in lines):
        raise Refusal("名单中没有可以送达的单位。没有继续。请在报、送、发中写明单位。", field="imprint")
