"""How well and how fast distribution lists are read, beside cutting them at their separators.

    python bench/lists.py

Prints how many of the own blocks (tests/lists/cases.py) either way reads exactly, and blocks a second on one core.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests" / "lists")]

from cases import CASES  # noqa: E402

from distro.lists.grammar import parse  # noqa: E402

ROUNDS = 20


def cut(text: str) -> list[str]:
    """The names between separators, behind the last colon: what a first attempt at this does."""
    return [name for name in re.split(r"[，、；。\s]+", re.split("[：:]", text.strip("：:"))[-1]) if name]


def read(text: str) -> list[str]:
    return [recipient.name for tier in parse(text).tiers for recipient in tier.recipients]


def names(written: str) -> list[str]:
    """The names of a reading in the notation of the cases."""
    return [name for name in written.split() if name not in ("|", "//") and not name.endswith(":")]


def seconds(way: Callable[[str], list[str]], texts: list[str]) -> float:
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            way(text)
    return time.process_time() - start


def main() -> None:
    cases = [case for kind in CASES.values() for case in kind]
    texts = [text for text, _ in cases]
    results = {}
    for label, way in (("cut at separators", cut), ("read by the grammar", read)):
        right = sum(way(text) == names(expected) for text, expected in cases)
        results[label] = right
        print(f"{label:20} {right:4} of {len(cases)} exact, {ROUNDS * len(cases) / seconds(way, texts):9.0f} blocks/s")
    first, second = results.values()
    print(f"ratio of exact blocks {second / first:.2f}")


if __name__ == "__main__":
    main()
