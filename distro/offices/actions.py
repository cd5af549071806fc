"""Changes of the register: register, edit, rename, merge, and other names given and taken;
classes of offices and their members."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from distro.kernel.errors import Conflict, NotFound, Refusal
from distro.kernel.work import About, Work
from distro.offices import queries
from distro.offices.models import ClassMember, EntrustedName, Office, OfficeAlias, OfficeClass
from distro.offices.rules import (
    AliasKind,
    Criteria,
    OfficeFact,
    Particulars,
    Permission,
    class_key,
    good_name,
    overlap,
    require,
    require_addresses,
    require_definer,
    require_good,
    require_period,
)


def register(
    w: Work, names: Iterable[str], told_by: Callable[[str], Particulars] = lambda name: Particulars()
) -> list[Office]:
    """Enter names into the register as offices of their own; a name already there stays as it is.

    `told_by` gives the level, system and region a name speaks of (`lists.particulars.particulars`). Returns the offices
    newly registered. Two people doing this at once register each name once.
    """
    require(w.actor, Permission.REGISTER)
    wanted = list(dict.fromkeys(good_name(name) for name in names))
    if set(wanted) == set(queries.owners(w, wanted)):
        return []
    _lock_names(w)
    known = queries.owners(w, wanted)
    told = {name: told_by(name) for name in wanted if name not in known}
    rows = [
        {"name": name, "level": each.level, "branch": each.branch, "region": each.region, "rank": 0}
        for name, each in told.items()
    ]
    if not rows:
        return []
    registered = list(
        w.session.scalars(insert(Office).on_conflict_do_nothing(index_elements=["name"]).returning(Office), rows)
    )
    w.record_all(
        OfficeFact.REGISTERED,
        [
            About(
                office.id,
                office.id,
                {"name": office.name, "level": office.level, "branch": office.branch, "region": office.region},
            )
            for office in registered
        ],
    )
    return registered


def particulars_of(office: Office) -> Particulars:
    said = {each.name: getattr(office, each.name) for each in fields(Particulars)}
    return Particulars(**said | {"mailboxes": tuple(office.mailboxes)})


def edit(w: Work, office_id: UUID, particulars: Particulars) -> None:
    """Write down what the register is to say of the office; the journal keeps what it said before."""
    _take_turns(w)
    office = _found(w, office_id)
    require_good(particulars)
    _require_no_circle(w, office, particulars.parent_id)
    if particulars.fonds is not None and particulars.fonds != office.fonds:
        queries.lock_fonds(w)
        holder = w.session.scalar(select(Office).where(Office.fonds == particulars.fonds, Office.id != office_id))
        if holder is not None:
            raise Conflict(
                "全宗号“%(fonds)s”已属于“%(office)s”。没有改变任何内容。",
                field="fonds",
                fonds=particulars.fonds,
                office=holder.name,
            )
    if office.successor_id is not None and particulars.valid_to != office.valid_to:
        raise Conflict(
            "“%(name)s”已并入其他单位，失效日期不能再改。没有改变任何内容。", field="valid_to", name=office.name
        )
    before, after = asdict(particulars_of(office)), asdict(particulars)
    changed = {name: [_plain(before[name]), _plain(value)] for name, value in after.items() if before[name] != value}
    if changed:
        for name in changed:
            setattr(office, name, list(after[name]) if name == "mailboxes" else after[name])
        w.record(OfficeFact.EDITED, office.id, office.id, office=office.name, changed=changed)


def set_mailboxes(w: Work, office_id: UUID, addresses: Sequence[str]) -> None:
    """Where notices for the office go from now on; no address ends them."""
    office = _found(w, office_id)
    require_addresses(addresses)
    if office.mailboxes != list(addresses):
        before, office.mailboxes = office.mailboxes, list(addresses)
        w.record(
            OfficeFact.MAILBOX_CHANGED,
            office.id,
            office.id,
            office=office.name,
            changed={"mailboxes": [before, list(addresses)]},
        )


def rename(w: Work, office_id: UUID, name: str) -> None:
    """Give the office a new name; the old one goes on leading to it as 曾用名.

    What was sent before keeps the name of its day: deliveries and receipts hold it themselves.
    """
    office = _found(w, office_id)
    name, old = good_name(name), office.name
    if name == old:
        return
    _require_free(w, name, office)
    w.session.execute(delete(OfficeAlias).where(OfficeAlias.office_id == office.id, OfficeAlias.name == name))
    office.name = name
    w.session.add(OfficeAlias(office_id=office.id, name=old, kind=AliasKind.FORMER))
    w.record(OfficeFact.RENAMED, office.id, office.id, office=name, name=old)


def merge(w: Work, office_id: UUID, successor_id: UUID, on: date) -> None:
    """From that day the office is part of another. Its names then lead nowhere: a list has to name the other."""
    _take_turns(w)
    office, successor = _found(w, office_id), queries.find(w, successor_id)
    if office.successor_id is not None:
        raise Conflict("“%(name)s”已经并入其他单位。没有改变任何内容。", field="successor", name=office.name)
    if successor.id == office.id or not successor.is_valid(on):
        raise Refusal("“%(name)s”在那一天不能接收并入。没有改变任何内容。", field="successor", name=successor.name)
    last_day = on - timedelta(days=1)
    if not office.is_valid(last_day):
        raise Refusal("“%(name)s”在那一天之前并不存在。没有改变任何内容。", field="on", name=office.name)
    if any(each.id == office.id for each in queries.successors(w, successor, lock=True)):
        raise Refusal(
            "“%(name)s”已经并入“%(office)s”，或经其他单位并入，不能反过来接收它。没有改变任何内容。请核对并入的方向和日期。",
            field="successor",
            name=successor.name,
            office=office.name,
        )
    office.valid_to, office.successor_id = last_day, successor.id
    w.record(
        OfficeFact.MERGED,
        office.id,
        office.id,
        office=office.name,
        name=successor.name,
        successor=str(successor.id),
        valid_to=_plain(last_day),
    )


def entrust(w: Work, office_id: UUID, name: str) -> None:
    """Let the office issue in this name beside its own; twice changes nothing."""
    office = _found(w, office_id)
    name = good_name(name)
    entrusted_id = w.session.scalar(
        insert(EntrustedName)
        .values(office_id=office.id, name=name, given_by=w.actor.name, given_at=w.now)
        .on_conflict_do_nothing()
        .returning(EntrustedName.id)
    )
    if entrusted_id is not None:
        w.record(
            OfficeFact.NAME_ENTRUSTED,
            office.id,
            office.id,
            office=office.name,
            name=name,
            entrusted=str(entrusted_id),
        )


def take_back(w: Work, office_id: UUID, name: str) -> None:
    """The office issues in this name no more; what it issued stays as it is."""
    office = _found(w, office_id)
    ended = w.session.scalar(
        update(EntrustedName)
        .where(EntrustedName.office_id == office.id, EntrustedName.name == name, EntrustedName.ended_at.is_(None))
        .values(ended_at=w.now)
        .returning(EntrustedName.id)
    )
    if ended is None:
        raise Conflict("“%(name)s”没有委托给此单位，或已经收回。没有改变任何内容。", name=name)
    w.record(OfficeFact.NAME_TAKEN_BACK, office.id, office.id, office=office.name, name=name, entrusted=str(ended))


def add_alias(w: Work, office_id: UUID, name: str, kind: AliasKind) -> None:
    """One more name by which lists may mean the office."""
    office = _found(w, office_id)
    name = good_name(name)
    _require_free(w, name, None)
    alias = OfficeAlias(office_id=office.id, name=name, kind=kind)
    w.session.add(alias)
    w.session.flush()
    w.record(
        OfficeFact.ALIAS_ADDED, office.id, office.id, office=office.name, alias=str(alias.id), name=name, kind=str(kind)
    )


def remove_alias(w: Work, office_id: UUID, name: str) -> None:
    office = _found(w, office_id)
    removed = w.session.scalar(
        delete(OfficeAlias)
        .where(OfficeAlias.office_id == office.id, OfficeAlias.name == name)
        .returning(OfficeAlias.name)
    )
    if removed is None:
        raise NotFound()
    w.record(OfficeFact.ALIAS_REMOVED, office.id, office.id, office=office.name, name=name)


def define_class(w: Work, issuer_id: UUID, name: str, criteria: Criteria) -> OfficeClass:
    """Say what the issuer means by the name; a class already so named holds from now on what meets these criteria."""
    require_definer(w.actor, issuer_id)
    queries.find(w, issuer_id, lock=True)
    name = good_name(name)
    defined = queries.classes_by_names(w, issuer_id, [name]).get(name)
    if defined is None:
        defined = OfficeClass(issuer_id=issuer_id, name=name, key=class_key(name))
        w.session.add(defined)
    _set_criteria(w, defined, criteria)
    w.record(OfficeFact.CLASS_DEFINED, defined.id, issuer_id, name=defined.name, criteria=_said(criteria))
    return defined


def edit_class(w: Work, class_id: UUID, name: str, criteria: Criteria) -> None:
    """Give the class this name and these criteria; the journal keeps what they were before."""
    edited = _class_to_define(w, class_id)
    name, before = good_name(name), {"name": edited.name, "criteria": _said(edited.criteria)}
    other = queries.classes_by_names(w, edited.issuer_id, [name]).get(name)
    if other is not None and other is not edited:
        raise Conflict("“%(name)s”已有定义。没有改变任何内容。请在它的页面修改。", field="name", name=other.name)
    edited.name, edited.key = name, class_key(name)
    _set_criteria(w, edited, criteria)
    after = {"name": name, "criteria": _said(criteria)}
    if after != before:
        w.record(OfficeFact.CLASS_EDITED, edited.id, edited.issuer_id, **after, before=before)


def remove_class(w: Work, class_id: UUID) -> None:
    """From now on the name stands for nobody; what was issued keeps the members of its day."""
    removed = _class_to_define(w, class_id)
    w.session.delete(removed)
    w.record(OfficeFact.CLASS_REMOVED, removed.id, removed.issuer_id, name=removed.name)


def add_members(
    w: Work,
    class_id: UUID,
    office_ids: Collection[UUID],
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Pick offices for the class; without dates, for good. Conflict if one is picked already on any of these days."""
    chosen = _class_to_define(w, class_id)
    require_period(valid_from, valid_to)
    again = [
        office.name
        for pick, office in queries.picks(w, class_id)
        if pick.office_id in office_ids and overlap((pick.valid_from, pick.valid_to), (valid_from, valid_to))
    ]
    if again:
        raise Conflict(
            "“%(names)s”在这些日子已是成员。没有改变任何内容。请从要加入的单位中去掉。",
            field="names",
            names="、".join(dict.fromkeys(again)),
        )
    period = {"valid_from": valid_from, "valid_to": valid_to}
    offices = queries.by_ids(w, office_ids)
    members = [ClassMember(class_id=class_id, office_id=office_id, **period) for office_id in offices]
    w.session.add_all(members)
    w.session.flush()
    w.record_all(
        OfficeFact.MEMBER_ADDED,
        [
            About(
                class_id,
                chosen.issuer_id,
                {
                    "name": chosen.name,
                    "office": offices[member.office_id].name,
                    "of_office": str(member.office_id),
                    "member": str(member.id),
                    **{name: _plain(day) for name, day in period.items()},
                },
            )
            for member in members
        ],
    )


