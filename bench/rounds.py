"""Whether anything is lost, doubled or stuck when workers are killed while offices acknowledge and mail is refused.

    python -m bench.rounds [--rounds 100] [--offices 24]

In each round a bulletin is released to so many offices, half of them with a mailbox; in a moment by chance one or
several workers are killed with kill -9 and started again, the broker sometimes emptied; meanwhile clerks open and
acknowledge what has arrived. The mail server is slow, refuses, defers and breaks off by chance. Told for each round: the
seconds from the last kill until everything is out, told and filed; at the end how many acts were doubled (goal 0), how
many lost (goal 0), and how many rounds took more than 60 s (goal 0).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import threading
import time
from collections import Counter, defaultdict
from dataclasses import replace
from email import message_from_bytes
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller
from sqlalchemy import func, select, text

from bench.scratch import workplace
from distro.accounts.rules import Role
from distro.archive.models import Record
from distro.delivery import actions as deliveries
from distro.delivery.models import Delivery, Dispatch, Notice, Receipt, Try
from distro.delivery.rules import DeliveryFact, NoticeState, State
from distro.documents import queries as reads
from distro.documents.rules import DocumentFact
from distro.embedded import free_port
from distro.kernel.actor import Actor
from distro.kernel.errands import Errand
from distro.kernel.errors import Refusal
from distro.kernel.journal import Entry
from tests import builders
from tests.builders import TESTER, World

STUCK = 60
CLERKS = 6
ONCE = (
    DocumentFact.ISSUED,
    DeliveryFact.ADDRESSED,
    DeliveryFact.SENT,
    DeliveryFact.DISPATCHED,
    DeliveryFact.ACKNOWLEDGED,
    DeliveryFact.NOTICED,
    "record.filed",
)
"""What happens once for each subject; a notice is told apart by its own id."""


class Server:
    """Slow, and out of temper one time in five."""

    def __init__(self) -> None:
        self.ids: dict[str, list[str]] = defaultdict(list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(random.uniform(0, 0.3))  # noqa: S311
        mood = random.random()  # noqa: S311
        if mood < 0.05:
            return "451 4.3.0 not now"
        if mood < 0.08:
            return "554 5.7.1 never"
        self.ids[envelope.rcpt_tos[0]].append(message_from_bytes(envelope.original_content)["Message-ID"])
        if mood < 0.12:
            server.transport.abort()
        return "250 OK"


class Clerks:
    """People who open and acknowledge whatever has come to their offices."""

    def __init__(self, world: World, actors: list[Actor]) -> None:
        self._world, self._actors = world, actors
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.wrong: list[str] = []

    def _work(self) -> None:
        while not self._is_over.is_set():
            for actor in self._actors:
                with self._world.system.work(actor) as w:
                    waiting = w.session.execute(
                        select(Delivery.id, Delivery.document_id).where(
                            Delivery.office_id.in_(actor.offices(Role.CLERK)), Delivery.state == State.SENT
                        )
                    ).all()
                for delivery_id, document_id in waiting:
                    try:
                        with self._world.system.work(actor) as w:
                            deliveries.open_(w, delivery_id)
                        with self._world.system.work(TESTER) as w:
                            digest = reads.find(w, document_id).issued.pdf_digest
                        with self._world.system.work(actor) as w:
                            deliveries.acknowledge(w, delivery_id, digest)
                    except Refusal as refusal:
                        self.wrong.append(str(refusal))
            time.sleep(0.05)

    def __enter__(self) -> Clerks:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()


def is_done(world: World, document_id: UUID, served: int) -> bool:
    """Out, told, filed, and acknowledged by those who are there."""
    with world.system.work(TESTER) as w:
        of = Delivery.document_id == document_id
        return bool(
            w.session.scalar(select(Dispatch.sent_at).where(Dispatch.document_id == document_id))
            and w.session.scalar(select(Record.id).where(Record.document_id == document_id))
            and not w.session.scalar(select(func.count()).select_from(Errand))
            and w.session.scalar(select(func.count()).select_from(Receipt).join(Delivery).where(of)) == served
        )


def doubled(world: World) -> Counter[str]:
    """Facts that say the same act twice."""
    found: Counter[str] = Counter()
    with world.system.work(TESTER) as w:
        for fact in ONCE:
            told = (
                select(Entry.subject)
                .where(Entry.fact == fact)
                .group_by(Entry.subject, Entry.data["notice"].astext, Entry.data["copies"].astext)
                .having(func.count() > 1)
            )
            if count := len(w.session.scalars(told).all()):
                found[str(fact)] = count
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--offices", type=int, default=24)
    told = parser.parse_args()
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    with workplace(smtp_url=f"smtp://127.0.0.1:{controller.port}") as (system, fleet):
        world = builders.world(system)
        offices = [f"云溪市第{number}局" for number in range(1, told.offices + 1)]
        imprint = "送：" + "、".join(offices) + "。"
        actors = [builders.person(system, f"clerk{n}", (Role.CLERK, offices[n])) for n in range(CLERKS)]
        builders.drafted(world, replace(builders.DRAFT, imprint=imprint))
        with system.work(TESTER) as w:
            w.session.execute(
                text("UPDATE office SET mailboxes = ARRAY[id || '@example.cn'] WHERE name = ANY(:names)"),
                {"names": offices[::2]},
            )
        fleet.start()
        slow, kills = [], 0
        with Clerks(world, actors) as clerks:
            for number in range(1, told.rounds + 1):
                content = replace(builders.DRAFT, designation=builders.as_issue(number), imprint=imprint)
                document_id = builders.released(world, content)
                for _ in range(random.randint(1, 3)):  # noqa: S311
                    time.sleep(random.uniform(0, 1.2))  # noqa: S311
                    for victim in random.sample(["press", "worker", "mail", "beat"], random.randint(1, 3)):  # noqa: S311
                        fleet.kill_one(victim)
                        kills += 1
                        fleet.start_one(victim)
                    if random.random() < 0.3:  # noqa: S311
                        fleet.empty_broker()
                begun = time.monotonic()
                while not is_done(world, document_id, CLERKS):
                    if time.monotonic() > begun + 600:
                        raise SystemExit(f"round {number}: stuck for ten minutes")
                    time.sleep(0.1)
                slow.append(time.monotonic() - begun)
                print(f"round {number}: {slow[-1]:.1f} s after the last kill", flush=True)
        fleet.kill()
        with system.work(TESTER) as w:
            wanted = told.rounds * told.offices
            sent = w.session.scalar(select(func.count()).select_from(Delivery).where(Delivery.sent_at.is_not(None)))
            notices = dict(w.session.execute(select(Notice.state, func.count()).group_by(Notice.state)).all())
            tries = w.session.scalar(select(func.count()).select_from(Try).where(Try.channel == "mail"))
        repeats = sum(len(ids) - len(set(ids)) for ids in server.ids.values())
        per_notice = Counter(each for ids in server.ids.values() for each in ids)
        twice_by_other_ids = sum(len(set(ids)) > told.rounds for ids in server.ids.values())
        print(
            f"{told.rounds} rounds, {kills} kills: copies sent {sent} of {wanted}; receipts {told.rounds * CLERKS};"
            f" notices {', '.join(f'{NoticeState(state).name} {count}' for state, count in notices.items())}"
            f" in {tries} tries\n"
            f"acts told twice: {dict(doubled(world)) or 'none'}; mails repeated with the same Message-ID: {repeats}"
            f" (at most {max(per_notice.values())} of one), with another: {twice_by_other_ids}\n"
            f"longest {max(slow):.1f} s, more than {STUCK} s: {sum(each > STUCK for each in slow)} rounds;"
            f" refused to clerks: {Counter(clerks.wrong) or 'nothing'}"
        )
    controller.stop()


if __name__ == "__main__":
    main()
