"""From the readings of a group to its recipients: how sure each is, and what else its words may mean."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.endings import Ending, Why, endings, takes
from distro.lists.grammar.likeness import kind_of, parents_in
from distro.lists.grammar.reading import Group, Recipient
from distro.lists.grammar.search import Read, State, readings
from distro.lists.grammar.tables import CEILING, CLEARLY, LONGEST_POINTER, NEAR, REMEMBERED, STEEPNESS, SURE
from distro.lists.grammar.written import Item

_MOST_ALTERNATIVES = 4
_DOUBLED = re.compile(r"[：。；，、]|(.{2,})\1|([省县区])\2|市市(?!场|政)")
_BRACKET = re.compile(r"（[^）]*）")
_ODD = re.compile(
    r"（\d+）|(?:政府|管委会|办事处|部门|单位)(?:[省市县区州镇旗盟][直属级])各|(?:部门|单位)[和及]|[局厅处科室院部会站所队行司](?:和|与)|[a-z：·•—－…-]|.(?<!普)及(?!时)|暨|.至第"
)
_LONGEST_USUAL = 30


class Judged(NamedTuple):
    """A name read in the members first:stop of a group, how sure it is, and what else those words may mean."""

    name: str
    first: int
    stop: int
    confidence: float
    alternatives: tuple[tuple[str, ...], ...]


@lru_cache(REMEMBERED)
def judged(group: tuple[str, ...], before: str) -> tuple[tuple[Judged, ...], str]:
    """The best reading of the words of a group behind the name `before`, and the name later members look back at."""
    states = readings(group, before)
    best = states[0]
    bare, single = _bare_places(group), _single_nouns(group)
    result = []
    for read in best.names:
        words = group[read.first]
        margin, near = _others(read, best, states[1:])
        limit = _ceiling(read.name)
        if single:
            limit = min(limit, *(single.get(each, SURE) for each in group[read.first : read.stop]))
        if read.name == words:
            limit = min(limit, bare.get(words, SURE))
        if read.name != words and _looks_doubled(read.name):
            limit = min(limit, CEILING["doubled"])
        if _is_bare_deputy(read.name) and not (read.first and anatomy(group[read.first - 1]).is_post):
            limit = min(limit, CEILING["bare deputy"])
        if read.first and read.name == words and _is_left_bare(words, group[read.first - 1]):
            limit = min(limit, CEILING["bare beside an organ"])
        confidence = round(min(_confidence(margin), limit), 3)
        others = tuple(dict.fromkeys((*near, *split_readings(read.name))))
        result.append(Judged(read.name, read.first, read.stop, confidence, others))
    return tuple(result), best.before


def recipient(one: Judged, items: Sequence[Item], *, is_doubtful: bool, is_carried: bool) -> Recipient:
    """The recipient in its place. `is_doubtful`: its tier is; `is_carried`: its group looked back over a comma."""
    first, last = items[one.first], items[one.stop - 1]
    parts = anatomy(one.name)
    confidence, alternatives = one.confidence, one.alternatives
    if is_doubtful:
        confidence = min(confidence, CEILING["label only likely"])
    if is_carried and one.first == 0 and one.name != first.words:
        confidence = min(confidence, CEILING["carried over a comma"])
        alternatives = ((first.words,), *alternatives)
    return Recipient(
        one.name,
        parts.office,
        first.start,
        last.end,
        _audience(parts),
        last.remark,
        last.copies,
        parts.is_collective or "各" in one.name,
        parts.is_open or "有关" in one.name or "相关" in one.name,
        confidence,
        alternatives,
    )


def _confidence(margin: float) -> float:
    return 1 / (1 + math.exp(-STEEPNESS * max(0.0, margin)))


def _others(read: Read, best: State, others: Sequence[State]) -> tuple[float, tuple[tuple[str, ...], ...]]:
    """How far the next reading is in which these members are named otherwise, and the near ones."""
    mine = _names_of(best, read.first, read.stop)
    found: dict[tuple[str, ...], float] = {}
    for state in others:
        its = _names_of(state, read.first, read.stop)
        if its != mine:
            found.setdefault(its, best.score - state.score)
    margin = min((read.margin, *found.values()))
    if read.head:
        product = [each for each in best.names if each.first == read.first]
        return margin, _unmultiplied(product) if product[0] is read else ()  # told once
    near = sorted((gap, names) for names, gap in found.items() if names and gap <= NEAR)
    return margin, tuple(names for _, names in near[:_MOST_ALTERNATIVES])


def _unmultiplied(product: Sequence[Read]) -> tuple[tuple[str, ...], ...]:
    """What else a product may mean: the same in the order of its offices; the places alone, and offices of the last."""
    heads = list(dict.fromkeys(read.head for read in product))
    many = len(product) // len(heads)
    by_office = tuple(product[place].name for office in range(many) for place in range(office, len(product), many))
    return by_office, (*heads[:-1], *(read.name for read in product[-many:]))


def _names_of(state: State, first: int, stop: int) -> tuple[str, ...]:
    """The names read in the members first:stop; none where a reading takes them together with others."""
    if len(state.names) > first and state.names[first].stop == stop == first + 1 == state.names[first].first + 1:
        return (state.names[first].name,)
    inside = [each for each in state.names if each.first < stop and each.stop > first]
    is_whole = all(first <= each.first and each.stop <= stop for each in inside)
    return tuple(each.name for each in inside) if is_whole else ()


def _audience(parts: Anatomy) -> str:
    if parts.is_file_copy:
        return "存档"
    if not parts.persons:
        return "个人" if parts.is_person else "organ"
    return "个人" if lx.ORDINARY_PERSONS.search(parts.persons) else "领导同志"


@lru_cache(REMEMBERED)
def _ceiling(name: str) -> float:
    """How sure a name may be at most, whatever its margin: what no weight accounts for is shown."""
    parts = anatomy(name)
    if parts.is_national:
        return SURE
    limits = [SURE]
    if parts.is_named and not parts.office:
        limits.append(CEILING["person of no organ"])
    elif not parts.is_known and kind_of(name) == "unknown":
        limits.append(CEILING["no noun for an organ"])
    if name in lx.CLASS_NOUNS and len(name) <= LONGEST_POINTER:
        limits.append(CEILING["bare class"])
    if (
        len(name) > _LONGEST_USUAL
        or _ODD.search(name)
        or _joins_two(name)
        or lx.TWO_BODIES.match(name)
        or lx.TWO_OFFICES.search(name)
    ):
        limits.append(CEILING["odd"])
    return min(limits)


def _is_left_bare(words: str, before: str) -> bool:
    """纪委书记 behind 公司总经理, 妇联 behind 市委: a body or a post of nobody beside one that says whose it is."""
    parts = anatomy(words)
    if kind_of(words) not in ("body", "post") or parts.path or parts.unit or parts.quantifier or parts.is_person:
        return False
    is_of_one_house = parts.is_post and not parts.organ and not lx.POST_OF_ANY.search(words)
    is_whole = parts.begins_whole or lx.NATIONAL.match(words) or lx.OWN_POST.search(words) or is_of_one_house
    return not is_whole and not anatomy(before).quantifier and bool(parents_in(before))


def _is_bare_deputy(name: str) -> bool:
    parts = anatomy(name)
    is_bare = parts.is_post and not (parts.organ or parts.quantifier)
    return is_bare and name[0] == "副" and lx.POST_OF_ANY.search(name) is not None


def _joins_two(name: str) -> bool:
    """和 between what may be two names, where neither side needs the other."""
    left, _, right = name.partition("和")
    return bool(right) and not anatomy(name).begins_whole and anatomy(left or name).is_known and anatomy(right).is_known


def _looks_doubled(name: str) -> bool:
    return bool(_DOUBLED.search(_BRACKET.sub("", name))) and not lx.SEVERAL_KINDS.search(name)


def _bare_places(group: tuple[str, ...]) -> dict[str, float]:
    """The places of a group that stand beside an ending they do not share, though they might: 各镇 of 各镇、街道办事处."""
    kinds = [kind_of(words) for words in group]
    if all(kind == "place" for kind in kinds):
        return {}
    is_open = any(_leaves_open(anatomy(words)) for words in group)
    places = (words for words, kind in zip(group, kinds, strict=True) if kind == "place")
    return {
        words: CEILING["place without the tail"]
        for words in places
        if anatomy(words).place_kind != "own"
        and words not in ("中央", "兵团")
        and (is_open or not anatomy(words).quantifier)
    }


def _single_nouns(group: tuple[str, ...]) -> dict[str, float]:
    """局 of 各省公安厅、局: a noun alone behind a name that is more."""
    return {
        words: CEILING["single noun"]
        for before, words in pairwise(group)
        if len(words) == 1 and len(anatomy(before).head) > 1 and kind_of(before) == "bureau"
    }


def _leaves_open(parts: Anatomy) -> bool:
    """Whether its ending may be meant for places before it."""
    if parts.place_kind not in ("kind", "deictic") or not parts.tail or parts.quantifier:
        return False
    return not (
        any(office.search(parts.tail) for office, _ in lx.PLACES_OF_OFFICE) or re.search("[直级属]", parts.place)
    )


def doubt_over_commas(written: Sequence[Sequence[Item]], read: list[Group]) -> list[Group]:
    """市委，市政府领导同志: ， ends a group, yet the ending may be meant for the groups before it as well."""
    read = list(read)
    for number in range(len(read) - 1, 0, -1):
        if len(written[number]) > 1:
            continue
        closing = written[number][0].words
        for ending in endings(closing):
            if ending.why not in (Why.PERSONS, Why.OFFICE, Why.ANNEX):
                continue
            for at in range(number - 1, -1, -1):
                if len(written[at]) > 1 or not _may_take(written[at][0].words, closing, ending):
                    break
                one = read[at].recipients[0]
                doubted = one._replace(
                    confidence=min(one.confidence, CEILING["carried over a comma"]),
                    alternatives=(*one.alternatives, (one.name + ending.words,)),
                )
                read[at] = Group((doubted,), read[at].start, read[at].end)
    return read


def _may_take(words: str, closing: str, ending: Ending) -> bool:
    worth = takes(words, ending, closing)
    if worth is None or worth < CLEARLY or anatomy(closing).inner:
        return False
    if anatomy(words).place != anatomy(closing).place or anatomy(words).quantifier != anatomy(closing).quantifier:
        return False
    return ending.why is Why.OFFICE or kind_of(words) == kind_of(anatomy(closing).organ)


@lru_cache(REMEMBERED)
def split_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Readings of one name as several: 党委政府 as two bodies, 县（市、区） as three kinds of place."""
    for pair, first, second in lx.JUXTAPOSED:
        head, found, tail = name.partition(pair)
        if found:
            return ((head + first + tail, head + second + tail),)
    twice = lx.TWO_BODIES.match(name)
    if twice:
        first, second = name[: twice.start("second")], twice["head"] + name[twice.start("second") :]
        return ((first + name[twice.end("second") :], second),)
    match = lx.KIND_IN_BRACKET.search(name)
    if match:
        kinds = (match["head"], *re.split("[、／/]", match["kinds"]))
        return (tuple(name[: match.start()] + kind + name[match.end() :] for kind in kinds),)
    return ()
