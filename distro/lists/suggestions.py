"""Offices whose names come near an unknown one: shown to a person to choose from, never taken by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from distro.lists.rules import leans_on
from distro.offices.rules import regions_of, same_writing

Pairs = frozenset[str]
"""Neighbouring characters of a name, and its last one."""

MOST = 4
_NEAR = 0.6


class Known:
    """The names of the register, prepared for many questions: a long list meets a long register."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pairs = {name: _forms(name) for name in names}
        self._region = {name: _region(name) for name in self._pairs}
        self._regions = {region: regions_of(region) for region in set(self._region.values())}
        # By what is behind the region, which a thousand offices share.
        self._sharing: defaultdict[str, list[str]] = defaultdict(list)
        for name, region in self._region.items():
            for pair in _parts(name, region):
                self._sharing[pair].append(name)

    def near(self, name: str) -> list[str]:
        """The names that may be meant, the nearest first.

        Never one of another region; behind a region nobody named (市委), every name that ends so.
        """
        if leaning := leans_on(name):
            tail = name[name.index(leaning) :]
            return sorted(other for other in self._pairs if other.endswith(tail))[:MOST]
        region, wanted = _region(name), _forms(name)
        own = regions_of(region)
        compatible = {other for other, regions in self._regions.items() if _is_compatible(own, regions)}
        parts = _parts(name, region)
        pairs = [part for part in parts if len(part) > 1] or parts
        sharing = {other for pair in pairs for other in self._sharing.get(pair, ())}
        found = [
            (likeness, other)
            for other in sharing
            if self._region[other] in compatible and (likeness := _likeness(wanted, self._pairs[other])) >= _NEAR
        ]
        return [other for _, other in sorted(found, key=lambda each: (-each[0], each[1]))[:MOST]]


def _region(name: str) -> str:
    """The whole chain of regions the name begins with."""
    return max(regions_of(name).values(), key=len, default="")


def _forms(name: str) -> tuple[Pairs, Pairs]:
    """The name as it is written, for slips of the pen, and as it may be written, too."""
    return _pairs(name), _pairs(same_writing(name))


def _parts(name: str, region: str) -> set[str]:
    return {pair for pairs in _forms(name.removeprefix(region)) for pair in pairs}


def _pairs(name: str) -> Pairs:
    """The pairs of neighbouring characters; the last character weighs by itself, since it says the kind of office."""
    return frozenset([*map("".join, pairwise(name)), name[-1:]])


def _likeness(one: tuple[Pairs, Pairs], other: tuple[Pairs, Pairs]) -> float:
    """Dice's coefficient, 0 to 1, in the form in which the names are more alike."""
    return max(2 * len(this & that) / (len(this) + len(that)) for this, that in zip(one, other, strict=True))


def _is_compatible(own: dict[str, str], theirs: dict[str, str]) -> bool:
    return all(theirs.get(kind, region) == region for kind, region in own.items())
