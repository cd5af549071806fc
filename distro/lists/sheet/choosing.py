"""Another reading than the grammar's, chosen by a person for a place on the list and kept beside the text.

The printed words stay as they are: a choice only says who is meant by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Group, Reading, Recipient
from distro.lists.grammar.tables import SURE

Names = tuple[str, ...]
_ARROW = "→"
_AND = "＋"


def from_text(text: str) -> dict[Names, Names]:
    """The choices written one a line: 自治区援疆办 → 自治区党委援疆办; several names are joined by ＋.

    A line of another shape says nothing.
    """
    found = {}
    for line in text.splitlines():
        read, arrow, meant = line.partition(_ARROW)
        if arrow and _names(read) and _names(meant):
            found[_names(read)] = _names(meant)
    return found


def to_text(choices: Mapping[Names, Names]) -> str:
    return "\n".join(f" {_ARROW} ".join(map(joined, pair)) for pair in choices.items())


def joined(names: Names) -> str:
    """The names of one place as a choice writes them."""
    return f" {_AND} ".join(names)


def _names(text: str) -> Names:
    return tuple(name for part in re.split("[＋+]", text) if (name := part.strip()))


def places(group: Group) -> Iterator[list[Recipient]]:
    """The recipients of a group by the place their words have; those of a product share one."""
    for _, recipients in groupby(group.recipients, key=attrgetter("start", "end")):
        yield list(recipients)


def names_at(place: Iterable[Recipient]) -> Names:
    return tuple(one.name for one in place)


def choose(reading: Reading, choices: Mapping[Names, Names]) -> Reading:
    """The reading with the chosen names where a choice was made; what was read before becomes an alternative."""
    if not choices:
        return reading
    tiers = tuple(
        replace(tier, groups=tuple(_chosen_in(group, choices) for group in tier.groups)) for tier in reading.tiers
    )
    return replace(reading, tiers=tiers)


def kept(choices: Mapping[Names, Names], reading: Reading) -> dict[Names, Names]:
    """Those of the choices that say something about this reading."""
    read = {names_at(place) for tier in reading.tiers for group in tier.groups for place in places(group)}
    return {names: meant for names, meant in choices.items() if names in read}


def _chosen_in(group: Group, choices: Mapping[Names, Names]) -> Group:
    recipients: list[Recipient] = []
    for place in places(group):
        meant = choices.get(names_at(place))
        recipients += _chosen(place, meant) if meant else place
    return replace(group, recipients=tuple(recipients))


def _chosen(place: list[Recipient], meant: Names) -> list[Recipient]:
    read = {one.name: one for one in place}
    others = (names_at(place), *(names for one in place for names in one.alternatives))
    left = tuple(dict.fromkeys(names for names in others if names != meant))
    recipients = [_named(name, read.get(name), place[0]) for name in meant]
    return [recipients[0]._replace(alternatives=left), *recipients[1:]]


def _named(name: str, read: Recipient | None, at: Recipient) -> Recipient:
    """The recipient of this name in the place of another, sure because a person said so."""
    alone = [one for tier in parse(f"送：{name}。").tiers for one in tier.recipients]
    if read is not None:
        one = read
    elif len(alone) == 1 and alone[0].name == name:
        one = alone[0]
    else:
        one = Recipient(name, name, at.start, at.end)
    return one._replace(
        start=at.start,
        end=at.end,
        qualifier=at.qualifier,
        copies=at.copies,
        confidence=SURE,
        alternatives=(),
    )