def end_member(w: Work, class_id: UUID, office_id: UUID, last_day: date) -> None:
    """The office's hand-picked membership ends with that day; a membership not begun by then never was."""
    chosen, office = _class_to_define(w, class_id), queries.find(w, office_id)
    lasting = w.session.scalars(
        select(ClassMember).where(
            ClassMember.class_id == class_id,
            ClassMember.office_id == office_id,
            ClassMember.valid_to.is_(None) | (ClassMember.valid_to > last_day),
        )
    ).all()
    if not lasting:
        raise Conflict("“%(name)s”在这一天之后不是点名的成员。没有改变任何内容。", field="last_day", name=office.name)
    for membership in lasting:
        if membership.valid_from is not None and membership.valid_from > last_day:
            w.session.delete(membership)
        else:
            membership.valid_to = last_day
    w.record(
        OfficeFact.MEMBER_ENDED,
        class_id,
        chosen.issuer_id,
        name=chosen.name,
        office=office.name,
        valid_to=_plain(last_day),
    )


def _class_to_define(w: Work, class_id: UUID) -> OfficeClass:
    """The class for those who may define it, locked after its issuer, under whose lock names of classes are taken."""
    chosen = queries.find_class(w, class_id)
    require_definer(w.actor, chosen.issuer_id)
    queries.find(w, chosen.issuer_id, lock=True)
    return queries.find_class(w, class_id, lock=True)


