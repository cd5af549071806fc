"""Broken lists in any number: that none stops the grammar, none loses a character, and none takes long.

    python -m bench.mutations [--many 1000000] [--length 320]

Each list is own cases put together and changed at random (tests/lists/grammar/mutations.py), as long as the list of a
bulletin is, or as is asked. Prints how many lost a character, the mean time and the longest.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

from distro.lists.grammar.parse import parse
from tests.lists.grammar.mutations import lost, mutated

CHUNK = 1_000


def chunk(first: int, many: int, length: int) -> tuple[list[int], float, float]:
    """The seeds of lists that lost something, the seconds of all and of the slowest."""
    bad, total, longest = [], 0.0, 0.0
    for seed in range(first, first + many):
        text = mutated(Random(seed), length)  # noqa: S311
        start = time.process_time()
        parse(text)
        took = time.process_time() - start
        total, longest = total + took, max(longest, took)
        if lost(text):
            bad.append(seed)
    return bad, total, longest


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--length", type=int, default=320)
    asked = parser.parse_args()
    bad: list[int] = []
    total = longest = 0.0
    starts = range(0, asked.many, CHUNK)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        sizes = [min(CHUNK, asked.many - start) for start in starts]
        for found, took, slowest in pool.map(chunk, starts, sizes, [asked.length] * len(sizes)):
            bad += found
            total, longest = total + took, max(longest, slowest)
    print(f"{asked.many} lists of {asked.length} characters: {len(bad)} lost a character {bad[:10]}")
    print(f"mean {1000 * total / asked.many:.2f} ms, longest {1000 * longest:.1f} ms of one core")


if __name__ == "__main__":
    main()
