"""How long the whole chain of the journal takes to walk, beside `sha256sum` of the same bytes, and going on from the
last point; and whether memory stays flat.

    python -m bench.verify [--entries 100000] [--receipts 10000] [--new 1000]

The entries are those of a fan-out: a copy sent, opened, acknowledged, each with the digest and the link the product
gives it. The walk runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from bench.scratch import Scratch, scratch
from distro.audit import actions
from distro.delivery.rules import DeliveryFact
from distro.kernel.actor import Actor
from distro.kernel.chain import GENESIS, digest_of, link
from distro.settings import Settings
from distro.system import System

BEGIN = datetime(2026, 1, 4, 8, 0, 0, 123456, tzinfo=UTC)
COPIES = 200
JOURNAL = "COPY journal (id, at, actor_id, actor, fact, subject, office_id, cause, data, digest) FROM STDIN"
LINK = "COPY link (number, entry_id, hash) FROM STDIN"
RECEIPT = (
    "COPY receipt (delivery_id, person_id, person_name, office_name, at, title, number, pages, pdf_digest, head)"
    " FROM STDIN"
)


def said(count: int) -> Iterator[dict[str, object]]:
    """What the entries of a fan-out say, copy after copy."""
    issuer, document = uuid4(), uuid4()
    for number in range(count):
        copy, kind = divmod(number, 3)
        if kind == 0:
            delivery = uuid4()
            if copy % COPIES == 0:
                document = uuid4()
        by_clerk = kind > 0
        yield {
            "at": BEGIN + timedelta(seconds=copy, microseconds=kind),
            "actor_id": uuid4() if by_clerk else None,
            "actor": "收文某" if by_clerk else "send-copies",
            "fact": (DeliveryFact.SENT, DeliveryFact.OPENED, DeliveryFact.ACKNOWLEDGED)[kind].value,
            "subject": delivery,
            "office_id": issuer,
            "cause": None if by_clerk else number + 1,
            "data": {"document": str(document), "office": f"云溪市第{copy % COPIES}号单位办公室"}
            | ({"pdf": "ab" * 32} if kind == 2 else {}),
        }


class Filled:
    """A journal that grows, its entries written as canonical bytes beside it too."""

    def __init__(self, at: Scratch) -> None:
        self.bytes = at.folder / "journal.bytes"
        self._url = at.superuser
        self._number, self._head = 0, GENESIS

    def grow(self, entries: int, receipts: int) -> None:
        links, acknowledged = [], []
        with psycopg.connect(self._url) as connection, self.bytes.open("ab") as copy_of:
            connection.execute("SET session_replication_role = replica")
            with connection.cursor().copy(JOURNAL) as rows:
                for each in said(entries):
                    digest = digest_of(**each)  # type: ignore[arg-type]  # a Statement by its making
                    self._number += 1
                    self._head = link(self._head, self._number, digest)
                    links.append((self._number, self._number, self._head))
                    if each["fact"] == DeliveryFact.ACKNOWLEDGED:
                        acknowledged.append(each["subject"])
                    copy_of.write(_canonical(each))
                    rows.write_row((self._number, *list(each.values())[:-1], json.dumps(each["data"]), digest))
            with connection.cursor().copy(LINK) as rows:
                for row in links:
                    rows.write_row(row)
            every = max(1, len(links) // max(1, receipts))
            with connection.cursor().copy(RECEIPT) as rows:
                for place, delivery in enumerate(acknowledged[:receipts]):
                    head = links[min(place * every, len(links) - 1)][2]
                    rows.write_row(
                        (delivery, UUID(int=1), "收文某", "单位", BEGIN, "标题", "第1期", 1, "ab" * 32, head)
                    )
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _canonical(each: dict[str, object]) -> bytes:
    parts = [value if value is None or isinstance(value, int | str | dict) else str(value) for value in each.values()]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def most_memory() -> float:
    """MB this program ever had, the one it was begun from not counted."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


def walk(settings: Settings, whole: bool, answer: multiprocessing.SimpleQueue) -> None:  # type: ignore[type-arg]  # generic only in its stub
    system = System(settings)
    with system.work(Actor.system("bench")) as w:
        w.today  # noqa: B018
    before = most_memory()
    begun, own = time.perf_counter(), time.process_time()
    with system.work(Actor.system("bench")) as w:
        run = actions.verify_all(w) if whole else actions.verify_on(w)
        assert run.holds, run.reason
    seconds, own = time.perf_counter() - begun, time.process_time() - own
    answer.put((run.links, seconds, own, before, most_memory()))


def told(what: str, settings: Settings, whole: bool) -> float:
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    child = context.Process(target=walk, args=(settings, whole, answer))
    child.start()
    child.join()
    links, seconds, cpu, before, after = answer.get()
    print(
        f"{what:<34} {seconds:7.2f} s  ({cpu:.2f} s CPU here), up to link {links}, {before:.0f} -> {after:.0f} MB",
        flush=True,
    )
    return float(seconds)


def sha256sum(path: Path) -> float:
    """Seconds, the best of three: the file is in memory then."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(["sha256sum", path], check=True, stdout=subprocess.DEVNULL)  # noqa: S607
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--receipts", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=1_000, help="entries sealed after the first walk")
    chosen = parser.parse_args()
    with scratch() as at:
        filled = Filled(at)
        filled.grow(chosen.entries, chosen.receipts)
        size = filled.bytes.stat().st_size
        print(f"{chosen.entries} entries of {size / chosen.entries:.0f} bytes, {chosen.receipts} receipts")
        floor = sha256sum(filled.bytes)
        print(f"{'sha256sum':<34} {floor:7.2f} s", flush=True)
        whole = told("the whole chain", at.settings, whole=True)
        print(f"ratio {whole / floor:.1f}, {1e6 * whole / chosen.entries:.1f} µs a link")
        filled.grow(chosen.new, chosen.new // 10)
        told(f"{chosen.new} more, from the last point on", at.settings, whole=False)
        told("nothing more", at.settings, whole=False)


if __name__ == "__main__":
    main()
