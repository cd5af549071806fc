"""How steady the press is that all processes of a machine share: memory, replacements, and how long previews take.

    python -m bench.pressroom [--prints 1000] [--seconds 60]

First so many mixed prints, one after another: bulletins of one to twelve pages, headings, tables, pictures. Then four
people write at once for so many seconds, one of them on 46 pages, and each looks at a new preview as soon as the last
one is there.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from distro.outside.press import SharedPress
from distro.press.document import Bulletin
from distro.processes.limits import own_memory
from tests.press import samples, specimens

ROOT = Path(__file__).resolve().parents[1]

LENGTHS = {"1 page": 2, "5 pages": 14, "5 pages, too": 14, "46 pages": 158}
"""What the four people write: paragraphs of each."""
PAUSE = 1.0
"""Seconds in which somebody writes on before the next preview is asked for."""


def mixed() -> Iterator[Bulletin]:
    """Documents without end, no two the same: nothing comes from the shelf."""
    special = (specimens.headings(), specimens.tables(), specimens.pictures(), specimens.issue())
    number = 0
    while True:
        number += 1
        document = special[number // 10 % 4] if number % 10 == 0 else samples.bulletin(1 + number * 7 % 40)
        yield replace(document, issue_text=f"2026年第{number}期（总第{number}期）")


def pressmen(service: int) -> list[int]:
    told = Path(f"/proc/{service}/task").glob("*/children")
    return sorted(int(child) for path in told for child in path.read_text().split())


def lasting(press: SharedPress, service: int, prints: int) -> None:
    seen: set[int] = set()
    taken: list[float] = []
    for number, document in zip(range(prints), mixed(), strict=False):
        start = time.perf_counter()
        press.print_document(document)
        taken.append(time.perf_counter() - start)
        present = pressmen(service)
        seen |= set(present)
        if number % max(1, prints // 10) == prints // 10 - 1:
            held = " ".join(f"{own_memory(each) >> 20:4}" for each in present)
            print(f"  after {number + 1:5} prints: {held} MB", flush=True)
    print(f"pressmen replaced in {prints} prints: {len(seen) - len(pressmen(service))} (goal 0)")
    print(f"a print: {told(taken)}")


def alone(press: SharedPress) -> None:
    taken = []
    for number in range(10):
        document = replace(samples.bulletin(LENGTHS["5 pages"]), issue_text=f"独印第{number}稿")
        start = time.perf_counter()
        press.preview(document, "alone", number)
        taken.append(time.perf_counter() - start)
    print(f"a preview of 5 pages, nobody else writing: {told(taken)}", flush=True)


def writing(press: SharedPress, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    taken: dict[str, list[float]] = {name: [] for name in LENGTHS}

    def write(name: str, paragraphs: int) -> None:
        document, version = samples.bulletin(paragraphs), 0
        while time.monotonic() < deadline:
            version += 1
            changed = replace(document, issue_text=f"{name}第{version}稿")
            start = time.perf_counter()
            press.preview(changed, name, version)
            taken[name].append(time.perf_counter() - start)
            time.sleep(PAUSE)

    people = [threading.Thread(target=write, args=each) for each in LENGTHS.items()]
    for each in people:
        each.start()
    for each in people:
        each.join()
    print("previews with four people writing at once:")
    for name, found in taken.items():
        print(f"  {name:14} {told(found)}")


def told(taken: list[float]) -> str:
    found = sorted(taken)
    p50, p95 = (found[min(len(found) - 1, int(len(found) * share))] for share in (0.5, 0.95))
    return f"p50 {p50:.2f} s, p95 {p95:.2f} s of {len(found)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prints", type=int, default=1000, help="how many documents the memory is watched over")
    parser.add_argument("--seconds", type=float, default=60, help="how long the four people write")
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: others' work is in the seconds")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "press.sock"
        command = [sys.executable, "-m", "distro.cli", "press", "serve", str(path)]
        with subprocess.Popen(command, cwd=ROOT) as service:
            try:
                while not path.exists():
                    time.sleep(0.1)
                press = SharedPress(path)
                press.print_document(samples.bulletin())
                alone(press)
                writing(press, chosen.seconds)
                lasting(press, service.pid, chosen.prints)
            finally:
                service.send_signal(signal.SIGTERM)
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
