"""Notices through a real mail server: one mail for one address, whatever the server does to the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from distro.audit import queries as audit
from distro.delivery import actions as deliveries
from distro.delivery import matrix, notices
from distro.delivery.matrix import Row
from distro.delivery.models import Delivery, Notice, Try
from distro.delivery.rules import DeliveryFact, NoticeKind, NoticeState, Outcome, State
from distro.documents import issuing
from distro.embedded import free_port
from distro.kernel.errands import Again, Errand
from distro.kernel.journal import Entry
from distro.kernel.mailing import MailServer
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.outside.mail_text import compose
from distro.settings import Settings
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.web.visiting import Visitor

PARTY, FINANCE, SCHOOLS = "云溪市委", "云溪市财政局", "云溪市教育局"


class Server:
    """Knows no `nobody`, does not take what it is sent for `never`, asks `later` to come again the first time and
    breaks off when it has the message for `drop` the first time. `is_full`: refuses everything for now."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.received: Counter[str] = Counter()
        self.said: list[EmailMessage] = []
        self.is_full = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked[address] += 1
        if self.is_full:
            return "452 4.3.1 no room"
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later") and self.asked[address] == 1:
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [address] = envelope.rcpt_tos
        if address.startswith("never"):
            return "554 5.7.1 refused after the message"
        self.received[address] += 1
        self.said.append(message_from_bytes(envelope.original_content, policy=default))
        if address.startswith("drop") and self.received[address] == 1:
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def server() -> Server:
    return Server()


class Host:
    """The machine the server runs on: it goes away and comes back at the same address."""

    def __init__(self, server: Server) -> None:
        self.port = free_port()
        self._server = server
        self._running: Controller | None = None

    def start(self) -> None:
        self._running = Controller(self._server, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None


@pytest.fixture
def host(server: Server) -> Iterator[Host]:
    made = Host(server)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def world(system: System, settings: Settings, host: Host) -> Iterator[World]:
    """A world whose mail goes to the server; whatever a test does there, the journal tells of every try, once."""
    made = System(settings.with_(smtp_url=f"smtp://127.0.0.1:{host.port}"))
    yield builders.world(made)
    with made.work(TESTER) as w:
        tried = sorted(w.session.scalars(select(Try.id).where(Try.channel == "mail")))
        told = select(Entry.data["try"].astext).where(Entry.data.has_key("notice"), Entry.data.has_key("try"))
        assert sorted(map(UUID, w.session.scalars(told))) == tried
    made.close()


def told_at(world: World, **mailboxes: list[str]) -> None:
    named = {"party": PARTY, "finance": FINANCE, "schools": SCHOOLS}
    with world.system.work(TESTER) as w:
        offices.register(w, named.values())
        for key, addresses in mailboxes.items():
            offices.set_mailboxes(w, register.by_names(w, [named[key]])[named[key]].id, addresses)


def later(world: World) -> None:
    """Everything that waits is due, and done."""
    with world.system.work(TESTER) as w:
        w.session.execute(update(Errand).values(due_at=w.now))
        w.session.execute(update(MailServer).values(paused_until=w.now))
    builders.drain(world.system)


def row(world: World, document_id: UUID, office: str) -> Row:
    document = builders.document(world, document_id)
    with world.system.work(TESTER) as w:
        return next(
            each for each in matrix.of_document(w, document) if each.delivery and each.delivery.office_name == office
        )


def notices_of(world: World, document_id: UUID, office: str) -> list[tuple[str, NoticeState, str]]:
    return [(each.address, each.state, each.reply) for each in row(world, document_id, office).notices]


def tries(world: World) -> Counter[tuple[str, Outcome]]:
    with world.system.work(TESTER) as w:
        return Counter(
            w.session.execute(select(Notice.address, Try.outcome).join(Notice, Notice.id == Try.notice_id)).all()
        )


def facts(world: World, fact: DeliveryFact) -> int:
    with world.system.work(TESTER) as w:
        return w.session.scalar(select(func.count()).select_from(Entry).where(Entry.fact == fact))


def test_each_address_gets_one_mail_whatever_the_server_says_of_others(world: World, server: Server) -> None:
    told_at(world, party=["later@example.cn"], finance=["nobody@example.cn"], schools=["jyj@example.cn"])
    document_id = builders.issued(world)
    assert notices_of(world, document_id, PARTY)[0][1] is NoticeState.WAITING
    later(world)
    assert server.received == {"later@example.cn": 1, "jyj@example.cn": 1}
    assert tries(world) == {
        ("later@example.cn", Outcome.DEFERRED): 1,
        ("later@example.cn", Outcome.DONE): 1,
        ("nobody@example.cn", Outcome.REFUSED): 1,
        ("jyj@example.cn", Outcome.DONE): 1,
    }
    assert builders.delivery_to(world, document_id, FINANCE).state is State.FAILED
    assert builders.delivery_to(world, document_id, PARTY).state is State.SENT
    assert notices_of(world, document_id, FINANCE) == [
        ("nobody@example.cn", NoticeState.REFUSED, "550 5.1.1 no such mailbox")
    ]
    assert facts(world, DeliveryFact.NOTICED) == 2
    assert facts(world, DeliveryFact.NOTICE_REFUSED) == facts(world, DeliveryFact.FAILED) == 1


def test_a_refusal_after_the_message_is_for_good_too(world: World, server: Server) -> None:
    told_at(world, party=["never@example.cn"], schools=["jyj@example.cn"])
    document_id = builders.issued(world)
    later(world)
    assert server.received == {"jyj@example.cn": 1}
    assert server.asked["never@example.cn"] == 1
    assert builders.delivery_to(world, document_id, PARTY).state is State.FAILED


def test_of_several_addresses_one_is_enough(world: World, server: Server) -> None:
    told_at(world, party=["nobody@example.cn", "dangban@example.cn"])
    document_id = builders.issued(world)
    assert server.received == {"dangban@example.cn": 1}
    assert builders.delivery_to(world, document_id, PARTY).state is State.SENT
    assert [state for _, state, _ in notices_of(world, document_id, PARTY)] == [NoticeState.SENT, NoticeState.REFUSED]


def test_nobody_is_told_where_there_is_no_address(world: World, server: Server) -> None:
    told_at(world, party=["dangban@example.cn"])
    document_id = builders.issued(world)
    assert row(world, document_id, FINANCE).nobody_to_tell
    assert not row(world, document_id, PARTY).nobody_to_tell
    with world.system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Notice)) == 1


