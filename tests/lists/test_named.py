"""Lists kept by name: who may write them, which version holds on a day, and that none is ever lost or changed."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.secrecy import Secret
from distro.lists import actions, queries
from distro.lists.sheet.sheet import Sheet
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

SHEET = Sheet(DRAFT.imprint)
LONGER = Sheet(DRAFT.imprint.replace("云溪市教育局", "云溪市教育局、云溪市水利局"))
MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def list_id(world: World) -> UUID:
    return begun(world)


def begun(world: World, name: str = "常用名单", masthead: str = DRAFT.masthead, sheet: Sheet = SHEET) -> UUID:
    with world.system.work(world.secretary) as w:
        return actions.name_list(w, world.issuer_id, name, masthead, sheet, MAY, "按三定方案拟定").id


def revise(world: World, list_id: UUID, sheet: Sheet = LONGER, valid_from: date = JUNE, **given: Any) -> int:
    with world.system.work(world.secretary) as w:
        return actions.revise_list(w, list_id, sheet, valid_from, "新设水利局", **given).number


def numbers(world: World, list_id: UUID) -> list[int]:
    with world.system.work(world.secretary) as w:
        return [version.number for version in queries.versions(w, list_id)]


def test_a_version_tells_what_holds_from_when_by_whom_and_why(world: World, list_id: UUID) -> None:
    assert revise(world, list_id) == 2
    with world.system.work(world.secretary) as w:
        newest, first = queries.versions(w, list_id)
        assert (first.sheet, newest.sheet) == (SHEET, LONGER)
        assert (newest.valid_from, newest.reason) == (JUNE, "新设水利局")
        assert (newest.by_name, newest.by_id) == (world.secretary.name, world.secretary.id)
        facts = [
            (entry.fact, entry.data["name"], entry.data["version"])
            for entry in w.session.scalars(select(Entry).where(Entry.subject == list_id).order_by(Entry.id))
        ]
    assert facts == [("named_list.named", "常用名单", 1), ("named_list.revised", "常用名单", 2)]


def test_what_is_chosen_for_a_named_list_holds_for_other_lists(world: World) -> None:
    choices = "云溪市教育局 → 云溪市教育体育局"
    begun(world, sheet=Sheet(DRAFT.imprint, choices))
    with world.system.work(world.secretary) as w:
        assert queries.remembered(w, world.issuer_id, LONGER) == Sheet(LONGER.wording, choices)
        (fact,) = w.session.scalars(select(Entry).where(Entry.fact == "list.reading_learnt"))
        assert (fact.data["name"], fact.office_id) == (choices, world.issuer_id)


def test_the_version_in_force_is_the_one_begun_last(world: World, list_id: UUID) -> None:
    revise(world, list_id, LONGER, JUNE)
    revise(world, list_id, Sheet("报：云溪市委。"), JULY)
    revise(world, list_id, SHEET, JULY)
    days = (date(2025, 4, 30), MAY, date(2025, 5, 31), JUNE, date(2025, 6, 30), JULY, date(2030, 1, 1))
    with world.system.work(world.secretary) as w:
        found = [queries.in_force(w, list_id, day) for day in days]
    assert [version and version.number for version in found] == [None, 1, 1, 2, 2, 4, 4]


def test_names_nobody_registered_may_be_kept_and_blocks_of_one_issue_are_not(world: World) -> None:
    extra = Sheet(f"{SHEET.wording}\n本期增发：云溪市气象局。", "云溪市气象局 → 云溪市气象台")
    list_id = begun(world, sheet=extra)
    with world.system.work(world.secretary) as w:
        assert queries.versions(w, list_id)[0].sheet == SHEET


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "名" * 101}, "name"),
        ({"masthead": "报" * 101}, "masthead"),
        ({"reason": "因" * 501}, "reason"),
        ({"sheet": Sheet()}, "wording"),
        ({"sheet": Sheet("报：。")}, "wording"),
        ({"sheet": Sheet("本期增发：云溪市水利局。")}, "wording"),
        ({"sheet": Sheet("报：云溪市\ue123委。")}, "wording"),
        ({"name": "常用名单"}, "name"),
    ],
)
def test_what_cannot_be_a_named_list_is_refused(
    world: World, list_id: UUID, changed: dict[str, object], field: str
) -> None:
    given: dict[str, Any] = {
        "name": "另一份",
        "masthead": "",
        "sheet": SHEET,
        "valid_from": MAY,
        "reason": "",
    } | changed
    with pytest.raises(Refusal) as refused, world.system.work(world.secretary) as w:
        actions.name_list(w, world.issuer_id, **given)
    assert refused.value.field == field


@pytest.mark.parametrize("where", ["name", "masthead", "reason", "sheet"])
def test_nothing_classified_is_kept(world: World, list_id: UUID, where: str) -> None:
    mark = Sheet("机密★1年\n报：云溪市委。") if where == "sheet" else "机密★1年"
    given: dict[str, Any] = {"name": "另一份", "masthead": "", "sheet": SHEET, "valid_from": MAY, "reason": ""} | {
        where: mark
    }
    with pytest.raises(Secret), world.system.work(world.secretary) as w:
        actions.name_list(w, world.issuer_id, **given)


@pytest.mark.parametrize(
    ("sheet", "valid_from", "field"),
    [
        (SHEET, JUNE, "wording"),
        (Sheet(f"\n {SHEET.wording}\n\n本期增发：云溪市气象局。"), JUNE, "wording"),
        (LONGER, date(2025, 4, 30), "valid_from"),
    ],
)
def test_a_version_says_something_new_and_begins_no_earlier(
    world: World, list_id: UUID, sheet: Sheet, valid_from: date, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        revise(world, list_id, sheet, valid_from)
    assert refused.value.field == field
    assert numbers(world, list_id) == [1]


def test_another_issuer_may_use_the_same_name(world: World, list_id: UUID) -> None:
    (office,) = world.outsider.offices(Role.SECRETARY)
    with world.system.work(world.outsider) as w:
        assert actions.name_list(w, office, "常用名单", "", SHEET, MAY, "").id != list_id
        assert [each.issuer_id for each in queries.named_lists(w)] == [office]


@pytest.mark.parametrize("who", ["approver", "records", "clerk", "outsider"])
def test_only_a_secretary_of_the_issuer_writes(world: World, list_id: UUID, who: str) -> None:
    actor: Actor = getattr(world, who)
    with pytest.raises(Forbidden), world.system.work(actor) as w:
        actions.name_list(w, world.issuer_id, "另一份", "", SHEET, MAY, "")
    knows = who in ("approver", "records")
    with pytest.raises(Forbidden if knows else NotFound), world.system.work(actor) as w:
        actions.revise_list(w, list_id, LONGER, JUNE, "")
    assert numbers(world, list_id) == [1]


@pytest.mark.parametrize("deed", ["UPDATE named_list_version SET wording = '[]'", "DELETE FROM named_list_version"])
def test_a_version_never_changes(world: World, list_id: UUID, deed: str) -> None:
    with pytest.raises(DBAPIError, match="named_list_version"), world.system.work(TESTER) as w:
        w.session.execute(text(deed))
    assert numbers(world, list_id) == [1]


def test_two_secretaries_at_once_lose_no_version(world: World, list_id: UUID) -> None:
    other = Sheet("报：云溪市委。")
    with world.system.work(world.secretary) as w:
        first = actions.revise_list(w, list_id, LONGER, JUNE, "")
        made: list[int] = []
        second = threading.Thread(target=lambda: made.append(revise(world, list_id, other)))
        second.start()
        second.join(0.2)
        assert second.is_alive()  # it waits for the row, and reads the number only then
        assert first.number == 2
    second.join()
    assert made == [3]
    with world.system.work(world.secretary) as w:
        assert [version.sheet for version in queries.versions(w, list_id)] == [other, LONGER, SHEET]


def test_a_version_made_while_one_was_writing_is_not_passed_over(world: World, list_id: UUID) -> None:
    revise(world, list_id, seen=1)
    with pytest.raises(Conflict):
        revise(world, list_id, Sheet("报：云溪市委。"), seen=1)
    assert numbers(world, list_id) == [2, 1]


def test_two_lists_of_one_name_begun_at_once_are_one(world: World) -> None:
    refused: list[Refusal] = []

    def begin() -> None:
        try:
            begun(world)
        except Conflict as refusal:
            refused.append(refusal)

    with world.system.work(world.secretary) as w:
        actions.name_list(w, world.issuer_id, "常用名单", "", SHEET, MAY, "")
        second = threading.Thread(target=begin)
        second.start()
        second.join(0.2)
        assert second.is_alive()
    second.join()
    assert [refusal.field for refusal in refused] == ["name"]


def test_lists_for_the_masthead_go_before_those_for_all(world: World, list_id: UUID) -> None:
    begun(world, "通用名单", "")
    begun(world, "别的简报", "别的简报")
    with world.system.work(world.secretary) as w:
        found = queries.applying(w, world.issuer_id, DRAFT.masthead, MAY)
        assert [each.named.name for each in found] == ["常用名单", "通用名单"]
        assert queries.applying(w, world.issuer_id, DRAFT.masthead, date(2025, 4, 30)) == []


def test_the_nearest_list_is_told_those_for_the_masthead_first(world: World) -> None:
    def nearest() -> tuple[str, int]:
        with world.system.work(world.secretary) as w:
            lines = queries.lines_of(w, queries.new_list(w, SHEET, builders.ISSUER, world.issuer_id))
            standing, found = queries.nearest(w, queries.applying(w, world.issuer_id, DRAFT.masthead, MAY), lines)
            return standing.named.name, found.size

    begun(world, "通用名单", "")
    assert nearest() == ("通用名单", 0)
    begun(world, "短名单", sheet=Sheet("报：云溪市委。"))
    assert nearest() == ("短名单", 4)
    begun(world, "长名单", sheet=LONGER)
    assert nearest() == ("长名单", 1)
