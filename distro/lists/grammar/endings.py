"""Endings that a member may share with those before it, and what it is worth that one takes them.

省委、省政府领导同志; 四师、七师组织部; 财政、审计局; 有关部门、单位党组.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.likeness import is_short_name, kind_of
from distro.lists.grammar.tables import (
    LONGEST_BRAND,
    LONGEST_REACH,
    LONGEST_STUB,
    LONGEST_TAIL,
    REMEMBERED,
    SHORT,
    WORST,
    W,
)


class Why(StrEnum):
    """On what ground an ending is shared."""

    PERSONS = "领导同志"
    OFFICE = "办公厅 of the four bodies"
    ANNEX = "党组 of classes"
    STATIONED = "驻…单位"
    NUMBER = "第一、第二中学"
    VERTICAL = "电信、移动公司"
    PLACES = "what stands behind the place"
    STUBS = "the last noun"
    BRANDS = "分公司 of a place"
    PARTIES = "省委会 of the parties"
    GROUP = "纪检监察组 stationed"
    COMPANY = "集团有限公司 behind the same noun"
    NOUN = "油田公司 behind a word as long as the one before"
    KIND = "电网公司 behind such a word"
    LENGTH = "anything behind such a word"


class Ending(NamedTuple):
    """Words at the end of a member."""

    words: str
    why: Why


class Run(NamedTuple):
    """Members that share the ending of the last of them."""

    last: int
    ending: Ending


_LAST_NOUN = re.compile(
    r"(?:(?<=.)(?:局|厅|委|办|处|科|院|厂|矿|车间|防指|防总)|(?<=[^分])(?:科室|处室|部室|部门|单位|院校|学校|高校|企业|集团公司|公司|集团|银行|医院|学院|"
    r"团体|机构|组织|协会|商会|党支部|支部|分院|中学|小学|幼儿园|交易所|大区|片区|分公司|(?<!街道)办事处|支队|大队|研究所|研究院|中心))$"
)
_COMMITTEE_OF_PARTY = re.compile(rf"(?:{lx.PARTIES})(?P<committee>[省市县区州]委(?:会|员会)?)")
_BRANCH_OF_BRAND = re.compile(rf"(?:{lx.BRAND.pattern})(?P<branch>{lx.BRANCH})")
_PARTY = re.compile(lx.PARTIES)
_COMPANY = re.compile(r"(?<=[局院厂所行社])(?P<form>集团有限公司|集团公司|有限责任公司|有限公司|股份公司|集团)$")
_AT_BEGINNING = re.compile(lx.ORDINAL + "(?=..)")
_AT_END = re.compile(rf".*{lx.ORDINAL}$")
_LEVELS = "省市县区州师旗镇乡团盟街"
_DIRECT = ("直", "属", "级")
_OF_LEVEL = re.compile("[直属级](?:国家)?(?:机关)?$")
_TO_STATION = re.compile(r"^驻[一-鿿]{1,3}?(?=各|有关|企|单位|部门|机构)")


@lru_cache(REMEMBERED)
def endings(words: str) -> tuple[Ending, ...]:
    """The endings of a member that may hold for those before it."""
    parts = anatomy(words)
    return () if parts.is_person else tuple(_endings(words, parts))


def _endings(words: str, parts: Anatomy) -> Iterator[Ending]:
    if parts.persons and not parts.is_post and parts.organ:
        yield Ending(parts.persons, Why.PERSONS)
    if parts.body:
        office = _office(parts)
        if office:
            yield Ending(office, Why.OFFICE)
    if stationed := lx.STATIONED.search(words):
        yield Ending(stationed.group(), Why.STATIONED)
    number = _AT_BEGINNING.match(words)
    if number:
        yield Ending(words[number.end() :], Why.NUMBER)
    vertical = lx.VERTICAL_END.search(words)
    if vertical and vertical.start() > 1 and not parts.persons:
        yield Ending(vertical.group(), Why.VERTICAL)
    annex = lx.ANNEX.search(words)
    if annex and annex.start() and lx.HOLDER_OF_ANNEX.search(words[: annex.start()]):
        yield Ending(annex.group(), Why.ANNEX)
    if parts.path and (parts.tail or parts.persons) and parts.place_kind != "own":
        yield Ending(parts.tail + parts.persons, Why.PLACES)
    noun = _LAST_NOUN.search(words)
    if noun and not (parts.persons or parts.path or number):
        yield Ending(noun.group(), Why.STUBS)
    branch = _BRANCH_OF_BRAND.fullmatch(words)
    if branch:
        yield Ending(branch["branch"], Why.BRANDS)
    party = _COMMITTEE_OF_PARTY.fullmatch(words)
    if party:
        yield Ending(party["committee"], Why.PARTIES)
    company = _COMPANY.search(words)
    if company and company.start():
        yield Ending(company["form"], Why.COMPANY)
    group = lx.STATIONED_GROUP.search(words)
    if group and group.start():
        yield Ending(group.group(), Why.GROUP)


@lru_cache(REMEMBERED)
def _alike(before: str, words: str) -> tuple[Ending, ...]:
    """胜利、长庆油田公司: what stands behind about as many characters as the member before it has."""
    first, last = anatomy(before), anatomy(words)
    is_stub = kind_of(before) in ("unknown", "person", "place") and len(before) <= LONGEST_STUB
    if not is_stub or last.persons or last.path or last.inner:
        return ()
    start = len(before.removeprefix("驻")) - len(first.quantifier) + len(last.quantifier)
    noun = lx.TAIL.search(words, max(start - 1, 1), start + 8)
    is_noun = noun is not None and noun.start() - start <= 1
    tail = words[noun.start() :] if noun and is_noun else words[start:]
    is_told = tail in [each.words for each in endings(words)]
    if len(tail) < 2 or not lx.OFFICE_END.search(tail) or is_told:
        return ()
    if is_noun:
        return (Ending(tail, Why.NOUN),)
    noun = lx.SELF_STANDING_END.search(tail)
    if len(tail) > LONGEST_TAIL or (noun and noun.start() == 1):
        return ()
    return (Ending(tail, Why.KIND if noun and noun.start() > 1 else Why.LENGTH),)


def _office(parts: Anatomy) -> str:
    """The office or post that each of the four bodies has."""
    if parts.persons in lx.POSTS_OF_BODIES or lx.OFFICE_OF_BODY.search(parts.head) or (parts.inner and parts.is_class):
        return parts.inner + parts.core + parts.persons
    return parts.core if re.search(r"[处科]$", parts.head) and not parts.persons else ""


def runs_in(group: tuple[str, ...]) -> list[list[tuple[Run, float]]]:
    """For each member the runs it may be in, each with what it is worth that this member is."""
    found: list[list[tuple[Run, float]]] = [[] for _ in group]
    for last in range(1, len(group)):
        for ending in (*endings(group[last]), *_alike(group[last - 1], group[last])):
            run = Run(last, ending)
            near = group[last - 1 : last + 3]
            is_repeated = sum(each.endswith(ending.words) and len(each) > len(ending.words) + 1 for each in near) > 1
            worth = 0.0
            for number in range(last - 1, max(-1, last - LONGEST_REACH), -1):
                own = takes(group[number], ending, group[last])
                if own is None or worth < WORST:
                    break
                own += W["tail repeated" if ending.why is not Why.STUBS else "noun repeated"] if is_repeated else 0.0
                worth += own
                found[number].append((run, own))
    return found


@lru_cache(REMEMBERED)
def takes(words: str, ending: Ending, closing: str) -> float | None:
    """What it is worth that the member takes an ending of the closing one; None where it cannot."""
    parts, its = anatomy(words), anatomy(closing)
    if parts.persons or parts.is_file_copy or words.endswith(ending.words):
        return None
    sign = _SIGNS[ending.why](words, parts, kind_of(words), its, closing)
    return W[sign] if sign else None


def _of_persons(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    is_pointed = its.is_deictic and not its.is_place and len(its.organ) > 1
    if is_pointed or its.place_kind == "own" or its.organ.endswith("班子"):
        return "persons pointed"
    if kind == "body":
        return "persons of bodies" if kind_of(its.organ) == "body" else "persons of unlike"
    if kind == "place":
        return "unlike places" if its.tail else "persons of places"
    if kind == "class" and kind_of(its.organ) == "class":
        return "persons of classes"
    return "persons of organs" if kind not in ("unknown", "person") else ""


def _of_office(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    order = lx.FOUR_BODIES
    if its.body not in order:
        is_body = parts.body and not (parts.core or parts.unit) and lx.OFFICE_OF_BODY.search(its.head) and parts.path
        return "office of other bodies" if is_body and parts.place == its.place else ""
    is_before = parts.body in order and not parts.core and order.index(parts.body) < order.index(its.body)
    return _office_sign(its) if is_before else ""


def _office_sign(its: Anatomy) -> str:
    """A 信访局 may be one for both; a 办公厅 everybody has."""
    return "own office of bodies" if lx.OWN_OFFICE.search(its.head or its.persons) else "office of bodies"


def _of_annex(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    if kind not in ("class", "organ", "inner", "branch") or lx.ANNEX.search(words):
        return "annex of organs" if kind in ("class", "organ") and "各" in words else ""
    return "annex of classes" if parts.quantifier or parts.inner or kind == "class" else ""


def _of_places(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    if kind == "place":
        if any(office.search(its.tail) and not places.search(parts.place) for office, places in lx.PLACES_OF_OFFICE):
            return ""
        if (parts.place_kind == "named" and its.place_kind == "deictic") or (parts.quantifier and "各" in its.inner):
            return ""
        is_direct = parts.place.endswith(_DIRECT) and not its.place.endswith(parts.place[-1])
        is_above = (its.place_kind == "deictic" and _OF_LEVEL.search(its.place)) or its.tail.startswith("直属")
        is_other = (parts.quantifier and is_above) or parts.place.endswith("机关") or lx.ZONE.fullmatch(its.tail)
        if parts.place == "国务院" or is_direct or is_other:
            return ""
        if its.quantifier == "各" and not parts.quantifier and parts.place_kind == "named":
            return "tail over each"
        return "" if its.quantifier and its.quantifier != parts.quantifier else "tail of places"
    if parts.unit and parts.core and lx.KNOWN_PLACE.fullmatch(parts.core):
        return "tail of cores"
    is_stub = is_short_name(words) and not parts.quantifier
    return "tail of stubs" if is_stub and its.place != "国家" else ""


def _of_stationed(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    is_above = not closing.startswith("驻") or parts.place.endswith(_DIRECT)
    is_single = parts.is_place and not parts.quantifier
    return "tail of places" if (is_single and is_above) or words == "中" else ""


def _of_vertical(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return (
        "ending of brands"
        if kind in ("unknown", "place") and not parts.quantifier and 1 < len(words) <= LONGEST_BRAND
        else ""
    )


def _of_number(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "ending of stubs" if kind == "unknown" and _AT_END.fullmatch(words) else ""


def _of_stubs(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    if kind == "place" and closing.endswith("分院"):
        return "ending of stubs"
    if its.quantifier:
        return ""
    if parts.quantifier:
        is_long = len(words) - len(parts.quantifier) > 2
        return (
            ("ending of long stubs" if is_long else "ending of stubs") if kind == "unknown" or words == "各分" else ""
        )
    is_brand = kind == "vertical" and len(words) <= SHORT and not lx.OFFICE_END.search(words)
    is_stub = len(words) <= LONGEST_STUB and (kind == "unknown" or (kind == "place" and parts.place_kind == "deictic"))
    return "ending of stubs" if is_brand or is_stub else ""


def _of_noun(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "tail of alike" if _is_stub(words, kind, its) else ""


def _of_kind(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "tail of a kind" if _is_stub(words, kind, its) else ""


def _of_length(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "tail by length" if _is_stub(words, kind, its) else ""


def _is_stub(words: str, kind: str, its: Anatomy) -> bool:
    return kind in ("unknown", "person", "place") and not its.quantifier and len(words) <= LONGEST_STUB


def _of_brands(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "branch of brands" if lx.BRAND.fullmatch(words) and not words.endswith("公司") else ""


def _of_parties(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "ending of parties" if _PARTY.fullmatch(words) else ""


def _of_group(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    return "group of stationed" if "驻" in words and not words.endswith(("组", "单位", "部门", "办")) else ""


def _of_company(words: str, parts: Anatomy, kind: str, its: Anatomy, closing: str) -> str:
    noun = _COMPANY.search(closing)
    is_of_government = kind == "bureau" and parts.path and len(parts.head) > 1
    return "ending of companies" if noun and words[-1] == closing[noun.start() - 1] and not is_of_government else ""


_SIGNS = {
    Why.PERSONS: _of_persons,
    Why.OFFICE: _of_office,
    Why.ANNEX: _of_annex,
    Why.STATIONED: _of_stationed,
    Why.NUMBER: _of_number,
    Why.VERTICAL: _of_vertical,
    Why.PLACES: _of_places,
    Why.STUBS: _of_stubs,
    Why.BRANDS: _of_brands,
    Why.PARTIES: _of_parties,
    Why.GROUP: _of_group,
    Why.COMPANY: _of_company,
    Why.NOUN: _of_noun,
    Why.KIND: _of_kind,
    Why.LENGTH: _of_length,
}


@lru_cache(REMEMBERED)
def completed(words: str, ending: Ending, closing: str) -> str:
    """The member with the ending it takes, and with the 市, 省 or 师 it was written without: 济南、青岛市教育局."""
    parts, its = anatomy(words), anatomy(closing)
    if ending.why is Why.STATIONED:
        is_stationed = parts.place.endswith("直") and not its.place.endswith("直")
        tail = _TO_STATION.sub("", ending.words) if is_stationed else ending.words
        return ("中央" if words == "中" else words) + tail
    if ending.why not in (Why.PLACES, Why.PERSONS) or its.place_kind != "named":
        return words + ending.words
    return words + _missing_level(words, parts, its) + ending.words


def _zone_at_end(place: str) -> str:
    """管理区 of 西洞庭管理区."""
    return next((zone.group() for zone in lx.ZONE.finditer(place) if zone.end() == len(place)), "")


def _missing_level(words: str, parts: Anatomy, its: Anatomy) -> str:
    last = its.path[-1]
    if words.endswith(last[-1]) and not parts.is_place:
        return ""
    place = parts.place if parts.is_place else parts.core if parts.unit else ""
    if place in lx.LEVEL_OF_PROVINCE:
        province = lx.PROVINCE.match(last)
        return lx.LEVEL_OF_PROVINCE[place] if province and province.end() < len(last) else ""
    zone = _zone_at_end(last)
    level = "街道" if last.endswith("街道") else zone or last[-1]
    if (level[0] not in _LEVELS and not zone) or lx.CITY.fullmatch(last):
        return ""
    if not parts.is_place:
        return level if is_short_name(words) else ""
    # 云州 before 白州市 is a 市, too.
    is_bare = lx.CITY.fullmatch(parts.place) or (
        parts.place_kind == "named" and len(parts.place) == 2 and parts.place[1] == "州" != last[-1]
    )
    return last[-1] if is_bare else ""
