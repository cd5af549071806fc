"""The grammar of distribution lists: the words of a 报/送/发 or 主送/抄送 block into tiers, groups and recipients."""

from __future__ import annotations

import re
from functools import lru_cache

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.blocks import LONGEST_IMPRINT, Block, Outline, may_name_an_office, outline
from distro.lists.grammar.carrying import carry, carry_over_commas
from distro.lists.grammar.ellipsis import complete
from distro.lists.grammar.reading import Group, Leftover, Reading, Recipient, TierBlock
from distro.lists.grammar.sharing import doubt_over_commas, share
from distro.lists.grammar.written import Member, groups


def parse(text: str) -> Reading:
    """Read a distribution block. Never raises and never loses a character; the time is linear in the length.

    Every character of `text` lies in a recipient's place, in a tier's label, a field or a leftover, or is a
    separator. ， ； 。 and line breaks end a group; 、 and spaces part the recipients inside one.
    """
    found = outline(text)
    tiers = tuple(_tier(text, block, found) for block in found.blocks)
    leftovers = tuple(_leftover(text, start, end) for start, end in sorted(found.leftovers))
    return Reading(text, tiers, found.copies, found.print_org, found.print_date, tuple(sorted(found.fields)), leftovers)


def _leftover(text: str, start: int, end: int) -> Leftover:
    words = text[start:end]
    return Leftover(words, start, end, len(words) < LONGEST_IMPRINT and may_name_an_office(words))


def names_an_organ(words: str) -> bool:
    """Whether the words look like the name of an organ."""
    parts = anatomy(words)
    return not parts.persons and (lx.OFFICE_END.search(words) is not None or bool(parts.body and not parts.core))


def begins_with_a_place(words: str) -> bool:
    """Whether the words are the name of an organ that begins with the name of its place."""
    return names_an_organ(words) and anatomy(words).place_kind == "named"


def _tier(text: str, block: Block, found: Outline) -> TierBlock:
    written = list(groups(text, block, found.leftovers))
    if len(written) > 1 and all(len(members) == 1 for members in written):
        singles = [members[0] for members in written]
        carry_over_commas(singles)
        doubt_over_commas(singles)
    read = tuple(_group(members) for members in written)
    return TierBlock(block.tier, text[block.start : block.content], read, block.start, block.end)


def _group(members: list[Member]) -> Group:
    if len(members) > 1:
        complete(members)
        carry(members)
        members = share(members)
    return Group(tuple(map(_recipient, members)), members[0].start, members[-1].end)


def _recipient(one: Member) -> Recipient:
    parts = one.parts
    persons = parts.persons or one.persons
    organ = "" if parts.is_person else one.organ
    name = parts.words if parts.is_person else organ + persons
    alternatives = _split_readings(name)
    if one.alternatives:
        alternatives = tuple(each for each in one.alternatives if each != (name,)) + alternatives
    return Recipient(
        name,
        organ,
        one.start,
        one.end,
        _audience(name, persons, parts.is_person),
        one.remark,
        one.copies,
        parts.is_collective or "各" in one.prefix + one.suffix,
        parts.is_open or "有关" in name or "相关" in name or "部分" in one.prefix,
        one.confidence,
        alternatives,
    )


def _audience(name: str, persons: str, is_person: bool) -> str:
    if not persons:
        if lx.FILE_COPY.search(name):
            return "存档"
        return "个人" if is_person else "organ"
    return "个人" if lx.ORDINARY_PERSONS.search(persons) else "领导同志"


@lru_cache(maxsize=8192)
def _split_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Readings of one name as several: 党委政府 as two bodies, 县（市、区） as three kinds of place."""
    for pair, first, second in lx.JUXTAPOSED:
        head, found, tail = name.partition(pair)
        if found:
            return ((head + first + tail, head + second + tail),)
    match = lx.KIND_IN_BRACKET.search(name)
    if match:
        kinds = (match["head"], *re.split("[、／/]", match["kinds"]))
        return (tuple(name[: match.start()] + kind + name[match.end() :] for kind in kinds),)
    return ()
