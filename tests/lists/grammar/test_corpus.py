"""The grammar against a corpus of printed lists kept beside the checkout; skipped where there is none."""

from __future__ import annotations

import pytest

from distro.lists.grammar.parse import parse
from tests.lists.grammar.corpus import FOLDER, blocks, is_doubted, is_right, is_tuned_on, plain

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="no corpus beside the checkout")


def test_reads_printed_lists() -> None:
    """Of those that are certain all in sight are read exactly; what is read otherwise is doubted."""
    tuned = [block for name in ("public", "public2") for block in blocks(name) if is_tuned_on(block)]
    wrong = [block for block in tuned if not is_right(block, parse(block["text"]))]
    assert [block["id"] for block in wrong if block["confidence"] == "high"] == []
    assert [block["id"] for block in wrong if not is_doubted(parse(block["text"]))] == []


def _counted() -> tuple[int, int, int]:
    """Of the blocks kept apart: how many there are, are read otherwise than expected, and that without doubt."""
    kept = [(block, parse(block["text"])) for block in blocks("public2") if not is_tuned_on(block)]
    wrong = [reading for block, reading in kept if not is_right(block, reading)]
    return len(kept), len(wrong), sum(not is_doubted(reading) for reading in wrong)


def test_reads_printed_lists_nobody_looked_at() -> None:
    """Only how many: whoever looks at which, and changes the grammar for it, has nothing left to measure with."""
    many, wrong, unmarked = _counted()
    assert wrong <= 0.15 * many
    assert unmarked <= 0.05 * many


def test_reads_trailers() -> None:
    for block in blocks():
        reading, trailer = parse(block["text"]), block["expected"]["trailer"]
        printed = reading.print_date.isoformat() if reading.print_date else None
        assert (reading.copies, reading.print_org, printed) == (
            trailer.get("copies"),
            trailer.get("print_org"),
            trailer.get("print_date"),
        ), block["id"]


def test_reads_what_kind_of_recipient() -> None:
    """Groups, and of every recipient read by its first name whether it is collective, open, and who is meant."""
    for block in blocks():
        for expected, tier in zip(block["expected"]["tiers"], parse(block["text"]).tiers, strict=True):
            assert len(tier.groups) == len(expected["groups"]), block["id"]
            for group, read in zip(expected["groups"], tier.groups, strict=True):
                for one, found in zip(group["recipients"], read.recipients, strict=True):
                    if found.name == plain(one["name"]):
                        kind = (one["collective"], one.get("open", False), one["audience"])
                        assert (found.collective, found.open, found.audience) == kind, (block["id"], found.name)


def test_the_first_block_in_full() -> None:
    block = blocks()[0]
    reading = parse(block["text"])
    assert [(len(tier.groups), len(tier.recipients)) for tier in reading.tiers] == [(9, 25), (5, 12)]
    assert [one.name for tier in reading.tiers for one in tier.recipients if one.is_class] == [
        "各援建地党委政府领导同志",
        "各受援地党委政府领导同志",
        "本部领导班子成员",
        "本部各组室",
        "援伊各前方工作组",
    ]
