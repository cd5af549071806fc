"""How long a document takes from its print to every office, against the usual way and against the floor.

    python -m bench.fanout [--recipients 10000] [--usual 1000]

Real workers, PostgreSQL as it is run (fsync on). One class of so many offices, every hundredth with a mailbox. Measured
from the moment the document is printed until every copy is sent, every notice handed over and the record filed; a
checker then looks at every row. The usual way is an ORM row, a Celery task, its notice and a commit for each copy (of
`--usual` copies, told for as many as the others); the floor is one INSERT … SELECT of the delivery rows.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, text

from bench.scratch import workplace
from distro.archive import queries as archive
from distro.archive.models import Record
from distro.delivery.models import Delivery, Dispatch, Notice, Try
from distro.delivery.rules import DeliveryFact, NoticeState, State, Why
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents import queries as reads
from distro.documents.models import Document
from distro.kernel.chain import Statement, digest_of
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.settings import child_environment
from tests import builders
from tests.builders import TESTER, World
from tests.fleet import Fleet

ROOT = Path(__file__).resolve().parents[1]


def took(what: str, do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    seconds = time.perf_counter() - begun
    print(f"  {what:<42} {seconds:8.2f} s", flush=True)
    return seconds


def await_(done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(0.05)


def released(world: World) -> UUID:
    """A document to the whole class, about to be printed; tells what the requests took."""
    document_id = builders.drafted(world, replace(builders.DRAFT, imprint="送：各成员单位。"))

    def submit() -> None:
        with world.system.work(world.secretary) as w:
            documents.submit(w, document_id)

    def issue() -> None:
        with world.system.work(world.approver) as w:
            documents.approve(w, document_id, reads.find(w, document_id).revision)
        with world.system.work(world.secretary) as w:
            documents.number(w, document_id)
        with world.system.work(world.secretary) as w:
            issuing.issue(w, document_id)

    took("送审 (with its preview)", submit)
    took("签发, 编号, 印发 in the requests", issue)
    # A long list is frozen by a step.
    took("freezing, where it is a step", lambda: world.system.work_off("default"))
    return document_id


def sent_by_workers(world: World, document_id: UUID, fleet: Fleet) -> float:
    """Seconds from the print until everything is out, told and filed."""

    def is_done() -> bool:
        with world.system.work(TESTER) as w:
            return (
                archive.of_document(w, document_id) is not None
                and w.session.scalar(select(Dispatch.sent_at).where(Dispatch.document_id == document_id)) is not None
                and not w.session.scalar(select(func.count()).select_from(Errand))
            )

    def send() -> None:
        with world.system.work(TESTER) as w:
            w.session.execute(text("UPDATE errand SET due_at = now(), parked_at = NULL"))
        await_(is_done)

    # The workers start beforehand, and find nothing to do: starting Python is not what is measured.
    with world.system.work(TESTER) as w:
        w.session.execute(text("UPDATE errand SET parked_at = now()"))
    fleet.start()
    time.sleep(8)
    took("workers: printed, sent, told and filed", send)
    with world.system.work(TESTER) as w:
        begun = reads.find(w, document_id).issued
        addressed, sent = w.session.execute(select(Dispatch.addressed_at, Dispatch.sent_at)).one()
        told = w.session.scalar(select(func.max(Notice.ended_at)))
        filed = w.session.scalar(select(func.max(Record.filed_at)))
    parts = {"addressing began": addressed, "last copy": sent, "last notice": told, "filed": filed}
    after = {what: (at - begun.at).total_seconds() for what, at in parts.items() if at}
    print("  after the print:", ", ".join(f"{what} {seconds:.2f} s" for what, seconds in after.items()), flush=True)
    return max(after.values())


def checked(world: World, document_id: UUID, recipients: int) -> None:
    """Every row is there, once, and says what happened."""
    with world.system.work(TESTER) as w:
        of = Delivery.document_id == document_id
        sent = select(Delivery.id).where(of, Delivery.state == State.SENT)
        count = {
            "deliveries": w.session.scalar(select(func.count()).select_from(Delivery).where(of)),
            "sent": w.session.scalar(select(func.count()).select_from(sent.subquery())),
            "offices": w.session.scalar(select(func.count(Delivery.office_id.distinct())).where(of)),
            "numbers": w.session.scalar(select(func.max(Delivery.copy_number)).where(of)),
            "tries": w.session.scalar(
                select(func.count(Try.delivery_id.distinct())).where(Try.delivery_id.in_(sent), Try.channel != "mail")
            ),
        }
        facts = w.session.scalars(
            select(Entry.data).where(Entry.subject == document_id, Entry.fact == DeliveryFact.SENT)
        )
        count["facts"] = len({copy[1] for each in facts for copy in each["copies"]})
        assert set(count.values()) == {recipients}, count
        told = w.session.scalar(select(func.count()).select_from(Notice).where(Notice.state == NoticeState.KEPT))
        assert told == recipients // 100, told
        for entry in w.session.scalars(select(Entry).execution_options(yield_per=5000)):
            said: Any = {name: getattr(entry, name) for name in Statement.__annotations__}
            assert entry.digest == digest_of(**said), entry.id
    print(f"  checked: {recipients} copies sent, once each; {told} told; every entry has its digest")


def floor(world: World, document_id: UUID) -> float:
    """One INSERT … SELECT of the same rows, as a second round that is taken away again."""
    with world.system.work(TESTER) as w:
        document = w.session.get_one(Document, document_id)
        round_ = Dispatch(
            id=uuid4(),
            document_id=document.id,
            list_id=document.list_id,
            round=2,
            why=Why.FURTHER,
            copies=0,
            addressed_at=w.now,
        )
        w.session.add(round_)

    def insert() -> None:
        with world.system.work(TESTER) as w:
            w.session.execute(
                text(
                    """
                    INSERT INTO delivery (id, dispatch_id, document_id, entry_id, office_id, office_name, state,
                                          channel, copy_number, addressed_at)
                    SELECT gen_random_uuid(), :round, document_id, entry_id, office_id, office_name, 'ADDRESSED',
                           channel, copy_number + 1000000, addressed_at
                    FROM delivery WHERE document_id = :document
                    """
                ),
                {"round": round_.id, "document": document_id},
            )

    seconds = took("the floor: one INSERT … SELECT", insert)
    builders.tamper(world.system, "DELETE FROM delivery WHERE dispatch_id = :round", round=round_.id)
    return seconds


def usual(world: World, document_id: UUID, copies: int) -> float:
    """Seconds for each copy of the usual way."""
    settings = world.system.settings
    os.environ.update(child_environment(settings))
    # It reads the environment when it is imported, as a worker's module does.
    from bench import usual

    with world.system.work(TESTER) as w:
        model = w.session.scalars(select(Delivery).where(Delivery.document_id == document_id).limit(copies)).all()
        round_id = w.session.scalar(select(Dispatch.id).where(Dispatch.round == 2))
    with (settings.data_dir / "usual.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "bench.usual", "-q", "worker", "-Q", "usual", "-c", "2"],
            cwd=ROOT,
            env=child_environment(settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    time.sleep(8)

    def send() -> None:
        for number, each in enumerate(model):
            with world.system.work(TESTER) as w:
                row = Delivery(
                    id=uuid4(),
                    dispatch_id=round_id,
                    document_id=document_id,
                    entry_id=each.entry_id,
                    office_id=each.office_id,
                    office_name=each.office_name,
                    state=State.ADDRESSED,
                    channel=each.channel,
                    copy_number=2_000_000 + number,
                    addressed_at=w.now,
                )
                w.session.add(row)
                w.session.flush()
                usual.facts(w, DeliveryFact.ADDRESSED, row)
            usual.send.delay(str(row.id))

        def is_done() -> bool:
            with world.system.work(TESTER) as w:
                waiting = select(func.count()).select_from(Delivery)
                return not w.session.scalar(waiting.where(Delivery.state == State.ADDRESSED))

        await_(is_done)

    try:
        return took(f"the usual way, {len(model)} copies", send) / len(model)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--usual", type=int, default=1_000, help="copies sent the usual way")
    told = parser.parse_args()
    print(f"{told.recipients} recipients, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    with workplace() as (system, fleet):
        world = builders.world(system)
        builders.crowd(world, told.recipients)
        document_id = released(world)
        ours = sent_by_workers(world, document_id, fleet)
        fleet.kill()
        checked(world, document_id, told.recipients)
        least = floor(world, document_id)
        theirs = usual(world, document_id, told.usual) * told.recipients
    print(f"  the usual way, for {told.recipients}: {theirs:.1f} s")
    print(f"{theirs / ours:.0f} times as fast as the usual way (goal 50), {ours / least:.1f} times the floor (goal 4)")


if __name__ == "__main__":
    main()
