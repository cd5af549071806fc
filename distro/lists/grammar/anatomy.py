"""The anatomy of one written member of a list: quantifier, place, body, unit, core and persons."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from distro.lists.grammar import labels
from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.tables import REMEMBERED

Value = TypeVar("Value")

_BRACKET = re.compile(r"（[^（）]*）|[“”]")

LONGEST_NAME = 80
"""Characters; a longer stretch without a separator is not dissected."""


class _once(Generic[Value]):  # noqa: N801
    """A property computed at its first use. That of functools takes a lock in Python 3.11, at ten times the price."""

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute, self._name = compute, compute.__name__

    def __get__(self, one: object, _: type) -> Value:
        value = one.__dict__[self._name] = self._compute(one)
        return value


class _Parts(NamedTuple):
    words: str
    quantifier: str = ""
    path: tuple[str, ...] = ()
    place_kind: str = ""
    body: str = ""
    unit: str = ""
    inner: str = ""
    core: str = ""
    persons: str = ""
    is_post: bool = False
    is_person: bool = False
    is_named: bool = False


class Anatomy(_Parts):
    """The words of one member, dissected; joined in this order, the parts are `words` again.

    `path` are the steps of its place (兵团, 四师); `place_kind` is "" (none), own (本部), deictic (省), kind
    (县（市、区）) or named (伊犁州); what stands before 各 and a mere kind of place is `quantifier` (水利总局各 + 省). `unit` is an organ that has the core inside it, `inner` a quantifier inside
    (省政府 **各** 部门). `is_post` says that the persons are named by their post, `is_named` that a
    person is given by name, `is_person` that nothing else is (no organ).
    """

    @_once
    def place(self) -> str:
        return "".join(self.path)

    @_once
    def head(self) -> str:
        """The core without what its bracket adds: 财政厅（局） is a 财政厅."""
        return _BRACKET.sub("", self.core)

    @_once
    def organ(self) -> str:
        return "" if self.is_person else self.words[: len(self.words) - len(self.persons)]

    @_once
    def office(self) -> str:
        """The organ that what is sent to the persons goes to: 市委 of 市委书记, 市政府 of 市长; none where nothing says."""
        holds = lx.HOLDS_PLACE.search(self.persons) if self.is_post and not (self.tail or self.quantifier) else None
        return (self.place or holds["place"]) + lx.GOVERNMENT if holds else self.organ

    @_once
    def is_deictic(self) -> bool:
        return lx.is_deictic(self.organ)

    @_once
    def is_national(self) -> bool:
        return lx.NATIONAL.fullmatch(self.organ) is not None

    @_once
    def begins_whole(self) -> bool:
        """It begins with what stands by itself: 团市委, 水利部."""
        return lx.WHOLE.match(self.words) is not None

    @_once
    def tail(self) -> str:
        """What stands behind the place, without persons."""
        return self.body + self.unit + self.inner + self.core

    @_once
    def is_place(self) -> bool:
        return bool(self.path) and self.place_kind != "own" and not (self.tail or self.persons)

    @_once
    def is_bare(self) -> bool:
        """Nothing in it says where it belongs."""
        return not (self.path or self.unit or self.is_person)

    @_once
    def is_party(self) -> bool:
        return self.body.startswith(("委", "党", "工委"))

    @_once
    def is_class(self) -> bool:
        return self.head in lx.CLASS_NOUNS

    @_once
    def is_known(self) -> bool:
        """Whether the words are accounted for: by place, body, class or persons, or by a usual ending."""
        if self.persons or self.is_place or self.is_file_copy or ((self.body or self.unit) and not self.head):
            return True
        if lx.PLACE_KIND.fullmatch(self.head):
            return True
        return bool(self.head) and (
            self.is_class or (lx.OFFICE_END.search(self.head) or lx.MORE_ORGANS.search(self.head)) is not None
        )

    @_once
    def is_file_copy(self) -> bool:
        return self.words[-1:] in ("存", "档", "查") and labels.FILE_COPY.search(self.words) is not None

    @_once
    def is_collective(self) -> bool:
        """It names all of a kind: 各处室, 成员单位."""
        if lx.EVERY.search(self.quantifier + self.inner):
            return True
        is_plural = (self.is_class and lx.PLURAL_END.search(self.head)) or lx.BELONGING_END.search(self.head)
        return bool(is_plural) and not (self.persons or self.is_open)

    @_once
    def is_open(self) -> bool:
        """It leaves open who is meant: 有关单位."""
        return lx.SOME.search(self.quantifier + self.inner + self.persons) is not None


@lru_cache(REMEMBERED)
def anatomy(words: str) -> Anatomy:
    """Dissect the cleaned words of one member."""
    if len(words) > LONGEST_NAME:
        return Anatomy(words, core=words)
    match = lx.QUANTIFIER.match(words)
    quantifier = match.group() if match else ""
    rest = words[len(quantifier) :]
    persons, is_post, is_named = _persons(rest)
    rest = rest[: len(rest) - len(persons)]
    if is_named and not rest:
        return Anatomy(words, quantifier, persons=persons, is_post=is_post, is_person=True, is_named=True)
    path: tuple[str, ...] = ()
    kind = body = ""
    whole = lx.WHOLE.match(rest)
    if not whole:
        path, kind = _path(rest, quantified=bool(quantifier))
        if not path and not persons and len(rest) > 1 and _is_name(rest):
            return Anatomy(words, quantifier, core=rest, is_person=True, is_named=True)
        rest = rest[sum(map(len, path)) :]
        body = _body(rest, has_place=bool(path))
        rest = rest[len(body) :]
    unit, inner, core = _unit(rest)
    if whole and not unit:
        unit, core = whole.group(), rest[whole.end() :]
    if inner and not persons and lx.PLACE_KIND.fullmatch(core):
        return Anatomy(words, words.removesuffix(core), (core,), "kind")
    return Anatomy(words, quantifier, path, kind, body, unit, inner, core, persons, is_post, is_named=is_named)


def _persons(rest: str) -> tuple[str, bool, bool]:
    """The persons at the end; whether by post; whether a name is given (周某某厅长, 厅长周某某同志)."""
    match = lx.CLASS_OF_PERSONS.search(rest) if rest[-1:] in lx.ENDS_OF_PERSONS else None
    if match and match.group() != "同志":
        return match.group(), False, False
    comrade = match.group() if match else ""
    rest = rest.removesuffix(comrade)
    match = lx.POST.search(rest) if rest[-1:] in lx.ENDS_OF_PERSONS else None
    if match:
        name = _name_before(rest[: match.start()])
        return name + match.group() + comrade, True, bool(name)
    match = lx.POST_AND_NAME.search(rest, max(0, len(rest) - lx.LONGEST_POST_AND_NAME))
    if match and not lx.OFFICE_END.search(match["name"]):
        return match.group() + comrade, True, True
    if not comrade:
        return "", False, False
    name = _name_before(rest)
    return name + comrade, False, bool(name)


def _name_before(words: str) -> str:
    """The name of a person these words are or, behind an organ, end with."""
    if _is_name(words):
        return words
    return next(
        (words[-length:] for length in (3, 2, 1) if _ends_in_name(words[:-length], words[-length:])),
        "",
    )


def _ends_in_name(organ: str, name: str) -> bool:
    return lx.PERSON_NAME.fullmatch(name) is not None and not lx.OFFICE_END.search(name) and _is_organ(organ)


def _is_name(words: str) -> bool:
    return lx.PERSON_NAME.fullmatch(words) is not None and not lx.OFFICE_END.search(words)


def _is_organ(words: str) -> bool:
    parts = anatomy(words)
    return bool(parts.body or parts.unit) and parts.is_known


def _path(rest: str, *, quantified: bool) -> tuple[tuple[str, ...], str]:
    own = lx.OWN_BODY.match(rest)
    if own:
        return (own.group(),), "own"
    several = lx.SEVERAL_KINDS.match(rest)
    if several:
        return (several.group(),), "kind"
    kind, deictic = lx.PLACE_KIND.match(rest), lx.DEICTIC_PLACE.match(rest)
    if kind and (quantified or _is_of_many(rest, kind.group())):
        longer = deictic if deictic and deictic.end() > kind.end() else kind
        return (longer.group(),), "kind"
    if deictic:
        return (deictic.group(),), "deictic"
    if kind and len(kind.group()) > 1 and lx.OFFICE_END.search(rest) is None:
        return (kind.group(),), "kind"
    steps = []
    end = 0
    while match := lx.NAMED_PLACE.match(rest, end):
        steps.append(match.group())
        end = match.end()
    if steps:
        return tuple(steps), "named"
    if kind and len(kind.group()) > 1:
        return (kind.group(),), "kind"
    return (), ""


def _is_of_many(rest: str, kind: str) -> bool:
    """受援地, 计划单列市, 县（市、区）, 开发区: a kind of place, though no 各 says so."""
    is_told = lx.SIDE.match(rest) or lx.CLASS_OF_PLACES.match(rest)
    return is_told is not None or "（" in kind or lx.ZONE.fullmatch(kind) is not None


def _body(rest: str, *, has_place: bool) -> str:
    match = lx.BODY.match(rest) or (lx.COMMITTEE.match(rest) if has_place else None)
    return match.group() if match else ""


def _unit(rest: str) -> tuple[str, str, str]:
    """The organ inside which the core lies (省财政厅 of 省财政厅办公室), the quantifier inside, and the core."""
    quantified = lx.INNER_QUANTIFIER.search(rest)
    if quantified:
        return rest[: quantified.start()], quantified.group(), rest[quantified.end() :]
    match = lx.UNIT_END.match(rest)
    if match and lx.INNER_END.search(rest[match.end() :].partition("（")[0]):
        return match.group(), "", rest[match.end() :]
    return "", "", rest
