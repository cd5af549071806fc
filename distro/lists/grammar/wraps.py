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
    `is_full`: the next line is not longer, so the line may have been broken for want of room. `is_wrap`: it was.
    """

    is_break: bool
    is_flowing: bool
    is_full: bool
    is_wrap: bool = False


SPACE = Gap(is_break=False, is_flowing=False, is_full=False)
_SHORTEST_WIDTH = 20
_MARKS = "。：；，、:;,."


def clean(words: str) -> str:
    """Words without white space, with the brackets of Chinese print."""
    return _TRIVIA.sub("", words).translate(_FULL_WIDTH)


def wrapped_at(text: str) -> int:
    """The length from which a line of the text is a full one, broken for want of room; 0 where breaks mean something.

    They mean nothing where every group ends in a mark: then the last line does, and every line that is not full.
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    width = max(map(len, lines), default=0) - 1
    if len(lines) < 2 or width < _SHORTEST_WIDTH - 1:
        return 0
    return width if all(line[-1] in _MARKS for line in lines if len(line) < width or line is lines[-1]) else 0


def parts_names(text: str, start: int, end: int, following: int, limit: int, gap: Gap) -> bool:
    """Whether the gap between the piece start:end and the next one at `following` parts two names."""
    if gap.is_wrap:
        return False
    left = clean(text[max(start, end - 40) : end])
    match = _NEXT_WORDS.match(text, following, limit)
    right = clean(match.group()) if match else ""
    if len(left) < 2 or len(right) < 2:
        return False
    before, after = anatomy(left), anatomy(right)
    is_longer_place = before.is_place and not after.quantifier
    if is_longer_place and len("".join(anatomy(left + right).path[:1])) > len(before.place):
        return False
    if not gap.is_break:
        return _parts_spaced(before, after)
    if gap.is_flowing and gap.is_full:
        return not _is_wrapped(before, after)
    return _parts_lines(before, after, is_long=gap.is_flowing or end - start > _SHORTEST_FULL_LINE)


def _parts_spaced(before: Anatomy, after: Anatomy) -> bool:
    if not before.is_known:
        return min(len(before.words), len(after.words)) >= _SPACED_WORDS
    return not before.is_place or bool(after.path or after.quantifier)


def _parts_lines(before: Anatomy, after: Anatomy, *, is_long: bool) -> bool:
    if not before.is_known or (before.is_place and not (after.path or after.quantifier)):
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
