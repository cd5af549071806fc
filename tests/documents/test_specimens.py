"""Every specimen is read as it was written, word for word: in a field, or among what was not taken."""

from __future__ import annotations

from typing import Any

import pytest

from distro.documents.recognition import recognise, to_plain
from distro.kernel.pasted import clean
from tests.documents.specimen import Specimen
from tests.documents.specimens import SPECIMENS


def told(text: str) -> dict[str, Any]:
    """What is there of what is told, the year where a number tells it; paragraphs and names as their number."""
    found = recognise(clean(text))
    plain = {name: value for name, value in to_plain(found).items() if value not in (None, [])}
    del plain["confidence"]
    if found.told_year is None:
        plain.pop("year", None)
    shorter = {
        "body": len(plain.get("body", [])),
        "tiers": {tier["label"]: len(tier["names"]) for tier in plain.get("tiers", [])},
        "articles": {part["title"]: len(part["body"]) for part in plain.get("articles", [])},
        "annex_texts": {part["title"]: len(part["body"]) for part in plain.get("annex_texts", [])},
        "leftovers": [each["text"] for each in plain.get("leftovers", [])],
    }
    return plain | {name: value for name, value in shorter.items() if name in plain}


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_a_specimen_is_read_as_it_was_written(specimen: Specimen) -> None:
    assert told(specimen.text) == specimen.told
