"""Lines that name others: a table of contents, with or without its heading, and the titles it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from distro.documents.recognition import words as w
from distro.documents.recognition.lines import Line
from distro.lists.grammar import parse

_LONGEST = 60
_LONGEST_SECTION = 6
_DEEPEST = 40
"""In so many lines from the top others are announced."""
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|[（(]\d{1,2}[)）]")
_PAGE = re.compile(r"[\s.…·—-]*[（(]?\d{0,3}[)）]?$")
_ORGAN = re.compile(f"(?:{w.ORGAN_END})$")
_SPEAKING = re.compile(r"[一-鿿]{2}")


class Announced:
    """Lines that are `above` and announce one below, those `below`, and the `sections` among these that hold others."""

    def __init__(self, lines: Sequence[Line]) -> None:
        seen: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            if (named := _named(line)) and (at < _DEEPEST or named in seen):
                seen.setdefault(named, []).append(at)
        for named, places in list(seen.items()):
            if len(places) < 2 or (_ORGAN.search(named) and parse.names_an_organ(named)):
                del seen[named]
        first = {places[0] for places in seen.values()}
        self.above = {at for at in first if _is_entry(lines, at, first)}
        below = {at for places in seen.values() if places[0] in self.above for at in places[1:]}
        self.sections = {at for at in below if len(lines[at].closed) <= _LONGEST_SECTION and at + 1 in below}
        self.below = below - self.sections


def _is_entry(lines: Sequence[Line], at: int, first: set[int]) -> bool:
    """Whether a line stands in a list: a mark, or lines of its kind or the heading of a list beside it."""
    above = lines[at - 1].closed if at else ""
    is_marked = w.CONTENTS_MARK.match(lines[at].words) is not None and not _NUMBER.match(lines[at].words)
    return is_marked or at - 1 in first or at + 1 in first or w.CONTENTS.fullmatch(above) is not None


def _named(line: Line) -> str:
    """What a line names, without its mark, its number and that of a page; nothing where it is a sentence."""
    if len(line.words) > _LONGEST or line.words[-1] in "。；，：:":
        return ""
    bare = _NUMBER.sub("", w.CONTENTS_MARK.sub("", line.closed), count=1)
    named = _PAGE.sub("", bare)
    return named if _SPEAKING.search(named) else ""
