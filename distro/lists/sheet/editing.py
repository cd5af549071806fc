"""What a person does to a list while working on it: choose a reading, move, take out, add. Pure: a sheet into a sheet.

Places and groups are counted through the whole list from 0, as the reading has them in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading, Recipient
from distro.lists.sheet.choosing import Names, from_text, names_at, places, to_text
from distro.lists.sheet.revision import revise
from distro.lists.sheet.sheet import Sheet
from distro.lists.sheet.wording import Group, Name, TierWording, Unwritable, names_of, says
from distro.lists.tier import Tier


@dataclass(frozen=True)
class Place:
    """Some words of the list and who is read in them: `tier` and `group` where they stand, `first` the number of the
    first of the recipients in the group."""

    tier: int
    group: int
    first: int
    recipients: tuple[Recipient, ...]


def all_places(reading: Reading) -> list[Place]:
    """In order; the places of a chosen reading are those of the reading as written."""
    found = []
    for tier_number, tier in enumerate(tier for tier in reading.tiers if tier.groups):
        for group_number, group in enumerate(tier.groups):
            first = 0
            for recipients in places(group):
                found.append(Place(tier_number, group_number, first, tuple(recipients)))
                first += len(recipients)
    return found


def others(place: Place) -> list[Names]:
    """What else the words of the place could mean."""
    return [names for one in place.recipients for names in one.alternatives]


def is_chosen(sheet: Sheet, written: Place) -> bool:
    """Whether a person said what the words of this place, as the grammar reads them, mean."""
    return names_at(written.recipients) in from_text(sheet.choices)


def choose(sheet: Sheet, place: int, names: Names) -> Sheet:
    """These names are meant by the words of the place; choosing what is read already says that it is right.

    Raises Unwritable when a name holds a mark that choices are written with.
    """
    written = all_places(sheet.as_written())[place]
    choices = from_text(sheet.choices) | {names_at(written.recipients): names}
    text = to_text(choices)
    if from_text(text) != choices:
        raise Unwritable(names)
    return Sheet(sheet.wording, text)


def accept(sheet: Sheet, places: Iterable[int]) -> Sheet:
    """The words of these places mean what is read in them now. Raises Unwritable."""
    read = all_places(sheet.reading())
    for number in places:
        sheet = choose(sheet, number, names_at(read[number].recipients))
    return sheet


def drop_leftover(sheet: Sheet, number: int) -> Sheet:
    """The list without the words of a leftover."""
    reading = sheet.as_written()
    left = reading.leftovers[number]
    return Sheet("\n".join(Sheet(reading.text[: left.start] + reading.text[left.end :]).lines), sheet.choices)


def take_leftover(sheet: Sheet, number: int, tier: Tier) -> Sheet:
    """The words of a leftover as a group of their own, as they stand, at the end of the tier, which is begun if there is
    none."""
    words = sheet.as_written().leftovers[number].text.strip(" \u3000。；;，,、")
    rest = drop_leftover(sheet, number)
    reading = rest.as_written()
    ends = [block.groups[-1].end for block in reading.tiers if block.tier is tier and block.groups]
    if not ends:
        return Sheet("\n".join([*rest.lines, f"{tier}：{words}。"]), rest.choices)
    return Sheet(f"{reading.text[: ends[0]]}，{words}{reading.text[ends[0] :]}", rest.choices)


def move_group(sheet: Sheet, group: int, by: int) -> Sheet:
    """The group changes places with the one before (-1) or after it (1) in its tier; at the end it stays.

    Raises Unwritable.
    """
    reading = sheet.as_written()
    tiers = names_of(reading)
    tier, own = _at(tiers, group)
    other = own + by
    if not 0 <= other < len(tiers[tier].groups):
        return sheet
    groups = list(tiers[tier].groups)
    groups[own], groups[other] = groups[other], groups[own]
    wanted = _with_groups(tiers, tier, groups)
    block = [block for block in reading.tiers if block.groups][tier]
    first, second = sorted((block.groups[own], block.groups[other]), key=lambda each: each.start)
    text = reading.text
    exchanged = (
        text[: first.start]
        + text[second.start : second.end]
        + text[first.end : second.start]
        + text[first.start : first.end]
        + text[second.end :]
    )
    if says(parse(exchanged), wanted):
        return Sheet(exchanged, sheet.choices)
    return Sheet(revise(reading, wanted), sheet.choices)


def move(sheet: Sheet, place: int, by: int) -> Sheet:
    """The place changes places with its neighbour in the group; at the end it stays. Raises Unwritable."""
    reading = sheet.as_written()
    found = all_places(reading)
    here, there = found[place], found[place + by] if 0 <= place + by < len(found) else None
    if there is None or (there.tier, there.group) != (here.tier, here.group):
        return sheet
    before, after = (there, here) if by < 0 else (here, there)
    tiers = names_of(reading)
    names = list(tiers[here.tier].groups[here.group])
    last = after.first + len(after.recipients)
    names[before.first : last] = [*names[after.first : last], *names[before.first : after.first]]
    return _rewritten(sheet, reading, _with_group(tiers, here, names))


def remove(sheet: Sheet, place: int) -> Sheet:
    """Take the recipients of the place off the list. Raises Unwritable."""
    reading = sheet.as_written()
    gone = all_places(reading)[place]
    tiers = names_of(reading)
    names = list(tiers[gone.tier].groups[gone.group])
    del names[gone.first : gone.first + len(gone.recipients)]
    return _rewritten(sheet, reading, _with_group(tiers, gone, names)).tidied()


def add(sheet: Sheet, tier: Tier, names: Iterable[str]) -> Sheet:
    """Put these names, each a group of its own, at the end of the tier, which is begun if there is none.

    Raises Unwritable when they would not be read back as these names.
    """
    reading = sheet.as_written()
    tiers = list(names_of(reading))
    groups = tuple((_named(name),) for name in names)
    for number, each in enumerate(tiers):
        if each.tier is tier:
            tiers[number] = replace(each, groups=(*each.groups, *groups))
            break
    else:
        tiers.append(TierWording(tier, f"{tier}：", groups))
        tiers.sort(key=lambda each: list(Tier).index(each.tier))
    return _rewritten(sheet, reading, tiers)


def _named(name: str) -> Name:
    read = [one for tier in parse(f"送：{name}。").tiers for one in tier.recipients]
    if [one.name for one in read] != [name]:
        raise Unwritable([name])
    return Name.of(read[0])


def _at(tiers: Sequence[TierWording], group: int) -> tuple[int, int]:
    """The tier of a group, and its number there."""
    for number, tier in enumerate(tiers):
        if group < len(tier.groups):
            return number, group
        group -= len(tier.groups)
    raise IndexError(group)


def _with_group(tiers: Sequence[TierWording], place: Place, names: Sequence[Name]) -> list[TierWording]:
    """The tiers with other names in the group of the place; a group without any goes."""
    groups = list(tiers[place.tier].groups)
    groups[place.group : place.group + 1] = [tuple(names)] if names else []
    return _with_groups(tiers, place.tier, groups)


def _with_groups(tiers: Sequence[TierWording], tier: int, groups: Sequence[Group]) -> list[TierWording]:
    return [replace(each, groups=tuple(groups)) if number == tier else each for number, each in enumerate(tiers)]


def _rewritten(sheet: Sheet, reading: Reading, tiers: Sequence[TierWording]) -> Sheet:
    if not any(tier.groups for tier in tiers):
        left = sorted([*reading.fields, *((each.start, each.end) for each in reading.leftovers)])
        return Sheet("\n".join(reading.words(*place).strip() for place in left), sheet.choices)
    return Sheet(revise(reading, tiers), sheet.choices)
