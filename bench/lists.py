"""How well, how surely and how fast distribution lists are read, beside cutting them at their separators.

    python -m bench.lists

Of the own blocks (tests/lists/grammar/cases.py): how many either way reads exactly, and blocks a second on one core;
then blocks a second of the length a bulletin has (37 recipients in 14 groups), about another place each time, so that no
name but the common ones was met before, and the same again and again.

Where there is a corpus beside the checkout: how many of its lists are read exactly, by certainty, form and difficulty; how
many are wrong without doubt and right but doubted; and how often a recipient of each confidence is right. The blocks the
weights may have been chosen by, and those kept apart (even numbers of the second file), are told by themselves.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from itertools import product
from typing import NamedTuple

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading
from tests.lists.grammar.cases import CASES
from tests.lists.grammar.corpus import Block, accepted, blocks, is_doubted, is_right, is_tuned_on, plain

ROUNDS = 20
BULLETIN = """本期报：{place}省委、省人大、省政府、省政协、省纪委监委领导同志，{place}市委、市人大、市政府、市政协，省委组织部、宣传部、统战部、
政法委，省财政厅、水利厅、审计厅、统计局，{place}市青石县党委、政府，各受灾县党委政府领导同志，省档案馆，省总工会，本部领导班子成员。
送：{place}州党委组织部、援建办、档案馆，北{place}市、南{place}市教育局、应急管理局、水利局，{place}市各乡镇人民政府、各街道办事处、
各派出所，各科室，{place}湾各前方工作组。"""
PLACES = ["".join(pair) for pair in product("云溪青岚远柳松梅竹兰桂枫棠荷莲菊杏桃桐杉榆槐橡桦", repeat=2)]
STEPS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Bounds of the rows of the calibration table."""


class Judged(NamedTuple):
    """A block of the corpus and its reading."""

    block: Block
    reading: Reading
    is_right: bool
    is_doubted: bool


def cut(text: str) -> list[str]:
    """The names between separators, behind the last colon: what a first attempt at this does."""
    return [name for name in re.split(r"[，、；。\s]+", re.split("[：:]", text.strip("：:"))[-1]) if name]


def read(text: str) -> list[str]:
    return [recipient.name for tier in parse(text).tiers for recipient in tier.recipients]


def names(written: str) -> list[str]:
    """The names of a reading in the notation of the cases."""
    return [name for name in written.split() if name not in ("|", "//") and not name.endswith(":")]


def seconds(way: Callable[[str], list[str]], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        way(text)
    return time.process_time() - start


def judged(found: Iterable[Block]) -> list[Judged]:
    read = [(block, parse(block["text"])) for block in found]
    return [Judged(block, reading, is_right(block, reading), is_doubted(reading)) for block, reading in read]


def share(part: int, whole: int) -> str:
    return f"{part:4} of {whole:4} ({part / whole:4.0%})" if whole else f"{part:4} of    0"


def tell(title: str, found: list[Judged]) -> None:
    """The counts of one set of blocks."""
    print(f"\n{title}")
    right = [one for one in found if one.is_right]
    print(f"  exact               {share(len(right), len(found))}")
    for key in ("confidence", "form", "difficulty"):
        for value in sorted({str(one.block.get(key, "block")) for one in found}):
            of_kind = [one for one in found if str(one.block.get(key, "block")) == value]
            print(f"    {key:10} {value:10} {share(sum(one.is_right for one in of_kind), len(of_kind))}")
    print(f"  wrong without doubt {share(sum(not one.is_right and not one.is_doubted for one in found), len(found))}")
    print(f"  right but doubted   {share(sum(one.is_doubted for one in right), len(right))}")


def calibration(found: list[Judged]) -> None:
    """How often a recipient is right whose confidence lies between two bounds; of tiers read with as many as expected."""
    rows = dict.fromkeys(STEPS[:-1], (0, 0))
    for one in found:
        for number, tier in enumerate(one.reading.tiers[: len(one.block["expected"]["tiers"])]):
            wanted = max(accepted(one.block, number), key=lambda places: len(places) == len(tier.recipients))
            if len(wanted) != len(tier.recipients):
                continue
            for recipient, names in zip(tier.recipients, wanted, strict=True):
                step = max(bound for bound in STEPS[:-1] if bound <= recipient.confidence)
                right, many = rows[step]
                rows[step] = right + (one.is_right or plain(recipient.name) in names), many + 1
    print("\nconfidence from   recipients right")
    for step, (right, many) in rows.items():
        print(f"  {step:4.2f}            {share(right, many)}")


def main() -> None:
    cases = [case for kind in CASES.values() for case in kind]
    texts = [text for text, _ in cases] * ROUNDS
    results = {}
    for label, way in (("cut at separators", cut), ("read by the grammar", read)):
        right = sum(way(text) == names(expected) for text, expected in cases)
        results[label] = right
        print(f"{label:20} {share(right, len(cases))} exact, {len(texts) / seconds(way, texts):9.0f} blocks/s")
    first, second = results.values()
    print(f"ratio of exact blocks {second / first:.2f}")
    own = [parse(text) for text, _ in cases]
    print(f"own blocks doubted   {share(sum(map(is_doubted, own)), len(own))}")
    fresh = [BULLETIN.format(place=place) for place in PLACES]
    recipients = len(read(fresh[0]))
    print(f"{recipients} recipients, other places {len(fresh) / seconds(read, fresh):6.0f} blocks/s")
    print(f"{recipients} recipients, the same      {len(fresh) / seconds(read, fresh[:1] * len(fresh)):6.0f} blocks/s")
    first_file, second_file = blocks("public"), blocks("public2")
    if first_file:
        kept = judged(block for block in second_file if not is_tuned_on(block))
        tuned = judged(block for block in (*first_file, *second_file) if is_tuned_on(block))
        tell("the first corpus", judged(first_file))
        tell("both, in sight when weights were chosen", tuned)
        tell("the second, kept apart", kept)
        calibration([*tuned, *kept])


if __name__ == "__main__":
    main()
