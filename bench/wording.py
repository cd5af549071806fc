"""How fast lists are read and written, beside cutting them at their punctuation and joining the pieces.

    python -m bench.wording

The blocks are made up, of the size of a real imprint (16 groups, 37 recipients), each with regions no other one has;
the names of departments recur, as they do in an office. One core.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from distro.lists.grammar.parse import parse
from distro.lists.sheet.wording import names_of, write

PLACES = [
    first + second
    for first, second in product("东西南北中上下前后左右大小新老金银青白黑红", "溪河湖湾岭原桥泉林石沙滩")
]
BLOCK = (
    "报：国务院办公厅，省委、省政府、省政协主要领导，{0}市委、政府主要领导，{0}州党委、人大、政府、政协主要领导，"
    "省委宣传部、政法委，省水利厅、省审计厅，{0}州水利局、审计局，{0}市委统战部，新疆生产建设兵团一师、二师主要领导。\n"
    "抄送：{0}州党委组织部、残联，{0}县、{1}县水利局、财政局、统计局，各市、县党委、政府，各乡、镇人民政府，本局各处室，"
    "市直各部门、各直属机构，有关单位。"
)
COUNT = len(PLACES) // 2


def cut(text: str) -> list[list[list[str]]]:
    """Tiers, groups and pieces between separators: what a first attempt at reading does."""
    return [
        [group.split("、") for group in re.split("[，；]", tier.partition("：")[2].rstrip("。"))]
        for tier in text.split("\n")
    ]


def join(tiers: list[list[list[str]]]) -> str:
    return "\n".join("，".join("、".join(group) for group in tier) + "。" for tier in tiers)


def rate(way: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    start = time.process_time()
    for each in inputs:
        way(each)
    return len(inputs) / (time.process_time() - start)


def main() -> None:
    texts = [BLOCK.format(PLACES[number], PLACES[-1 - number]) for number in range(COUNT)]
    reading = rate(parse, texts)
    lists = [names_of(parse(text)) for text in texts]
    writing = rate(write, lists)
    pieces = [cut(text) for text in texts]
    cutting, joining = rate(cut, texts), rate(join, pieces)
    named = sum(len(tier.names) for tier in lists[0])
    right = len({one.name for tier in lists[0] for one in tier.names} & {p for t in pieces[0] for g in t for p in g})
    as_before = sum(write(each) == text for each, text in zip(lists, texts, strict=True))
    print(f"cut at punctuation   {cutting:9.0f} blocks/s, {right} of {named} recipients named in full")
    print(f"read by the grammar  {reading:9.0f} blocks/s, {named} of {named}; {cutting / reading:.0f} times the time")
    print(f"joined               {joining:9.0f} blocks/s")
    print(
        f"written              {writing:9.0f} blocks/s; {joining / writing:.0f} times the time; {as_before} of {COUNT} as before"
    )


if __name__ == "__main__":
    main()
