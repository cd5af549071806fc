"""The words of the grammar: each stands once among those it is an alternative to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from distro.lists.grammar import (
    anatomy,
    blocks,
    echoes,
    endings,
    fitting,
    judging,
    labels,
    lexicon,
    likeness,
    nouns,
    prefixes,
    steps,
    written,
)

MODULES = (
    anatomy,
    blocks,
    echoes,
    endings,
    fitting,
    judging,
    labels,
    lexicon,
    likeness,
    nouns,
    prefixes,
    steps,
    written,
)
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value.pattern
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
PIECE = re.compile(r"\\.|\[[^\]]*\]|\(\?P<\w+>|\(\?<?[:!=]|[()|]|[^\\\[()|]+")


def alternatives(pattern: str) -> Iterator[list[str]]:
    """What stands between the bars of each bracket of a pattern, and outside them."""
    opened = [[""]]
    for piece in PIECE.findall(pattern):
        if piece == "|":
            opened[-1].append("")
        elif piece == ")":
            inside = opened.pop()
            yield inside
            opened[-1][-1] += "|".join(inside) + ")"
        else:
            opened[-1][-1] += piece
            if piece.startswith("("):
                opened.append([""])
    yield opened[0]


def twice(words: list[str]) -> list[str]:
    return [word for word, many in Counter(words).items() if many > 1]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_word_stands_twice_among_its_alternatives(name: str) -> None:
    assert not [each for words in alternatives(PATTERNS[name]) for each in twice(words)]


def test_alternatives_are_those_of_each_bracket() -> None:
    assert list(alternatives(r"a(?:b|c(?=[|)])|b)|\|d")) == [
        ["[|)]"],
        ["b", "c(?=[|)])", "b"],
        ["a(?:b|c(?=[|)])|b)", r"\|d"],
    ]
