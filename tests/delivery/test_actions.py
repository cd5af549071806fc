"""What becomes of the copies of an issue: each office its one, however often it is asked; nothing of it is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.delivery import actions, queries, sending
from distro.delivery.models import Delivery, Receipt, Reminder, Return
from distro.delivery.rules import DeliveryFact, State
from distro.documents import issuing
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

OFFICES = ("云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局")
SIGNER, SENDER = OFFICES[0], OFFICES[2]


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def copies(world: World, document_id: UUID) -> list[Delivery]:
    with world.system.work(TESTER) as w:
        return queries.of_document(w, document_id)


def states(world: World, document_id: UUID) -> dict[str, State]:
    return {each.office_name: each.state for each in copies(world, document_id)}


def facts(world: World, fact: DeliveryFact) -> int:
    with world.system.work(TESTER) as w:
        return len(w.session.scalars(select(Entry.id).where(Entry.fact == fact)).all())


def acknowledge(world: World, document_id: UUID) -> None:
    copy, digest = builders.delivery_to(world, document_id, SIGNER), builders.document(world, document_id).pdf_digest
    assert digest is not None
    with world.system.work(world.clerk) as w:
        actions.open_(w, copy.id)
    with world.system.work(world.clerk) as w:
        actions.acknowledge(w, copy.id, digest)


def send_back(world: World, document_id: UUID, reason: str = "投错了") -> Delivery:
    copy = builders.delivery_to(world, document_id, SIGNER)
    with world.system.work(world.clerk) as w:
        actions.return_(w, copy.id, reason)
    return copy


def chased(world: World, document_id: UUID, later: timedelta = timedelta()) -> int:
    with world.system.work(world.secretary) as w:
        w.now += later
        return actions.chase(w, document_id)


def reminded(world: World) -> list[str]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(select(Delivery.office_name).join(Reminder).order_by(Delivery.copy_number)))


def test_each_office_gets_one_copy_numbered_in_the_order_of_the_list(world: World) -> None:
    document_id = builders.issued(world)
    assert [(each.office_name, each.copy_number) for each in copies(world, document_id)] == list(
        zip(OFFICES, (1, 2, 3, 4), strict=True)
    )


def test_asked_twice_nobody_gets_a_second_copy(world: World) -> None:
    document_id = builders.issued(world)
    before = copies(world, document_id)
    with world.system.work(TESTER) as w:
        sending.address(w, document_id)
        sending.send(w, document_id, str(before[0].dispatch_id), 1, len(before))
    assert [each.id for each in copies(world, document_id)] == [each.id for each in before]
    assert facts(world, DeliveryFact.SENT) == 1
    assert facts(world, DeliveryFact.DISPATCHED) == 1


def test_many_copies_go_in_parts_and_the_end_is_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHUNK", 50)
    names = [f"云溪市第{number}局" for number in range(1, 102)]
    document_id = builders.issued(world, replace(DRAFT, imprint="送：" + "、".join(names) + "。"))
    assert states(world, document_id) == dict.fromkeys(names, State.SENT)
    assert [each.copy_number for each in copies(world, document_id)] == list(range(1, len(names) + 1))
    assert facts(world, DeliveryFact.ADDRESSED) == 1
    assert facts(world, DeliveryFact.SENT) == 3
    assert facts(world, DeliveryFact.DISPATCHED) == 1


def test_of_two_clerks_the_second_gets_the_first_ones_receipt(world: World) -> None:
    document_id = builders.issued(world)
    acknowledge(world, document_id)
    copy, digest = builders.delivery_to(world, document_id, SIGNER), builders.document(world, document_id).pdf_digest
    assert digest is not None
    with world.system.work(world.colleague) as w:
        assert actions.acknowledge(w, copy.id, digest).person_name == world.clerk.name
    assert facts(world, DeliveryFact.ACKNOWLEDGED) == 1


def test_what_was_not_read_is_not_acknowledged(world: World) -> None:
    document_id = builders.issued(world)
    copy, digest = builders.delivery_to(world, document_id, SIGNER), builders.document(world, document_id).pdf_digest
    assert digest is not None
    with pytest.raises(Refusal, match="还没有打开阅读"), world.system.work(world.clerk) as w:
        actions.acknowledge(w, copy.id, digest)
    assert states(world, document_id)[SIGNER] is State.SENT


def test_a_copy_sent_back_keeps_its_reason_when_it_is_sent_again(world: World) -> None:
    document_id = builders.issued(world)
    copy = send_back(world, document_id)
    assert states(world, document_id)[SIGNER] is State.RETURNED
    with world.system.work(world.secretary) as w:
        actions.resend(w, document_id, copy.id)
    builders.drain(world.system)
    assert states(world, document_id)[SIGNER] is State.SENT
    with world.system.work(TESTER) as w:
        kept = w.session.scalars(select(Return)).one()
    assert (kept.delivery_id, kept.person_name, kept.reason) == (copy.id, world.clerk.name, "投错了")


def test_only_what_came_back_is_sent_again_and_only_by_its_issuer(world: World) -> None:
    document_id = builders.issued(world)
    fine = builders.delivery_to(world, document_id, SENDER)
    with pytest.raises(Conflict, match="已送达"), world.system.work(world.secretary) as w:
        actions.resend(w, document_id, fine.id)
    copy = send_back(world, document_id)
    for actor, refused in ((world.approver, Forbidden), (world.outsider, NotFound)):
        with pytest.raises(refused), world.system.work(actor) as w:
            actions.resend(w, document_id, copy.id)
    other = builders.issued(world, replace(DRAFT, designation=builders.as_issue(2)))
    with pytest.raises(NotFound), world.system.work(world.secretary) as w:
        actions.resend(w, other, copy.id)
    assert states(world, document_id)[SIGNER] is State.RETURNED


def test_who_owes_a_receipt_is_chased_and_not_again_within_the_hour(world: World) -> None:
    document_id = builders.issued(world)
    acknowledge(world, document_id)
    assert chased(world, document_id) == 3
    assert reminded(world) == list(OFFICES[1:])
    with pytest.raises(Refusal, match="没有发出催办"):
        chased(world, document_id, timedelta(minutes=59))
    assert chased(world, document_id, timedelta(minutes=61)) == 3


def test_the_clock_chases_only_who_is_late(world: World) -> None:
    document_id = builders.issued(world)
    acknowledge(world, document_id)
    with world.system.work(TESTER) as w:
        actions.chase_late(w)
    assert reminded(world) == []
    with world.system.work(TESTER) as w:
        for name in (SIGNER, SENDER):
            w.session.scalars(select(Delivery).where(Delivery.office_name == name)).one().due_at = w.now - timedelta(1)
    with world.system.work(TESTER) as w:
        actions.chase_late(w)
    assert reminded(world) == [SENDER]


def test_only_the_issuers_secretary_chases(world: World) -> None:
    document_id = builders.issued(world)
    for actor, refused in ((world.approver, Forbidden), (world.outsider, NotFound)):
        with pytest.raises(refused), world.system.work(actor) as w:
            actions.chase(w, document_id)
    assert reminded(world) == []


def test_a_recall_takes_back_what_nobody_signed_and_leaves_the_receipts(world: World) -> None:
    document_id = builders.issued(world)
    acknowledge(world, document_id)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    builders.drain(world.system)
    assert states(world, document_id) == {
        SIGNER: State.ACKNOWLEDGED,
        **dict.fromkeys(OFFICES[1:], State.RECALLED),
    }
    with world.system.work(TESTER) as w:
        assert w.session.scalars(select(Receipt)).one().person_name == world.clerk.name
    for act in (chased, send_back):
        with pytest.raises(Conflict, match="撤回"):
            act(world, document_id)
