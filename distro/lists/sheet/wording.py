"""The words of a distribution list: recipients into a 报/送/发 block as a secretary writes it; the inverse of `grammar`.

Usage, not rule: 、 inside a group, ， between groups, 。 at the end of a tier; the persons of a group once, at its end
(省委、省政府领导同志); a prefix once (伊犁州党委、人大), places and offices as a product (四师、七师组织部、援疆办).
Nothing is left out unless the grammar reads it back: of the wordings tried, the shortest that does is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, groupby, pairwise, repeat
from operator import eq, itemgetter
from typing import Any

from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.labels import LABEL, TIER_OF_LABEL
from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading, Recipient
from distro.lists.grammar.tables import LIKELY
from distro.lists.tier import Tier

_SHORTEST_SHARED = 2
"""Characters; a prefix of one (省, 市) is repeated: 省委、省人大."""

_SHORTEST_LEFT = 2
"""Characters that must be left of a name whose prefix is shared."""

_TRIAL = "送：{}。"


class Unwritable(ValueError):
    """No wording of these recipients is read back as the same; `names` are theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("、".join(names))
        self.names = tuple(names)


@dataclass(frozen=True)
class Name:
    """A recipient by its full name with persons (省人大领导同志); the fields are those of `reading.Recipient`."""

    name: str
    audience: str = "organ"
    collective: bool = False
    open: bool = False
    qualifier: str = ""

    @classmethod
    def of(cls, one: Recipient) -> Name:
        return cls(one.name, one.audience, one.collective, one.open, one.qualifier)


Group = tuple[Name, ...]


