"""Reads of lists: a wording resolved against the register, a list as it stands, and the named ones an issuer keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from distro.kernel.database import among
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.lists import agreement
from distro.lists.agreement import Break, Place
from distro.lists.classes import class_names
from distro.lists.comparison import Comparison, Item, compare
from distro.lists.models import DistributionList, LearntReading, ListEntry, ListMember, NamedList, NamedListVersion
from distro.lists.rules import READERS, Resolved, addressees, resolve, weighed
from distro.lists.sheet.choosing import Names, from_text, joined, names_at, to_text
from distro.lists.sheet.editing import all_places
from distro.lists.sheet.sheet import Sheet
from distro.lists.suggestions import Known
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.offices.queries import Lapsed


def read(w: Work, sheet: Sheet, issuer: str, issuer_id: UUID) -> list[Resolved]:
    """Read the tier blocks and look every office up, exactly or not at all. `issuer` is the name on the document."""
    found = addressees(sheet.reading(), issuer, offices.home(w, issuer_id))
    names = {name for each in found for name in (each.office_name, *chain.from_iterable(each.others)) if name}
    known = offices.by_names(w, names)
    chosen = set(chain.from_iterable(from_text(sheet.choices).values()))
    return resolve(weighed(found, known.__contains__, chosen), lambda name: known[name].id if name in known else None)


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


class Member(NamedTuple):
    """An office a class on a list stands for, by the name it has or had on the day."""

    office_id: UUID
    office_name: str


@dataclass(frozen=True)
class Line:
    """A list entry as a page shows it: with the office it leads to, or the one its name meant in the past, or the
    offices it stands for as a class; of these `repeated` are on the list by themselves and get no second copy."""

    entry: ListEntry
    office: Office | None
    lapsed: Lapsed | None
    members: Sequence[Member]
    repeated: Sequence[str] = ()

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
    members, repeated = _members(w, listed) if listed.frozen_at is None else (_frozen_members(w, listed), {})
    return [
        Line(
            entry=entry,
            office=known.get(entry.office_id) if entry.office_id else None,
            lapsed=lapsed.get(entry.office_name) if entry.is_unknown else None,
            members=members.get(entry.id, ()),
            repeated=repeated.get(entry.id, ()),
        )
        for entry in listed.entries
    ]


def _members(w: Work, listed: DistributionList) -> tuple[dict[UUID, list[Member]], dict[UUID, list[str]]]:
    """The members of today and the names of those left out. No office comes twice: its own name goes before any class,
    and an earlier class before a later one."""
    entries = [entry for entry in listed.entries if entry.is_class]
    names = {entry.id: class_names(entry.name) for entry in entries}
    meant = offices.classes_by_names(w, listed.issuer_id, {name for each in names.values() for name in each})
    seen = {entry.office_id for entry in listed.entries}
    found: dict[UUID, list[Member]] = {}
    repeated: dict[UUID, list[str]] = {}
    for entry in entries:
        chosen = next((meant[name] for name in names[entry.id] if name in meant), None)
        if chosen is None:
            continue
        held = [Member(*each) for each in offices.member_names(w, chosen)]
        found[entry.id] = [member for member in held if member.office_id not in seen]
        repeated[entry.id] = [member.office_name for member in held if member.office_id in seen]
        seen |= {member.office_id for member in found[entry.id]}
    return found, repeated


def _frozen_members(w: Work, listed: DistributionList) -> dict[UUID, list[Member]]:
    found: dict[UUID, list[Member]] = {}
    for entry_id, office_id, name in w.session.execute(
        select(ListMember.entry_id, ListMember.office_id, ListMember.office_name)
        .join(ListEntry, ListEntry.id == ListMember.entry_id)
        .where(ListEntry.list_id == listed.id)
        .order_by(ListMember.place)
    ):
        found.setdefault(entry_id, []).append(Member(office_id, name))
    return found


def suggestions(w: Work, names: Collection[str]) -> dict[str, list[str]]:
    """For each unknown name the names of offices that may be meant, the nearest first."""
    registered = offices.names(w) if names else {}
    known = Known(registered)
    return {name: list(dict.fromkeys(registered[other].name for other in known.near(name))) for name in names}


def learnt(w: Work, issuer_id: UUID, sheet: Sheet) -> dict[Names, LearntReading]:
    """What was said on earlier lists of the issuer's of what is read in this sheet, by the names read."""
    read = {joined(names): names for place in all_places(sheet.as_written()) if (names := names_at(place.recipients))}
    found = w.session.scalars(
        select(LearntReading).where(LearntReading.issuer_id == issuer_id, among(LearntReading.read, read.keys()))
    )
    return {read[each.read]: each for each in found}


def remembered(w: Work, issuer_id: UUID, sheet: Sheet) -> Sheet:
    """The sheet, read as was said on earlier lists where nothing is chosen on this one."""
    before = "\n".join(f"{each.read} → {each.meant}" for each in learnt(w, issuer_id, sheet).values())
    return Sheet(sheet.wording, to_text(from_text(before) | from_text(sheet.choices))) if before else sheet


def unknown_names(entries: Iterable[ListEntry], *, even_leaning: bool = False) -> list[str]:
    """The names to register, each once, in list order: in a shared register not those that lean on a region nobody
    named (市委), which would lead another issuer's list to the wrong office."""
    unknown = (entry for entry in entries if entry.is_unknown and (even_leaning or not entry.is_leaning))
    return list(dict.fromkeys(entry.office_name for entry in unknown))


