"""What the members of one group share: prefixes carried rightward, suffixes carried leftward, products of both."""

from __future__ import annotations

from dataclasses import dataclass, field

from distro.lists import lexicon as lx
from distro.lists.anatomy import Anatomy, anatomy

_LARGEST_PRODUCT = 400
_SELF_STANDING = ("公司", "集团", "校", "行", "大学", "学院", "研究院", "研究所", "协会")
_SURE, _LIKELY, _DOUBTFUL, _UNKNOWN = 1.0, 0.9, 0.7, 0.5


@dataclass(slots=True)
class Member:
    """One recipient in the making: its own words in `parts`, and what was restored around them."""

    parts: Anatomy
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    persons: str = ""
    confidence: float = _SURE
    alternatives: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def own_organ(self) -> str:
        return self.parts.organ + self.suffix

    @property
    def organ(self) -> str:
        return self.prefix + self.own_organ

    @property
    def name(self) -> str:
        if self.parts.person:
            return self.parts.words
        return self.organ + (self.parts.persons or self.persons)


def member(words: str, start: int, end: int) -> Member:
    parts = anatomy(words)
    return Member(parts, start, end, confidence=_SURE if parts.is_known else _UNKNOWN)


def carry(members: list[Member]) -> list[Member]:
    """Restore what the members of one group share, in place where possible; a product returns more members."""
    if len(members) > 1:
        _carry_prefixes(members)
        _share_persons(members)
        members = _multiply(members)
        _share_offices(members)
    return members


def _carry_prefixes(members: list[Member]) -> None:
    donor = members[0]
    for current in members[1:]:
        prefix, sure, others = _inherit(donor, current)
        if prefix:
            current.prefix = prefix
            current.confidence = min(current.confidence, sure)
            current.alternatives += [(other + current.name[len(prefix) :],) for other in others]
        if current.parts.place or current.parts.unit:
            donor = current


def _inherit(donor: Member, current: Member) -> tuple[str, float, tuple[str, ...]]:
    """The longest prefix of the donor that is a valid parent of the current member; its certainty; other prefixes."""
    its, own = donor.parts, current.parts
    if own.person or own.quantifier and not _depends(own):
        return "", _SURE, ()
    place = donor.prefix + its.quantifier + its.place
    if own.place:
        return _inherit_place(donor, own)
    if own.post:
        if own.persons.startswith(("副", "常委", "委员")) and its.post and not its.person and its.organ:
            return donor.prefix + its.organ, _LIKELY, ("",)
        return "", _SURE, ()
    if not own.is_bare or own.persons and not own.tail:
        return "", _SURE, ()
    if own.quantifier or own.is_class_noun:
        return _inherit_class(donor, own)
    if its.core.endswith(_SELF_STANDING):
        return "", _SURE, ()
    if not its.place:
        if its.unit and not lx.is_deictic(its.unit) and lx.INNER_END.search(own.core):
            return donor.prefix + its.unit, _LIKELY, ("",)
        if its.body and its.core and lx.PARTY_OFFICE.fullmatch(own.core) and its.is_party:
            return its.body, _LIKELY, ("",)
        return "", _SURE, ()
    if its.place_kind == "own":
        return place, _LIKELY, ("",)
    if own.body:
        return place, _SURE, ()
    if lx.PARTY_OFFICE.fullmatch(own.core):
        if its.is_party and its.core:
            return place + its.body, _SURE, (place,)
        if its.core and not its.body:
            return place, _SURE, ()
        return place, _LIKELY, (place + "党委",)
    if its.unit and lx.INNER_END.search(own.core):
        return place + its.body + its.unit, _LIKELY, ("", place)
    if lx.BUREAU_END.search(own.core):
        return place, _SURE, (place + its.body,) if its.is_party else ()
    if its.body and its.core and lx.INNER_END.search(own.core):
        return place + its.body, _LIKELY, (place, "")
    if lx.OFFICE_END.search(own.core) and not own.core.endswith(_SELF_STANDING):
        return place, _DOUBTFUL, ("",)
    return "", _DOUBTFUL, ()


def _depends(own: Anatomy) -> bool:
    return own.quantifier.startswith(("各", "有关", "相关")) and own.is_class_noun and not own.place


def _inherit_place(donor: Member, own: Anatomy) -> tuple[str, float, tuple[str, ...]]:
    its = donor.parts
    if own.quantifier or own.inner or own.place_kind == "own":
        return "", _SURE, ()
    if its.quantifier.startswith("各") and own.place_kind in ("deictic", "kind") and own.rank >= its.rank:
        if own.place.endswith(("直", "属", "级")):
            return "", _SURE, ()
        return donor.prefix + its.quantifier, _SURE, ()
    if own.place_kind == "named" and its.place_kind == "named" and own.place.endswith("师"):
        head = its.place[: -len(own.place)] if its.place.endswith("师") else ""
        head = head or _head(its.place)
        return donor.prefix + head, _SURE, ()
    return "", _SURE, ()


