"""A document's list beside the issue before and beside the named list it is nearest to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from distro.documents import queries
from distro.documents.draft import Draft
from distro.lists import actions as lists
from distro.lists.comparison import Comparison
from distro.lists.sheet import Sheet
from distro.offices import actions as register
from distro.offices import queries as offices
from distro.offices.rules import Criteria
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

FINANCE, RENAMED = "云溪市财政局", "云溪市财政金融局"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def rename(world: World) -> None:
    with world.system.work(TESTER) as w:
        register.rename(w, offices.by_names(w, [FINANCE])[FINANCE].id, RENAMED)


def since_last(world: World, content: Draft) -> Comparison:
    document_id = builders.drafted(world, content)
    with world.system.work(world.secretary) as w:
        last, found = queries.since_last(w, queries.find(w, document_id))
        assert last.issue == 1
        return found


def keep(world: World, name: str, wording: str, masthead: str = DRAFT.masthead) -> None:
    with world.system.work(world.secretary) as w:
        lists.name_list(w, world.issuer_id, name, masthead, Sheet(wording), date(2025, 1, 1), "")


def test_the_first_issue_has_none_before_it(world: World) -> None:
    document_id = builders.drafted(world)
    with world.system.work(world.secretary) as w:
        assert queries.since_last(w, queries.find(w, document_id)) is None


def test_an_office_renamed_since_is_the_same_under_either_name(world: World) -> None:
    builders.issued(world)
    rename(world)
    assert not since_last(world, DRAFT)
    found = since_last(world, replace(DRAFT, imprint=DRAFT.imprint.replace(FINANCE, RENAMED) + "\n发：云溪市档案馆。"))
    assert [(each.before.name, each.after.name) for each in found.renamed] == [(FINANCE, RENAMED)]
    assert [place.name for place in found.added] == ["云溪市档案馆"]
    assert found.removed == ()


def test_a_name_that_leans_on_the_issuer_is_no_other_name(world: World) -> None:
    builders.issued(world)
    assert not since_last(world, replace(DRAFT, imprint=DRAFT.imprint.replace(FINANCE, "市财政局")))


def test_the_members_of_a_class_are_those_of_the_issue(world: World) -> None:
    with world.system.work(TESTER) as w:
        towns = [office.id for office in register.register(w, ["青石镇政府", "白石镇政府", "黑石镇政府"])]
        every = register.define_class(w, world.issuer_id, "各乡镇人民政府", Criteria()).id
        register.add_members(w, every, towns[:2])
    builders.issued(world)
    with world.system.work(TESTER) as w:
        register.end_member(w, every, towns[0], date(2000, 1, 1))
        register.add_members(w, every, towns[2:])
    found = since_last(world, DRAFT)
    assert [(place.inside, place.name) for place in found.added] == [("各乡镇人民政府", "黑石镇政府")]
    assert [(place.inside, place.name) for place in found.removed] == [("各乡镇人民政府", "青石镇政府")]


def test_the_nearest_named_list_is_compared_those_for_the_masthead_first(world: World) -> None:
    keep(world, "通用名单", DRAFT.imprint, masthead="")
    document_id = builders.drafted(world)
    nearest = []
    for name, wording in (("短名单", "报：云溪市委。"), ("长名单", f"{DRAFT.imprint}\n发：云溪市档案馆。")):
        with world.system.work(world.secretary) as w:
            standing, found = queries.since_named(w, queries.find(w, document_id))
            nearest.append((standing.named.name, found.counts["removed"]))
        keep(world, name, wording)
    with world.system.work(world.secretary) as w:
        standing, found = queries.since_named(w, queries.find(w, document_id))
        nearest.append((standing.named.name, found.counts["removed"]))
    assert nearest == [("通用名单", 0), ("短名单", 0), ("长名单", 1)]
