"""What the gestures of the desk promise to every door."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from distro import desk
from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, NotFound
from distro.kernel.journal import Entry
from distro.lists import queries as lists
from distro.offices import queries as register
from distro.offices.models import Office
from distro.offices.rules import Branch, Level
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

PLACED, LEANING = "江苏省教育厅", "省财政厅"
LISTED = replace(DRAFT, imprint=f"报：{LEANING}。\n送：{PLACED}、云溪市教育局。")
FIRST, SECOND = "云溪市档案局", "云溪市史志办公室"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def two_offices(system: System) -> Actor:
    """A secretary of two offices."""
    return builders.person(system, "busy", (Role.SECRETARY, SECOND), (Role.SECRETARY, FIRST))


def draft_with_unknown_names(world: World) -> UUID:
    with world.system.work(world.secretary) as w:
        return documents.draft(w, LISTED, world.issuer_id).id


def unknown(world: World, document_id: UUID) -> list[str]:
    with world.system.work(world.secretary) as w:
        entries = lists.by_id(w, reads.find(w, document_id).list_id).entries
        return lists.unknown_names(entries, even_leaning=True)


def test_unknown_names_are_registered_and_the_list_read_again(world: World) -> None:
    document_id = draft_with_unknown_names(world)
    assert unknown(world, document_id) == [LEANING, PLACED, "云溪市教育局"]
    with world.system.work(world.secretary) as w:
        desk.register_unknown(w, document_id)
    assert unknown(world, document_id) == [LEANING]
    with world.system.work(TESTER) as w:
        office = register.by_names(w, [PLACED])[PLACED]
        assert (office.level, office.branch, office.region) == (Level.PROVINCE, Branch.GOVERNMENT, "江苏省")


def test_where_nobody_can_answer_a_leaning_name_is_registered_as_written(world: World) -> None:
    document_id = draft_with_unknown_names(world)
    with world.system.work(world.secretary) as w:
        desk.register_unknown(w, document_id, even_leaning=True)
    assert unknown(world, document_id) == []


def test_nobody_registers_through_a_document_of_others(world: World) -> None:
    document_id = draft_with_unknown_names(world)
    with pytest.raises(NotFound), world.system.work(world.outsider) as w:
        desk.register_unknown(w, document_id)
    assert PLACED in unknown(world, document_id)


def counted(world: World, document_id: UUID) -> tuple[int, int]:
    """The document's version and the number of things on record."""
    with world.system.work(TESTER) as w:
        entries = w.session.scalars(select(func.count()).select_from(Entry)).one()
        return reads.find(w, document_id).version, entries


def test_what_says_nothing_new_is_no_revision(world: World) -> None:
    document_id = builders.drafted(world)
    before = counted(world, document_id)
    with world.system.work(world.secretary) as w:
        desk.save(w, document_id, DRAFT, before[0])
    assert counted(world, document_id) == before


def test_what_says_something_new_is_one(world: World) -> None:
    document_id = builders.drafted(world)
    version, _ = counted(world, document_id)
    changed = replace(DRAFT, titles="全市档案库房检查结束")
    with world.system.work(world.secretary) as w:
        desk.save(w, document_id, changed, version)
    with world.system.work(world.secretary) as w:
        document = reads.find(w, document_id)
        assert reads.draft_of(w, document) == changed
        assert document.revision == 2


@pytest.mark.parametrize("titles", [DRAFT.titles, "全市档案库房检查结束"])
def test_a_newer_version_is_never_passed_over(world: World, titles: str) -> None:
    document_id = builders.drafted(world)
    before = counted(world, document_id)
    with pytest.raises(Conflict, match="已被他人修改"), world.system.work(world.secretary) as w:
        desk.save(w, document_id, replace(DRAFT, titles=titles), before[0] - 1)
    assert counted(world, document_id) == before


def test_who_serves_one_office_acts_for_it(world: World) -> None:
    with world.system.work(world.secretary) as w:
        assert desk.issuer(w, chosen=str(uuid4()), named="云溪市委") == world.issuer_id


def test_who_serves_several_chooses_or_the_text_names_one(two_offices: Actor, system: System) -> None:
    with system.work(two_offices) as w:
        ids = {office.name: office_id for office_id, office in desk.served(w).items()}
        assert desk.issuer(w, named=SECOND) == ids[SECOND]
        assert desk.issuer(w, chosen=str(ids[FIRST]), named=SECOND) == ids[FIRST]
        assert desk.issuer(w) is None


def test_nobody_acts_for_an_office_of_others(two_offices: Actor, world: World) -> None:
    with world.system.work(two_offices) as w:
        assert desk.issuer(w, chosen=str(world.issuer_id), named=builders.ISSUER) is None
    with world.system.work(world.clerk) as w:
        assert desk.issuer(w, chosen=str(world.issuer_id), named=builders.ISSUER) is None


def test_offices_served_stand_in_official_order(two_offices: Actor, system: System) -> None:
    with system.work(TESTER) as w:
        for rank, name in enumerate([FIRST, SECOND], start=1):
            w.session.scalars(select(Office).where(Office.name == name)).one().rank = rank
    with system.work(two_offices) as w:
        assert [office.name for office in desk.served(w).values()] == [FIRST, SECOND]
