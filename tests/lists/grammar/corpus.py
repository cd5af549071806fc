"""Printed lists kept beside the checkout with the readings that count as right, and the judgement of a reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from distro.lists.grammar.reading import Reading
from distro.lists.grammar.tables import LIKELY
from distro.lists.tier import Tier

FOLDER = Path(__file__).parents[4] / "shared" / "corpus"
TIER_IN_CORPUS = {Tier.COPY: "送"}

Block = dict[str, Any]


def blocks(name: str = "public") -> list[Block]:
    """The blocks of one file, or none where it is not."""
    path = FOLDER / f"{name}.jsonl"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_tuned_on(block: Block) -> bool:
    """Whether the weights may have been chosen with this block in view: of the second file only odd numbers were."""
    return not block["id"].startswith("n") or int(block["id"][1:]) % 2 == 1


def plain(name: str) -> str:
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def accepted(block: Block, number: int) -> Iterator[list[set[str]]]:
    """The readings of one tier that count as right: for each place the names that are equally good."""
    tier = block["expected"]["tiers"][number]
    expected = [one for group in tier["groups"] for one in group["recipients"]]
    readings = [[{plain(name) for name in (one["name"], *one.get("alt_names", ()))} for one in expected]]
    for other in block["alternatives"]:
        if other.get("tier") != number:
            continue
        replaced = [plain(name) for name in other["replace"]]
        instead = [{plain(name)} for name in other["with"]]
        for reading in list(readings):
            for start in range(len(reading) - len(replaced) + 1):
                if all(name in names for name, names in zip(replaced, reading[start:], strict=False)):
                    readings.append(reading[:start] + instead + reading[start + len(replaced) :])
                    break
    yield from readings


def is_right(block: Block, reading: Reading) -> bool:
    """Whether tiers, order and names are exactly those expected."""
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
    """Whether a person is asked to look: a recipient that is not likely, or something left over that may be one."""
    return any(one.confidence < LIKELY for tier in reading.tiers for one in tier.recipients) or any(
        one.may_be_office for one in reading.leftovers
    )
