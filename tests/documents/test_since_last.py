"""A document's list beside that of the issue before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from distro.documents import queries
from distro.documents.draft import Draft
from distro.lists import queries as lists
from distro.lists.comparison import Comparison
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
        document = queries.find(w, document_id)
        last, found = queries.since_last(w, document, lists.lines(w, document.list_id))
        assert last.taken == DRAFT.designation
        return found


def test_the_first_issue_has_none_before_it(world: World) -> None:
    document_id = builders.drafted(world)
    with world.system.work(world.secretary) as w:
        assert queries.since_last(w, queries.find(w, document_id), []) is None


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
