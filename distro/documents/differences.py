"""What changed between two revisions, as the words that went and the words that came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from distro.documents.draft import DAYS, Draft
from distro.outside.clock import date_text

CLOSELY = 2_000
"""So many characters of a line, or lines of a text, are compared one by one; the time grows with their square."""

_UNTOLD = ("choices", "copies_numbered")
"""Fields that hold no words of the text: only that they changed is told."""


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Words that are in both texts, in the earlier one only, or in the later one only."""

    fate: Fate
    text: str


Line = list[Piece]


def changes(before: Draft, after: Draft) -> dict[str, list[Line]]:
    """The lines of each field that says something else than it did."""
    changed = after.changed_since(before)
    return {name: [] if name in _UNTOLD else list(lines(_text(before, name), _text(after, name))) for name in changed}


def lines(before: str, after: str) -> Iterator[Line]:
    """The lines that changed, with the words in them that did."""
    old, new = before.split("\n"), after.split("\n")
    for fate, old_from, old_to, new_from, new_to in _opcodes(old, new):
        if fate != "equal":
            for pair in zip_longest(old[old_from:old_to], new[new_from:new_to], fillvalue=""):
                yield list(words(*pair))


def words(before: str, after: str) -> Iterator[Piece]:
    """One line as pieces of both."""
    for fate, old_from, old_to, new_from, new_to in _opcodes(before, after):
        if fate == "equal":
            yield Piece(Fate.SAME, before[old_from:old_to])
        else:
            if old_from < old_to:
                yield Piece(Fate.GONE, before[old_from:old_to])
            if new_from < new_to:
                yield Piece(Fate.NEW, after[new_from:new_to])


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What became of which stretch; what both begin and end with is never compared."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_to, new_to = len(old) - end, len(new) - end
    if start:
        yield "equal", 0, start, 0, start
    if max(old_to, new_to) - start > CLOSELY:
        yield "replace", start, old_to, start, new_to
    else:
        for fate, *ends in SequenceMatcher(None, old[start:old_to], new[start:new_to], autojunk=False).get_opcodes():
            old_from, old_end, new_from, new_end = (each + start for each in ends)
            yield fate, old_from, old_end, new_from, new_end
    if end:
        yield "equal", old_to, len(old), new_to, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (before, after) in pairs if before != after), min(len(old), len(new)))


def _text(content: Draft, name: str) -> str:
    value = getattr(content, name)
    if name in DAYS:
        return date_text(value) if value else ""
    return str(value)
