"""Where nobody could open an inbox the copy goes by paper, and the secretary enters what was signed there."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from distro import issuing
from distro.accounts import actions as accounts
from distro.accounts.rules import Role
from distro.audit import queries as audit
from distro.delivery import actions as deliveries
from distro.delivery import queries
from distro.delivery.models import Receipt, Try
from distro.delivery.rules import Channel, DeliveryFact, State
from distro.documents import issuing as going_out
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.offices import actions as offices
from distro.outside.clock import beijing
from distro.system import System
from tests import builders
from tests.builders import TESTER, World

WITH_CLERK, WITHOUT = "云溪市委", "云溪市政府"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def today(world: World) -> date:
    with world.system.work(TESTER) as w:
        return w.today


def enter(world: World, document_id: UUID, office: str, person: str = "王某", day: date | None = None) -> Receipt:
    delivery = builders.delivery_to(world, document_id, office)
    with world.system.work(world.secretary) as w:
        return deliveries.enter_receipt(w, document_id, delivery.id, person, day or w.today)


def backdate(world: World, document_id: UUID, days: int) -> None:
    with world.system.work(TESTER) as w:
        for delivery in queries.of_document(w, document_id):
            delivery.sent_at = w.now - timedelta(days=days)


def test_the_channel_is_that_of_the_day_it_is_addressed(world: World) -> None:
    document_id = builders.issued(world)
    assert builders.delivery_to(world, document_id, WITH_CLERK).channel is Channel.INBOX
    paper = builders.delivery_to(world, document_id, WITHOUT)
    assert (paper.channel, paper.state) == (Channel.PAPER, State.SENT)
    with world.system.work(TESTER) as w:
        channels = dict(w.session.execute(select(Try.delivery_id, Try.channel)).all())
    assert channels[paper.id] == "paper"
    assert sorted(channels.values()) == ["inbox", "paper", "paper", "paper"]
    assert issuing.report(world.system, document_id)["deliveries"] == {
        "total": 4,
        "sent": 4,
        "failed": 0,
        "acknowledged": 0,
    }


def test_a_clerk_without_an_active_account_opens_no_inbox(world: World) -> None:
    leaver = builders.person(world.system, "leaver", (Role.CLERK, WITHOUT))
    with world.system.work(TESTER) as w:
        accounts.deactivate(w, leaver.id)
    document_id = builders.issued(world)
    assert builders.delivery_to(world, document_id, WITHOUT).channel is Channel.PAPER


def test_what_was_signed_on_paper_becomes_the_receipt(world: World) -> None:
    document_id = builders.issued(world)
    backdate(world, document_id, 3)
    day = today(world) - timedelta(days=1)
    receipt = enter(world, document_id, WITHOUT, " 王某 ", day)
    assert (receipt.person_name, receipt.entered_by, beijing(receipt.at).date()) == (
        "王某",
        world.secretary.name,
        day,
    )
    assert builders.delivery_to(world, document_id, WITHOUT).state is State.ACKNOWLEDGED
    assert issuing.report(world.system, document_id)["deliveries"]["acknowledged"] == 1
    with world.system.work(TESTER) as w:
        entry = w.session.scalars(select(Entry).where(Entry.fact == DeliveryFact.RECEIPT_ENTERED)).one()
        assert (entry.data["signed_by"], entry.data["signed_on"], entry.actor) == (
            "王某",
            day.isoformat(),
            world.secretary.name,
        )
        assert not w.session.scalars(select(Entry).where(Entry.fact == DeliveryFact.ACKNOWLEDGED)).all()
        assert audit.chain(w).holds


def test_it_is_entered_once_and_for_good(world: World) -> None:
    document_id = builders.issued(world)
    enter(world, document_id, WITHOUT)
    with pytest.raises(Conflict, match="已签收"):
        enter(world, document_id, WITHOUT, "李某")
    with pytest.raises(DBAPIError, match="permission denied"), world.system.work(TESTER) as w:
        w.session.execute(text("UPDATE receipt SET person_name = 'x'"))


@pytest.mark.parametrize("days", [-8, 1])
def test_the_day_lies_between_sending_and_today(world: World, days: int) -> None:
    document_id = builders.issued(world)
    backdate(world, document_id, 7)
    with pytest.raises(Refusal, match="送达当天至今天"):
        enter(world, document_id, WITHOUT, day=today(world) + timedelta(days=days))
    enter(world, document_id, WITHOUT, day=today(world) - timedelta(days=7))


def test_the_day_of_sending_is_not_before_sending(world: World) -> None:
    document_id = builders.issued(world)
    receipt = enter(world, document_id, WITHOUT)
    assert receipt.at >= builders.delivery_to(world, document_id, WITHOUT).sent_at


@pytest.mark.parametrize(("name", "words"), [(" ", "签收人姓名"), ("名" * 31, "最多 30")])
def test_somebody_signed(world: World, name: str, words: str) -> None:
    document_id = builders.issued(world)
    with pytest.raises(Refusal, match=words):
        enter(world, document_id, WITHOUT, name)
    assert builders.delivery_to(world, document_id, WITHOUT).state is State.SENT


def test_only_the_issuers_secretary_enters_and_only_paper(world: World) -> None:
    document_id = builders.issued(world)
    with pytest.raises(Conflict, match="网上送达"):
        enter(world, document_id, WITH_CLERK)
    paper = builders.delivery_to(world, document_id, WITHOUT)
    for actor, refused in ((world.approver, Forbidden), (world.outsider, NotFound)):
        with pytest.raises(refused), world.system.work(actor) as w:
            deliveries.enter_receipt(w, document_id, paper.id, "王某", w.today)
    with world.system.work(world.secretary) as w:
        going_out.recall(w, document_id, "附表有误")
    with pytest.raises(Conflict, match="撤回"):
        enter(world, document_id, WITHOUT)


def test_a_clerk_named_meanwhile_acknowledges_in_the_inbox(world: World) -> None:
    document_id = builders.issued(world)
    clerk = builders.person(world.system, "later", (Role.CLERK, WITHOUT))
    paper = builders.delivery_to(world, document_id, WITHOUT)
    with world.system.work(clerk) as w:
        deliveries.open_(w, paper.id)
        receipt = deliveries.acknowledge(w, paper.id, builders.document(world, document_id).pdf_digest)
    assert receipt.entered_by is None
    with pytest.raises(Conflict, match="已签收"):
        enter(world, document_id, WITHOUT)


def test_an_office_on_paper_with_a_mailbox_is_told(system: System, world: World) -> None:
    with system.work(TESTER) as w:
        (office,) = offices.register(w, [WITHOUT])
        offices.set_mailboxes(w, office.id, ["zhengfu@example.cn"])
    builders.issued(world)
    with system.work(TESTER) as w:
        told = w.session.scalars(select(Try.delivery_id).where(Try.channel == "mail")).all()
        assert len(told) == 1
