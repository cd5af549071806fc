"""A round on its way: every copy it calls for is told of, out or not, and what stops it leaves nothing half done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.delivery import matrix, queries, sending
from distro.delivery.models import Delivery, Dispatch
from distro.delivery.rules import DeliveryFact, DeliveryStep, State
from distro.documents import issuing
from distro.documents import queries as documents
from distro.kernel import errands
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.web.visiting import Visitor

OFFICES = ["云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局"]
CLASS = "各成员单位"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def half_out(world: World, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A document of whose four copies two are out."""
    monkeypatch.setattr(sending, "CHUNK", 2)
    document_id = builders.released(world)
    world.system.work_off("press")
    with world.system.work(TESTER) as w:
        sending.address(w, document_id)
        dispatch = w.session.scalars(select(Dispatch)).one()
        sending.send(w, document_id, str(dispatch.id), 1, 2)
    return document_id


def rows(world: World, document_id: UUID) -> list[matrix.Row]:
    with world.system.work(world.secretary) as w:
        return matrix.of_document(w, documents.find(w, document_id))


def test_copies_on_their_way_are_counted_and_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = half_out(world, monkeypatch)
    told = rows(world, document_id)
    assert [(row.office_name, row.state) for row in told if row.state] == list(
        zip(OFFICES, [State.SENT] * 2 + [State.ADDRESSED] * 2, strict=True)
    )
    assert [row.is_open for row in told] == [False] * 4 + [True]
    counted = matrix.count(told)
    assert (counted.due, counted.queued, counted.delivered) == (4, 2, 2)
    with world.system.work(world.secretary) as w:
        assert queries.progress(w, [documents.find(w, document_id)]) == {document_id: (0, 4)}
        assert not queries.is_dispatched(w, document_id)
    page = Visitor(world.system, "secretary").get(f"/documents/{document_id}").text
    assert "应收 4 家，已送达 2，已签收 0。正在发送 2。" in page
    assert page.count("待发送") == 2

    builders.drain(world.system)
    assert [row.state for row in rows(world, document_id)] == [State.SENT] * 4 + [None]


def test_chunks_that_end_together_wait_for_each_other_in_turn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    document_id = builders.released(world)
    world.system.work_off("press")
    assert world.system.do_next("default")  # addressed
    together, close = Barrier(2), sending._close

    def close_together(*given: Any) -> None:
        together.wait(30)
        close(*given)

    monkeypatch.setattr(sending, "_close", close_together)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(world.system.work_off, ["default"] * 2))
    with world.system.work(TESTER) as w:
        assert queries.is_dispatched(w, document_id)
        assert w.session.scalars(select(Errand.error).where(Errand.step == DeliveryStep.SEND)).all() == []


def test_a_recall_keeps_back_what_is_not_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = half_out(world, monkeypatch)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    builders.drain(world.system)
    with world.system.work(TESTER) as w:
        kept = w.session.execute(select(Delivery.office_name, Delivery.state).order_by(Delivery.copy_number)).all()
        assert [tuple(each) for each in kept] == [(name, State.RECALLED) for name in OFFICES[:2]]
    told = [row for row in rows(world, document_id) if row.state]
    assert [row.state for row in told] == [State.RECALLED] * 4
    assert [row.delivery is not None for row in told] == [True, True, False, False]


def test_a_class_that_lacks_a_place_is_sent_to_nobody(world: World) -> None:
    builders.crowd(world, 3, CLASS)
    builders.released(world, replace(DRAFT, imprint=f"送：云溪市委、{CLASS}。"))
    builders.tamper(world.system, "UPDATE list_member SET place = 9 WHERE place = 2")
    builders.drain(world.system)
    with world.system.work(TESTER) as w:
        (parked,) = errands.parked(w.session)
        assert (parked.step, parked.attempts) == ("address-copies", 1)
        assert "成员不齐" in (parked.error or "")
        assert w.session.scalars(select(Delivery.id)).all() == []
        assert w.session.scalars(select(Dispatch.id)).all() == []


def test_the_members_of_a_class_are_numbered_in_their_places(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks begin and end anywhere: within a class, and between the entries around it."""
    monkeypatch.setattr(sending, "CHUNK", 2)
    builders.crowd(world, 4, CLASS)
    document_id = builders.issued(world, replace(DRAFT, imprint=f"送：云溪市委、{CLASS}、云溪市财政局。"))
    with world.system.work(TESTER) as w:
        sent = [(each.copy_number, each.office_name) for each in queries.of_document(w, document_id)]
    members = [f"云溪市成员单位{number}" for number in range(1, 5)]
    assert sent == list(enumerate(["云溪市委", *members, "云溪市财政局"], start=1))
    with world.system.work(TESTER) as w:
        said = w.session.scalars(select(Entry.data).where(Entry.fact == DeliveryFact.SENT).order_by(Entry.id)).all()
    assert [[copy[0] for copy in each["copies"]] for each in said] == [[1, 2], [3, 4], [5, 6]]


def test_the_journal_says_how_many_went_and_of_one_where(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHUNK", 3)
    builders.issued(world)
    builders.person(world.system, "auditor", (Role.AUDITOR, ISSUER))
    lines = Visitor(world.system, "auditor").get("/journal").text.split("<tr")
    of_one, of_three = (line for line in lines if ">送达<" in line)
    assert "云溪市教育局" in of_one
    assert "3 件" in of_three
