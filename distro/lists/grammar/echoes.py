"""What a member takes of the name before it where both are made alike, word for word: 审计署南京特派办、武汉特派办."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar import nouns
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.likeness import kind_of
from distro.lists.grammar.tables import W

_AT_PLACE = (
    rf"(?P<at>驻?)(?:{lx.KNOWN_PLACE.pattern}|{lx.REGION}|(?<=驻)[一-鿿])(?:省|市)?(?:[一-鿿]{{1,8}}?[县区])?"
    r"(?P<head>[一-鿿]{1,8})"
)
_PLACED, _UNIT_PLACED = re.compile(_AT_PLACE), re.compile("(?P<unit>.*?)" + _AT_PLACE)
_DOING = re.compile(rf"(?P<things>.{{2,}}?)(?:{nouns.ACTIVITY})(?P<noun>企业|单位|公司|机构|部门|商|者|户|场所)")
_DONE = re.compile(rf"(?:{nouns.ACTIVITY})(?P<noun>企业|单位|公司|机构|部门|商|者|户|场所)")


def echoes(words: str, before: str) -> Iterator[tuple[float, str]]:
    """The beginnings of `before` that no part of its anatomy is, each with its worth."""
    if unit := _over_places(words, before):
        yield W["unit over places"], unit
    done = _DONE.fullmatch(words)
    doing = _DOING.fullmatch(before) if done else None
    if done and doing and doing["noun"] == done["noun"]:
        yield W["things done"], doing["things"]
    if (
        len(words) == 1
        and words in nouns.NOUNS_OF_BUREAUS
        and kind_of(before) == "bureau"
        and len(anatomy(before).head) > 1
    ):
        yield W["single noun"], before[:-1]


def _over_places(words: str, before: str) -> str:
    """审计署南京特派办、武汉特派办; 外交部驻港公署、驻澳公署: what stands before the place, where all behind it is the same."""
    own = _PLACED.fullmatch(words)
    its = _UNIT_PLACED.fullmatch(before) if own else None
    is_same = own and its and _are_outposts(its["head"], own["head"]) and its["at"] == own["at"]
    return its["unit"] if its and is_same else ""


def _are_outposts(one: str, other: str) -> bool:
    return one == other or bool(lx.OUTPOST.fullmatch(one) and lx.OUTPOST.fullmatch(other))
