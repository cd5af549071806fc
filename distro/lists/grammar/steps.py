"""What a written place means behind another one: 各市、县; 兵团四师、七师; 国网江苏、浙江电力."""

from __future__ import annotations

import re

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy
from distro.lists.grammar.likeness import PLACE, QUANTIFIER, UNIT

_DIRECT = re.compile(r"(?:直|属|级)(?:机关|国家机关)?$")
_ORIGIN = ("国家税务总局", "中国人民银行", "人民银行", "中国海关")
_RANKLESS = re.compile(r"^(?:辖|设区的?|县级|地级以上|地级|援建|受援|支援|帮扶)(?=.)")
BRANDS = ("国网", "国家电网", "南网", "南方电网")
NATIONAL_PLACES = ("国务院", "国家", "中央", "全国")


def step(parts: Anatomy, its: Anatomy, prefix: str, column: str) -> str:
    """The sign of a written place behind another one: 各市、县; 兵团四师、七师; otherwise it stands alone."""
    if parts.quantifier or parts.place_kind == "own":
        return "borrowed place"
    if column == QUANTIFIER and parts.place_kind in ("kind", "deictic"):
        return _each_kind(parts, its, prefix)
    if column == UNIT and prefix in BRANDS and (parts.is_place or lx.MORE_ORGANS.search(parts.words)):
        return "brand of places"
    if column == UNIT and prefix in BRANDS and lx.VERTICAL_END.search(parts.words):
        return "brand"
    if column == UNIT and prefix in _ORIGIN and parts.words[-2:] == its.words[-2:]:
        return "place steps down"
    if column == PLACE and parts.place_kind == "named" and len(its.path) > 1 and len(parts.path) == 1:
        is_same = parts.place[-1] == its.place[-1] and prefix == "".join(its.path[:-1])
        may_step = (parts.is_place and not lx.ZONE.search(parts.place)) or parts.place[-1] == "师"
        if may_step and is_same and its.path[0] not in NATIONAL_PLACES and not lx.KNOWN_PLACE.match(parts.place):
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
