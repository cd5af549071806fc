"""Whether a prefix can stand before a name at all: it may stand in it already, or such a place has no such office."""

from __future__ import annotations

import re

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar import nouns
from distro.lists.grammar.anatomy import Anatomy

_KIND_IN_BRACKET = re.compile(r"([市县区乡镇村])（")
_KIND_AT_END = re.compile(r"（[^）]*）$")
_OWN_KINDS = ("村", "社区", "街道")


def doubles(prefix: str, words: str, parts: Anatomy) -> bool:
    """市 + 市教育局, 各村 + 村委会, 昆山市 + 昆山市政务服务局: the prefix stands in the name already."""
    if words.startswith(prefix) and parts.path:
        return True
    if len(prefix) > 1 and prefix.partition("（")[0] in words:
        return True
    if prefix[-1] in "直属" and nouns.DIRECT.match(words):
        return True
    if len(prefix) > 2 and words.startswith("机关") and prefix.endswith("机关"):
        return True
    if words[0] == prefix[-1] and (parts.is_post or words[0] == "各"):
        return True
    if parts.is_post and lx.is_deictic(prefix) and prefix[-1] in words:
        return True
    if len(prefix) > 1 and words[:2] == prefix[:2] and words[0] not in "各有":
        return True
    if parts.place and prefix.partition("（")[0].endswith(parts.place.partition("（")[0]):
        return True
    kinds = _KIND_IN_BRACKET.match(words) if prefix[-1] == "）" and _KIND_AT_END.search(prefix) else None
    if kinds and prefix.rpartition("（")[0].endswith(kinds[1]):
        return True
    kind = prefix.partition("（")[0]
    return kind.endswith(_OWN_KINDS) and any(words.startswith(own) and kind.endswith(own) for own in _OWN_KINDS)


def cannot_be_of(place: str, words: str, parts: Anatomy) -> bool:
    is_of_no_place = parts.begins_whole or words.startswith(("中国", "中华", "国家", "全国"))
    return is_of_no_place or place == "地" or misfits(place, words)


def misfits(place: str, words: str) -> bool:
    """各社区 + 村委会: only villages have one."""
    return place[:1] == "各" and any(
        office.match(words) and not places.search(place) for office, places in lx.PLACES_OF_OFFICE
    )