def _set_criteria(w: Work, chosen: OfficeClass, criteria: Criteria) -> None:
    for each, value in asdict(criteria).items():
        setattr(chosen, each, value)
    w.session.flush()


def _said(criteria: Criteria) -> dict[str, str]:
    return {each: str(value) for each, value in asdict(criteria).items() if value}


def _found(w: Work, office_id: UUID) -> Office:
    """The office to change, locked, for those who may change it."""
    require(w.actor, Permission.MAINTAIN)
    return queries.find(w, office_id, lock=True)


def _require_free(w: Work, name: str, owner: Office | None) -> None:
    """Refuse a name that means another office than the owner."""
    _lock_names(w)
    taken = queries.owners(w, [name]).get(name)
    if taken is not None and taken is not owner:
        raise Conflict(
            "“%(name)s”已是“%(office)s”的名称。没有改变任何内容。", field="name", name=name, office=taken.name
        )


def _lock_names(w: Work) -> None:
    """Names live in two tables: no constraint of the database spans both, so writers take turns."""
    w.session.execute(text("LOCK TABLE office_alias IN SHARE ROW EXCLUSIVE MODE"))


def _take_turns(w: Work) -> None:
    """Wait for a colleague who is changing what leads from office to office: two of them could close a circle. Before
    any office is locked, or each would wait for the other."""
    w.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("distro.offices"))))


def _require_no_circle(w: Work, office: Office, parent_id: UUID | None) -> None:
    """Refuse an office above itself."""
    if parent_id is not None:
        parent = queries.find(w, parent_id, lock=True)
        if any(each.id == office.id for each in queries.superiors(w, parent, lock=True)):
            raise Refusal("单位不能是自己的上级。没有改变任何内容。", field="parent")


def _plain(value: Any) -> Any:
    """As the journal keeps it."""
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, int) else str(value)
