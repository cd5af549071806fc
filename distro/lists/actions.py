"""What secretaries do with the lists they keep by name: begin one, and say what it is from a day on."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from distro.kernel.errors import Conflict, Refusal
from distro.kernel.remarks import remark
from distro.kernel.work import Work
from distro.lists import queries
from distro.lists.models import LearntReading, NamedList, NamedListVersion
from distro.lists.rules import NAME_LIMIT, SHEET_LIMIT, ListFact, require_writer
from distro.lists.sheet.choosing import from_text, joined, kept
from distro.lists.sheet.extra import without_extra
from distro.lists.sheet.sheet import Sheet


def name_list(
    w: Work, issuer_id: UUID, name: str, masthead: str, sheet: Sheet, valid_from: date, reason: str
) -> NamedList:
    """A new list and its first version, for the bulletins of one masthead or, if that is empty, for all."""
    require_writer(w.actor, issuer_id)
    name, masthead = _one_line(name, "name"), _one_line(masthead, "masthead")
    if not name:
        raise Refusal("请给名单起一个名称。没有保存。", field="name")
    sheet, reason = _good(sheet), remark(reason, "reason")
    begun = w.session.scalars(
        insert(NamedList)
        .values(issuer_id=issuer_id, name=name, masthead=masthead)
        .on_conflict_do_nothing(index_elements=["issuer_id", "name"])
        .returning(NamedList)
    ).one_or_none()
    if begun is None:
        raise Conflict(
            "已有名为“%(name)s”的名单。没有保存。请换一个名称，或在那份名单中增加一版。", field="name", name=name
        )
    _append(w, begun, 1, sheet, valid_from, reason, ListFact.NAMED)
    return begun


def revise_list(
    w: Work, list_id: UUID, sheet: Sheet, valid_from: date, reason: str, seen: int | None = None
) -> NamedListVersion:
    """The next version of the list. `seen` is the newest one its writer knew of, so that nobody's is passed over."""
    kept = queries.find_named(w, list_id, lock=True)
    require_writer(w.actor, kept.issuer_id)
    newest = queries.versions(w, list_id)[0]
    if seen is not None and seen != newest.number:
        raise Conflict(
            "名单在编辑期间已有第 %(number)s 版。没有保存，以免越过。请对照那一版后再存。", number=newest.number
        )
    sheet, reason = _good(sheet), remark(reason, "reason")
    if (sheet.lines, sheet.choices) == (newest.wording, newest.choices):
        raise Refusal("与第 %(number)s 版没有不同。没有保存。", field="wording", number=newest.number)
    if valid_from < newest.valid_from:
        raise Refusal(
            "生效日期早于第 %(number)s 版的生效日期。没有保存。请改为同一天或以后。",
            field="valid_from",
            number=newest.number,
        )
    return _append(w, kept, newest.number + 1, sheet, valid_from, reason, ListFact.REVISED)


def learn(w: Work, issuer_id: UUID, sheet: Sheet) -> int:
    """Keep what was chosen on this sheet for the issuer's lists to come; returns how many readings are new."""
    require_writer(w.actor, issuer_id)
    known = queries.learnt(w, issuer_id, sheet)
    count = 0
    for names, chosen in kept(from_text(sheet.choices), sheet.as_written()).items():
        read, meant = joined(names), joined(chosen)
        if names in known and known[names].meant == meant:
            continue
        said = insert(LearntReading).values(issuer_id=issuer_id, read=read, meant=meant, by_name=w.actor.name, at=w.now)
        learnt_id = w.session.scalars(
            said.on_conflict_do_update(
                index_elements=["issuer_id", "read"],
                set_={name: said.excluded[name] for name in ("meant", "by_name", "at")},
            ).returning(LearntReading.id)
        ).one()
        w.record(ListFact.LEARNT, learnt_id, issuer_id, name=f"{read} → {meant}")
        count += 1
    return count


def _one_line(text: str, field: str) -> str:
    return " ".join(remark(text, field, NAME_LIMIT).split())


def _good(sheet: Sheet) -> Sheet:
    """What is kept of the sheet: clean text, without the blocks that hold for one issue only. Refusal if nothing is."""
    wording = remark(sheet.wording, "wording", SHEET_LIMIT)
    choices = remark(sheet.choices, "choices", SHEET_LIMIT)
    kept = without_extra(Sheet(wording, choices))
    if not any(tier.recipients for tier in kept.as_written().tiers):
        raise Refusal("名单为空。请按“报：…”“送：…”“发：…”填写分送名单。", field="wording")
    return kept


def _append(
    w: Work, kept: NamedList, number: int, sheet: Sheet, valid_from: date, reason: str, fact: ListFact
) -> NamedListVersion:
    version = NamedListVersion(
        list_id=kept.id,
        number=number,
        wording=sheet.lines,
        choices=sheet.choices,
        valid_from=valid_from,
        reason=reason,
        by_id=w.actor.id,
        by_name=w.actor.name,
        at=w.now,
    )
    w.session.add(version)
    w.session.flush()
    learn(w, kept.issuer_id, sheet)
    w.record(
        fact,
        kept.id,
        kept.issuer_id,
        name=kept.name,
        masthead=kept.masthead,
        version=number,
        words=hashlib.sha256("\n".join([*sheet.lines, "", sheet.choices]).encode()).hexdigest(),
        valid_from=valid_from.isoformat(),
        reason=reason,
    )
    return version
