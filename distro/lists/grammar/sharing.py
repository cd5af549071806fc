"""Suffixes that hold for members to their left, and products: 省委、省政府领导同志; 四师、七师组织部、援疆办."""

from __future__ import annotations

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.written import DOUBTFUL, LIKELY, Member

LARGEST_PRODUCT = 400
"""Recipients; more than this no secretary writes as a product."""


def share(members: list[Member]) -> list[Member]:
    """Give the members of a group the persons, offices and places they share; a product returns more members."""
    _share_persons(members)
    _share_posts(members)
    members = _multiply(members)
    _share_offices(members)
    _share_offices_of_classes(members)
    return members


def _share_persons(members: list[Member]) -> None:
    """领导同志 at the end of an enumeration holds for every organ of it; 公司领导 for no organ but the 公司."""
    shared, only_places = "", False
    for current in reversed(members):
        parts = current.parts
        if parts.persons or parts.is_person:
            shared = "" if parts.is_post or parts.is_person else parts.persons
            is_pointed = parts.tail in ("", "局", "厅", "院") and parts.place_kind in ("", "deictic", "own")
            only_places = is_pointed or bool(parts.quantifier and not parts.path) or bool(parts.inner)
            only_places = only_places or lx.is_deictic(parts.organ) or parts.organ.endswith("班子")
        elif shared and (not only_places or parts.is_place or (parts.path and parts.tail in ("局", "厅", "院"))):
            current.persons = shared
        else:
            shared = ""


def _share_posts(members: list[Member]) -> None:
    """市委、市政府秘书长; 市委、市政府办公室主任: what each of the four bodies has is read for every one before it."""
    office = post = ""
    for current in reversed(members):
        parts = current.parts
        if parts.body in lx.FOUR_BODIES and parts.is_post:
            is_shared = lx.OFFICE_OF_BODY.search(parts.head) or (not parts.core and parts.persons in lx.POSTS_OF_BODIES)
            office, post = (parts.core, parts.persons) if is_shared else ("", "")
        elif parts.body not in lx.FOUR_BODIES or not current.is_open_ended or parts.core:
            post = ""
        elif post:
            current.alternatives.append((current.name,))
            current.suffix, current.persons, current.confidence = office, post, DOUBTFUL


def doubt_over_commas(members: list[Member]) -> None:
    """市委，市政府领导同志: a comma ends the group, yet the persons may be meant for the bodies before it as well."""
    *bodies, last = members
    persons = last.parts.persons
    if not persons or last.parts.is_post or last.parts.body not in lx.FOUR_BODIES:
        return
    for one in reversed(bodies):
        if one.parts.body not in lx.FOUR_BODIES or one.parts.core or one.parts.persons:
            return
        one.alternatives.append((one.name + persons,))
        one.confidence = DOUBTFUL


def _multiply(members: list[Member]) -> list[Member]:
    """Replace every list of places followed by a list of offices by their pairs."""
    result: list[Member] = []
    index = 0
    while index < len(members):
        last = index
        while last < len(members) and members[last].parts.is_place and not members[last].suffix:
            last += 1
        if last in (index, len(members)) or not _closes(members[index], members[last]):
            stop = max(last, index + 1)
            result += members[index:stop]
        else:
            stop = last + 1
            while stop < len(members) and _is_office_of(members[last], members[stop]):
                stop += 1
            result += _product(members[index : last + 1], members[last:stop])
        index = stop
    return result


def _closes(place: Member, closing: Member) -> bool:
    """Whether the closing member is of the same kind of place as those whose list it ends."""
    its, own = place.parts, closing.parts
    if not own.path or not (own.tail or own.persons) or own.place_kind == "own":
        return False
    for office, places in lx.PLACES_OF_OFFICE:
        if office.search(own.tail) and not places.search(its.place):
            return False
    if its.quantifier:
        if "各" in own.inner or not own.may_follow(its):
            return False
        is_kind = own.place_kind in ("kind", "deictic") and own.quantifier in ("", its.quantifier)
        return is_kind or own.place_kind == "named"
    if own.quantifier:
        return False
    if its.place_kind == "named" and own.place_kind == "deictic":
        return its.place in ("中央", "国家", "国务院")
    return True


def _is_office_of(closing: Member, following: Member) -> bool:
    own = following.parts
    return not own.path and bool(following.prefix) and closing.parts.place in following.prefix


def _product(places: list[Member], offices: list[Member]) -> list[Member]:
    """One recipient for each place and office, ordered by place.

    All of a true product stand at the same place in the text: that of the whole run; the other readings of the run
    are listed with the first of them.
    """
    closing = offices[0]
    home = closing.prefix + closing.parts.quantifier + closing.parts.place
    count = lx.COUNT_OF_PLACES.match(closing.parts.tail)
    if count:
        province = lx.PROVINCE.match(closing.parts.place) if count.group().startswith("（") else None
        own = province.group() + lx.LEVEL_OF_PROVINCE[province.group()] if province else closing.parts.place
        closing.parts = anatomy(own + closing.parts.tail[count.end() :] + closing.parts.persons)
    if len(offices) == 1 or len(places) * len(offices) > LARGEST_PRODUCT:
        for place in places[:-1]:
            if closing.parts.quantifier:
                place.alternatives.append((place.name,))
                place.confidence = DOUBTFUL
            place.suffix = closing.parts.tail
            place.persons = closing.parts.persons or closing.persons
        return places + offices[1:]
    heads = [one.prefix + one.parts.quantifier + one.parts.place for one in places]
    tails = [closing.parts.tail] + [one.organ.removeprefix(home) for one in offices[1:]]
    persons = closing.persons or closing.parts.persons
    start, end = places[0].start, offices[-1].end
    confidence = min(LIKELY, *(one.confidence for one in places))
    result = [
        Member(anatomy(head + tail), start, end, persons=persons, confidence=confidence)
        for head in heads
        for tail in tails
    ]
    by_office = tuple(head + tail + persons for tail in tails for head in heads)
    places_alone = tuple(head + persons for head in heads[:-1]) + tuple(heads[-1] + tail + persons for tail in tails)
    result[0].alternatives += [by_office, places_alone]
    return result


def _share_offices(members: list[Member]) -> None:
    """省委、省政府办公厅: the office behind the last of the four bodies is read as that of every one before it."""
    office, rank = "", 0
    for current in reversed(members):
        parts = current.parts
        if parts.body not in lx.FOUR_BODIES or not current.is_open_ended:
            office = ""
        elif parts.core:
            is_shared = lx.OFFICE_OF_BODY.search(parts.head) or (parts.inner and parts.is_class)
            office, rank = parts.inner + parts.core if is_shared else "", lx.FOUR_BODIES.index(parts.body)
        elif office and lx.FOUR_BODIES.index(parts.body) < rank:
            current.alternatives.append((current.name,))
            current.suffix = office
            current.confidence = min(current.confidence, DOUBTFUL)


def _share_offices_of_classes(members: list[Member]) -> None:
    """各部委、各直属机构人事部门: the office inside the last class is read as that of the classes before it."""
    *classes, last = members
    if "各" not in last.parts.quantifier or not lx.PLURAL_END.search(last.parts.unit) or last.parts.persons:
        return
    for current in reversed(classes):
        if not current.parts.is_collective or not current.is_open_ended or not lx.PLURAL_END.search(current.parts.head):
            return
        current.alternatives.append((current.name,))
        current.suffix, current.confidence = last.parts.core, DOUBTFUL
