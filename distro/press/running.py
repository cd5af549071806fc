"""Running text: the paragraphs of a body or an annex, every line broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .characters import Field
from .document import Paragraph
from .fonts import TEXT
from .grid import text_measure
from .lines import Line, justify


def fields(paragraphs: Sequence[Paragraph], name: str, place: str) -> Iterator[Field]:
    for number, paragraph in enumerate(paragraphs, 1):
        yield Field(name, f"{place}第{number}段", paragraph.text, TEXT)


def set_text(paragraphs: Sequence[Paragraph]) -> list[list[Line]]:
    """Each paragraph as lines, the first two characters in."""
    return [justify(paragraph.runs, text_measure(), indent=2) for paragraph in paragraphs]
