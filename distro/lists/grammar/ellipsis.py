"""Endings left out inside an enumeration because the last member bears them: 济南、青岛市; 财政、审计局; 县直、驻县单位."""

from __future__ import annotations

import re

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.written import DOUBTFUL, LIKELY, Member

_DIRECT = ("直", "属", "级")
_LEVELS = "省市县区州师旗镇乡团盟"
_OFFICE = re.compile(r"[局厅委办处科]$")
_KIND_OF_UNIT = re.compile(
    r"(?<=.)(?:科室|处室|部室|部门|单位|院校|学校|高校|企业|公司|银行|医院|学院|团体|机构|组织|支部|协会|商会)$"
)
_NUMBER = re.compile(r"第?[一二三四五六七八九十]{1,3}")
_LONGEST_STUMP = 8
_LONGEST_PLACE = 4


def complete(members: list[Member]) -> None:
    """Put back what the member behind shows to be missing, from right to left."""
    stationed = lx.STATIONED.search(members[-1].parts.words)
    for current, following in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
        own, its = current.parts, following.parts
        if own.is_known and not own.is_place:
            continue
        if own.words.endswith("正") and its.is_post and its.persons.startswith("副"):
            current.parts = anatomy(own.words[:-1] + its.persons[1:])
            following.prefix = own.words[:-1]
            current.confidence = following.confidence = LIKELY
        elif own.is_bare and len(own.words) <= _LONGEST_PLACE and lx.CITY.fullmatch(its.place):
            current.parts = Anatomy(own.words, path=(own.words,), place_kind="named")
            current.confidence = DOUBTFUL
        elif stationed and own.words == "中":
            current.parts, current.confidence = anatomy("中央"), DOUBTFUL
        elif stationed and own.is_place and own.place.endswith(_DIRECT) and not members[-1].parts.place.endswith("直"):
            current.alternatives.append((own.words,))
            current.suffix, current.confidence = stationed["kind"], LIKELY
        elif ending := _missing_level(own, its) or _missing_office(own, its):
            current.alternatives.append((own.words,))
            current.parts = anatomy(own.words + ending)
            current.confidence = DOUBTFUL


def _missing_level(own: Anatomy, its: Anatomy) -> str:
    """The 市 or 师 of a place written without it; a province takes its own, whatever the last one bears."""
    level = its.path[-1][-1] if its.place_kind == "named" else ""
    if own.is_place and own.place in lx.LEVEL_OF_PROVINCE and its.path:
        last = lx.PROVINCE.match(its.path[-1])
        return lx.LEVEL_OF_PROVINCE[own.place] if last and last.end() < len(its.path[-1]) else ""
    if not level or level not in _LEVELS or lx.CITY.fullmatch(its.path[-1]):
        return ""
    if own.is_place:
        return level if lx.CITY.fullmatch(own.place) else ""
    return level if own.is_bare and not own.is_known and len(own.words) <= 4 else ""


def _missing_office(own: Anatomy, its: Anatomy) -> str:
    """The 局 or 厅 of an office written without it, the 科室 or 公司 of a kind: 各临床、医技科室; 各分、子公司."""
    number = _NUMBER.match(its.words)
    if number and _NUMBER.fullmatch(own.core):
        return its.words[number.end() :]
    kind = _KIND_OF_UNIT.search(its.head)
    is_stump = not (own.is_known or own.is_person or own.body or own.unit)
    if kind and is_stump and its.is_bare and not its.quantifier and len(own.core) <= _LONGEST_STUMP:
        return kind.group()
    match = _OFFICE.search(its.head)
    if (
        match
        and is_stump
        and not own.quantifier
        and its.is_bare
        and not its.quantifier
        and 2 <= len(own.core) <= _LONGEST_STUMP
    ):
        return match.group()
    return ""
