"""The editor of a distribution list: its words with the phrases marked, beside each who is meant, and what can be done.

The page keeps nothing: the form carries the words and the choices, every button sends both, and what it asks for is
done to what it sent. `edited` does it, `shown` is what the template lists/sheet.html needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import request

from distro import desk
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.remarks import remark
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.grammar.reading import Group, Leftover
from distro.lists.models import LearntReading
from distro.lists.queries import Line
from distro.lists.rules import SHEET_LIMIT
from distro.lists.sheet import editing
from distro.lists.sheet.choosing import Names, joined, names_at
from distro.lists.sheet.editing import Place
from distro.lists.sheet.sheet import Sheet
from distro.lists.sheet.wording import Unwritable
from distro.lists.tier import Tier
from distro.offices import asking
from distro.offices.rules import good_name
from distro.web import door

TIERS = (Tier.REPORT, Tier.CIRCULATE, Tier.DISTRIBUTE)


@dataclass(frozen=True)
class Row:
    """One place: its words, the offices read in them, and what else they could mean, each with its number.

    Another order of the same names is no other meaning. `learnt` is what was said of it on an earlier list, if that is
    what is read here.
    """

    place: int
    words: str
    lines: list[Line]
    alternatives: list[tuple[int, Names]]
    is_doubtful: bool
    is_chosen: bool
    learnt: LearntReading | None
    suggestions: dict[str, list[str]]

    @property
    def offices(self) -> int:
        """How many offices hang on it: those read, registered or not, or those of the reading that names most."""
        read = sum(1 if line.entry.is_unknown else line.copies for line in self.lines)
        return max([read, *(len(names) for _, names in self.alternatives)])


@dataclass(frozen=True)
class Phrase:
    """One group: its words in pieces, each with the number of its place or None between places."""

    group: int
    pieces: list[tuple[str, int | None]]
    rows: list[Row]


@dataclass(frozen=True)
class Part:
    """One tier of the list."""

    label: str
    phrases: list[Phrase]

    @property
    def lines(self) -> list[Line]:
        return [line for phrase in self.phrases for row in phrase.rows for line in row.lines]


@dataclass(frozen=True)
class Doubt:
    """A place that asks for a look, and the words of its tier and group around it."""

    row: Row
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Editor:
    """All the template needs: the `doubts` are those on which most hangs first, `decided` the places whose reading was
    chosen here and is not remembered yet."""

    sheet: Sheet
    parts: list[Part]
    doubts: list[Doubt]
    decided: list[Row]
    leftovers: tuple[Leftover, ...]
    registrable: list[str]
    asked: frozenset[str] = frozenset()
    tiers: tuple[Tier, ...] = TIERS

    @property
    def read(self) -> str:
        """What the buttons of the page speak of."""
        return digest(self.sheet)


def digest(sheet: Sheet) -> str:
    return hashlib.sha256("\n".join([*sheet.lines, "", sheet.choices]).encode()).hexdigest()


def typed() -> Sheet:
    """What stands in the form, as it stands there."""
    return Sheet("\n".join(door.typed("wording").splitlines()), "\n".join(door.typed("choices").splitlines()))


def given() -> Sheet:
    """The same, to be worked with: clean text of a length that is read in seconds. Refusal if it is not."""
    sheet = typed()
    return Sheet(*(remark(text, "wording", SHEET_LIMIT) for text in (sheet.wording, sheet.choices)))


def shown(w: Work, sheet: Sheet, issuer: str, issuer_id: UUID) -> Editor:
    """The editor of the sheet; what is too long to be given is shown unread."""
    if max(len(sheet.wording), len(sheet.choices)) > SHEET_LIMIT:
        return Editor(sheet, [], [], [], (), [])
    reading = sheet.reading()
    written = editing.all_places(sheet.as_written())
    found = editing.all_places(reading)
    lines = iter(lists.lines_of(w, lists.new_list(w, sheet, issuer, issuer_id)))
    of_place = [[next(lines) for _ in place.recipients] for place in found]
    entries = [line.entry for behind in of_place for line in behind]
    near = lists.suggestions(w, {entry.office_name for entry in entries if entry.is_unknown})
    learnt = lists.learnt(w, issuer_id, sheet)
    rows = [
        Row(
            place=number,
            words=reading.words(*_span(place)),
            lines=behind,
            alternatives=_alternatives(place, behind),
            is_doubtful=any(line.entry.is_doubtful for line in behind),
            is_chosen=editing.is_chosen(sheet, was),
            learnt=_confirmed(learnt.get(names_at(was.recipients)), place),
            suggestions={line.entry.office_name: near.get(line.entry.office_name, []) for line in behind},
        )
        for number, (place, was, behind) in enumerate(zip(found, written, of_place, strict=True))
    ]
    parts = []
    doubts = []
    groups = 0
    for tier_number, tier in enumerate(tier for tier in reading.tiers if tier.groups):
        phrases = []
        for group_number, group in enumerate(tier.groups):
            inside = [row for row, place in zip(rows, found, strict=True) if _is_in(place, tier_number, group_number)]
            phrases.append(Phrase(groups, list(_pieces(reading.text, group, inside, found)), inside))
            groups += 1
            for row in inside:
                start, end = _span(found[row.place])
                around = reading.words(group.start, start), reading.words(end, group.end)
                doubts += [Doubt(row, tier.label, *around)] if row.is_doubtful else []
        parts.append(Part(tier.label, phrases))
    # Of as many offices the list goes from superiors to the others, tier by tier: its order is kept.
    doubts.sort(key=lambda each: -each.row.offices)
    return Editor(
        sheet,
        parts,
        doubts,
        [row for row in rows if row.is_chosen and row.learnt is None],
        reading.leftovers,
        lists.unknown_names(entries),
        frozenset(asking.asked(w, issuer_id)),
    )


def _confirmed(learnt: LearntReading | None, place: Place) -> LearntReading | None:
    return learnt if learnt is not None and learnt.meant == joined(names_at(place.recipients)) else None


def _span(place: Place) -> tuple[int, int]:
    return place.recipients[0].start, place.recipients[0].end


def _alternatives(place: Place, lines: list[Line]) -> list[tuple[int, Names]]:
    """With their numbers, in the order of the entry: those the register knows first."""
    found = [
        (number, names)
        for number, names in enumerate(editing.others(place))
        if set(names) != {one.name for one in place.recipients}
    ]
    order = [tuple(names) for line in lines for names in line.entry.alternatives]
    return sorted(found, key=lambda each: order.index(each[1]) if each[1] in order else len(order))


def edited(w: Work, sheet: Sheet, issuer: str, issuer_id: UUID) -> Sheet:
    """What the pressed button makes of the sheet; a button that asks for nothing only has it read again, as was said on
    earlier lists.

    Refusal when the words were changed since the buttons were made, or when no wording says what is asked for.
    """
    deed, _, rest = request.form.get("do", "").partition(":")
    if not deed:
        return lists.remembered(w, issuer_id, sheet)
    if deed == "register":
        desk.enter(w, [rest] if rest else shown(w, sheet, issuer, issuer_id).registrable)
        return sheet
    if deed == "ask":
        asking.ask(w, issuer_id, rest)
        return sheet
    if deed == "add":
        return _add(sheet)
    if request.form.get("read") != digest(sheet):
        raise Conflict("名单文字已经改动，刚才按的是改动前的按钮。没有执行，文字都在。请核对新的读法后再按。")
    try:
        if deed == "accept" and not rest:
            return editing.accept(sheet, [doubt.row.place for doubt in shown(w, sheet, issuer, issuer_id).doubts])
        return _done(sheet, deed, rest)
    except Unwritable as error:
        raise Refusal(
            "这样改动后，名单不能再写成读得回来的文字：%(names)s。没有执行。请直接修改名单文字。", names=str(error)
        ) from None
    except (ValueError, IndexError):
        return sheet


def _done(sheet: Sheet, deed: str, rest: str) -> Sheet:
    number, *more = rest.split(":", 2)
    place = int(number)
    if deed == "drop":
        return editing.drop_leftover(sheet, place)
    if deed == "take":
        return editing.take_leftover(sheet, place, Tier(more[0]))
    if deed == "up":
        return editing.move_group(sheet, place, -1)
    if deed == "down":
        return editing.move_group(sheet, place, 1)
    if deed == "before":
        return editing.move(sheet, place, -1)
    if deed == "after":
        return editing.move(sheet, place, 1)
    if deed == "remove":
        return editing.remove(sheet, place)
    if deed == "accept":
        return editing.accept(sheet, [place])
    here = editing.all_places(sheet.reading())[place]
    if deed == "choose":
        return editing.choose(sheet, place, editing.others(here)[int(more[0])])
    if deed == "office":
        one = here.recipients[int(more[0])]
        meant = good_name(more[1] if more[1:] else request.form.get(f"office-{place}-{more[0]}", ""))
        persons = "" if one.audience == "organ" else one.name.removeprefix(one.organ)
        changed = tuple(meant + persons if each is one else each.name for each in here.recipients)
        return editing.choose(sheet, place, changed)
    return sheet


def _add(sheet: Sheet) -> Sheet:
    names = [good_name(name) for name in request.form.get("names", "").splitlines() if name.strip()]
    tier = request.form.get("tier", "")
    if not names or tier not in list(Tier):
        raise Refusal("请写明要增加的单位，每行一个。没有增加。", field="names")
    try:
        return editing.add(sheet, Tier(tier), names)
    except Unwritable as error:
        raise Refusal(
            "“%(names)s”写进名单后会被读成别的单位。没有增加。请写全称，或直接修改名单文字。",
            field="names",
            names=str(error),
        ) from None


def _is_in(place: Place, tier: int, group: int) -> bool:
    return (place.tier, place.group) == (tier, group)


def _pieces(text: str, group: Group, rows: list[Row], found: list[Place]) -> Iterator[tuple[str, int | None]]:
    """The words of the group from its first to its last character, those of places marked with their number."""
    end = group.start
    for row in rows:
        one = found[row.place].recipients[0]
        if end < one.start:
            yield text[end : one.start], None
        yield text[one.start : one.end], row.place
        end = one.end
    if end < group.end:
        yield text[end : group.end], None
