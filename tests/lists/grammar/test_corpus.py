"""The grammar against a corpus of printed lists kept beside the checkout; skipped where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading
from distro.lists.tier import Tier

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "public.jsonl"
TIER_IN_CORPUS = {Tier.COPY: "送"}
DOUBT = 0.8

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")


def blocks() -> list[dict[str, Any]]:
    with CORPUS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def plain(name: str) -> str:
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def accepted(block: dict[str, Any], number: int) -> Iterator[list[set[str]]]:
    """The readings of one tier that count as right: for each place the names that are equally good."""
    tier = block["expected"]["tiers"][number]
    expected = [one for group in tier["groups"] for one in group["recipients"]]
    readings = [[{plain(name) for name in (one["name"], *one.get("alt_names", ()))} for one in expected]]
    for other in block["alternatives"]:
        if other["tier"] != number:
            continue
        replaced = [plain(name) for name in other["replace"]]
        instead = [{plain(name)} for name in other["with"]]
        for reading in list(readings):
            for start in range(len(reading) - len(replaced) + 1):
                if all(name in names for name, names in zip(replaced, reading[start:], strict=False)):
                    readings.append(reading[:start] + instead + reading[start + len(replaced) :])
                    break
    yield from readings


def is_right(block: dict[str, Any], reading: Reading) -> bool:
    expected = block["expected"]["tiers"]
    if [TIER_IN_CORPUS.get(tier.tier, str(tier.tier)) for tier in reading.tiers] != [tier["tier"] for tier in expected]:
        return False
    for number, tier in enumerate(reading.tiers):
        names = [plain(one.name) for one in tier.recipients]
        if not any(
            len(names) == len(places) and all(name in place for name, place in zip(names, places, strict=True))
            for places in accepted(block, number)
        ):
            return False
    return True


def is_doubted(reading: Reading) -> bool:
    return any(one.confidence < DOUBT for tier in reading.tiers for one in tier.recipients)


def test_reads_printed_lists(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 97 of 100 are read exactly, and every wrong reading is marked as doubtful."""
    certain = [block for block in blocks() if block["confidence"] == "high"]
    wrong = [block for block in certain if not is_right(block, parse(block["text"]))]
    unmarked = [block["id"] for block in wrong if not is_doubted(parse(block["text"]))]
    with capsys.disabled():
        print(f"\nlists read exactly: {len(certain) - len(wrong)} of {len(certain)}")
    assert len(wrong) <= 0.03 * len(certain), [block["id"] for block in wrong]
    assert not unmarked


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
