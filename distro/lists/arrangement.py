"""The order of a list that has none: by tier, level, leaders before offices, region and system, as usage has it.

Only for names nobody has put in order yet; an order made by a person is never changed. 省 before 自治区 before 市;
in each level the leading bodies before their offices, the issuer's own region first, then the regions as they come;
in each region 党委、人大、政府、政协、纪委监委, military, courts, people's organisations, others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from distro.lists.anatomy import Anatomy, anatomy
from distro.lists.lexicon import CITY
from distro.lists.particulars import branch_of, is_leading, level_of
from distro.lists.tier import Tier
from distro.lists.wording import Name, TierWording
from distro.offices.rules import Branch, Level

_NATION = re.compile(r"中央|国家|国务院|全国|最高人民")


def arrange(names: Iterable[tuple[Tier, Name]], home: str = "") -> tuple[TierWording, ...]:
    """Tiers and groups of these names; `home` is the region the issuer belongs to (江苏省)."""
    regions = [home] if home else []
    places: dict[str, int] = {}
    ordered = []
    for position, (tier, name) in enumerate(names):
        parts = anatomy(name.name)
        group = (_level(parts), not is_leading(parts), _region(parts, regions), not parts.persons, _kind(parts))
        place = places.setdefault(parts.place, len(places))
        ordered.append((tuple(Tier).index(tier), group, place, _system(parts), position, tier, name))
    ordered.sort(key=itemgetter(slice(5)))
    return tuple(
        TierWording(
            tier, f"{tier}：", tuple(tuple(map(itemgetter(-1), group)) for _, group in groupby(of_tier, itemgetter(1)))
        )
        for tier, of_tier in groupby(ordered, itemgetter(-2))
    )


def _level(parts: Anatomy) -> int:
    """Which of the levels, the highest first; then what has no place, then classes, then the issuer's own."""
    if parts.place_kind == "own":
        return len(Level) + 2
    if parts.quantifier or (parts.inner and not parts.path):
        return len(Level) + 1
    if _NATION.match(parts.words):
        return 0
    if not parts.path:
        return len(Level)
    place = parts.path[-1]
    unmarked = Level.PREFECTURE if CITY.fullmatch(place) else Level.PROVINCE
    return list(Level).index(level_of(place) or unmarked)


def _region(parts: Anatomy, regions: list[str]) -> int:
    """The number of the region by first appearance; 自治区 is the one named before it."""
    region = "" if parts.quantifier else "".join(parts.path[:1])
    if region in regions:
        return regions.index(region)
    for number, named in enumerate(regions):
        if region and named.endswith(region):
            return number
    regions.append(region)
    return len(regions) - 1


def _kind(parts: Anatomy) -> tuple[str, str, str]:
    return parts.quantifier, parts.inner, parts.persons


def _system(parts: Anatomy) -> int:
    return list(Branch).index(branch_of(parts) or Branch.ENTERPRISE)
