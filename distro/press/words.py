"""Where the words of a Chinese text begin: the likeliest division by a list of words and how frequent they are."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

_LONGEST = 6
_PARTICLES = frozenset("的了和与及或等在为对把将以从向由到不是有新第年月日号")
_PARTICLE, _UNKNOWN = 5.0, 9.0  # costs of a hanzi that stands alone, beside the logarithm of a word's rank


@cache
def _costs() -> dict[str, float]:
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    return {word: math.log(rank + 20) for rank, word in enumerate(words)}


def starts(text: str) -> set[int]:
    """The places at which a word begins, 0 and the end of the text among them."""
    costs = _costs()
    best = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(max(0, end - _LONGEST), end):
            piece = text[start:end]
            if end - start == 1:
                cost = _PARTICLE if piece in _PARTICLES else _UNKNOWN
            elif piece in costs:
                cost = costs[piece]
            else:
                continue
            found.append((best[start][0] + cost, start))
        best.append(min(found))
    places, at = {len(text)}, len(text)
    while at:
        at = best[at][1]
        places.add(at)
    return places
