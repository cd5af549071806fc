"""The anatomy of one written member of a list: quantifier, place, body, unit, core and persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from distro.lists import lexicon as lx

_LONGEST_NAME = 80
_UNIT = re.compile(
    r".*(?:公司|集团|大学|学院|研究院|医院|银行|局|厅|委(?!员)|委员会|协会|总部|总站|中心|支队|总队|检察院|法院)(?=.)"
)
_RANK = {
    "省": 1,
    "自治区": 1,
    "直辖市": 1,
    "市": 2,
    "自治州": 2,
    "州": 2,
    "盟": 2,
    "地区": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
}


@dataclass(frozen=True, slots=True)
class Anatomy:
    """`quantifier + place + body + unit + inner + core + persons` are the cleaned words of the member.

    `place_kind` is one of "", own (本部), deictic (省, 市), kind (县（市、区）, 援建地), named (伊犁州). `inner` is a
    quantifier inside (省政府 **各** 部门). `post` says that the persons hold a post; `person` that a name is given.
    """

    words: str
    quantifier: str = ""
    place: str = ""
    place_kind: str = ""
    body: str = ""
    unit: str = ""
    inner: str = ""
    core: str = ""
    persons: str = ""
    post: bool = False
    person: bool = False

    @property
    def is_place(self) -> bool:
        return bool(self.place) and not (self.body or self.unit or self.inner or self.core or self.persons)

    @property
    def is_bare(self) -> bool:
        """Nothing says where it belongs."""
        return not self.place and not self.unit and not self.person

    @property
    def organ(self) -> str:
        return self.words[: len(self.words) - len(self.persons)] if not self.person else ""

    @property
    def tail(self) -> str:
        """What stands behind the place, without persons."""
        return self.body + self.unit + self.inner + self.core

    @property
    def rank(self) -> int:
        for word, rank in _RANK.items():
            if self.place.startswith(word):
                return rank
        return 4

    @property
    def is_party(self) -> bool:
        return self.body.startswith(("委", "党", "工委")) or "党委" in self.body

    @property
    def is_class_noun(self) -> bool:
        return self.core.split("（")[0] in lx.CLASS_NOUN

    @property
    def is_known(self) -> bool:
        """Whether the words are accounted for: by a body, a class, persons or a usual ending."""
        if self.persons or self.is_place:
            return True
        core = self.core.split("（")[0] or self.body
        return bool(core) and (core == self.body or core in lx.CLASS_NOUN or bool(lx.OFFICE_END.search(core)))


@lru_cache(maxsize=8192)
def anatomy(words: str) -> Anatomy:
    """Dissect the cleaned words of one member; words longer than a name can be stay whole."""
    if len(words) > _LONGEST_NAME:
        return Anatomy(words, core=words)
    match = lx.QUANTIFIER.match(words)
    quantifier = match.group() if match else ""
    rest = words[len(quantifier) :]
    persons, post, person = _persons(rest)
    rest = rest[: len(rest) - len(persons)]
    if person:
        return Anatomy(words, quantifier, core=rest, persons=persons, post=post, person=True)
    place, kind = _place(rest, bool(quantifier))
    rest = rest[len(place) :]
    body = _body(rest, place)
    rest = rest[len(body) :]
    unit, rest = _unit(rest)
    match = lx.INNER_QUANTIFIER.match(rest)
    inner = match.group() if match else ""
    core = rest[len(inner) :]
    return Anatomy(words, quantifier, place, kind, body, unit, inner, core, persons, post)


def _persons(rest: str) -> tuple[str, bool, bool]:
    match = lx.CLASS_OF_PERSONS.search(rest)
    if match and not rest.endswith(("小组成员", "领导小组")):
        before = rest[: match.start()]
        return match.group(), False, match.group() == "同志" and _is_name(before)
    match = lx.POST.search(rest)
    if match:
        return match.group(), True, _is_name(rest[: match.start()])
    return "", False, False


def _is_name(words: str) -> bool:
    return 1 <= len(words) <= 3 and bool(lx.SURNAME.match(words)) and not lx.OFFICE_END.search(words)


def _place(rest: str, quantified: bool) -> tuple[str, str]:
    own = lx.OWN_BODY.match(rest)
    if own:
        return own.group(), "own"
    if quantified:
        kind = lx.PLACE_KIND.match(rest)
        if kind and not rest.startswith(("院", "市场")):
            return kind.group(), "kind"
    deictic = lx.DEICTIC_PLACE.match(rest)
    if deictic:
        return deictic.group(), "deictic"
    end = 0
    while match := lx.NAMED_PLACE.match(rest, end):
        end = match.end()
    if end:
        return rest[:end], "named"
    kind = lx.PLACE_KIND.match(rest)
    if kind and len(kind.group()) > 1 and not rest.startswith(("乡村振兴", "社区矫正", "市场")):
        return kind.group(), "kind"
    return "", ""


def _body(rest: str, place: str) -> str:
    match = lx.BODY.match(rest) or (lx.COMMITTEE.match(rest) if place else None)
    return match.group() if match else ""


def _unit(rest: str) -> tuple[str, str]:
    match = _UNIT.match(rest)
    if match:
        inner = rest[match.end() :]
        if lx.INNER_END.search(inner) or lx.INNER_QUANTIFIER.match(inner):
            return match.group(), inner
    quantified = lx.INNER_QUANTIFIER.search(rest)
    if quantified and quantified.start() and quantified.group().startswith("各"):
        return rest[: quantified.start()], rest[quantified.start() :]
    return "", rest
