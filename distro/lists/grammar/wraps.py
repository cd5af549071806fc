"""White space inside a block: whether it parts two names, or one name is wrapped or spaced letter by letter."""

from __future__ import annotations

import re
from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy

_FULL_WIDTH = str.maketrans({"(": "（", ")": "）"})
_TRIVIA = re.compile(r"\s+|\*\*")
_NEXT_WORDS = re.compile(r"[^，,；;。、|/\s*]{1,40}")
_SHORTEST_FULL_LINE = 12
_SPACED_WORDS = 4


class Gap(NamedTuple):
    """White space between two pieces: its line break, if any, and what the line before it is like.

    `is_flowing`: separators stand on that line or the next, so it is running text and no list of one name a line.
    `is_full`: the next line is not longer, so the line may have been broken for want of room.
    """

    is_break: bool
    is_flowing: bool
    is_full: bool


SPACE = Gap(is_break=False, is_flowing=False, is_full=False)


def clean(words: str) -> str:
    """Words without white space, with the brackets of Chinese print."""
    return _TRIVIA.sub("", words).translate(_FULL_WIDTH)


def parts_names(text: str, start: int, end: int, following: int, limit: int, gap: Gap) -> bool:
    """Whether the gap between the piece start:end and the next one at `following` parts two names."""
    left = clean(text[max(start, end - 40) : end])
    match = _NEXT_WORDS.match(text, following, limit)
    right = clean(match.group()) if match else ""
    if len(left) < 2 or len(right) < 2:
        return False
    before, after = anatomy(left), anatomy(right)
    if before.is_place and len("".join(anatomy(left + right).path[:1])) > len(before.place):
        return False
    if not gap.is_break:
        return _parts_spaced(before, after)
    if gap.is_flowing and gap.is_full:
        return not _is_wrapped(before, after)
    return _parts_lines(before, after, is_long=gap.is_flowing or end - start > _SHORTEST_FULL_LINE)


def _parts_spaced(before: Anatomy, after: Anatomy) -> bool:
    if not before.is_known:
        return min(len(before.words), len(after.words)) >= _SPACED_WORDS
    return not before.is_place or bool(after.path)


def _parts_lines(before: Anatomy, after: Anatomy, *, is_long: bool) -> bool:
    if not before.is_known or (before.is_place and not after.path):
        return False
    if after.path or after.quantifier or after.is_person or (after.persons and not after.is_bare):
        return True
    return after.is_known and not is_long


def _is_wrapped(before: Anatomy, after: Anatomy) -> bool:
    """In running text a full line mostly breaks inside a name, unless both sides are plainly whole."""
    if not before.is_known or before.is_place or lx.is_deictic(before.words):
        return True
    if after.quantifier:
        return after.is_class and bool(before.body or before.unit) and not before.head
    return not (after.place_kind == "deictic" and after.is_known)
