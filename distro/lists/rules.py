"""From names as read to names as registered: what a short name means in this issuer's mouth and in this text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from distro.kernel.actor import Actor, Role
from distro.kernel.errors import Forbidden
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.reading import Reading, Recipient
from distro.lists.grammar.tables import CEILING, LIKELY
from distro.lists.tier import Tier
from distro.offices.rules import regions_of

# A list speaks of few of these; of 市 and 县 it may name many, and 市委 then means the issuer's.
_MENTIONED = ("自治区", "省")
# What a name may lean on, and the last words of the regions that can be meant by it.
_KINDS = {
    "自治区": ("自治区",),
    "自治州": ("自治州",),
    "省": ("省",),
    "州": ("州", "自治州"),
    "地": ("地区",),
    "市": ("市",),
    "县": ("县",),
    "区": ("区",),
    "旗": ("旗",),
}


class ListFact(StrEnum):
    NAMED = "named_list.named"
    REVISED = "named_list.revised"
    LEARNT = "list.reading_learnt"


NAME_LIMIT = 100
SHEET_LIMIT = 20_000
"""Characters."""

READERS = (Role.SECRETARY, Role.APPROVER, Role.RECORDS)
"""Who of the issuer may see its named lists; only a secretary may write them."""


def require_writer(actor: Actor, issuer_id: UUID) -> None:
    if not actor.has(Role.SECRETARY, issuer_id):
        raise Forbidden("没有管理该单位名单的权限。没有保存。")


@dataclass(frozen=True)
class Addressee:
    """A recipient in its place on the list, with the name the register would know it by.

    `phrase` is the wording of its group as printed, `words` its own; a class has no office of its own (`office_name`
    empty). `others` are the same names of the offices of its alternatives.
    """

    tier: Tier
    label: str
    group: int
    phrase: str
    words: str
    recipient: Recipient
    office_name: str
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def is_class(self) -> bool:
        """It names no office: 各组室, and a person named without one (李某县长)."""
        return self.recipient.is_class or not self.recipient.organ


def addressees(reading: Reading, issuer: str, home: Mapping[str, str] | None = None) -> list[Addressee]:
    """Every recipient of the reading in list order; `home` is what the register says 省 and 市 mean to the issuer."""
    found: list[Addressee] = []
    mentioned: dict[str, str] = {}
    own = dict(home or {}) | regions_of(issuer)
    group_number = 0
    for tier in reading.tiers:
        for group in tier.groups:
            group_number += 1
            for recipient in group.recipients:
                regions = mentioned | own
                name = full_name(recipient.organ, regions) if recipient.organ and not recipient.is_class else ""
                others = tuple(
                    tuple(full_name(anatomy(each).office, regions) for each in names)
                    for names in recipient.alternatives
                )
                mentioned |= {kind: region for kind, region in regions_of(name).items() if kind in _MENTIONED}
                phrase = reading.words(group.start, group.end)
                words = reading.words(recipient.start, recipient.end)
                found.append(Addressee(tier.tier, tier.label, group_number, phrase, words, recipient, name, others))
    return found


def weighed(found: list[Addressee], is_registered: Callable[[str], bool], chosen: Collection[str]) -> list[Addressee]:
    """How sure each is now that the register is asked; never another name, or the same words would read otherwise later.

    Where it knows the name read and no other reading, the doubt is settled; where it knows another reading and not the
    name read, there is a doubt, and that reading is the first to be offered. Names that a person chose are left alone.
    """
    return [
        each
        if each.is_class or each.recipient.name in chosen or not each.others
        else _weighed(each, is_registered(each.office_name), [all(map(is_registered, names)) for names in each.others])
        for each in found
    ]


def _weighed(one: Addressee, is_known: bool, are_others_known: list[bool]) -> Addressee:
    recipient = one.recipient
    if is_known and not any(are_others_known):
        return replace(one, recipient=recipient._replace(confidence=max(recipient.confidence, LIKELY)))
    if not is_known and any(are_others_known):
        ordered = sorted(range(len(one.others)), key=lambda number: not are_others_known[number])
        doubted = recipient._replace(
            confidence=min(recipient.confidence, CEILING["registered otherwise"]),
            alternatives=tuple(recipient.alternatives[number] for number in ordered),
        )
        return replace(one, recipient=doubted, others=tuple(one.others[number] for number in ordered))
    return one


def full_name(name: str, regions: Mapping[str, str]) -> str:
    """省人大 said by 江苏省…办公室 is 江苏省人大; 自治区党委 after 新疆维吾尔自治区 is that region's.

    `regions` holds what each kind of region means here, by its last word. A name that leans on nothing, or on a region
    nobody named, stays as it is.
    """
    leaning = leans_on(name)
    region = next((regions[kind] for kind in _KINDS.get(leaning, ()) if kind in regions), "")
    return region + name[name.index(leaning) + len(leaning) :] if region else name


def leans_on(name: str) -> str:
    """The kind of region a name leaves to be understood: 省 of 省委, 市 of 本市教育局; nothing of 市场监管局."""
    parts = anatomy(name)
    if parts.place_kind != "deictic":
        return ""
    place = parts.path[0].removeprefix("本").removeprefix("全").removeprefix("我")
    return next((kind for kind in _KINDS if place.startswith(kind)), "")


@dataclass(frozen=True)
class Resolved:
    """An addressee with the office found for it: None for a class, a file copy, and a name not in the register."""

    addressee: Addressee
    office_id: UUID | None


def resolve(found: list[Addressee], office_of: Callable[[str], UUID | None]) -> list[Resolved]:
    return [Resolved(each, None if each.is_class else office_of(each.office_name)) for each in found]
