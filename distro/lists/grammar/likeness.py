"""What a name is like: the kind of its head, and the parents it shows to the names behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.tables import COLUMNS, REMEMBERED, SHORT

NONE, PLACE, BODY, UNIT, QUANTIFIER = COLUMNS
ANNEX, PERSONS, NUMBER, STATION = "annex", "persons", "number", "station"
"""Columns of parents that only names of one kind take."""

_SQUAD = re.compile(
    r"(?:总队|支队|大队|中队|分局|所|站|[陆海空]军|火箭军|(?:疾控|疾病预防控制|急救|血液|妇幼保健|政务服务|公共资源交易|融媒体|大数据|应急指挥|会计核算|就业服务)中心)$"
)
_OFFICE_INSIDE = re.compile(r"办|信访局|值班室|研究室|督查室|督查局|.*(?<!公)司")
_OF_PARTY = re.compile(rf"(?:{lx.PARTIES})(?P<place>[省市县区州盟旗])委")
_EACH_INSIDE = re.compile(r".{2,}?各(?=省|市|县|区|自治|地|州)")
_KINDS = re.compile(r".（.(?:、.)*）")
_MANAGING = re.compile(r".*(?:主管|监管|管理)部门")
_NUMERAL = re.compile("[一二三四五六七八九十]")
_NUMBERED = re.compile(rf"(.*?[^第]){lx.ORDINAL}(?=(?:[^级].*)?[厅处科室队局部院学中小厂矿所校站]$)")


@lru_cache(REMEMBERED)
def kind_of(words: str) -> str:
    """The row of FIT a name belongs to, by its head; persons with an organ count as the organ."""
    parts = anatomy(words)
    if parts.is_person:
        return "person"
    if parts.persons and not (parts.path or parts.tail):
        return "post"
    if lx.ORDINARY_PERSONS.search(parts.persons) and not (
        parts.path or parts.body or lx.OFFICE_END.search(parts.organ)
    ):
        return "post"
    if parts.is_national:
        return "body"
    if parts.is_place:
        return "place"
    head = parts.head or parts.unit
    if not head:
        return "body" if parts.body else "place" if parts.path else "unknown"
    if parts.body and not parts.head:
        return "body"
    return _kind_of_head(words, parts, head)


def _kind_of_head(words: str, parts: Anatomy, head: str) -> str:
    if _KINDS.fullmatch(parts.core):
        return "class"
    is_class = parts.is_class and not (parts.body and len(head) == 1)
    if _MANAGING.fullmatch(head) and words not in lx.CLASS_NOUNS and parts.place + parts.unit + head != "主管部门":
        return "bureau"
    if is_class or words in lx.GENERIC or lx.PLURAL_END.search(head) or lx.PLACE_KIND.fullmatch(head):
        return "class"
    if lx.PARTY_OFFICE.fullmatch(head):
        return "party"
    if lx.VERTICAL_END.search(head):
        return "vertical"
    if lx.SELF_STANDING_END.search(head):
        return "self"
    if _SQUAD.search(head):
        return "branch"
    if lx.INNER_END.search(head) or _OFFICE_INSIDE.fullmatch(head):
        return "inner"
    if lx.BUREAU_END.search(head):
        return "bureau"
    return "organ" if lx.OFFICE_END.search(head) or lx.MORE_ORGANS.search(head) else "unknown"


def is_short_name(words: str) -> bool:
    """A word that may be a place without its kind: 罗湖, 丰台."""
    return len(words) <= SHORT and (
        kind_of(words) in ("unknown", "person") or (kind_of(words) == "organ" and len(words) == 2)
    )


@lru_cache(REMEMBERED)
def parents_in(name: str) -> tuple[tuple[str, str], ...]:
    """The beginnings of a name that a later one may take: (words, column), the longest first."""
    parts = anatomy(name)
    if parts.is_person:
        return ()
    place = parts.quantifier + parts.place
    home = place + parts.body + parts.unit
    found: dict[str, str] = {}
    if parts.quantifier:
        found[parts.quantifier] = QUANTIFIER
    for number in range(1, len(parts.path) + 1):
        step = parts.quantifier + "".join(parts.path[:number])
        found[step.removeprefix("中共") or step] = PLACE
    if parts.body and (parts.core or parts.unit or parts.is_post):
        found[place + parts.body] = BODY
    if parts.inner:
        found[home + parts.inner] = QUANTIFIER
        if parts.path or parts.unit:
            found.setdefault(home, UNIT if parts.unit else PLACE)
    if parts.inner and parts.path and parts.unit.endswith("机关"):
        found.setdefault(home.removesuffix("机关"), UNIT)
    if name[0] in lx.PARTIES and (party := _OF_PARTY.match(name)):
        found[party["place"]] = PLACE
    if "各" in name and (each := _EACH_INSIDE.match(name)):
        found[each.group()] = QUANTIFIER
    if parts.unit and (parts.core or parts.is_post):
        found[home] = UNIT
    inside = lx.COMMITTEE_INSIDE.search(parts.unit or (parts.body if not parts.path else ""))
    if inside and len(home) > len(inside.group()):
        found[home.removesuffix(inside.group())] = UNIT
    for words, column in _containers(name, parts, home).items():
        found.setdefault(words, column)
    if parts.persons and not parts.is_post and parts.organ and not parts.is_deictic:
        found[parts.organ] = PERSONS
    if parts.is_post and parts.organ not in ("", parts.place) and kind_of(parts.organ) != "unknown":
        found[parts.organ] = BODY
    found.pop("", None)
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


def _containers(name: str, parts: Anatomy, home: str) -> dict[str, str]:
    """What its core begins with: the organ it lies in, what stands before its number, the class it is an annex of."""
    found = {}
    if parts.core and not parts.inner and not parts.core.startswith("驻") and not lx.PARTY_OFFICE.fullmatch(parts.core):
        container = lx.CONTAINER.match(parts.core)
        if container and lx.OFFICE_END.search(parts.core[container.end() :]):
            found[home + container.group()] = UNIT
    if _NUMERAL.search(name) and (numbered := _NUMBERED.match(name)):
        found[numbered[1]] = NUMBER
    if "驻" in name and lx.STATIONED_GROUP.search(name):
        found[name[: name.index("驻") + 1]] = STATION
    annex = lx.ANNEX.search(name)
    if annex and annex.start() > 1 and not parts.persons and lx.PLURAL_END.search(name[: annex.start()]):
        found[name[: annex.start()]] = ANNEX
    return found


@lru_cache(REMEMBERED)
def own_parent(name: str) -> str:
    """The longest parent a name shows."""
    return next((words for words, column in parents_in(name) if column in COLUMNS), "")
