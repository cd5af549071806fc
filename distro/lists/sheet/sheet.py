"""A distribution list as a person works on it: its words as they will be printed, and the readings chosen for them."""

from __future__ import annotations

from dataclasses import dataclass

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading
from distro.lists.sheet.choosing import choose, from_text, kept, to_text


@dataclass(frozen=True)
class Sheet:
    """`wording` holds one tier block a line, `choices` one chosen reading a line (`choosing.from_text`)."""

    wording: str = ""
    choices: str = ""

    @property
    def lines(self) -> list[str]:
        """The tier blocks, one string each."""
        return [line.strip() for line in self.wording.splitlines() if line.strip()]

    def as_written(self) -> Reading:
        """What the grammar reads."""
        return parse("\n".join(self.lines))

    def reading(self) -> Reading:
        """What is meant: the grammar's reading with the choices made in it."""
        return choose(self.as_written(), from_text(self.choices))

    def tidied(self) -> Sheet:
        """Without the choices for names that are no longer on the list."""
        return Sheet(self.wording, to_text(kept(from_text(self.choices), self.as_written())))
