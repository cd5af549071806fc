"""Lists as they come when something went wrong on the way: cut, doubled, shuffled, with marks where none belong."""

from __future__ import annotations

import re
from random import Random

from distro.lists.grammar.parse import parse
from tests.lists.grammar.cases import CASES

TEXTS = [text for cases in CASES.values() for text, _ in cases]
TOKEN = re.compile(r"[一-鿿]{1,6}|.|\n")
TOKENS = sorted({token for text in TEXTS for token in TOKEN.findall(text)})
"""Pieces of the own cases, to be put together at random."""

_MARKS = "，、；。：\n （）()各和　0"
_MOST_CHANGES = 30
SEPARATORS = re.compile(r"[^\w]|_|[①-⑳]|以及|[和及与暨]")


def mutated(random: Random, length: int) -> str:
    """Own cases one behind the other, up to `length` characters, with some changes."""
    text = ""
    while len(text) < length:
        text += random.choice(TEXTS) + random.choice(("\n", "", "，"))
    characters = list(text[:length])
    for _ in range(random.randrange(1, _MOST_CHANGES)):
        place = random.randrange(len(characters))
        change = random.randrange(5)
        if change == 0:
            del characters[place : place + random.randrange(1, 6)]
        elif change == 1:
            characters[place:place] = random.choice(TOKENS)
        elif change == 2:
            start = random.randrange(len(characters))
            characters[place:place] = characters[start : start + random.randrange(1, 20)]
        elif change == 3:
            characters[place:place] = random.choice(_MARKS)
        else:
            other = random.randrange(len(characters))
            characters[place], characters[other] = characters[other], characters[place]
        characters = characters or ["各"]
    return "".join(characters)


def lost(text: str) -> str:
    """The characters of the text that are in no recipient, label, field or leftover, and are no separators."""
    reading = parse(text)
    places = [*reading.fields, *((one.start, one.end) for one in reading.leftovers)]
    for tier in reading.tiers:
        assert text.startswith(tier.label, tier.start)
        places.append((tier.start, tier.start + len(tier.label)))
        places += [(one.start, one.end) for one in tier.recipients]
    covered = [False] * len(text)
    for start, end in places:
        assert 0 <= start <= end <= len(text)
        covered[start:end] = [True] * (end - start)
    return SEPARATORS.sub("", "".join(each for each, is_in in zip(text, covered, strict=True) if not is_in))
