"""Which beginnings of the name before it a member may borrow, each with its weight: 省财政厅、水利厅; 省委组织部、宣传部."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar import nouns
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.echoes import echoes
from distro.lists.grammar.fitting import cannot_be_of, doubles, misfits
from distro.lists.grammar.likeness import (
    ANNEX,
    BODY,
    NONE,
    NUMBER,
    PERSONS,
    PLACE,
    QUANTIFIER,
    STATION,
    UNIT,
    kind_of,
    own_parent,
    parents_in,
)
from distro.lists.grammar.steps import BRANDS, NATIONAL_PLACES, step
from distro.lists.grammar.tables import CHOICES, FIT, LONGEST_POINTER, REMEMBERED, WIDTH, W

_NUMBERED = re.compile(lx.ORDINAL + "[^级师]")
_ALIKE = 3


@lru_cache(REMEMBERED)
def choices(words: str, before: str) -> tuple[tuple[float, str], ...]:
    """The prefixes a written name may have behind the full name `before`, the best first; "" is among them."""
    parts, kind = anatomy(words), kind_of(words)
    is_outside = words[0] == "驻" and "驻" not in before
    alone = _alone(words, is_outside, before[:1] == "各" and parts.is_post and _is_of_each(words, parts, before))
    found = [(alone, "")]
    its = anatomy(before)
    if kind == "person" and parts.is_post and its.is_named and its.organ and not lx.HOLDS_PLACE.search(words):
        found.append((W["person of the same organ"], its.organ))
    elif before and kind != "person" and not parts.is_file_copy:
        found += _borrowed(words, parts, kind, before, alone)
    best = sorted(found, reverse=True)
    return tuple(each for each in dict.fromkeys([*best[:CHOICES], (alone, "")]) if each[0] > best[0][0] - WIDTH)


def _row(parts: Anatomy, kind: str) -> dict[str, float]:
    row = "body" if parts.body and not parts.path and kind not in ("class", "person") else kind
    return FIT[row]


@lru_cache(REMEMBERED)
def _alone(words: str, is_outside: bool, is_of_each: bool) -> float:
    """The worth of the words as they are; of what is stationed outside (驻…), and of the post of each place just named."""
    parts, kind = anatomy(words), kind_of(words)
    worth = _row(parts, kind)[NONE]
    if parts.quantifier or parts.inner:
        worth = max(worth, 0.0) + W["own quantifier"]
    if parts.place_kind == "named" or (parts.path and kind != "place"):
        worth = min(max(worth, 0.0), W["own place at most"]) + W["own place"]
    elif kind == "place":
        worth += W["own place"] if parts.place_kind in ("deictic", "own") else W["kind of place"]
    if parts.unit and not parts.quantifier:
        worth += W["own unit"]
    is_pointed = parts.is_deictic and len(parts.organ) <= LONGEST_POINTER and not parts.is_post
    if is_pointed and parts.persons:
        worth += W["pointed persons"]
    elif is_outside or _is_whole(words, parts) or parts.is_file_copy or (is_pointed and kind not in ("place", "class")):
        worth += W["whole"]
    if parts.is_post and lx.OWN_POST.search(words) and not is_of_each:
        worth += W["own post"]
    if kind == "class" and words in lx.CLASS_NOUNS:
        worth += W["bare class"]
    return worth


def _is_of_each(words: str, parts: Anatomy, before: str) -> bool:
    """县（市、区）长, 乡镇长: the post of several kinds of places; 县长 behind 各县委书记: of the kind just named."""
    holds = lx.HOLDS_PLACE.search(words)
    is_same = holds is not None and holds["place"] == anatomy(before).place and anatomy(before).is_post
    return not parts.path and ("（" in words or len(parts.persons) > 2 or is_same)


def _is_whole(words: str, parts: Anatomy) -> bool:
    is_listed = parts.begins_whole or lx.NATIONAL.match(words) or lx.KNOWN_PLACE.match(words)
    return bool(is_listed) or words.startswith("中国")


def _borrowed(words: str, parts: Anatomy, kind: str, before: str, alone: float) -> Iterator[tuple[float, str]]:
    its = anatomy(before)
    if kind == "post" and its.quantifier in ("各位", "全体") and not parts.quantifier:
        yield W["of every person"], its.quantifier
    for prefix, column in parents_in(before):
        if column == NUMBER:
            if _NUMBERED.match(words) and before[-1] == words[-1]:
                yield W["same number"], prefix
        elif column == STATION:
            if lx.STATIONED_GROUP.search(words) and "驻" not in words:
                yield W["stationed with it"], prefix
        elif column == ANNEX:
            if lx.ANNEX.fullmatch(words):
                yield alone + W["part of classes"], prefix
        elif column == PERSONS:
            if _is_pure_persons(words, parts):
                yield alone + W["persons of the same"], prefix
        elif column == QUANTIFIER and its.path and words[0] == "驻":
            continue
        elif not doubles(prefix, words, parts) and not (column == PLACE and cannot_be_of(prefix, words, parts)):
            yield _worth(words, parts, kind, before, its, prefix, column, alone), prefix
    if before[0] == "驻" and words[0] != "驻" and not parts.quantifier and words[-_ALIKE:] == before[-_ALIKE:]:
        yield W["stationed with it"], "驻"
    yield from echoes(words, before)
    committee = _committee(words, parts, kind, its)
    if committee:
        yield W["given committee"], committee


def _is_pure_persons(words: str, parts: Anatomy) -> bool:
    is_pure = parts.persons and not (parts.tail or parts.path or parts.is_post or parts.quantifier)
    return bool(is_pure) and not lx.ORDINARY_PERSONS.search(words)


def _committee(words: str, parts: Anatomy, kind: str, its: Anatomy) -> str:
    """县纪委、组织部: the committee of the place, though nobody wrote it."""
    if kind != "party" or parts.path or parts.unit or parts.body or not its.place or its.is_party:
        return ""
    if its.core and (not its.body or its.body.endswith(("工会", "联", "联合会", "科协"))):
        return ""
    is_short = len(its.place.partition("（")[0]) == 1 and its.place_kind in ("deictic", "kind")
    return its.quantifier + its.place + ("委" if is_short else "党委")


def _worth(
    words: str, parts: Anatomy, kind: str, before: str, its: Anatomy, prefix: str, column: str, alone: float
) -> float:
    if parts.path:
        return W[step(parts, its, prefix, column)]
    home = its.organ if its.is_post else its.place + its.body + its.unit
    homes = (home, home.removesuffix("机关")) if its.path else (home,)
    is_owned = (its.inner or its.is_post) and not its.quantifier and prefix in homes
    if (
        parts.unit
        and not parts.inner
        and not parts.unit.endswith("机关")
        and column in (UNIT, BODY)
        and not parts.quantifier
    ):
        return W["borrowed unit"]
    if parts.inner and not parts.quantifier:
        is_direct = nouns.DIRECT.fullmatch(parts.unit) and is_owned and not prefix.endswith("机关")
        is_office = column == BODY and prefix[-1] != "各" and lx.OFFICE_OF_BODY.search(parts.unit)
        return W["owned class" if is_direct or is_office else "borrowed unit"]
    if parts.quantifier or (parts.persons and not parts.tail and not parts.is_post):
        is_part = (parts.unit or parts.head) in lx.OWNED_CLASSES and not prefix.endswith("机关")
        is_own = its.place_kind == "own" and column == PLACE
        if (is_owned or is_own) and is_part and parts.quantifier[:1] in "各有相" and parts.quantifier:
            is_open = any(mark in parts.quantifier for mark in ("有关", "相关"))
            return W["owned open class" if is_open else "owned class"]
        return W["borrowed unit"]
    signs = _signs(words, parts, kind, before, its, prefix, column)
    if column == UNIT and kind == "party" and prefix.endswith(("党委", "党工委")):
        column = BODY
    return _row(parts, kind)[column] + sum(W[sign] for sign in signs)


def _signs(words: str, parts: Anatomy, kind: str, before: str, its: Anatomy, prefix: str, column: str) -> Iterator[str]:
    """The signs for and against a name without a place of its own behind this prefix."""
    last = own_parent(before)
    home = its.place + its.unit
    if (
        column in (BODY, UNIT)
        and its.core
        and prefix.endswith(("法院", "检察院"))
        and nouns.OF_JUSTICE.fullmatch(words)
    ):
        yield "inside"
    if column == UNIT and its.path and its.core and nouns.OF_BUREAU.fullmatch(words):
        yield "part of a bureau"
    is_of_ministry = not its.path or its.place in NATIONAL_PLACES
    if (
        column == UNIT
        and kind == "bureau"
        and is_of_ministry
        and words.endswith("局")
        and nouns.MINISTRY.fullmatch(prefix)
    ):
        yield "bureau of a ministry"
    is_committee = lx.COMMITTEE_INSIDE.fullmatch(words) is not None
    is_of_house = is_committee and any(
        prefix == lx.COMMITTEE_INSIDE.sub("", whole) != whole for whole in (home, before)
    )
    if column == UNIT and not its.path and lx.is_deictic(prefix) and not is_of_house:
        yield "pointing unit"
    if its.place in NATIONAL_PLACES and kind in ("body", "bureau", "organ", "self", "vertical"):
        yield "national"
    if its.place_kind == "own" and column == PLACE:
        yield "own body"
    if prefix != last and column != PLACE:
        yield "far"
    if _NUMBERED.match(words) and _NUMBERED.match(before[len(prefix) :]) and words[-1] == before[-1]:
        yield "numbered alike"
    if _is_parallel(words, parts, kind, its, prefix, last):
        yield "parallel"
        if column == UNIT and not its.path and lx.is_deictic(prefix):
            yield "pointing parallel"
    if column == QUANTIFIER:
        yield from _signs_of_each(words, parts, kind, its, prefix)
    if column == BODY:
        yield from _signs_of_body(words, parts, kind, before, its, prefix)
    is_inside = column == UNIT or (column == BODY and not its.path)
    if is_inside and kind == "inner" and lx.COMMITTEE_INSIDE.search(prefix):
        yield "committee inside"
    if is_of_house or (is_inside and is_committee and lx.COMMITTEE_INSIDE.search(before) and prefix == home):
        yield "committees of a house"
    if column in (BODY, UNIT) and lx.OWN_POST.search(words):
        yield "post of its own"
    if kind == "post" and lx.COMMITTEE_INSIDE.search(prefix) and not nouns.POST_OF_COMMITTEE.search(words):
        yield "post of its own"
    is_of_post = its.is_post and prefix == lx.COMMITTEE_INSIDE.sub("", its.organ) and (its.core or not its.path)
    is_of_house = kind == "post" and prefix != its.organ and not nouns.POST_OF_COMMITTEE.search(words)
    if is_of_post and parts.persons and (is_of_house or lx.COMMITTEE_INSIDE.fullmatch(parts.organ)):
        yield "committee of the organ"
    if (
        column == PLACE
        and prefix.endswith("机关")
        and kind != "class"
        and not nouns.COMMITTEE_OF_OFFICES.fullmatch(words)
    ):
        yield "committee inside"
    is_centre = kind == "inner" and parts.head.endswith("中心") and not nouns.DIRECT.match(words)
    if is_centre and column == PLACE and its.place_kind in ("deictic", "kind") and its.tail:
        yield "centre of the place"
    if kind == "post" and its.is_post and its.organ == its.place == prefix:
        yield "post of the place"
    if column == PLACE and its.quantifier and nouns.DIRECT.match(words):
        yield "direct"
    if column == PLACE and any(
        office.fullmatch(parts.head) and places.search(prefix) for office, places in lx.PLACES_OF_OFFICE
    ):
        yield "office of the place"
    is_of_each = its.quantifier and its.tail and prefix == its.quantifier + its.place
    if is_of_each and (kind == "organ" or (kind == "self" and not _is_of_class(parts.head, ""))):
        yield "of each place"
    if kind == "self" and column == PLACE and its.head[-2:] == parts.head[-2:]:
        yield "here of the same"
        if its.place_kind == "deictic" and not its.inner:
            yield "of the place pointed at"
    if kind == "vertical":
        yield from _signs_of_vertical(words, its, before, prefix, column, parts)
    is_told = its.inner and ("关" in its.inner or prefix != home) and nouns.DIRECT.match(words)
    if column != QUANTIFIER and kind == "class" and (is_told or (its.is_post and words.startswith("成员"))):
        yield "direct part"
    is_of_class = its.quantifier and column == UNIT and its.unit.partition("（")[0][-2:] in lx.CLASS_NOUNS
    if is_of_class and (kind == "body" or lx.ANNEX.fullmatch(words)):
        yield "each holds"
    if column == PLACE and not its.path and kind_of(before) in ("self", "vertical"):
        yield "stands alone"


def _signs_of_each(words: str, parts: Anatomy, kind: str, its: Anatomy, prefix: str) -> Iterator[str]:
    if prefix == its.quantifier and its.path and kind in ("body", "inner", "party", "bureau"):
        if lx.OWN_POST.search(words):
            yield "each by post"
        else:
            is_own_kind = doubles(its.quantifier + its.place, words, parts) or misfits(its.place, words)
            yield "each by kind" if is_own_kind else "same kinds"
    is_leader = (
        kind == "post" and its.is_post and (its.organ == its.quantifier or its.inner) and not lx.OWN_POST.search(words)
    )
    if is_leader and not (lx.ORDINARY_PERSONS.search(its.persons) or lx.POST_OF_MANY.search(words)):
        yield "each of leaders"
    if kind == "post" and its.path and its.is_post and lx.OWN_POST.search(words):
        yield "each by post"
    if kind == "class" and its.is_place and prefix == its.quantifier:
        yield "class of each"
    if kind == "class" and re.match(r"[直所下附]属|直附属", words) and ("有关" in prefix or "机关" in prefix):
        yield "direct"
    if kind in ("self", "vertical") and not (kind == "vertical" and its.path) and _is_of_class(parts.head, its.head):
        yield "each of the same"
    elif kind != "body" and not its.path and nouns.MANY_END.search(parts.head):
        yield "each of many"
    if kind == "body" and not (its.path or its.unit or its.body or parts.body.startswith("党")):
        yield "one in a place"
    if its.inner == "各" and kind == "body" and parts.body.startswith("党"):
        yield "each holds"


def _is_of_class(head: str, other: str) -> bool:
    """分公司 beside 子公司, 支行 beside 分行: nothing in it is a name, and the noun is the other's."""
    noun = lx.SELF_STANDING_END.search(head)
    is_class = noun is not None and lx.MODIFIER.fullmatch(head, 0, noun.start()) is not None
    return is_class or head[-2:] == other[-2:]