@dataclass(frozen=True)
class TierWording:
    """One tier to be written. `label` is printed as it stands (本期报：); without one the tier is the address at the
    head of an official document and ends in a colon."""

    tier: Tier
    label: str
    groups: tuple[Group, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple(one for group in self.groups for one in group)


def names_of(reading: Reading) -> tuple[TierWording, ...]:
    """What a reading says, without its places in the text."""
    return tuple(
        TierWording(tier.tier, tier.label, tuple(tuple(map(Name.of, group.recipients)) for group in tier.groups))
        for tier in reading.tiers
        if tier.groups
    )


def from_plain(data: Mapping[str, Any]) -> tuple[TierWording, ...]:
    """Tiers from plain data: {tiers: [{tier, label?, groups: [{recipients: [{name, audience?, collective?, open?,
    qualifier?}]}]}]}.

    What is left out is read from the name itself. Raises ValueError for a tier or a shape there is not.
    """
    try:
        return tuple(_tier_from_plain(tier) for tier in data["tiers"])
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a distribution list: {error}") from error


def _tier_from_plain(data: Mapping[str, Any]) -> TierWording:
    label = data.get("label")
    label = f"{data['tier']}：" if label is None else label
    match = LABEL.match(label.strip())
    tier = TIER_OF_LABEL["".join(match["word"].split())] if match else Tier(data["tier"])
    groups = (tuple(map(_name_from_plain, group["recipients"])) for group in data["groups"])
    return TierWording(tier, label, tuple(group for group in groups if group))


def _name_from_plain(data: Mapping[str, Any]) -> Name:
    alone = _read((data["name"],))
    read = alone.names[0] if len(alone.names) == 1 else Name(data["name"])
    return Name(
        data["name"],
        data.get("audience", read.audience),
        data.get("collective", read.collective),
        data.get("open", read.open),
        data.get("qualifier") or "",
    )


def write(tiers: Sequence[TierWording]) -> str:
    """The block, a line for each tier that has recipients; parsing it gives the same tiers, or Unwritable is raised.

    The order is kept. So are the groups, but for one that has no wording: its recipients stand between commas.
    """
    text = "\n".join(write_tier(tier) for tier in tiers if tier.groups)
    if not says(parse(text), tiers):
        raise Unwritable([one.name for tier in tiers for one in tier.names])
    return text


def says(reading: Reading, tiers: Sequence[TierWording]) -> bool:
    """Whether the reading has these recipients in this order, however they are grouped."""
    wanted = [(tier.tier, tier.label, tier.names) for tier in tiers if tier.groups]
    return [(tier.tier, tier.label, tier.names) for tier in names_of(reading)] == wanted


def write_tier(tier: TierWording) -> str:
    """One tier with its label and its end. Raises Unwritable."""
    for written in (write_group, _plainly):
        text = _framed(tier.label, "，".join(map(written, tier.groups)))
        if names_of(parse(text)) == (tier,):
            return text
    parted = replace(tier, groups=tuple(part for group in tier.groups for part in _parted(group)))
    if parted == tier:
        raise Unwritable([one.name for one in tier.names])
    return write_tier(parted)


def _framed(label: str, words: str) -> str:
    """The words behind their label (one without a mark, 报, has a line of its own) and before their closing mark."""
    if not label:
        return words + "："
    gap = "\n" if label.strip()[-1].isalnum() and not label[-1].isspace() else ""
    return label + gap + words + ("）" if label.startswith("（") and "）" not in label else "。")


def _parted(group: Group) -> tuple[Group, ...]:
    """各监狱、双龙监狱 would be read as 各双龙监狱; 各监狱，双龙监狱 is not: a comma where right and wrong meet."""
    read = _read((write_group(group),)).names
    if read == group:
        return (group,)
    is_right = map(eq, group, chain(read, repeat(None)))
    runs = [tuple(one for _, one in run) for _, run in groupby(zip(is_right, group, strict=True), key=itemgetter(0))]
    return tuple(runs) if len(runs) > 1 else tuple((one,) for one in group)


@lru_cache(maxsize=4096)
def write_group(group: Group) -> str:
    """The recipients between two commas, in the shortest wording that is read back no more doubtfully than in full."""
    plain = _plainly(group)
    trusted = min(LIKELY, _read((plain,)).confidence)
    for words in sorted(_wordings(group), key=len):
        read = _read((words,))
        if read.names == group and read.confidence >= trusted:
            return words
    return plain


@dataclass(frozen=True)
class _Trial:
    """What the grammar makes of some words alone."""

    names: Group
    confidence: float


@lru_cache(maxsize=8192)
def _read(pieces: tuple[str, ...]) -> _Trial:
    found = [one for tier in parse(_TRIAL.format("、".join(pieces))).tiers for one in tier.recipients]
    return _Trial(tuple(map(Name.of, found)), min((one.confidence for one in found), default=0.0))


def _plainly(group: Group) -> str:
    return "、".join(one.name + _remarks(one) for one in group)


def _remarks(one: Name) -> str:
    return "".join(f"（{remark}）" for remark in one.qualifier.split("；") if remark)


def _wordings(group: Group) -> Iterator[str]:
    """Wordings to try: with the persons once or with each; prefixes once or repeated; places and offices multiplied."""
    remarks = [_remarks(one) for one in group]
    for words in (_persons_once(group), [one.name for one in group]):
        yield "、".join(map(str.__add__, words, remarks))
        yield "、".join(map(str.__add__, _carried(words), remarks))
    parts = [anatomy(one.name) for one in group]
    if not any(remarks) and len({each.persons for each in parts}) == 1:
        yield "、".join(_multiplied([each.organ for each in parts])) + parts[0].persons


def _persons_once(group: Group) -> list[str]:
    """The names, with the persons only where the next has others."""
    parts = [anatomy(one.name) for one in group]
    kept = [
        this.organ if this.organ and this.persons == following.persons else this.words
        for this, following in pairwise(parts)
    ]
    return [*kept, parts[-1].words]


def _carried(words: Sequence[str]) -> tuple[str, ...]:
    """The words with the prefixes left out that each takes from the last one written in full."""
    donor = words[0]
    written = [donor]
    for current in words[1:]:
        stub = _stub(donor, current)
        if stub and _means(donor, stub, current):
            written.append(stub)
        else:
            written.append(current)
            donor = current
    return tuple(written)


def _means(donor: str, stub: str, current: str) -> bool:
    names = _read((donor, stub)).names
    return len(names) == 2 and names[1].name == current


def _stub(donor: str, current: str) -> str:
    """What is left of the words without all that they have in common with the donor's.

    各 is said once before places and kinds of one character (各市、县; 各委、办、厅、局), else with each (各部门、各单位).
    """
    parts = anatomy(current)
    steps = (parts.quantifier, *parts.path, parts.body, parts.unit, parts.inner)
    for end, step in reversed(tuple(zip(accumulate(map(len, steps)), steps, strict=True))):
        left = current[end:]
        if step in (parts.quantifier, parts.inner):
            is_usual = len(left) == 1 or (step == parts.quantifier and bool(parts.path))
        else:
            is_usual = end >= _SHORTEST_SHARED and len(left) >= _SHORTEST_LEFT
        if step and left and is_usual and donor.startswith(current[:end]):
            return left
    return ""


def _multiplied(words: Sequence[str]) -> Iterator[str]:
    """The words, with every run of places that have the same offices written as places and offices."""
    pairs = [_place_and_tail(each) for each in words]
    by_place = [(place, tuple(tail for _, tail in run)) for place, run in groupby(pairs, key=itemgetter(0))]
    for tails, run in groupby(by_place, key=itemgetter(1)):
        places = [place for place, _ in run]
        offices = _carried([places[-1] + tail for tail in tails])
        if len(places) > 1 and all(tails):
            *others, last = _carried(places)
            yield from others
            offices = (last + tails[0], *offices[1:])
        yield from offices


def _place_and_tail(words: str) -> tuple[str, str]:
    parts = anatomy(words)
    end = len(parts.quantifier + parts.place)
    return words[:end], words[end:]
