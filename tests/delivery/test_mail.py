"""Notices through a real mail server: one address that is refused does not disturb the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from distro.delivery import actions as deliveries
from distro.delivery.rules import State
from distro.embedded import free_port
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.outside.mail_text import compose
from distro.settings import Settings
from distro.system import System
from tests import builders

MAILBOXES = {"云溪市委": "later@example.cn", "云溪市财政局": "nobody@example.cn", "云溪市教育局": "jyj@example.cn"}


class Server:
    """Knows no `nobody`, and asks `later` to come again the first time."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.received: Counter[str] = Counter()
        self.said: list[EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked[address] += 1
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later") and self.asked[address] == 1:
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.update(envelope.rcpt_tos)
        self.said.append(message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def mailing(system: System, settings: Settings, server: Server) -> Iterator[System]:
    """A system whose mail goes to the server."""
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    made = System(settings.with_(smtp_url=f"smtp://127.0.0.1:{port}"))
    yield made
    made.close()
    controller.stop()


def test_an_address_refused_for_now_is_tried_again_and_nobody_is_told_twice(mailing: System, server: Server) -> None:
    world = builders.world(mailing)
    with mailing.work(builders.TESTER) as w:
        offices.register(w, MAILBOXES)
        for name, office in register.by_names(w, MAILBOXES).items():
            offices.set_mailbox(w, office.id, MAILBOXES[name])
    document_id = builders.issued(world)
    assert server.received == {"later@example.cn": 1, "jyj@example.cn": 1}
    assert builders.delivery_to(world, document_id, "云溪市财政局").state is State.FAILED
    assert builders.delivery_to(world, document_id, "云溪市委").state is State.SENT


def test_the_notice_of_an_arrival_says_so_and_the_reminder_that_the_receipt_is_owed(
    mailing: System, server: Server
) -> None:
    world = builders.world(mailing)
    with mailing.work(builders.TESTER) as w:
        offices.register(w, MAILBOXES)
        offices.set_mailbox(w, register.by_names(w, ["云溪市教育局"])["云溪市教育局"].id, "jyj@example.cn")
    document_id = builders.issued(world)
    with mailing.work(world.secretary) as w:
        deliveries.chase(w, document_id)
    builders.drain(mailing)
    office = builders.delivery_to(world, document_id, "云溪市教育局")
    values = {
        "office": office.office_name,
        "number": builders.document(world, document_id).number,
        "address": f"{mailing.settings.base_url}/inbox/{office.id}",
    }
    assert [(each["Subject"], each.get_content()) for each in server.said] == [
        tuple(compose(name, **values)) for name in ("arrival", "reminder")
    ]
