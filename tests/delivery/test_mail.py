"""Notices through a real mail server: one address that is refused does not disturb the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from distro.delivery.rules import State
from distro.embedded import free_port
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.settings import Settings
from distro.system import System
from tests import builders

MAILBOXES = {"云溪市委": "later@example.cn", "云溪市财政局": "nobody@example.cn", "云溪市教育局": "jyj@example.cn"}


class Server:
    """Knows no `nobody`, and asks `later` to come again the first time."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.received: Counter[str] = Counter()

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