def _head(place: str) -> str:
    for long in ("新疆生产建设兵团", "兵团"):
        if place.startswith(long):
            return long
    return ""


def _inherit_class(donor: Member, own: Anatomy) -> tuple[str, float, tuple[str, ...]]:
    its = donor.parts
    place = donor.prefix + its.quantifier + its.place + its.body
    if own.quantifier:
        if its.place_kind == "own" or its.inner and its.place and _is_department(own.core):
            return place, _LIKELY, ("",)
        return "", _SURE, ()
    if its.inner:
        return place + its.unit + its.inner, _LIKELY, ()
    if its.quantifier and not its.place:
        return donor.prefix + its.quantifier, _LIKELY, ("",)
    if its.place and lx.BUREAU_END.search(own.core):
        return place, _DOUBTFUL, ("",)
    return "", _DOUBTFUL, ()


def _is_department(core: str) -> bool:
    return core in (
        "直属机构",
        "派出机构",
        "办事机构",
        "机构",
        "直属单位",
        "部门",
        "部委",
        "处室",
        "科室",
        "组室",
        "部室",
    )


def _share_persons(members: list[Member]) -> None:
    shared, places_only = "", False
    for current in reversed(members):
        parts = current.parts
        if parts.persons or parts.person:
            shares = not parts.post and not parts.person
            shared = parts.persons if shares else ""
            places_only = not parts.tail and (not parts.place or parts.place_kind == "deictic")
            if parts.quantifier or parts.inner:
                places_only = True
        elif shared and (not places_only or parts.is_place):
            current.persons = shared
        else:
            shared = ""


def _multiply(members: list[Member]) -> list[Member]:
    """A list of places before a list of offices stands for every pair (四师、七师组织部、援疆办)."""
    result: list[Member] = []
    index = 0
    while index < len(members):
        last = index
        while last < len(members) and members[last].parts.is_place:
            last += 1
        if last == index or last == len(members) or not _closes(members[index], members[last]):
            stop = max(last, index + 1)
            result += members[index:stop]
            index = stop
            continue
        stop = last + 1
        while stop < len(members) and _is_office_of_place(members[last], members[stop]):
            stop += 1
        places, offices = members[index : last + 1], members[last:stop]
        result += _product(places, offices)
        index = stop
    return result


def _closes(place: Member, closing: Member) -> bool:
    """Whether the closing member is of the same kind of place as those it closes."""
    its, own = place.parts, closing.parts
    if not own.place or not (own.tail or own.persons):
        return False
    if own.quantifier and not its.quantifier or own.place_kind == "own":
        return False
    if its.quantifier:
        return own.place_kind in ("kind", "deictic")
    if its.place_kind == "named" and own.place_kind == "deictic":
        return its.place in ("中央", "国家", "国务院")
    return True


def _is_office_of_place(closing: Member, following: Member) -> bool:
    own = following.parts
    return not own.place and bool(following.prefix) and closing.parts.place in following.prefix


def _product(places: list[Member], offices: list[Member]) -> list[Member]:
    closing = offices[0]
    heads = [place.prefix + place.parts.quantifier + place.parts.place for place in places]
    tails = [_behind_place(office, closing) for office in offices]
    if len(offices) == 1 or len(heads) * len(tails) > _LARGEST_PRODUCT:
        for place in places[:-1]:
            place.suffix = closing.parts.tail
            place.persons = closing.parts.persons or closing.persons
        return places + offices[1:]
    start, end = places[0].start, offices[-1].end
    persons = closing.persons or closing.parts.persons
    names = [[head + tail for tail in tails] for head in heads]
    result = [Member(anatomy(organ), start, end, persons=persons, confidence=_LIKELY) for row in names for organ in row]
    by_office = tuple(row[column] + persons for column in range(len(tails)) for row in names)
    alone = tuple(head + persons for head in heads[:-1]) + tuple(name + persons for name in names[-1])
    result[0].alternatives += [by_office, alone]
    return result


def _behind_place(office: Member, closing: Member) -> str:
    if office is closing:
        return closing.parts.tail
    place = closing.prefix + closing.parts.quantifier + closing.parts.place
    return office.organ[len(place) :]


def _share_offices(members: list[Member]) -> None:
    """省委、省政府办公厅: the office at the end belongs to every body before it."""
    last = members[-1]
    office = last.parts.core
    if not (last.parts.body and office and lx.OFFICE_OF_BODY.match(office)) or last.parts.inner:
        return
    for current in reversed(members[:-1]):
        parts = current.parts
        if not parts.body or parts.core or parts.persons or current.persons or current.suffix:
            return
        current.alternatives.append((current.organ,))
        current.suffix = office
        current.confidence = min(current.confidence, _DOUBTFUL)
