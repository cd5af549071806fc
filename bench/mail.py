"""What a bad mail server costs: pages, issuing, and how many mails each office gets.

    python -m bench.mail [--offices 60] [--times 8] [--seconds 40]

A running service (`distro up`, real workers) whose mail goes to a server that is, in turn: good; takes 10 s for each
mail; refuses one of 25 after the message; defers everything after 30 mails for a while; does not answer at all; drops
the connection after the message, the first time it has it. Each time some bulletins go to so many offices with a mailbox
while a clerk opens pages. Told: the page's p95 and the median time until all copies are sent, each against the good
server's; how many notices reached the server, and how often each of them did: a repeat bears the same Message-ID.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import func, select, text

from distro import roles
from distro.cli.once import Browser
from distro.delivery.models import Delivery, Dispatch, Notice
from distro.delivery.rules import NoticeState
from distro.embedded import free_port
from distro.embedded.cluster import Cluster
from distro.kernel.mailing import MailServer
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.watching import Observed

KINDS = ("good", "slow", "refusing", "deferring", "silent", "dropping")
SLOW = 10
DEFERS_AFTER, DEFERS_FOR = 30, 20


@dataclass
class Server:
    """A mail server of one of the kinds, and how often it took each message, by address and Message-ID."""

    kind: str = "good"
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    mails: int = 0
    full_since: float | None = None

    def be(self, kind: str) -> None:
        self.kind, self.mails, self.full_since = kind, 0, None
        self.taken.clear()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.kind == "silent":
            await asyncio.sleep(3600)
        if self.kind == "deferring" and self.mails >= DEFERS_AFTER:
            self.full_since = self.full_since or time.monotonic()
            if time.monotonic() < self.full_since + DEFERS_FOR:
                return "451 4.7.1 too many mails, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        self.mails += 1
        if self.kind == "slow":
            await asyncio.sleep(SLOW)
        if self.kind == "refusing" and self.mails % 25 == 0:
            return "554 5.7.1 refused after the message"
        mail = (address, message_from_bytes(envelope.original_content)["Message-ID"])
        self.taken[mail] += 1
        if self.kind == "dropping" and self.taken[mail] == 1:
            server.transport.abort()
        return "250 OK"


class Clerk:
    """Somebody who opens pages as long as it lasts."""

    def __init__(self, base_url: str) -> None:
        self._browser = Browser(base_url)
        self._browser.submit("/sign-in", {"login": "clerk", "password": builders.PASSWORD}, page="/sign-in")
        self._url = base_url
        self.seconds: list[float] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._open, daemon=True)

    def _open(self) -> None:
        while not self._is_over.is_set():
            for path in ("/", "/inbox"):
                begun = time.perf_counter()
                self._browser._opener.open(self._url + path, timeout=120).read()
                self.seconds.append(time.perf_counter() - begun)
            time.sleep(0.2)

    def __enter__(self) -> Clerk:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]


def offices_with_mailboxes(world: World, count: int) -> str:
    names = [f"云溪市第{number}局" for number in range(1, count + 1)]
    content = replace(builders.DRAFT, imprint="送：云溪市委、" + "、".join(names) + "。")
    builders.drafted(world, content)
    with world.system.work(TESTER) as w:
        w.session.execute(
            text("UPDATE office SET mailboxes = ARRAY[id || '@example.cn'] WHERE name = ANY(:names)"), {"names": names}
        )
    return content.imprint


def issued(world: World, issue: int, imprint: str) -> float:
    """Seconds from the order to issue until every copy is sent."""
    content = replace(builders.DRAFT, designation=builders.as_issue(issue), imprint=imprint)
    # The clock rings once a second: whoever came in step with it would measure that.
    time.sleep(random.random())  # noqa: S311
    begun = time.perf_counter()
    document_id = builders.released(world, content)
    while True:
        with world.system.work(TESTER) as w:
            if w.session.scalar(select(Dispatch.sent_at).where(Dispatch.document_id == document_id)):
                return time.perf_counter() - begun
        time.sleep(0.05)


def await_told(system: System) -> None:
    """Wait until no notice is waited for any more."""
    deadline = time.monotonic() + 120
    waiting = select(func.count()).select_from(Notice).where(Notice.state == NoticeState.WAITING)
    while time.monotonic() < deadline:
        with system.work(TESTER) as w:
            if not w.session.scalar(waiting):
                return
        time.sleep(0.5)
    raise SystemExit("notices still wait")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, default=60)
    parser.add_argument("--times", type=int, default=8, help="how many bulletins are issued with each kind")
    parser.add_argument("--seconds", type=float, default=40, help="how long pages are opened with each kind")
    told = parser.parse_args()
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    with tempfile.TemporaryDirectory(prefix="distro-mail-", ignore_cleanup_errors=True) as temporary:
        observed = Observed(Path(temporary) / "data")
        observed.settings = observed.settings.with_(smtp_url=f"smtp://127.0.0.1:{controller.port}")
        observed.start()
        addresses = roles.make(Cluster(observed.settings.data_dir).url)
        system = System(observed.settings.with_(database_url=addresses.running, secret_key="k1" * 20 + "abcdefgh"))
        world = builders.world(system)
        imprint = offices_with_mailboxes(world, told.offices)
        base: tuple[float, float] | None = None
        issued(world, 1, imprint)  # the first print of a service takes longer than any other
        await_told(system)
        for turn, kind in enumerate(KINDS):
            server.be(kind)
            with Clerk(observed.settings.base_url) as clerk:
                begun = time.monotonic()
                issues = range(2 + turn * told.times, 2 + (turn + 1) * told.times)
                samples = [issued(world, issue, imprint) for issue in issues]
                seconds = statistics.median(samples)
                while time.monotonic() < begun + told.seconds:
                    time.sleep(0.1)
            base = base or (clerk.p95, seconds)
            with system.work(TESTER) as w:
                states = dict(
                    w.session.execute(
                        select(Notice.state, func.count())
                        .join(Delivery, Delivery.id == Notice.delivery_id)
                        .where(
                            Delivery.dispatch_id.in_(
                                select(Dispatch.id).order_by(Dispatch.addressed_at.desc()).limit(told.times)
                            )
                        )
                        .group_by(Notice.state)
                    ).all()
                )
                paused = w.session.scalars(select(MailServer)).one_or_none()
            print(
                f"{kind:<10} pages p95 {clerk.p95 * 1000:5.0f} ms ({clerk.p95 / base[0]:.2f} of good) of {len(clerk.seconds)}"
                f"  issued in {seconds:5.2f} s ({seconds / base[1]:.2f}), {min(samples):.2f} to {max(samples):.2f}\n"
                f"           the server took {len(server.taken)} notices, each at most"
                f" {max(server.taken.values(), default=0)} times under its one Message-ID, for"
                f" {len({address for address, _ in server.taken})} addresses;"
                f" notices: {', '.join(f'{NoticeState(state).name} {count}' for state, count in states.items())}"
                + (f"; server left alone: {paused.reason}" if paused else ""),
                flush=True,
            )
            server.be("good")
            with system.work(TESTER) as w:
                w.session.execute(text("UPDATE errand SET due_at = now() WHERE step = 'mail-notice'"))
                w.session.execute(text("DELETE FROM mail_server"))
            await_told(system)
        system.close()
        observed.process.terminate()
        observed.process.wait()
    controller.stop()


if __name__ == "__main__":
    main()
