"""Prefixes that carry rightward inside a group: 自治区党委、人大、政府; 省委组织部、宣传部.

A member inherits the longest prefix of its donor that is a valid parent of it: 援疆办 behind 自治区党委组织部 takes
自治区, not 自治区党委, because 援疆办 is no office of a Party committee alone.
"""

from __future__ import annotations

from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy
from distro.lists.grammar.written import DOUBTFUL, LIKELY, SURE, Member


class Inheritance(NamedTuple):
    """A prefix, how certain it is, and the other prefixes that could be meant ("" for none)."""

    prefix: str
    confidence: float = SURE
    others: tuple[str, ...] = ()


_NOTHING = Inheritance("")
_PERHAPS_NOTHING = Inheritance("", DOUBTFUL)


def carry(members: list[Member]) -> None:
    """Give every member of the group the prefix it shares with those before it."""
    donor = members[0]
    for current in members[1:]:
        prefix, confidence, others = _inherit(donor, current.parts)
        current.alternatives += [(other + current.name,) for other in others]
        current.prefix = prefix or current.prefix
        current.confidence = min(current.confidence, confidence)
        if _lends_more(current.parts, donor.parts):
            donor = current


def carry_over_commas(members: list[Member]) -> None:
    """市委，人大，政府: where only commas are written, bodies and bureaus are read as if they stood in one group."""
    donor = members[0]
    for current in members[1:]:
        own = current.parts
        is_official = own.body in lx.BODIES_OF_PLACES or lx.PARTY_OFFICE.fullmatch(own.head) is not None
        is_official = is_official or (donor.parts.core != "" and lx.BUREAU_END.search(own.head) is not None)
        if own.is_bare and is_official and donor.parts.path and not (own.quantifier or own.persons):
            prefix, _, others = _inherit(donor, own)
            current.alternatives += [(other + current.name,) for other in ("", *others)]
            current.prefix = prefix
            current.confidence = DOUBTFUL
        if _lends_more(own, donor.parts):
            donor = current


def _lends_more(own: Anatomy, its: Anatomy) -> bool:
    """Whether the members that follow take their prefix from this one rather than from the donor before it."""
    if own.path or not its.path:
        return bool(own.path or own.quantifier or own.unit or not (its.quantifier or its.unit or its.body))
    return False


def _inherit(donor: Member, own: Anatomy) -> Inheritance:
    its = donor.parts
    if own.is_person or its.is_person or own.is_file_copy:
        return _NOTHING
    if own.path:
        return _for_place(donor, own)
    if own.unit and not own.quantifier:
        return _NOTHING
    if own.is_post and not own.body:
        return _for_post(donor, own)
    if own.persons and not own.tail:
        return _NOTHING
    if own.quantifier or (own.is_class and not own.body):
        return _for_class(donor, own)
    if not its.path:
        return _from_unit(donor, own)
    return _from_place(donor, own)


def _for_place(donor: Member, own: Anatomy) -> Inheritance:
    """各市、县人民政府, 有关省、市: the quantifier holds for both; 兵团四师、七师: the higher place does.

    南浦市委、市政府: 市 may be the one named before, but needs no prefix.
    """
    its = donor.parts
    if own.quantifier or own.inner or own.place_kind == "own":
        return _NOTHING
    each = donor.prefix + its.quantifier
    if each.endswith("各"):
        is_kind = own.place_kind in ("deictic", "kind") and not own.place.endswith(("直", "属", "级"))
        if is_kind and (not its.path or its.is_place or own.may_follow(its)):
            return Inheritance(each, SURE if its.path else LIKELY)
        return _NOTHING
    if (
        each.endswith(("有关", "相关", "部分"))
        and its.is_place
        and own.place_kind in ("deictic", "kind")
        and own.may_follow(its)
    ):
        return Inheritance(each)
    if its.place_kind != "named" or own.place[-1] != its.place[-1]:
        return _NOTHING
    if own.place_kind == "deictic" and its.place.endswith(own.place):
        return Inheritance("", LIKELY, (donor.prefix + its.place.removesuffix(own.place),))
    if own.place_kind == "named" and len(own.path) == 1:
        above = donor.prefix + "".join(its.path[:-1])
        if lx.ZONE.search(own.place):
            return Inheritance("", DOUBTFUL, (above,)) if above else _NOTHING
        return Inheritance(above, LIKELY, ("",)) if above else _NOTHING
    return _NOTHING


def _for_post(donor: Member, own: Anatomy) -> Inheritance:
    """市委书记、副书记: the second is of the same body."""
    its = donor.parts
    if own.quantifier:
        return _NOTHING
    is_same_kind = not own.tail or (not own.body and lx.ORDINARY_PERSONS.search(own.persons))
    if its.quantifier.startswith("各") and its.is_post and is_same_kind:
        return Inheritance(its.quantifier, LIKELY, ("",))
    is_of_same = own.persons.startswith(("副", "常委", "委员")) and own.persons.endswith(("书记", "常委", "委员"))
    if is_of_same and not own.tail and its.is_post and its.organ:
        return Inheritance(donor.prefix + its.organ, LIKELY, ("",))
    return _NOTHING


