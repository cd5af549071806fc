"""Running text: the paragraphs of a body or an annex, every line broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .characters import Field, check
from .document import Paragraph
from .fonts import TEXT
from .grid import text_measure
from .lines import Line, justify


@dataclass(frozen=True)
class Running:
    """A text as lines, paragraph by paragraph, and its fields in printed order."""

    paragraphs: tuple[list[Line], ...]
    fields: tuple[Field, ...]


def set_text(paragraphs: Sequence[Paragraph], row: int, name: str, place: str) -> Running:
    """Set a text that begins on a row of its first page, the first of the grid being 0; each paragraph two characters in.

    `name` is that of the document's field, `place` what a person calls it. CharacterError for what cannot be printed.
    """
    said = tuple(Field(name, f"{place}第{at}段", each.text, TEXT) for at, each in enumerate(paragraphs, 1))
    check(said)
    return Running(tuple(justify(each.runs, text_measure(), indent=2) for each in paragraphs), said)
