"""The distribution list of a document: its lines put together as they were before they were broken, and read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from distro.documents.recognition.lines import Line
from distro.documents.recognition.measure import CLOSING
from distro.lists.grammar import parse
from distro.lists.grammar.reading import Leftover, Reading, TierBlock


class Listed(NamedTuple):
    """A list as read, its places those of the document, and its tiers word for word, one line each."""

    reading: Reading
    wording: tuple[str, ...]


@dataclass
class _Passage:
    """Words with the place each of their characters has in the document."""

    words: str = ""
    places: list[int] = field(default_factory=list)

    def add(self, words: str, places: Iterable[int]) -> None:
        self.words += words
        self.places.extend(places)

    def start(self, at: int) -> int:
        return self.places[at]

    def end(self, at: int) -> int:
        return self.places[at - 1] + 1 if at else self.start(0)


def read(text: str, lines: Sequence[Line], rows: Sequence[int], joined: Sequence[float]) -> Listed:
    """The tiers that stand in these lines of the text."""
    passage = _Passage()
    for number, at in enumerate(rows):
        line = lines[at]
        if number and not _goes_on(lines, rows[number - 1], at, joined):
            passage.add("\n", [lines[rows[number - 1]].end])
        passage.add(line.words, line.places())
    reading = parse.parse(passage.words)
    return Listed(_placed(reading, text, passage), tuple(_one_line(passage.words, tier) for tier in reading.tiers))


def read_address(text: str, lines: Sequence[Line], start: int, end: int) -> Listed:
    """The 主送 at start:end of the text, which has no label and stands before its colon."""
    passage = _Passage()
    for line in lines:
        inside = [place for place in line.places() if start <= place < end]
        passage.add("".join(text[place] for place in inside), inside)
    words = passage.words
    passage.add("：", [end])
    return Listed(_placed(parse.parse(passage.words), text, passage), (words,))


def _goes_on(lines: Sequence[Line], before: int, at: int, joined: Sequence[float]) -> bool:
    """Whether the line of a list at `at` certainly goes on with the one at `before`; else the grammar of lists decides."""
    last, first = lines[before].words[-1], lines[at].words[0]
    return last in "，、；" or first in CLOSING or (at == before + 1 and joined[before] > 4)


def _placed(reading: Reading, text: str, passage: _Passage) -> Reading:
    """The same reading with the places of the document."""

    def tier(one: TierBlock) -> TierBlock:
        groups = tuple(
            replace(
                group,
                recipients=tuple(
                    each._replace(start=passage.start(each.start), end=passage.end(each.end))
                    for each in group.recipients
                ),
                start=passage.start(group.start),
                end=passage.end(group.end),
            )
            for group in one.groups
        )
        return replace(one, groups=groups, start=passage.start(one.start), end=passage.end(one.end))

    def left(one: Leftover) -> Leftover:
        start, end = passage.start(one.start), passage.end(one.end)
        return one._replace(text=text[start:end], start=start, end=end)

    return replace(
        reading,
        text=text,
        tiers=tuple(map(tier, reading.tiers)),
        fields=tuple((passage.start(start), passage.end(end)) for start, end in reading.fields),
        leftovers=tuple(left(one) for one in reading.leftovers if any(map(str.isalnum, one.text))),
    )


def _one_line(words: str, tier: TierBlock) -> str:
    """The block word for word on one line: a wrapped name is closed up, names on lines of their own are spaced."""
    ends = {recipient.end for recipient in tier.recipients}
    result = ""
    place = tier.start
    for line in words[tier.start : tier.end].splitlines(keepends=True):
        result += line.strip()
        if place + len(line.rstrip()) in ends and place + len(line) < tier.end:
            result += " "
        place += len(line)
    return result
