"""A document as a specimen: its text, and what is to be read in it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Specimen(NamedTuple):
    """A document and what `to_plain` tells of it, paragraphs and the names of tiers as their number. What is not told is not to be there."""

    name: str
    text: str
    told: dict[str, Any]
