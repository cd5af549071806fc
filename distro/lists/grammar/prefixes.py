"""Which beginnings of the name before it a member may borrow, each with its weight: 省财政厅、水利厅; 省委组织部、宣传部."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
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
from distro.lists.grammar.tables import CHOICES, FIT, LONGEST_POINTER, REMEMBERED, WIDTH, W

_DIRECT = re.compile(r"(?:直|属|级)(?:机关|国家机关)?$")
_NUMBERED = re.compile(lx.ORDINAL + "[^级师]")
_ORIGIN = ("国家税务总局", "中国人民银行", "人民银行", "中国海关")
_BRANDS = ("国网", "国家电网", "南网", "南方电网")
_ALIKE = 3
_NATIONAL_PLACES = ("国务院", "国家", "中央", "全国")
_KIND_IN_BRACKET = re.compile(r"([市县区乡镇村])（")
_KIND_AT_END = re.compile(r"（[^）]*）$")
_OWN_KINDS = ("村", "社区", "街道")
_AT_PLACE = (
    rf"(?P<at>驻?)(?:{lx.KNOWN_PLACE.pattern}|{lx.REGION}|(?<=驻)[一-鿿])(?:省|市)?(?:[一-鿿]{{1,8}}?[县区])?"
    r"(?P<head>[一-鿿]{1,8})"
)
_PLACED, _UNIT_PLACED = re.compile(_AT_PLACE), re.compile("(?P<unit>.*?)" + _AT_PLACE)
_RANKLESS = re.compile(r"^(?:辖|设区的?|县级|地级以上|地级|援建|受援|支援|帮扶)(?=.)")


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
        elif not doubles(prefix, words, parts) and not (column == PLACE and _cannot_be_of(prefix, words, parts)):
            yield _worth(words, parts, kind, before, its, prefix, column, alone), prefix
    if before[0] == "驻" and words[0] != "驻" and words[-_ALIKE:] == before[-_ALIKE:]:
        yield W["stationed with it"], "驻"
    unit = _over_places(words, before)
    if unit:
        yield W["unit over places"], unit
    committee = _committee(words, parts, kind, its)
    if committee:
        yield W["given committee"], committee


def _over_places(words: str, before: str) -> str:
    """审计署南京特派办、武汉特派办; 外交部驻港公署、驻澳公署: what stands before the place, where all behind it is the same."""
    own = _PLACED.fullmatch(words)
    its = _UNIT_PLACED.fullmatch(before) if own else None
    is_same = own and its and _are_outposts(its["head"], own["head"]) and its["at"] == own["at"]
    return its["unit"] if its and is_same else ""


def _are_outposts(one: str, other: str) -> bool:
    return one == other or bool(lx.OUTPOST.fullmatch(one) and lx.OUTPOST.fullmatch(other))


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
        return W[_step(parts, its, prefix, column)]
    home = its.organ if its.is_post else its.place + its.body + its.unit
    is_owned = (its.inner or its.is_post) and not its.quantifier and prefix == home
    if parts.unit and not parts.unit.endswith("机关") and column in (UNIT, BODY) and not parts.quantifier:
        return W["borrowed unit"]
    if parts.inner and not parts.quantifier:
        return W["borrowed unit"]
    if parts.quantifier or (parts.persons and not parts.tail and not parts.is_post):
        is_part = (parts.unit or parts.head) in lx.OWNED_CLASSES and not prefix.endswith("机关")
        is_own = its.place_kind == "own" and column == PLACE
        if (is_owned or is_own) and is_part and parts.quantifier[:1] in "各有相" and parts.quantifier:
            is_open = any(mark in parts.quantifier for mark in ("有关", "相关"))
            return W["owned open class" if is_open else "owned class"]
        return W["borrowed unit"]
    signs = _signs(words, parts, kind, before, its, prefix, column)
    return _row(parts, kind)[column] + sum(W[sign] for sign in signs)


def _signs(words: str, parts: Anatomy, kind: str, before: str, its: Anatomy, prefix: str, column: str) -> Iterator[str]:
    """The signs for and against a name without a place of its own behind this prefix."""
    last = own_parent(before)
    home = its.place + its.unit
    if column == UNIT and not its.path and lx.is_deictic(prefix):
        yield "pointing unit"
    if its.place in _NATIONAL_PLACES and kind in ("body", "bureau", "organ", "self", "vertical"):
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
    if is_inside and lx.COMMITTEE_INSIDE.fullmatch(words) and lx.COMMITTEE_INSIDE.search(before) and prefix == home:
        yield "committees of a house"
    if column in (BODY, UNIT) and lx.OWN_POST.search(words):
        yield "post of its own"
    if kind == "post" and lx.COMMITTEE_INSIDE.search(prefix) and not lx.POST_OF_COMMITTEE.search(words):
        yield "post of its own"
    is_of_post = column == BODY and its.is_post and not its.path and not lx.COMMITTEE_INSIDE.search(prefix)
    if is_of_post and parts.persons and lx.COMMITTEE_INSIDE.fullmatch(parts.body):
        yield "committee of the organ"
    if column == PLACE and any(
        office.fullmatch(parts.head) and places.search(prefix) for office, places in lx.PLACES_OF_OFFICE
    ):
        yield "office of the place"
    is_of_each = its.quantifier and its.tail and prefix == its.quantifier + its.place
    if kind == "self" and is_of_each and not _is_of_class(parts.head, ""):
        yield "of each place"
    if kind == "self" and column == PLACE and its.head[-2:] == parts.head[-2:]:
        yield "here of the same"
        if its.place_kind == "deictic" and not its.inner:
            yield "of the place pointed at"
    if kind == "vertical":
        yield from _signs_of_vertical(words, its, before, prefix, column, parts)
    if column in (PLACE, BODY) and kind == "class" and parts.words.startswith(("直属", "所属")) and its.inner:
        yield "direct part"
    is_of_class = its.quantifier and column == UNIT and its.unit[-2:] in lx.CLASS_NOUNS
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
    if is_leader and not lx.ORDINARY_PERSONS.search(its.persons):
        yield "each of leaders"
    if kind == "post" and its.path and its.is_post and lx.OWN_POST.search(words):
        yield "each by post"
    if kind == "class" and its.is_place and prefix == its.quantifier:
        yield "class of each"
    if kind == "class" and re.match(r"[直所下附]属|直附属", words) and ("有关" in prefix or "机关" in prefix):
        yield "direct"
    if kind in ("self", "vertical") and _is_of_class(parts.head, its.head):
        yield "each of the same"
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
    is_of_court = "法院" in its.body and lx.OF_COURT.fullmatch(words)
    if (kind == "bureau" and re.search(r"军区|警备区|武警", its.body)) or is_of_court:
        yield "military"
    if kind == "party" and not re.search(r"委|党组|工会|妇联", prefix[-2:]):
        yield "not of the Party"
    if lx.COUNCIL.fullmatch(parts.head) and re.search(r"人大|政协|人民代表", prefix):
        if lx.COUNCIL.search(before):
            yield "council"
        elif lx.OWN_COUNCIL.match(parts.head) or parts.head.endswith(("工委", "专委会", "专门委员会", "工作委员会")):
            yield "council"
            yield "first council"


def _signs_of_vertical(
    words: str, its: Anatomy, before: str, prefix: str, column: str, parts: Anatomy
) -> Iterator[str]:
    if column == UNIT:
        if words.endswith(("支队", "大队")):
            yield "squad"
        elif prefix in _BRANDS:
            yield "brand"
            yield "whole"
    elif (
        column == PLACE
        and kind_of(before) == "bureau"
        and lx.LOCAL_VERTICAL.fullmatch(words)
        and its.place not in _NATIONAL_PLACES
    ):
        yield "bureau among bureaus"
    elif column == PLACE and kind_of(before) == "vertical":
        if its.place_kind == "deictic" or its.head[-2:] != parts.head[-2:]:
            yield "here of the same"
        if its.place_kind == "deictic":
            yield "of the place pointed at"


def _is_parallel(words: str, parts: Anatomy, kind: str, its: Anatomy, prefix: str, last: str) -> bool:
    """Same noun behind the same parent: 交警总队、治安总队; 运输部、客运部; 财经委、农委."""
    if prefix != last or lx.OFFICE_OF_BODY.search(its.head):
        return False
    if parts.is_post and its.is_post:
        return not parts.tail
    if parts.unit:
        return False
    if words.endswith("队") and len(prefix) > 1:
        return True
    one, other = parts.head or parts.body, its.head or its.body
    return bool(one and other) and one[-1] == other[-1] and kind not in ("self", "vertical") and words not in lx.GENERIC


def doubles(prefix: str, words: str, parts: Anatomy) -> bool:
    """市 + 市教育局, 各村 + 村委会, 昆山市 + 昆山市政务服务局: the prefix stands in the name already."""
    if words.startswith(prefix) and (parts.path or len(prefix) > 1):
        return True
    if words[0] == prefix[-1] and (parts.is_post or words[0] == "各"):
        return True
    if parts.is_post and lx.is_deictic(prefix) and prefix[-1] in words:
        return True
    if len(prefix) > 1 and words[:2] == prefix[:2] and words[0] not in "各有":
        return True
    if parts.place and prefix.partition("（")[0].endswith(parts.place.partition("（")[0]):
        return True
    kinds = _KIND_IN_BRACKET.match(words) if prefix[-1] == "）" else None
    if kinds and _KIND_AT_END.search(prefix) and prefix.rpartition("（")[0].endswith(kinds[1]):
        return True
    kind = prefix.partition("（")[0]
    return kind.endswith(_OWN_KINDS) and any(words.startswith(own) and kind.endswith(own) for own in _OWN_KINDS)


def _cannot_be_of(place: str, words: str, parts: Anatomy) -> bool:
    return parts.begins_whole or words.startswith(("中国", "中华", "国家", "全国")) or misfits(place, words)


def misfits(place: str, words: str) -> bool:
    """各社区 + 村委会: only villages have one."""
    return place[:1] == "各" and any(
        office.match(words) and not places.search(place) for office, places in lx.PLACES_OF_OFFICE
    )


def _step(parts: Anatomy, its: Anatomy, prefix: str, column: str) -> str:
    """The sign of a written place behind another one: 各市、县; 兵团四师、七师; otherwise it stands alone."""
    if parts.quantifier or parts.place_kind == "own":
        return "borrowed place"
    if column == QUANTIFIER and parts.place_kind in ("kind", "deictic"):
        return _each_kind(parts, its, prefix)
    if column == UNIT and prefix in _BRANDS and (parts.is_place or lx.MORE_ORGANS.search(parts.words)):
        return "brand of places"
    if column == UNIT and prefix in _BRANDS and lx.VERTICAL_END.search(parts.words):
        return "brand"
    if column == UNIT and prefix in _ORIGIN and parts.words[-2:] == its.words[-2:]:
        return "place steps down"
    if column == PLACE and parts.place_kind == "named" and len(its.path) > 1 and len(parts.path) == 1:
        is_same = parts.place[-1] == its.place[-1] and prefix == "".join(its.path[:-1])
        may_step = parts.is_place or parts.place[-1] == "师"
        if may_step and is_same and its.path[0] not in _NATIONAL_PLACES and not lx.KNOWN_PLACE.match(parts.place):
            return "place steps down"
    return "borrowed place"


def _each_kind(parts: Anatomy, its: Anatomy, prefix: str) -> str:
    if "各" in parts.inner or (parts.persons and not its.path):
        return "borrowed place"
    later = its.words[len(prefix) :]
    is_kind = bool(lx.PLACE_KIND.match(later)) or later[:1] == "地"
    is_inside = prefix != its.quantifier and prefix[-1] == "各" and is_kind
    is_office = parts.place_kind == "deictic" and bool(parts.tail and its.path)
    is_city = re.match(r"(?:县级)?市", parts.place) is not None and (its.is_place or not is_office)
    may_follow = _rank(parts.place) >= _rank(its.place) or is_city
    if is_office and not may_follow:  # 各县（区）安委会、市安委会成员单位: the city of the issuer
        return "borrowed place"
    is_fit = (prefix == its.quantifier or is_inside) and not _DIRECT.search(parts.place)
    if not prefix.endswith("各") and its.path and not its.is_place:
        return "borrowed place"
    if not is_fit or not (is_inside or parts.is_place or its.is_place or not its.path or may_follow):
        return "borrowed place"
    if its.path or is_inside:
        return "same each"
    return "likely same each" if is_kind else "possible same each"


def _rank(place: str) -> int:
    """The level of a kind of place, 1 the highest."""
    bare = _RANKLESS.sub("", place)
    return next((rank for word, rank in lx.RANK.items() if bare.startswith(word)), 4)
