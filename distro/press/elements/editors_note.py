"""编者按: a block in 楷体, two characters in from both edges."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Run
from ..setting.characters import Field
from ..setting.fonts import HEI, KAI
from ..setting.grid import CELL, COLUMNS, SIZE, measure
from ..setting.lines import Faced, Line, justify

CELLS = COLUMNS - 4
_LONGEST_LABEL = 6


def set_note(text: str) -> list[Line]:
    """The lines of the block, its label (编者按：) in 黑体."""
    label = _label(text)
    runs = [run for run in (Faced(text[:label], stack=HEI), Run(text[label:])) if run.text]
    return justify(runs, measure(KAI, SIZE, CELL, CELLS * CELL), indent=2)


def fields(text: str, name: str, place: str) -> Iterator[Field]:
    """Its texts in printed order."""
    label = _label(text)
    yield Field(name, place, text[:label], HEI)
    yield Field(name, f"{place}正文", text[label:], KAI)


def _label(text: str) -> int:
    at = text.find("：") + 1
    return at if at <= _LONGEST_LABEL else 0
