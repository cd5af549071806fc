"""Whether a number is ever lost or given twice while many take them at once, some go back and workers are killed.

    python -m bench.numbering [--documents 2000] [--processes 50] [--printed 60]

Documents of four series (期号 with a running total, 增刊, 文号, 令号) and of two years, all mixed and signed, are numbered
and ordered to be issued by so many processes. A third of the numbers are taken and rolled back first, one in forty is
given up afterwards, and every moment a process is killed with kill -9 and another goes on with its share. Then some are
printed, sent and filed by real workers that are killed meanwhile. Told in the end: gaps and doubles (goal 0), the
numbers given up, and the prints that do not bear the number of the ledger (goal 0).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from multiprocessing.context import ForkProcess
from uuid import UUID

from sqlalchemy import func, select, text

from bench.scratch import workplace
from distro.archive.models import Record
from distro.delivery.models import Dispatch
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.models import Document, Series, TakenNumber, VoidedNumber
from distro.documents.rules import State
from distro.kernel.errands import Errand
from distro.press.finished.last_words import last_words
from distro.settings import Settings
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.documents.papers import NOTICE, ORDER
from tests.fleet import Fleet

DAYS = (date(2025, 12, 30), date(2026, 1, 5))
SERIES = (
    replace(builders.DRAFT, designation="第　期（总第　期）"),
    replace(builders.DRAFT, designation="增刊第　期"),
    replace(NOTICE, designation="云档发〔2025〕　号", annexes="", print_date=None),
    ORDER,
)
BACK, GIVEN_UP = 3, 40
FORKED = multiprocessing.get_context("fork")


class BackError(Exception):
    """Raised where a number has been taken, so that it has not been."""


def here(world: World, settings: Settings) -> World:
    """The same people on this process's own connections."""
    return replace(world, system=System(settings))


