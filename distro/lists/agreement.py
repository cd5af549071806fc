"""What the printed foot, the frozen list, the deliveries and the readers of an issue say, and where two of them part.

They must say the same: who is printed has a place on the list, who has a place gets a copy, who got a copy may read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple
from uuid import UUID

LABEL_END = "："
# How much of two texts is told, from a little before the place where they part.
BEFORE, AFTER = 4, 12


class Side(StrEnum):
    """In the order in which one follows from the other; only neighbours are compared."""

    FOOTER = "印成的版记"
    SNAPSHOT = "冻结的名单"
    DELIVERIES = "实际分送"
    READERS = "阅读权限"
    # Apart from these: the files that go along with a document.
    ATTACHED = "附件清单"
    STORE = "文件库"


class Word(StrEnum):
    """What is said of a place in words of the interface; all else is said in those of the list."""

    NONE = "无"
    LISTED = "有名单"
    GONE = "缺失或已被改动"
    COPY = "一件"
    OWN = "限本单位阅读"
    ANYONE = "无件的人也可以阅读"
    IN_ARCHIVE = "可在档案中阅读"
    FILE = "版式文件"
    CHOICES = "选定的读法"
    DIGEST = "名单的摘要"
    LISTED_FILE = "有此文件"


@dataclass(frozen=True)
class Break:
    """What two sides say differently of one place: `where` is an office or a phrase of the list, `expected` what the
    left side says of it, `found` what the right one does."""

    left: Side
    right: Side
    where: str
    expected: str
    found: str

    message = "%(left)s与%(right)s不一致：%(where)s，前者为%(expected)s，后者为%(found)s。"

    @property
    def values(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}

    def __str__(self) -> str:
        return self.message % self.values

    def to_plain(self) -> dict[str, str]:
        return self.values | {"left": self.left.name, "right": self.right.name}

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> Break:
        return cls(Side[plain["left"]], Side[plain["right"]], plain["where"], plain["expected"], plain["found"])


class Place(NamedTuple):
    """One recipient on a list: where it stands, what is printed, what it means, and the office it leads to."""

    position: int
    tier: str
    label: str
    group: int
    words: str
    name: str
    office_name: str
    audience: str
    is_class: bool
    office_id: UUID | None
    phrase: str


def digest(wording: Sequence[str], choices: str, places: Sequence[Place], members: Sequence[tuple[int, UUID]]) -> str:
    """SHA-256 in hexadecimal of all that a frozen list says; members by the position of their class."""
    phrases = sorted({(place.group, place.phrase) for place in places})  # one of a large group may be long
    said: list[Any] = [
        list(wording),
        choices,
        phrases,
        [place[:-1] for place in sorted(places)],
        sorted((position, str(office_id)) for position, office_id in members),
    ]
    canonical = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def footer_breaks(closing: str, wording: Sequence[str]) -> Iterator[Break]:
    """Between the last words of a print and the wording of the list, block by block from the last; spaces and line
    ends say nothing."""
    rest = _bare(closing)
    if rest.endswith("".join(map(_bare, wording))):
        return
    for block in map(_bare, reversed(wording)):
        label = block.partition(LABEL_END)[0] + LABEL_END
        start = rest.rfind(label)
        printed, rest = (rest[start:], rest[:start]) if start >= 0 else ("", rest)
        if printed != block:
            yield Break(Side.FOOTER, Side.SNAPSHOT, f"“{label}”", *_parting(printed, block))


def head_and_footer_breaks(words: str, head: str, moved: str, foot: Sequence[str]) -> Iterator[Break]:
    """Between all words of a print and a list that stands partly under the title (`head`, with the title before it) and
    partly at its end; a head that had no room stands as `moved` before the foot."""
    if _bare(head) in _bare(words):
        yield from footer_breaks(words, foot)
    else:
        yield from footer_breaks(words, (moved, *foot))


def choice_breaks(approved: str, frozen: str) -> Iterator[Break]:
    """Between the readings chosen on the approved draft and those frozen with the list."""
    if approved != frozen:
        yield Break(Side.FOOTER, Side.SNAPSHOT, Word.CHOICES, *_parting(approved, frozen))


def place_breaks(read: Sequence[Place], frozen: Sequence[Place], names: Mapping[UUID, str]) -> Iterator[Break]:
    """Between what the printed words mean and the places of the frozen list; `names` are those the register gives the
    offices of places that part."""
    meant = {place.position: place for place in read}
    kept = {place.position: place for place in frozen}
    phrases = {place.position: place.phrase for place in (*frozen, *read)}
    for position in sorted(meant.keys() | kept.keys()):
        one, other = meant.get(position), kept.get(position)
        if one == other:
            continue
        said, found = _name(one, names), _name(other, names)
        if one and other and said == found:
            said, found = _parting(" ".join(map(str, one)), " ".join(map(str, other)))
        yield Break(Side.FOOTER, Side.SNAPSHOT, f"“{phrases[position]}”", said, found)


def copy_breaks(frozen: Mapping[Any, str], delivered: Mapping[Any, str]) -> Iterator[Break]:
    """Between the copies the list calls for and the deliveries: each a place with an office, and the office's name."""
    for copy in sorted(frozen.keys() - delivered.keys(), key=frozen.__getitem__):
        yield Break(Side.SNAPSHOT, Side.DELIVERIES, f"“{frozen[copy]}”", Word.COPY, Word.NONE)
    for copy in sorted(delivered.keys() - frozen.keys(), key=delivered.__getitem__):
        yield Break(Side.SNAPSHOT, Side.DELIVERIES, f"“{delivered[copy]}”", Word.NONE, Word.COPY)


def reader_breaks(unread: Iterable[str], astray: Iterable[tuple[str, bool]]) -> Iterator[Break]:
    """Between the copies and those who may read them: `unread` are offices that cannot read the copy they have, `astray`
    those whose copy people of offices without one may read, and whether they themselves have one. Offices by name."""
    for name in sorted(unread):
        yield Break(Side.DELIVERIES, Side.READERS, f"“{name}”", Word.COPY, Word.NONE)
    for name, is_own in sorted(astray):
        yield Break(Side.DELIVERIES, Side.READERS, f"“{name}”", Word.OWN if is_own else Word.NONE, Word.ANYONE)


def _bare(text: str) -> str:
    return "".join(text.split())


def _name(place: Place | None, names: Mapping[UUID, str]) -> str:
    if place is None:
        return Word.NONE
    registered = names.get(place.office_id) if place.office_id else None
    return f"“{registered or place.office_name or place.name}”"


def _parting(one: str, other: str) -> tuple[str, str]:
    """Both texts from shortly before the place where they part."""
    at = next((place for place, pair in enumerate(zip_longest(one, other)) if len(set(pair)) > 1), 0)
    start = max(0, at - BEFORE)
    told = [f"“{text[start : at + AFTER]}”" if text[start:] else Word.NONE for text in (one, other)]
    return told[0], told[1]