def test_a_repeat_after_a_broken_connection_bears_the_same_number(world: World, server: Server) -> None:
    told_at(world, party=["drop@example.cn"])
    document_id = builders.issued(world)
    [(_, state, _)] = notices_of(world, document_id, PARTY)
    assert state is NoticeState.WAITING
    assert tries(world) == {("drop@example.cn", Outcome.UNKNOWN): 1}
    later(world)
    assert server.received == {"drop@example.cn": 2}
    assert len({each["Message-ID"] for each in server.said}) == 1
    assert tries(world)["drop@example.cn", Outcome.DONE] == 1


def test_a_try_whose_worker_was_killed_is_one_of_which_nobody_knows(world: World, server: Server) -> None:
    told_at(world, party=["dangban@example.cn"])
    builders.released(world)
    for queue in ("press", "default"):
        world.system.work_off(queue)
    with world.system.work(TESTER) as w:
        [notice_id] = w.session.scalars(select(Notice.id))
        [order] = notices.prepare(w, [notice_id])
    assert isinstance(order, notices.Mail)
    notices.post(world.system.outside, order)
    later(world)
    assert tries(world) == {("dangban@example.cn", Outcome.UNKNOWN): 1, ("dangban@example.cn", Outcome.DONE): 1}
    assert len({each["Message-ID"] for each in server.said}) == 1


def test_a_server_that_is_away_is_left_alone_by_all_mail(world: World, server: Server, host: Host) -> None:
    told_at(world, party=["a@example.cn"], finance=["b@example.cn"], schools=["c@example.cn"])
    host.stop()
    document_id = builders.issued(world)
    with world.system.work(TESTER) as w:
        [paused] = w.session.scalars(select(MailServer))
        assert paused.name == f"127.0.0.1:{host.port}"
        assert "refused" in paused.reason
        assert paused.paused_until > w.now
        assert set(w.session.scalars(select(Errand.due_at))) == {paused.paused_until}
        # The operator is told.
        assert [each.name for each in audit.health(w).servers] == [paused.name]
        # What is called for from now on is not tried either, and none of it counts as a try.
        [notice_id, *_] = w.session.scalars(select(Notice.id))
        assert notices.prepare(w, [notice_id])[0] == Again(paused.reason, at=paused.paused_until)
        assert set(w.session.scalars(select(Errand.attempts))) == {0}
        # Nor is a try of any under way.
        assert set(w.session.scalars(select(Notice.begun_at))) == {None}
    assert sum(tries(world).values()) == 1
    host.start()
    later(world)
    assert server.received == {"a@example.cn": 1, "b@example.cn": 1, "c@example.cn": 1}
    with world.system.work(TESTER) as w:
        assert w.session.scalars(select(MailServer)).all() == []
    assert builders.delivery_to(world, document_id, PARTY).state is State.SENT


