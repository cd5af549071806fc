"""Short mentions of regions: in full the first time, then as lists do (新疆维吾尔自治区党委 … 自治区党委组织部)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from distro.lists.anatomy import anatomy
from distro.lists.grammar import parse
from distro.lists.rules import addressees
from distro.lists.wording import Group, Name, TierWording, Unwritable, write
from distro.offices.rules import regions_of


def shorten(tiers: Sequence[TierWording], issuer: str) -> tuple[TierWording, ...]:
    """The tiers with the issuer's own regions, and those a group before has named, called by their last word.

    A region is shortened only if every name, read in this issuer's mouth, still leads to the same office.
    Raises Unwritable if the tiers themselves have no wording.
    """
    short = tuple(tiers)
    meant = _offices(short, issuer)
    own = regions_of(issuer)
    named = {region: kind for tier in tiers for one in tier.names for kind, region in regions_of(one.name).items()}
    for region, kind in sorted(named.items(), key=lambda each: -len(each[0])):
        shorter = _shortened(short, region, kind, is_known=own.get(kind) == region)
        try:
            if _offices(shorter, issuer) == meant:
                short = shorter
        except Unwritable:
            continue
    return short


def _offices(tiers: Sequence[TierWording], issuer: str) -> list[tuple[str, str]]:
    found = addressees(parse(write(tiers)), issuer)
    return [(each.office_name or each.recipient.name, each.recipient.audience) for each in found]


def _shortened(tiers: Sequence[TierWording], region: str, kind: str, *, is_known: bool) -> tuple[TierWording, ...]:
    shorter = []
    for tier in tiers:
        groups: list[Group] = []
        for group in tier.groups:
            groups.append(tuple(_called(one, region, kind) for one in group) if is_known else group)
            is_known = is_known or any(one.name.startswith(region) for one in group)
        shorter.append(replace(tier, groups=tuple(groups)))
    return tuple(shorter)


def _called(one: Name, region: str, kind: str) -> Name:
    """The recipient with the region called by its last word.

    Not where a smaller region in it is meant, nor where nothing but the region is named: 省领导同志 is a class.
    """
    regions = regions_of(one.name)
    is_smallest = regions.get(kind) == region and list(regions)[-1] == kind
    if one.collective or one.open or not is_smallest or anatomy(one.name).organ == region:
        return one
    return replace(one, name=kind + one.name.removeprefix(region))