def signed(world: World, settings: Settings, indices: Sequence[int], told: multiprocessing.Queue[list[UUID]]) -> None:
    """Documents up to the officer's signature; tells their ids."""
    world, ids = here(world, settings), []
    for index in indices:
        content, day = SERIES[index % len(SERIES)], DAYS[index // len(SERIES) % len(DAYS)]
        designation = content.designation.replace("2025", str(day.year))
        ids.append(builders.approved(world, replace(content, date=day, designation=designation)))
    told.put(ids)


def all_signed(world: World, settings: Settings, count: int, processes: int) -> list[UUID]:
    """The ids of so many documents that an officer has signed."""
    told: multiprocessing.Queue[list[UUID]] = FORKED.Queue()
    at_work = [
        FORKED.Process(target=signed, args=(world, settings, range(at, count, processes), told))
        for at in range(processes)
    ]
    for process in at_work:
        process.start()
    ids = [document_id for _ in at_work for document_id in told.get()]
    for process in at_work:
        process.join()
    return ids


def carry(world: World, settings: Settings, ids: Sequence[UUID]) -> None:
    """Number and release a share, from wherever somebody who was killed has left it."""
    world = here(world, settings)
    for number, document_id in enumerate(ids, start=1):
        is_given_up = number % GIVEN_UP == 0
        while builders.document(world, document_id).state is State.APPROVED:
            with suppress(BackError), world.system.work(world.secretary) as w:
                documents.number(w, document_id)
                if random.random() < 1 / (BACK + 1):  # noqa: S311
                    raise BackError
        if is_given_up and builders.document(world, document_id).state is State.NUMBERED:
            with world.system.work(world.secretary) as w:
                documents.withdraw(w, document_id)
        if builders.document(world, document_id).state is State.DRAFT:
            with world.system.work(world.secretary) as w:
                documents.void(w, document_id, "不再印发")
        if builders.document(world, document_id).state is State.NUMBERED:
            with world.system.work(world.secretary) as w:
                issuing.issue(w, document_id)


def numbered(world: World, settings: Settings, ids: Sequence[UUID], processes: int) -> int:
    """Everything is numbered in the end, though processes are killed; returns how many were."""
    shares = {at: ids[at::processes] for at in range(processes)}

    def begun(at: int) -> ForkProcess:
        process = FORKED.Process(target=carry, args=(world, settings, shares[at]))
        process.start()
        return process

    running = {at: begun(at) for at in shares}
    killed = 0
    while running:
        time.sleep(0.5)
        at = random.choice(list(running))  # noqa: S311
        if running[at].is_alive():
            running[at].kill()
            killed += 1
        for at, process in list(running.items()):
            if not process.is_alive():
                process.join()
                if process.exitcode:
                    running[at] = begun(at)
                else:
                    del running[at]
    return killed


def printed(world: World, fleet: Fleet, count: int) -> int:
    """So many of them, by workers that are killed; returns how often."""
    with world.system.work(TESTER) as w:
        chosen = w.session.scalars(
            select(Errand.subject).where(Errand.step == "print-document").order_by(func.random()).limit(count)
        ).all()
        w.session.execute(
            text("UPDATE errand SET parked_at = now() WHERE NOT subject = ANY(:chosen)"), {"chosen": list(chosen)}
        )
    fleet.start()
    killed = 0
    while True:
        time.sleep(random.uniform(4, 10))  # noqa: S311
        with world.system.work(TESTER) as w:
            filed = w.session.scalar(select(func.count()).select_from(Record))
            sent = w.session.scalar(select(func.count()).select_from(Dispatch).where(Dispatch.sent_at.is_not(None)))
        if (filed, sent) == (len(chosen), len(chosen)):
            return killed
        name = random.choice(("press", "press", "worker"))  # noqa: S311
        fleet.kill_one(name)
        fleet.start_one(name)
        killed += 1


def looked_at(world: World, ids: Sequence[UUID]) -> None:
    """Every number in the ledger, and every print."""
    counted: dict[str, list[int]] = defaultdict(list)
    with world.system.work(TESTER) as w:
        lines = w.session.execute(
            select(TakenNumber, Series, VoidedNumber)
            .join(Series, Series.id == TakenNumber.series_id)
            .outerjoin(VoidedNumber, VoidedNumber.number_id == TakenNumber.id)
        ).all()
        for number, series, _ in lines:
            if number.first:
                counted[f"{series.name or series.theme} {series.kind} {number.year}"].append(number.first)
            if number.total_first:
                counted[f"{series.name or series.theme} {series.kind} through all years"].append(number.total_first)
        for name, numbers in sorted(counted.items()):
            doubles, gaps = len(numbers) - len(set(numbers)), max(numbers) - len(set(numbers))
            print(f"  {name:<40} 1-{max(numbers)}: doubles {doubles}, gaps {gaps}")
        void = sum(voided is not None for *_, voided in lines)
        states = Counter(w.session.scalars(select(Document.state).where(Document.id.in_(ids))))
        said = ", ".join(f"{state} {count}" for state, count in states.items())
        print(f"  {len(ids)} documents, {len(lines)} numbers, {void} of them given up; {said}")
        issued = w.session.scalars(select(Document).where(Document.state == State.ISSUED)).all()
        bear = sum(
            "".join(document.taken.split()) in last_words(w.outside.store.get(document.pdf_digest or ""), 10**6)
            for document in issued
        )
        print(f"  {len(issued)} prints, {bear} bear the number of the ledger")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--printed", type=int, default=60)
    told = parser.parse_args()
    with workplace() as (system, fleet):
        world = builders.world(system)
        assert world.reviewer
        builders.drafted(world)
        settings = system.settings
        ids = all_signed(world, settings, told.documents, told.processes)
        print(f"  {len(ids)} documents signed by {told.processes} processes", flush=True)
        print(
            f"  numbered and released; processes killed: {numbered(world, settings, ids, told.processes)}", flush=True
        )
        print(
            f"  printed, sent and filed {told.printed}; workers killed: {printed(world, fleet, told.printed)}",
            flush=True,
        )
        looked_at(world, ids)


if __name__ == "__main__":
    main()
