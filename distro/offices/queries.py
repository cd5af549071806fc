"""Reads of the register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from distro.kernel.actor import Role
from distro.kernel.database import among
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.offices.models import ClassMember, EntrustedName, Office, OfficeAlias, OfficeClass
from distro.offices.rules import AliasKind, Branch, Criteria, Level, Permission, class_key, may, regions_of
from distro.offices.rules import is_valid as is_valid_on
from distro.offices.table import BETWEEN_NAMES, Column


def is_valid(row: type[Office], on: date) -> ColumnElement[bool]:
    """The SQL form of rules.is_valid."""
    return or_(row.valid_from.is_(None), row.valid_from <= on) & or_(row.valid_to.is_(None), on <= row.valid_to)


def owners(w: Work, names: Collection[str]) -> dict[str, Office]:
    """Whose each name is, by name or alias, on whatever day; a name nobody has is absent."""
    wanted = set(names)
    found = {
        alias: office
        for alias, office in w.session.execute(
            select(OfficeAlias.name, Office)
            .join(Office, Office.id == OfficeAlias.office_id)
            .where(among(OfficeAlias.name, wanted))
        )
    }
    return found | {
        office.name: office for office in w.session.scalars(select(Office).where(among(Office.name, wanted)))
    }


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
    """The first that exists on that day of those the office was merged into, one after the other."""
    return next((each for each in successors(w, office) if each.is_valid(day)), None)


def successors(w: Work, office: Office, *, lock: bool = False) -> Iterator[Office]:
    """The office, the one it was merged into, the one that was merged into, and so on."""
    return _along(w, office, lambda each: each.successor_id, lock=lock)


def superiors(w: Work, office: Office, *, lock: bool = False) -> Iterator[Office]:
    """The office, the one above it, and so on."""
    return _along(w, office, lambda each: each.parent_id, lock=lock)


def _along(w: Work, office: Office, way: Callable[[Office], UUID | None], *, lock: bool) -> Iterator[Office]:
    """Each once: what is kept from before circles were refused may lead in one."""
    seen: set[UUID] = set()
    while office.id not in seen:
        seen.add(office.id)
        yield office
        following = way(office)
        if following is None:
            return
        office = find(w, following, lock=lock)


def picked(w: Work, names: Sequence[str], field: str | None = None) -> list[Office]:
    """The offices so named, by name or alias, each once, in the order named.

    Refusal, at that field, if one of them is not registered or does not exist today; it names the successor.
    """
    known = owners(w, names)
    missing = [name for name in names if name not in known]
    if missing:
        raise Refusal(
            "“%(names)s”没有登记。没有改变任何内容。请核对名称，或先登记单位。", field=field, names="、".join(missing)
        )
    for name, gone in lapsed(w, names).items():
        if gone.successor is not None:
            raise Refusal(
                "“%(name)s”已并入“%(successor)s”。没有改变任何内容。请改用“%(successor)s”。",
                field=field,
                name=name,
                successor=gone.successor.name,
            )
        raise Refusal("“%(name)s”今天不是有效单位。没有改变任何内容。请改用其他单位。", field=field, name=name)
    return list({known[name].id: known[name] for name in names}.values())


def by_ids(w: Work, ids: Collection[UUID]) -> dict[UUID, Office]:
    return {office.id: office for office in w.session.scalars(select(Office).where(among(Office.id, ids)))}


def find(w: Work, office_id: UUID, *, lock: bool = False) -> Office:
    office = w.session.get(Office, office_id, with_for_update=lock or None)
    if office is None:
        raise NotFound()
    return office


def lock_fonds(w: Work) -> None:
    """Wait for whoever is giving an office its 全宗号, and keep others from it."""
    w.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("distro.fonds"))))


def home(w: Work, office_id: UUID) -> dict[str, str]:
    """What 省, 市 and 县 mean to the office: the regions it is of, and those of the offices above it, the nearest first."""
    meant: dict[str, str] = {}
    for each in superiors(w, find(w, office_id)):
        meant = regions_of(each.region) | meant
    return meant


def names(w: Work, on: date | None = None) -> dict[str, Office]:
    """Every name and other name of the offices that exist on that day (today), with its office."""
    day = on or w.today
    living = {office.id: office for office in w.session.scalars(select(Office).where(is_valid(Office, day)))}
    others = w.session.execute(select(OfficeAlias.name, OfficeAlias.office_id))
    return {name: living[office_id] for name, office_id in others if office_id in living} | {
        office.name: office for office in living.values()
    }


def above(w: Work, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """The offices above each of these, the nearest first."""
    parents: dict[UUID, UUID | None] = {}
    wanted = set(ids)
    while wanted:
        rows = w.session.execute(select(Office.id, Office.parent_id).where(among(Office.id, wanted)))
        parents |= {office_id: parent_id for office_id, parent_id in rows}
        wanted = {parent for parent in parents.values() if parent is not None} - parents.keys()
    return {office_id: tuple(_upwards(parents, office_id)) for office_id in ids}


def _upwards(parents: dict[UUID, UUID | None], office_id: UUID) -> Iterator[UUID]:
    seen = {office_id}
    parent = parents.get(office_id)
    while parent is not None and parent not in seen:
        seen.add(parent)
        yield parent
        parent = parents[parent]


@dataclass(frozen=True)
class Wanted:
    """Which offices of the register: with the words in any of their names, of a level, of a branch (all where empty),
    and whether they exist on the day or no longer do."""

    words: str
    level: Level | None
    branch: Branch | None
    lapsed: bool
    day: date

    def condition(self) -> ColumnElement[bool]:
        other = exists().where(
            OfficeAlias.office_id == Office.id, OfficeAlias.name.contains(self.words, autoescape=True)
        )
        stands = is_valid(Office, self.day)
        met = [~stands if self.lapsed else stands]
        if self.words:
            met.append(Office.name.contains(self.words, autoescape=True) | other)
        if self.level is not None:
            met.append(Office.level == self.level)
        if self.branch is not None:
            met.append(Office.branch == self.branch)
        return and_(*met)


def listing(w: Work, wanted: Wanted, limit: int, offset: int = 0) -> tuple[list[Office], int]:
    """A page of the offices wanted, in official order, and how many there are in all."""
    total = w.session.scalars(select(func.count()).select_from(Office).where(wanted.condition())).one()
    found = select(Office).where(wanted.condition()).order_by(Office.rank, Office.name)
    return list(w.session.scalars(found.limit(limit).offset(offset))), total


def all_offices(w: Work) -> list[Office]:
    """In official order."""
    return list(w.session.scalars(select(Office).order_by(Office.rank, Office.name)))


def entrusted(w: Work, office_id: UUID) -> list[str]:
    """The names the office may issue in beside its own."""
    return list(
        w.session.scalars(
            select(EntrustedName.name)
            .where(EntrustedName.office_id == office_id, EntrustedName.ended_at.is_(None))
            .order_by(EntrustedName.name)
        )
    )


def issues_as(w: Work, office_id: UUID, name: str) -> bool:
    """Whether the office may issue in this name: its own, another that it bears today, or one entrusted to it."""
    borne = select(OfficeAlias.name).where(OfficeAlias.office_id == office_id, OfficeAlias.kind != AliasKind.FORMER)
    names = [find(w, office_id).name, *w.session.scalars(borne), *entrusted(w, office_id)]
    return "".join(name.split()) in {"".join(each.split()) for each in names}


def aliases(w: Work, office_ids: Collection[UUID] | None = None) -> dict[UUID, list[OfficeAlias]]:
    """The other names of every office that has any, or of those of these that have, in the order of their kinds."""
    wanted = select(OfficeAlias).order_by(OfficeAlias.kind, OfficeAlias.name)
    if office_ids is not None:
        wanted = wanted.where(among(OfficeAlias.office_id, office_ids))
    found: dict[UUID, list[OfficeAlias]] = {}
    for alias in w.session.scalars(wanted):
        found.setdefault(alias.office_id, []).append(alias)
    return found


def table(w: Work) -> list[dict[Column, str]]:
    """The whole register in the texts of its table."""
    register, others = all_offices(w), aliases(w)
    names: dict[UUID | None, str] = {office.id: office.name for office in register}
    return [
        {
            Column.NAME: office.name,
            Column.SHORT: _joined(others.get(office.id, ()), AliasKind.SHORT),
            Column.OTHER: _joined(others.get(office.id, ()), AliasKind.OTHER),
            Column.FORMER: _joined(others.get(office.id, ()), AliasKind.FORMER),
            Column.PARENT: names.get(office.parent_id, ""),
            Column.LEVEL: office.level or "",
            Column.BRANCH: office.branch or "",
            Column.REGION: office.region,
            Column.RANK: str(office.rank),
            Column.MAILBOX: BETWEEN_NAMES.join(office.mailboxes),
            Column.FONDS: office.fonds or "",
            Column.VALID_FROM: office.valid_from.isoformat() if office.valid_from else "",
            Column.VALID_TO: office.valid_to.isoformat() if office.valid_to else "",
            Column.SUCCESSOR: names.get(office.successor_id, ""),
        }
        for office in register
    ]


def _joined(others: Iterable[OfficeAlias], kind: AliasKind) -> str:
    return BETWEEN_NAMES.join(sorted(alias.name for alias in others if alias.kind is kind))


def classes(
    w: Work, issuer_ids: Collection[UUID] | None = None, limit: int | None = None, offset: int = 0
) -> list[tuple[OfficeClass, Office]]:
    """The classes the actor may define, of these issuers (all), each with its issuer, in official order of these; all
    of them, or a page."""
    wanted = (
        select(OfficeClass, Office)
        .join(Office, Office.id == OfficeClass.issuer_id)
        .order_by(Office.rank, Office.name, OfficeClass.name)
        .limit(limit)
        .offset(offset)
    )
    if not may(w.actor, Permission.MAINTAIN):
        wanted = wanted.where(OfficeClass.issuer_id.in_(w.actor.offices(Role.SECRETARY)))
    if issuer_ids is not None:
        wanted = wanted.where(among(OfficeClass.issuer_id, issuer_ids))
    return [(chosen, issuer) for chosen, issuer in w.session.execute(wanted)]


def classes_by_names(w: Work, issuer_id: UUID, names: Collection[str]) -> dict[str, OfficeClass]:
    """What the issuer means by each name, however it is written; a name that is no class is absent."""
    keys = {name: class_key(name) for name in names}
    found = w.session.scalars(
        select(OfficeClass).where(OfficeClass.issuer_id == issuer_id, among(OfficeClass.key, set(keys.values())))
    )
    by_key = {each.key: each for each in found}
    return {name: by_key[key] for name, key in keys.items() if key in by_key}


def find_class(w: Work, class_id: UUID, *, lock: bool = False) -> OfficeClass:
    found = w.session.get(OfficeClass, class_id, with_for_update=lock or None)
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class Member:
    """An office in a class on a day, and why: picked by hand, or meeting the criteria, or both."""

    office: Office
    pick: ClassMember | None
    meets: bool


def membership(w: Work, class_id: UUID, on: date | None = None) -> list[Member]:
    """Whom the class holds on that day (today), in official order; each exists on it."""
    day = on or w.today
    chosen = find_class(w, class_id)
    by_hand = {
        pick.office_id: pick for pick, _ in picks(w, class_id) if is_valid_on(pick.valid_from, pick.valid_to, day)
    }
    met = {office.id for office in meeting(w, chosen.issuer_id, chosen.criteria, day)}
    found = w.session.scalars(held(Office, chosen, day))
    return [Member(office, by_hand.get(office.id), office.id in met) for office in found]


def held(what: Any, chosen: OfficeClass, on: date) -> Select[Any]:
    """`what` of the offices that the class holds on a day, picked or meeting its criteria, in official order."""
    by_hand = exists().where(
        ClassMember.class_id == chosen.id,
        ClassMember.office_id == Office.id,
        or_(ClassMember.valid_from.is_(None), ClassMember.valid_from <= on),
        or_(ClassMember.valid_to.is_(None), on <= ClassMember.valid_to),
    )
    met = and_(*_meeting(chosen.issuer_id, chosen.criteria)) if not chosen.criteria.is_empty else false()
    return select(what).where(is_valid(Office, on), or_(by_hand, met)).order_by(Office.rank, Office.name)


def members(w: Work, class_id: UUID, on: date | None = None) -> list[Office]:
    """The offices the class holds on that day (today), in official order."""
    return list(w.session.scalars(held(Office, find_class(w, class_id), on or w.today)))


def member_names(w: Work, chosen: OfficeClass, on: date | None = None) -> list[tuple[UUID, str]]:
    """The same as ids and names: a class may hold a hundred thousand."""
    return [
        (office_id, name)
        for office_id, name in w.session.execute(held(Office.id, chosen, on or w.today).add_columns(Office.name))
    ]


def picks(w: Work, class_id: UUID) -> list[tuple[ClassMember, Office]]:
    """Every office ever picked by hand, with the days it was picked for."""
    rows = w.session.execute(
        select(ClassMember, Office)
        .join(Office, Office.id == ClassMember.office_id)
        .where(ClassMember.class_id == class_id)
        .order_by(Office.rank, Office.name, ClassMember.valid_from)
    )
    return [(pick, office) for pick, office in rows]


def meeting(w: Work, issuer_id: UUID, criteria: Criteria, on: date | None = None) -> list[Office]:
    """The offices that meet all criteria given on that day (today); none if none are."""
    if criteria.is_empty:
        return []
    wanted = select(Office).where(is_valid(Office, on or w.today), *_meeting(issuer_id, criteria))
    return list(w.session.scalars(wanted.order_by(Office.rank, Office.name)))


def _meeting(issuer_id: UUID, criteria: Criteria) -> Iterator[ColumnElement[bool]]:
    """An issuer that says 各 does not mean itself."""
    yield Office.id != issuer_id
    if criteria.level is not None:
        yield Office.level == criteria.level
    if criteria.branch is not None:
        yield Office.branch == criteria.branch
    if criteria.region:
        yield Office.region.startswith(criteria.region, autoescape=True)
    if criteria.parent_id is not None:
        yield Office.parent_id == criteria.parent_id
