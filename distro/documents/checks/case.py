"""What the checks see of a document: its draft, the day, and what the register says of who issues and who receives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import DEFAULT
from distro.documents.kinds.kind import Direction, Format, Kind
from distro.documents.kinds.organs import UPWARD
from distro.lists.checks import Listed
from distro.lists.tier import Tier
from distro.offices.rules import Standing

PROSE = ("titles", "editors_note", "body", "articles", "annexes", "note", "attendance")
"""The fields that hold sentences."""


@dataclass(frozen=True)
class Organ:
    """An organ in whose name the document is issued; without a standing the register does not know it."""

    name: str
    standing: Standing | None = None


@dataclass(frozen=True)
class Case:
    """`number` is the number the document has taken, in words; empty before. `organs` are its issuers, the sponsor first,
    `listed` its list, `names` those of the offices above the issuers, `former` the present name of each former one that
    the offices concerned have borne."""

    content: Draft
    today: date
    number: str = ""
    organs: Sequence[Organ] = ()
    listed: Sequence[Listed] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return choice.kind_of(self.content)

    @property
    def format(self) -> Format:
        return choice.format_of(self.content)

    @property
    def is_official(self) -> bool:
        """Whether it is a 公文 at all: a bulletin is none, and the rules of how they are sent are not its own."""
        return self.kind is not DEFAULT

    @property
    def is_upward(self) -> bool:
        """Whether it goes to an organ above (上行文). A bill (议案) goes to the congress, which is none."""
        return self.format.name == UPWARD.name and self.kind.name != "议案"

    @property
    def is_downward(self) -> bool:
        """Whether it tells those below what to do: an 意见 does, unless it goes up or is a letter."""
        is_opinion = self.kind.name == "意见" and self.format is self.kind.formats[0]
        return self.kind.direction is Direction.DOWNWARD or is_opinion

    @property
    def sponsor(self) -> Standing | None:
        """Where the organ that issues it stands, the first of several."""
        return self.organs[0].standing if self.organs else None

    @property
    def addressed(self) -> list[Listed]:
        return [entry for entry in self.listed if entry.tier is Tier.ADDRESS]

    @property
    def copied(self) -> list[Listed]:
        return [entry for entry in self.listed if entry.tier is Tier.COPY]

    @property
    def listed_ids(self) -> set[UUID]:
        return {entry.standing.id for entry in self.listed if entry.standing is not None}
