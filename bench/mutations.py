"""Broken lists in any number: that none stops the grammar, none loses a character, and none takes long.

    python -m bench.mutations [--many 1000000] [--length 320]

Each list is own cases put together and changed at random (tests/lists/grammar/mutations.py), as long as the list of a
bulletin is, or as is asked. Prints how many lost a character, the mean time and the longest, and the longest without what
the garbage collector took of it.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

from distro.lists.grammar.parse import parse
from tests.lists.grammar.mutations import lost, mutated

CHUNK = 1_000


class Collector:
    """The seconds that collections of garbage took."""

    def __init__(self) -> None:
        self.seconds = self._start = 0.0

    def __call__(self, phase: str, _: object) -> None:
        if phase == "start":
            self._start = time.process_time()
        else:
            self.seconds += time.process_time() - self._start


def chunk(first: int, many: int, length: int) -> tuple[list[int], float, float, float]:
    """The seeds of lists that lost something, the seconds of all, of the slowest, and of the slowest without collections."""
    bad, total, longest, longest_alone = [], 0.0, 0.0, 0.0
    collector = Collector()
    gc.callbacks.append(collector)
    for seed in range(first, first + many):
        text = mutated(Random(seed), length)  # noqa: S311
        collector.seconds = 0.0
        start = time.process_time()
        parse(text)
        took = time.process_time() - start
        total, longest = total + took, max(longest, took)
        longest_alone = max(longest_alone, took - collector.seconds)
        if lost(text):
            bad.append(seed)
    gc.callbacks.remove(collector)
    return bad, total, longest, longest_alone


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--length", type=int, default=320)
    asked = parser.parse_args()
    bad: list[int] = []
    total = longest = longest_alone = 0.0
    starts = range(0, asked.many, CHUNK)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        sizes = [min(CHUNK, asked.many - start) for start in starts]
        for found, took, slowest, slowest_alone in pool.map(chunk, starts, sizes, [asked.length] * len(sizes)):
            bad += found
            total, longest = total + took, max(longest, slowest)
            longest_alone = max(longest_alone, slowest_alone)
    print(f"{asked.many} lists of {asked.length} characters: {len(bad)} lost a character {bad[:10]}")
    print(f"mean {1000 * total / asked.many:.2f} ms, longest {1000 * longest:.1f} ms of one core")
    print(f"without collections of garbage {1000 * longest_alone:.1f} ms")


if __name__ == "__main__":
    main()