def _for_class(donor: Member, own: Anatomy) -> Inheritance:
    """国务院各部委、各直属机构; 省政府各委、办、厅、局; 各科室、派出所."""
    its = donor.parts
    home = donor.prefix + its.quantifier + its.place + its.body + its.unit
    if own.quantifier:
        if not own.quantifier.startswith(("各", "有关", "相关")) or own.persons:
            return _NOTHING
        if its.place_kind == "own":
            return Inheritance(home, LIKELY, ("",))
        if its.inner and home and (own.unit or own.head) in lx.OWNED_CLASSES and not its.unit.endswith("机关"):
            return Inheritance(home, LIKELY, ("",))
        return _NOTHING
    if its.inner:
        readings = (home + its.inner, home) if its.inner.startswith("各") else (home, home + its.inner)
        return Inheritance(readings[0], LIKELY, (readings[1], ""))
    if its.quantifier and not its.path:
        return Inheritance(donor.prefix + its.quantifier, LIKELY, ("",))
    if its.quantifier and its.path and not own.body and len(own.head) > 1:
        return Inheritance(donor.prefix + its.quantifier, DOUBTFUL, ("", home))
    return _PERHAPS_NOTHING


def _from_unit(donor: Member, own: Anatomy) -> Inheritance:
    """The donor names no place: a company lends its name to its departments, 各 to what is of the same kind."""
    its = donor.parts
    if its.inner:
        is_part = its.inner == "各" and lx.OFFICE_END.search(own.head) is not None
        is_part = is_part and (own.head[-1] == its.head[-1:] or not lx.SELF_STANDING_END.search(own.head))
        home = donor.prefix + its.quantifier + its.unit
        return Inheritance(home + its.inner, DOUBTFUL, (home, "")) if is_part else _NOTHING
    if its.quantifier == "各" and its.unit and its.core and (own.body or lx.INNER_END.search(own.head)):
        return Inheritance(donor.prefix + its.quantifier + its.unit, LIKELY, (its.quantifier, ""))
    if its.quantifier.startswith("各") and not its.persons and lx.OFFICE_END.search(own.head or own.body):
        is_class = not own.body or own.body in lx.CLASS_NOUNS or (its.body and not its.head)
        return Inheritance(its.quantifier, LIKELY, ("",)) if is_class else _NOTHING
    if its.unit and its.core and not lx.is_deictic(its.unit) and lx.INNER_END.search(own.head):
        return Inheritance(donor.prefix + its.unit, LIKELY, ("",))
    if its.unit and lx.INNER_END.search(its.head) and own.head.endswith("办"):
        return Inheritance(donor.prefix + its.unit, DOUBTFUL, ("",))
    if its.unit.endswith(("公司", "集团")) and its.core and lx.BUREAU_END.search(own.head):
        return Inheritance(donor.prefix + its.unit, DOUBTFUL, ("",))
    if its.is_party and its.core and lx.PARTY_OFFICE.fullmatch(own.head):
        return Inheritance(its.body, LIKELY, ("",))
    return _NOTHING


def _from_place(donor: Member, own: Anatomy) -> Inheritance:
    its = donor.parts
    place = donor.prefix + its.quantifier + its.place
    civil = place.removeprefix("中共")
    if its.place_kind == "own":
        return Inheritance(place, LIKELY, ("",))
    if its.inner:
        if its.inner == "各" and own.body.startswith("党"):
            return Inheritance(civil + its.inner, LIKELY, (civil, ""))
        return _NOTHING if not own.body else Inheritance(civil)
    if its.quantifier and own.words.startswith(its.place.partition("（")[0]):
        return Inheritance(donor.prefix + its.quantifier, LIKELY, (place,))
    if its.is_place and its.quantifier and not own.body:
        return Inheritance(donor.prefix + its.quantifier, DOUBTFUL, ("", place))
    if own.body:
        return Inheritance(civil)
    if lx.PARTY_OFFICE.fullmatch(own.head):
        return _for_party_office(donor, place)
    is_inner = lx.INNER_END.search(own.head) is not None
    if its.unit and its.core and (is_inner or lx.BRANCH_END.search(own.head)):
        return Inheritance(place + its.body + its.unit, LIKELY, ("", civil))
    if its.unit and lx.INNER_END.search(its.head) and own.head.endswith("办"):
        return Inheritance(place + its.body + its.unit, DOUBTFUL, (civil, ""))
    if its.place in ("国家", "中央", "全国") or (lx.SELF_STANDING_END.search(its.head) and not its.body):
        return Inheritance("", DOUBTFUL, (civil,))
    if lx.BUREAU_END.search(own.head):
        return Inheritance(civil, SURE, (place + its.body,) if its.is_party else ())
    if its.body and its.core and is_inner:
        return Inheritance(place + its.body, LIKELY, (civil, ""))
    if lx.OFFICE_END.search(own.head) and not lx.SELF_STANDING_END.search(own.head):
        return Inheritance(civil, DOUBTFUL, ("",))
    return Inheritance("", DOUBTFUL, (civil,))


def _for_party_office(donor: Member, place: str) -> Inheritance:
    its = donor.parts
    if its.is_party and its.core:
        return Inheritance(place + its.body, SURE, (place.removeprefix("中共"),))
    if its.core and not its.body and its.place_kind == "named":
        return Inheritance(place, LIKELY, (place + "党委",))
    committee = "委" if its.place_kind == "deictic" and len(its.place) == 1 else "党委"
    return Inheritance(place + committee, LIKELY, (place,))
