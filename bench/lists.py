"""How well and how fast distribution lists are read, beside cutting them at their separators.

    python -m bench.lists

Prints how many of the own blocks (tests/lists/grammar/cases.py) either way reads exactly, and blocks a second on one core; then
blocks a second of the length a bulletin has (37 recipients in 14 groups), the same again and again, and about another
place each time, so that no name but the common ones was met before; and how many lists of a corpus beside the checkout,
where there is one, are read exactly.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import product

from distro.lists.grammar.parse import parse
from tests.lists.grammar.cases import CASES
from tests.lists.grammar.test_corpus import CORPUS, blocks, is_right

ROUNDS = 20
BULLETIN = """本期报：{place}省委、省人大、省政府、省政协、省纪委监委领导同志，{place}市委、市人大、市政府、市政协，省委组织部、宣传部、统战部、
政法委，省财政厅、水利厅、审计厅、统计局，{place}市青石县党委、政府，各受灾县党委政府领导同志，省档案馆，省总工会，本部领导班子成员。
送：{place}州党委组织部、援建办、档案馆，北{place}市、南{place}市教育局、应急管理局、水利局，{place}市各乡镇人民政府、各街道办事处、
各派出所，各科室，{place}湾各前方工作组。"""
PLACES = ["".join(pair) for pair in product("云溪青岚远柳松梅竹兰桂枫棠荷莲菊杏桃桐杉榆槐橡桦", repeat=2)]


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


def main() -> None:
    cases = [case for kind in CASES.values() for case in kind]
    texts = [text for text, _ in cases] * ROUNDS
    results = {}
    for label, way in (("cut at separators", cut), ("read by the grammar", read)):
        right = sum(way(text) == names(expected) for text, expected in cases)
        results[label] = right
        print(f"{label:20} {right:4} of {len(cases)} exact, {len(texts) / seconds(way, texts):9.0f} blocks/s")
    first, second = results.values()
    print(f"ratio of exact blocks {second / first:.2f}")
    fresh = [BULLETIN.format(place=place) for place in PLACES]
    recipients = len(read(fresh[0]))
    print(f"{recipients} recipients, other places {len(fresh) / seconds(read, fresh):6.0f} blocks/s")
    print(f"{recipients} recipients, the same      {len(fresh) / seconds(read, fresh[:1] * len(fresh)):6.0f} blocks/s")
    if CORPUS.exists():
        certain = [block for block in blocks() if block["confidence"] == "high"]
        right = sum(is_right(block, parse(block["text"])) for block in certain)
        print(f"lists of the corpus read exactly: {right} of {len(certain)}")


if __name__ == "__main__":
    main()