def test_a_server_that_defers_everybody_is_left_alone_longer_each_time(world: World, server: Server) -> None:
    boxes = [f"{name}@example.cn" for name in "abcdefgh"]
    told_at(world, party=boxes)
    server.is_full = True
    builders.issued(world)
    assert sum(server.asked.values()) == 3
    pauses = []
    for _ in range(3):
        later(world)
        with world.system.work(TESTER) as w:
            [paused] = w.session.scalars(select(MailServer))
            pauses.append(paused.paused_until - w.now)
    assert sum(server.asked.values()) == 6
    assert pauses[0] < pauses[1] < pauses[2] <= timedelta(minutes=10)
    server.is_full = False
    later(world)
    assert server.received == dict.fromkeys(boxes, 1)


def test_who_has_acknowledged_or_was_recalled_is_told_nothing_more(world: World, server: Server, host: Host) -> None:
    told_at(world, party=["a@example.cn"], finance=["b@example.cn"])
    host.stop()
    document_id = builders.issued(world)
    letter = builders.delivery_to(world, document_id, PARTY)
    with world.system.work(world.clerk) as w:
        deliveries.open_(w, letter.id)
        deliveries.acknowledge(w, letter.id, builders.document(world, document_id).pdf_digest)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    host.start()
    later(world)
    assert server.received == {}
    with world.system.work(TESTER) as w:
        assert set(w.session.scalars(select(Notice.state))) == {NoticeState.NEEDLESS}


def test_the_notice_of_an_arrival_says_so_and_the_reminder_that_the_receipt_is_owed(
    world: World, server: Server
) -> None:
    told_at(world, schools=["jyj@example.cn"])
    document_id = builders.issued(world)
    with world.system.work(world.secretary) as w:
        deliveries.chase(w, document_id)
    builders.drain(world.system)
    office = builders.delivery_to(world, document_id, SCHOOLS)
    values = {
        "office": office.office_name,
        "number": builders.document(world, document_id).number,
        "address": f"{world.system.settings.base_url}/inbox/{office.id}",
    }
    assert [(each["Subject"], each.get_content()) for each in server.said] == [
        tuple(compose(name, **values)) for name in ("arrival", "reminder")
    ]
    assert {each.kind for each in row(world, document_id, SCHOOLS).notices} == set(NoticeKind)
    assert facts(world, DeliveryFact.REMINDED) == 4


def test_a_copy_that_is_sent_again_has_a_notice_of_its_own(world: World, server: Server) -> None:
    told_at(world, party=["a@example.cn"])
    document_id = builders.issued(world)
    letter = builders.delivery_to(world, document_id, PARTY)
    with world.system.work(world.clerk) as w:
        deliveries.open_(w, letter.id)
        deliveries.return_(w, letter.id, "缺第 2 页")
    with world.system.work(world.secretary) as w:
        deliveries.resend(w, document_id, letter.id)
    builders.drain(world.system)
    again = builders.delivery_to(world, document_id, PARTY)
    assert (again.state, again.sent_at) == (State.SENT, letter.sent_at)
    assert len({each["Message-ID"] for each in server.said}) == 2
    with world.system.work(TESTER) as w:
        inbox = select(func.count()).select_from(Try).where(Try.delivery_id == letter.id, Try.channel == "inbox")
        assert w.session.scalar(inbox) == 2
        assert w.session.scalar(select(func.count()).select_from(Delivery)) == 4


def test_without_a_server_nothing_says_that_a_mail_was_sent(system: System) -> None:
    """It lies in a folder, for whoever tries the product out."""
    world = builders.world(system)
    told_at(world, party=["dangban@example.cn"])
    document_id = builders.issued(world)
    assert notices_of(world, document_id, PARTY) == [("dangban@example.cn", NoticeState.KEPT, "")]
    assert tries(world) == {("dangban@example.cn", Outcome.KEPT): 1}
    assert (facts(world, DeliveryFact.NOTICED), facts(world, DeliveryFact.NOTICE_KEPT)) == (0, 1)
    assert builders.delivery_to(world, document_id, PARTY).state is State.SENT
    page = Visitor(system, "secretary").get(f"/documents/{document_id}").text
    assert "没有寄出（dangban@example.cn）" in page
    assert "已交邮件服务器" not in page
