"""Long lists page by page: which page the address asks for, and the ways to the one before and the one after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

SIZE = 50
# Nobody turns so far; the database could not count much further.
LAST = 10_000_000

Item = TypeVar("Item")


@dataclass(frozen=True)
class Leaf(Generic[Item]):
    """One page of a list: a sequence of its items, with the addresses of the pages beside it (None: there is none)."""

    items: Sequence[Item]
    number: int
    before: str | None
    after: str | None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class Turn:
    """A page asked for. One row more than it shows is to be read (`limit`), which tells whether another follows."""

    name: str
    number: int
    size: int

    @property
    def limit(self) -> int:
        return self.size + 1

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def leaf(self, read: Sequence[Item]) -> Leaf[Item]:
        """The page, of what was read with `limit` and `offset`."""
        return Leaf(
            read[: self.size],
            self.number,
            self._address(self.number - 1) if self.number > 1 else None,
            self._address(self.number + 1) if len(read) > self.size else None,
        )

    def cut(self, whole: Sequence[Item]) -> Leaf[Item]:
        """The page, of a list that had to be read whole."""
        return self.leaf(whole[self.offset : self.offset + self.limit])

    def _address(self, number: int) -> str:
        """The address of this page of the interface with another page of the list; the rest of it stays."""
        asked = [(name, value) for name, value in request.args.items(multi=True) if name != self.name]
        return "?" + urlencode([*asked, (self.name, number)])


def asked(name: str = "page", size: int = SIZE) -> Turn:
    """The page the address asks for (?page=2), the first if it asks for none or for what is none; each of several lists
    on one page of the interface has a name of its own."""
    return Turn(name, request.args.get(name, 1, type=_number), size)


def _number(text: str) -> int:
    number = int(text)
    if not 0 < number <= LAST:
        raise ValueError(text)
    return number
