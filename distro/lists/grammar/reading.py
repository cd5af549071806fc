"""What the grammar reads out of a distribution block: typed plain data with places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from distro.lists.grammar.lexicon import is_deictic
from distro.lists.tier import Tier


class Recipient(NamedTuple):
    """One addressee with carried prefix and suffix restored.

    `name` is the full reading (省人大领导同志); `organ` the same without its persons (省人大); `audience` is one of
    organ, 领导同志, 个人, 存档. `collective` marks 各/所有/全体, `open` 有关/相关. `start` and `end` are the place of
    its own words in the text read; the recipients of a product (四师、七师组织部、援疆办) share one place. `qualifier` are
    words printed with it that are no part of the name (2份, 不含附件), `copies` how many it gets, if that is printed.
    `alternatives` are other defensible readings of this place: tuples of names.
    """

    name: str
    organ: str
    start: int
    end: int
    audience: str = "organ"
    qualifier: str = ""
    copies: int | None = None
    collective: bool = False
    open: bool = False
    confidence: float = 1.0
    alternatives: tuple[tuple[str, ...], ...] = ()

    @property
    def is_class(self) -> bool:
        """It stands for recipients not individually named: 各…, 有关…, or the issuer's own leaders (局领导)."""
        return self.collective or self.open or (self.audience == "领导同志" and is_deictic(self.organ))


@dataclass(frozen=True)
class Group:
    """The recipients between two commas: one level, one system, one kind."""

    recipients: tuple[Recipient, ...]
    start: int
    end: int


@dataclass(frozen=True)
class TierBlock:
    """One labelled paragraph. `label` is as printed (本期报：); `tier` what it means."""

    tier: Tier
    label: str
    groups: tuple[Group, ...]
    start: int
    end: int

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        return tuple(recipient for group in self.groups for recipient in group.recipients)


class Leftover(NamedTuple):
    """Words start:end of the text that were taken for nothing. `may_be_office`: an office may be named in them."""

    text: str
    start: int
    end: int
    may_be_office: bool


@dataclass(frozen=True)
class Reading:
    """A whole block of tiers. `text` is exactly what was read.

    Every character of it lies in a recipient, in the label of a tier, in one of the `fields` (start and end of printing
    line and print run) or in a leftover, or it is white space or a separator.
    """

    text: str
    tiers: tuple[TierBlock, ...]
    copies: int | None = None
    print_org: str | None = None
    print_date: date | None = None
    fields: tuple[tuple[int, int], ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    def words(self, start: int, end: int) -> str:
        return self.text[start:end]
