"""Defining classes of offices: who may, how a class is changed, and which offices may be picked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.offices import actions, queries
from distro.offices.rules import Criteria, Level, OfficeFact, Particulars, Permission, class_key, may, overlap
from distro.system import System
from tests import builders
from tests.builders import TESTER, World

CLASS = "各科室"
EVERYONE = ("secretary", "approver", "records", "clerk", "outsider", "administrator", "nobody")


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def people(world: World) -> dict[str, Actor]:
    """One person of each kind; the administrator holds the role in another office than the issuer."""
    named = {name: getattr(world, name) for name in ("secretary", "approver", "records", "clerk", "outsider")}
    administrator = builders.person(world.system, "administrator", (Role.ADMINISTRATOR, "远山市档案局"))
    return named | {"administrator": administrator, "nobody": builders.person(world.system, "nobody")}


def offices(system: System, *names: str) -> list[UUID]:
    with system.work(TESTER) as w:
        actions.register(w, names)
        known = queries.owners(w, names)
        return [known[name].id for name in names]


@pytest.fixture
def class_id(world: World) -> UUID:
    chosen = offices(world.system, "宣传科")
    with world.system.work(TESTER) as w:
        defined = actions.define_class(w, world.issuer_id, CLASS, Criteria())
        actions.add_members(w, defined.id, chosen)
        return defined.id


def deeds(world: World, class_id: UUID) -> dict[str, Callable[[Work], object]]:
    office, other = offices(world.system, "宣传科", "利用科")
    return {
        "define": lambda w: actions.define_class(w, world.issuer_id, "各中心", Criteria()),
        "edit": lambda w: actions.edit_class(w, class_id, CLASS, Criteria(level=Level.COUNTY)),
        "add": lambda w: actions.add_members(w, class_id, [other]),
        "end": lambda w: actions.end_member(w, class_id, office, w.today),
        "remove": lambda w: actions.remove_class(w, class_id),
    }


@pytest.mark.parametrize("deed", ["define", "edit", "add", "end", "remove"])
@pytest.mark.parametrize("name", EVERYONE)
def test_the_issuers_secretary_and_administrators_define_its_classes(world, people, class_id, name, deed):
    act = deeds(world, class_id)[deed]
    if name in ("secretary", "administrator"):
        with world.system.work(people[name]) as w:
            act(w)
        return
    # To who works elsewhere the class does not exist; who works for the issuer is told that it is not theirs to do.
    refusal = Forbidden if name in ("approver", "records") else NotFound
    with pytest.raises(refusal), world.system.work(people[name]) as w:
        act(w)


@pytest.mark.parametrize("name", EVERYONE)
def test_the_list_of_classes_holds_those_one_may_define(world, people, class_id, name):
    with world.system.work(people[name]) as w:
        found = {chosen.id for chosen, _ in queries.classes(w)}
        assert found == ({class_id} if may(w.actor, Permission.DEFINE, world.issuer_id) else set())
        assert queries.classes(w, [offices(world.system, "宣传科")[0]]) == []


def test_a_class_gets_another_name_and_criteria_and_the_journal_keeps_the_old(world, class_id):
    with world.system.work(world.secretary) as w:
        actions.edit_class(w, class_id, "各 处室", Criteria(level=Level.COUNTY))
        actions.edit_class(w, class_id, "各 处室", Criteria(level=Level.COUNTY))
    with world.system.work(TESTER) as w:
        assert queries.classes_by_names(w, world.issuer_id, ["各处室", CLASS])["各处室"].id == class_id
        (entry,) = w.session.query(Entry).where(Entry.fact == OfficeFact.CLASS_EDITED)
        assert entry.data["before"] == {"name": CLASS, "criteria": {}}
        assert entry.data["criteria"] == {"level": "县"}


def test_two_classes_of_an_issuer_have_two_names(world, class_id):
    with world.system.work(TESTER) as w:
        other = actions.define_class(w, world.issuer_id, "各中心", Criteria()).id
    with pytest.raises(Conflict, match="“各科室”已有定义"), world.system.work(world.secretary) as w:
        actions.edit_class(w, other, "本部各科室", Criteria())


def test_an_office_is_picked_once_for_a_day(world, class_id):
    (office,) = offices(world.system, "利用科")
    with world.system.work(world.secretary) as w:
        actions.add_members(w, class_id, [office], date(2020, 1, 1), date(2020, 12, 31))
        actions.add_members(w, class_id, [office], date(2022, 1, 1))
    with pytest.raises(Conflict, match="“利用科”在这些日子已是成员"), world.system.work(world.secretary) as w:
        actions.add_members(w, class_id, [office], date(2020, 12, 31), date(2021, 1, 31))
    with world.system.work(TESTER) as w:
        days = [
            (pick.valid_from, pick.valid_to) for pick, office in queries.picks(w, class_id) if office.name == "利用科"
        ]
    assert days == [(date(2020, 1, 1), date(2020, 12, 31)), (date(2022, 1, 1), None)]


def test_each_member_says_why_it_is_one(world):
    county, picked = offices(world.system, "东河县委", "宣传科")
    with world.system.work(TESTER) as w:
        actions.edit(w, county, Particulars(level=Level.COUNTY))
        class_id = actions.define_class(w, world.issuer_id, CLASS, Criteria(level=Level.COUNTY)).id
        actions.add_members(w, class_id, [picked], date(2020, 1, 1))
        found = queries.membership(w, class_id)
    why = [(each.office.name, each.meets, each.pick and each.pick.valid_from) for each in found]
    assert why == [("东河县委", True, None), ("宣传科", False, date(2020, 1, 1))]


def test_an_end_that_ends_nothing_is_refused(world, class_id):
    (office,) = offices(world.system, "利用科")
    with pytest.raises(Conflict, match="“利用科”在这一天之后不是点名的成员"), world.system.work(world.secretary) as w:
        actions.end_member(w, class_id, office, w.today)


def test_only_an_office_of_today_is_picked_and_a_merged_one_names_its_successor(world):
    old, new, gone = offices(world.system, "保管科", "保护科", "印刷科")
    with world.system.work(TESTER) as w:
        actions.merge(w, old, new, w.today)
        actions.edit(w, gone, Particulars(valid_to=date(2020, 1, 1)))
        assert [office.name for office in queries.picked(w, ["保护科", "保护科"])] == ["保护科"]
        for name, words in {
            "保管科": "“保管科”已并入“保护科”。没有改变任何内容。请改用“保护科”。",
            "印刷科": "“印刷科”今天不是有效单位",
            "没有这个科": "“没有这个科”没有登记",
        }.items():
            with pytest.raises(Refusal, match=words):
                queries.picked(w, ["保护科", name])


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("本部各组室", "各组室"),
        ("本局各处室", "各处室"),
        ("本部领导班子成员", "领导班子成员"),
        ("本市各区县", "本市各区县"),
        ("各本部", "各本部"),
    ],
)
def test_an_issuer_writes_its_own_classes_with_and_without_itself(written, same):
    assert class_key(written) == same


def test_periods_overlap_in_a_common_day():
    day, next_day = date(2020, 1, 1), date(2020, 1, 2)
    assert overlap((None, day), (day, None))
    assert overlap((None, None), (day, day))
    assert not overlap((None, day), (next_day, None))
    assert not overlap((next_day, None), (None, day))
