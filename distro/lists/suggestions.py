"""Offices whose names come near an unknown one: shown to a person to choose from, never taken by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from distro.lists.rules import leans_on
from distro.offices.rules import regions_of

MOST = 4
_NEAR = 0.6
# Writings of one name that lists use side by side.
_SAME = (
    ("中共", ""),
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("党委", "委"),
    ("管理局", "局"),
    ("集团公司", "集团"),
)


def near(name: str, known: Iterable[str]) -> list[str]:
    """The known names that may be meant, the nearest first.

    Never one of another region; behind a region nobody named (市委), every known name that ends so.
    """
    leaning = leans_on(name)
    tail = name[name.index(leaning) :] if leaning else ""
    own, wanted = regions_of(name), _pairs(_canonical(name))
    found = []
    for other in known:
        if leaning and other.endswith(tail):
            found.append((1.0, other))
        elif not leaning and _is_compatible(own, other):
            likeness = _likeness(wanted, _pairs(_canonical(other)))
            if likeness >= _NEAR:
                found.append((likeness, other))
    return [other for _, other in sorted(found, key=lambda each: (-each[0], each[1]))[:MOST]]


def _canonical(name: str) -> str:
    for written, same in _SAME:
        name = name.replace(written, same)
    return name


def _pairs(name: str) -> Counter[str]:
    """The pairs of neighbouring characters; the last character weighs by itself, since it says the kind of office."""
    return Counter([*map("".join, pairwise(name)), name[-1:]])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient, 0 to 1."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _is_compatible(own: dict[str, str], other: str) -> bool:
    theirs = regions_of(other)
    return all(theirs.get(kind, region) == region for kind, region in own.items())
