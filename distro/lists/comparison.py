"""Two lists beside each other: who joined, who left, who has another name or another tier. Pure.

What makes two entries the same is the office behind them; names that lead to no office are the same when they are
equal. An office that stands on a list more than once counts where it stands first, its own name before any class.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from distro.lists.tier import Tier


@dataclass(frozen=True)
class Item:
    """One entry of a list: `office` tells offices apart and is None for a class, a file copy or an unknown name;
    `members` are the offices a class stands for, with their names."""

    tier: Tier
    name: str
    office: Hashable | None = None
    members: Mapping[Hashable, str] | None = None


@dataclass(frozen=True)
class Place:
    """Where a recipient stands on a list: by its own name, or inside the class `inside`. A class that has members is
    `is_class`: it is on the list, but no recipient of its own."""

    tier: Tier
    name: str
    inside: str = ""
    is_class: bool = False


@dataclass(frozen=True)
class Change:
    """One recipient on both lists, but not in the same way."""

    before: Place
    after: Place


@dataclass(frozen=True)
class Comparison:
    """What became of the first list in the second, each in the order of the list it is taken from.

    `added` and `removed` hold single recipients and, by its name, each class that came or went; the members of classes
    are among them, too. `moved` are in another tier, `renamed` have another name on the list.
    """

    added: tuple[Place, ...]
    removed: tuple[Place, ...]
    renamed: tuple[Change, ...]
    moved: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.renamed or self.moved)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many recipients: added, removed, renamed, moved."""
        return {
            "added": sum(not place.is_class for place in self.added),
            "removed": sum(not place.is_class for place in self.removed),
            "renamed": len(self.renamed),
            "moved": len(self.moved),
        }

    @property
    def size(self) -> int:
        """How far the lists are from each other: the number of changes."""
        return len(self.added) + len(self.removed) + len(self.renamed) + len(self.moved)


def compare(before: Sequence[Item], after: Sequence[Item]) -> Comparison:
    """What changed from the one list to the other."""
    was, now = _places(before, after), _places(after, before)
    both = [Change(was[key], now[key]) for key in was if key in now]
    return Comparison(
        added=tuple(place for key, place in now.items() if key not in was),
        removed=tuple(place for key, place in was.items() if key not in now),
        renamed=tuple(
            each for each in both if each.before.name != each.after.name and each.before.inside == each.after.inside
        ),
        moved=tuple(each for each in both if each.before.tier != each.after.tier and not _goes_with_class(each)),
    )


def _places(items: Sequence[Item], others: Sequence[Item]) -> dict[Hashable, Place]:
    """Each recipient once. A name that leads to no office here is that of the office it leads to on the other list."""
    offices = {other.name: other.office for other in others if other.office is not None}
    found: dict[Hashable, Place] = {}
    for item in items:
        key = item.office if item.office is not None else offices.get(item.name, item.name)
        found.setdefault(key, Place(item.tier, item.name, is_class=bool(item.members)))
    for item in items:
        for office, name in (item.members or {}).items():
            found.setdefault(office, Place(item.tier, name, inside=item.name))
    return found


def _goes_with_class(change: Change) -> bool:
    """Its class moved, which is said once, of the class."""
    return bool(change.before.inside) and change.before.inside == change.after.inside
