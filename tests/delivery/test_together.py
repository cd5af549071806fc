"""签收, sending and 撤回 at the same moment: receipts do not wait for each other, and each is before the recall or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.delivery import actions, sending
from distro.delivery.models import Delivery, Receipt
from distro.delivery.rules import DeliveryFact, State
from distro.documents import issuing
from distro.documents.rules import DocumentFact
from distro.kernel.actor import Actor
from distro.kernel.database import Patience
from distro.kernel.errors import Conflict
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

OFFICES = ["云溪市委", "云溪市财政局"]
ROUNDS = 12
# One who would have to wait for the other is told instead.
AT_ONCE = Patience(lock=1, statement=10)


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def clerks(world: World) -> list[Actor]:
    return [builders.person(world.system, f"of{place}", (Role.CLERK, name)) for place, name in enumerate(OFFICES)]


def opened(world: World, document_id: UUID, clerks: list[Actor]) -> list[UUID]:
    letters = [builders.delivery_to(world, document_id, name).id for name in OFFICES]
    for clerk, letter in zip(clerks, letters, strict=True):
        with world.system.work(clerk) as w:
            actions.open_(w, letter)
    return letters


def test_one_receipt_does_not_wait_for_another(world: World, clerks: list[Actor]) -> None:
    document_id = builders.issued(world)
    first, second = opened(world, document_id, clerks)
    digest = builders.document(world, document_id).pdf_digest
    with world.system.work(clerks[0], patience=AT_ONCE) as one, world.system.work(clerks[1], patience=AT_ONCE) as two:
        actions.acknowledge(one, first, digest)
        actions.acknowledge(two, second, digest)
    with world.system.work(TESTER) as w:
        assert len(w.session.scalars(select(Receipt)).all()) == 2


def test_sending_does_not_wait_for_a_receipt(world: World, clerks: list[Actor]) -> None:
    document_id = builders.issued(world)
    letter, _ = opened(world, document_id, clerks)
    digest = builders.document(world, document_id).pdf_digest
    dispatch_id = builders.delivery_to(world, document_id, OFFICES[0]).dispatch_id
    with world.system.work(clerks[0]) as one, world.system.work(TESTER, patience=AT_ONCE) as two:
        actions.acknowledge(one, letter, digest)
        sending.send(two, document_id, str(dispatch_id), 2, 4)


def test_a_recall_waits_for_the_receipt_that_is_being_given(world: World, clerks: list[Actor]) -> None:
    document_id = builders.issued(world)
    letter, _ = opened(world, document_id, clerks)
    digest = builders.document(world, document_id).pdf_digest
    with world.system.work(clerks[0]) as one:
        actions.acknowledge(one, letter, digest)
        with pytest.raises(Conflict, match="别人正在办理"), world.system.work(world.secretary, patience=AT_ONCE) as two:
            issuing.recall(two, document_id, "附表有误")


def test_of_a_receipt_and_a_recall_at_once_the_receipt_is_first_or_refused(world: World, clerks: list[Actor]) -> None:
    for number in range(1, ROUNDS + 1):
        document_id = builders.issued(world, replace(DRAFT, designation=builders.as_issue(number)))
        letters = opened(world, document_id, clerks)
        digest = builders.document(world, document_id).pdf_digest
        together = Barrier(len(clerks) + 1)

        def acknowledge(place: int, letters=letters, digest=digest, together=together) -> bool:
            together.wait()
            try:
                with world.system.work(clerks[place]) as w:
                    actions.acknowledge(w, letters[place], digest)
            except Conflict:
                return False
            return True

        def recall(document_id=document_id, together=together) -> None:
            together.wait()
            with world.system.work(world.secretary) as w:
                issuing.recall(w, document_id, "附表有误")

        with ThreadPoolExecutor(len(clerks) + 1) as pool:
            signing = [pool.submit(acknowledge, place) for place in range(len(clerks))]
            pool.submit(recall).result()
            given = [each.result() for each in signing]
        builders.drain(world.system)
        with world.system.work(TESTER) as w:
            recalled = w.session.scalars(
                select(Entry.id).where(Entry.subject == document_id, Entry.fact == DocumentFact.RECALLED)
            ).one()
            for letter, is_given in zip(letters, given, strict=True):
                told = w.session.scalars(
                    select(Entry.id).where(Entry.subject == letter, Entry.fact == DeliveryFact.ACKNOWLEDGED)
                ).all()
                assert (len(told) == 1 and told[0] < recalled) if is_given else told == []
                state = w.session.scalars(select(Delivery.state).where(Delivery.id == letter)).one()
                assert state is (State.ACKNOWLEDGED if is_given else State.RECALLED)
