"""What a proposal is: lines of a text taken for elements of a document, and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

from distro.documents.recognition.lines import Line


class Kind(StrEnum):
    """What a document is; the values are the names of the press's formats."""

    BULLETIN = "bulletin"
    OFFICIAL = "official"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"


KINDS = tuple(Kind)


class Stage(IntEnum):
    """The order in which the elements of a document stand; inside one stage any order is in use."""

    HEAD = 0
    FRONT = 1
    TITLE = 2
    ADDRESS = 3
    BODY = 4
    ANNEXES = 5
    SIGNED = 6
    NOTE = 7
    FOOT = 8


class Piece(NamedTuple):
    """Characters start:end of the text as the value of a field. What is `left` is left over, its value being what it is called."""

    field: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class Proposal:
    """Lines first to before last as the element `name`.

    `takes` are the fields it fills that a document has once. `kinds` are those of documents that have it, `bonus` what it
    says for one of them. `after`: it only continues this element; `needs`:
    it only stands below these fields.
    """

    name: str
    stage: Stage
    first: int
    last: int
    worth: float
    pieces: tuple[Piece, ...] = ()
    takes: frozenset[str] = frozenset()
    kinds: tuple[Kind, ...] = KINDS
    bonus: Mapping[Kind, float] = field(default_factory=lambda: MappingProxyType({}))
    after: str = ""
    needs: frozenset[str] = frozenset()


class Run:
    """Some lines read as one, letter-spacing and all, with the places of their characters in the text.

    `joints` are where in the words one line ends and the next begins.
    """

    __slots__ = ("_lines", "_places", "first", "joints", "last", "words")

    def __init__(self, lines: Sequence[Line], first: int, last: int) -> None:
        self.first, self.last = first, last
        self._lines = lines[first:last]
        self.words = "".join(line.words for line in self._lines)
        self.joints = tuple(accumulate(len(line.words) for line in self._lines[:-1]))
        self._places: list[int] = []

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Where in the text a character of the words stands; for an end, the place behind the character before it."""
        if not self._places:
            self._places = [place for line in self._lines for place in line.places()]
        return self._places[at - is_end] + is_end

    def piece(self, name: str, value: Any, start: int = 0, end: int | None = None) -> Piece:
        """The words, or a part of them, as the value of a field."""
        if start == 0 and end is None:
            return Piece(name, value, self._lines[0].start, self._lines[-1].end)
        return Piece(name, value, self.place(start), self.place(len(self.words) if end is None else end, is_end=True))