def digest(w: Work, listed: DistributionList) -> str:
    """What a frozen list says with the members of its classes, as one SHA-256."""
    members = w.session.execute(
        select(ListEntry.position, ListMember.office_id)
        .join(ListMember, ListMember.entry_id == ListEntry.id)
        .where(ListEntry.list_id == listed.id)
    )
    return agreement.digest(listed.wording, listed.choices, _places(listed), [(at, office) for at, office in members])


def reading_breaks(w: Work, listed: DistributionList, sheet: Sheet, issuer: str) -> list[Break]:
    """Where the list is not what the sheet reads to now, by the grammar and the register of this moment."""
    read, kept = _places(new_list(w, sheet, issuer, listed.issuer_id)), _places(listed)
    parted = {place.office_id for place in set(read) ^ set(kept) if place.office_id}
    names = {office_id: office.name for office_id, office in offices.by_ids(w, parted).items()}
    return list(agreement.place_breaks(read, kept, names))


def _places(listed: DistributionList) -> list[Place]:
    return [
        Place(
            position=entry.position,
            tier=entry.tier.name,
            label=entry.label,
            group=entry.group_number,
            phrase=entry.phrase,
            words=entry.words,
            name=entry.name,
            office_name=entry.office_name,
            audience=entry.audience,
            is_class=entry.is_class,
            office_id=entry.office_id,
        )
        for entry in listed.entries
    ]


def compare_lines(before: Sequence[Line], after: Sequence[Line]) -> Comparison:
    """What became of the one list in the other."""
    return compare(_items(before), _items(after))


def _items(lines: Sequence[Line]) -> list[Item]:
    """Offices by the names the register would know them by, whatever they lean on here."""
    return [
        Item(
            line.entry.tier,
            line.entry.office_name if line.entry.audience == "organ" and line.entry.office_name else line.entry.name,
            line.entry.office_id,
            {member.office_id: member.office_name for member in line.members},
        )
        for line in lines
    ]


def find_named(w: Work, list_id: UUID, *, lock: bool = False) -> NamedList:
    """The named list, or NotFound if there is none the actor may know of."""
    wanted = select(NamedList).where(NamedList.id == list_id, NamedList.issuer_id.in_(w.actor.offices(*READERS)))
    found = w.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None:
        raise NotFound()
    return found


def named_lists(
    w: Work, issuer_ids: Collection[UUID] | None = None, limit: int | None = None, offset: int = 0
) -> list[NamedList]:
    """Those the actor may know of, of these issuers (all); all of them, or a page."""
    wanted = select(NamedList).where(NamedList.issuer_id.in_(w.actor.offices(*READERS)))
    if issuer_ids is not None:
        wanted = wanted.where(NamedList.issuer_id.in_(issuer_ids))
    wanted = wanted.order_by(NamedList.masthead, NamedList.name, NamedList.id)
    return list(w.session.scalars(wanted.limit(limit).offset(offset)))


def versions(w: Work, list_id: UUID) -> list[NamedListVersion]:
    """Newest first."""
    return list(
        w.session.scalars(
            select(NamedListVersion).where(NamedListVersion.list_id == list_id).order_by(NamedListVersion.number.desc())
        )
    )


def in_force(w: Work, list_id: UUID, on: date) -> NamedListVersion | None:
    """What the list says on that day: of the versions begun by then the one begun last."""
    return w.session.scalars(
        select(NamedListVersion)
        .where(NamedListVersion.list_id == list_id, NamedListVersion.valid_from <= on)
        .order_by(NamedListVersion.valid_from.desc(), NamedListVersion.number.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True)
class Standing:
    """A named list with the version in force on a day."""

    named: NamedList
    version: NamedListVersion


def applying(w: Work, issuer_id: UUID, masthead: str, on: date) -> list[Standing]:
    """The issuer's lists for bulletins of this masthead that are in force on the day; those made for it alone first."""
    found = w.session.scalars(
        select(NamedList)
        .where(NamedList.issuer_id == issuer_id, NamedList.masthead.in_(("", masthead)))
        .order_by(NamedList.masthead.desc(), NamedList.name)
    )
    return [Standing(named, version) for named in found if (version := in_force(w, named.id, on))]


def version_lines(w: Work, named: NamedList, version: NamedListVersion) -> list[Line]:
    """The version read against the register of today."""
    issuer = offices.find(w, named.issuer_id).name
    return lines_of(w, new_list(w, version.sheet, issuer, named.issuer_id))


def compare_versions(w: Work, named: NamedList, before: NamedListVersion, after: NamedListVersion) -> Comparison:
    return compare_lines(version_lines(w, named, before), version_lines(w, named, after))


def nearest(w: Work, standing: Sequence[Standing], lines: Sequence[Line]) -> tuple[Standing, Comparison] | None:
    """Of these named lists the one that differs least from the lines, and what became of it in them.

    Lists for one masthead alone go before those for all.
    """
    own = [each for each in standing if each.named.masthead] or standing
    compared = [(each, compare_lines(version_lines(w, each.named, each.version), lines)) for each in own]
    return min(compared, key=lambda each: each[1].size, default=None)