def _signs_of_body(words: str, parts: Anatomy, kind: str, before: str, its: Anatomy, prefix: str) -> Iterator[str]:
    if its.core and lx.OFFICE_OF_BODY.fullmatch(words):
        yield "office of the body"
    if kind == "bureau" and re.search(r"军区|警备区|武警", its.body):
        yield "inside"
    if kind == "party" and not re.search(r"委|党组|工会|妇联", prefix[-2:]):
        yield "not of the Party"
    if nouns.COUNCIL.fullmatch(parts.head) and re.search(r"人大|政协|人民代表", prefix):
        if nouns.COUNCIL.search(before):
            yield "council"
        elif nouns.OWN_COUNCIL.match(parts.head) or parts.head.endswith(("工委", "专委会", "专门委员会", "工作委员会")):
            yield "council"
            yield "first council"


def _signs_of_vertical(
    words: str, its: Anatomy, before: str, prefix: str, column: str, parts: Anatomy
) -> Iterator[str]:
    if column == UNIT:
        if words.endswith(("支队", "大队")):
            yield "squad"
        elif prefix in BRANDS:
            yield "brand"
            yield "whole"
    elif (
        column == PLACE
        and kind_of(before) == "bureau"
        and lx.LOCAL_VERTICAL.fullmatch(words)
        and its.place not in NATIONAL_PLACES
    ):
        yield "bureau among bureaus"
    elif column == PLACE and kind_of(before) == "vertical":
        is_pointed = its.place_kind in ("deictic", "kind")
        if is_pointed or its.head[-2:] != parts.head[-2:]:
            yield "here of the same"
        if is_pointed:
            yield "of the place pointed at"


def _is_parallel(words: str, parts: Anatomy, kind: str, its: Anatomy, prefix: str, last: str) -> bool:
    """Same noun behind the same parent: 交警总队、治安总队; 运输部、客运部; 财经委、农委."""
    is_inside_committee = kind == "inner" and not its.path and lx.COMMITTEE_INSIDE.search(prefix)
    if prefix != last or lx.OFFICE_OF_BODY.search(its.head) or is_inside_committee:
        return False
    if parts.is_post and its.is_post:
        return not parts.tail
    if parts.unit:
        return False
    if words.endswith("队") and len(prefix) > 1:
        return True
    one, other = parts.head or parts.body, its.head or its.body
    return bool(one and other) and one[-1] == other[-1] and kind not in ("self", "vertical") and words not in lx.GENERIC
