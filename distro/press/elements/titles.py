"""Titles broken by sense (cl. 7.3.1): no word divided, lines in the shape of a trapezoid or a diamond."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..document import Run
from ..setting import words
from ..setting.fonts import HEADLINE
from ..setting.grid import TITLE_SIZE, WIDTH, measure
from ..setting.lines import Grid, Line, Text, balance

_MOST_ROWS = 5
_STRAY = 6.0  # em by which a line may differ from the mean

# What a break costs, in the square of an em by which a line differs from the others.
_WORD, _NEVER = 80.0, 1000.0
_PLAIN = 8.0
_AFTER = {"的": 1.0, "，": 0.0, "、": 2.0, "；": 0.0, "：": 0.0, "》": 0.0, "”": 2.0, "）": 2.0, "　": 0.0, " ": 0.0}
_BEFORE = ("关于", "印发", "转发", "批转", "进一步", "做好", "加强", "推进", "开展", "实施", "——", "《", "“")
_JOINING = ("和", "与", "及", "暨", "并", "或", "以及")
_LOOSE_END = (*_BEFORE[:-3], *_JOINING, "的若干", "在", "对", "为", "把", "将")
_NO_HEAD = "的了等地得们、，；：》”）"
_QUOTED, _NAMED = 30.0, 10.0  # within “ ”, within 《 》 or （ ）
_PLACES, _ORGANS = frozenset("省市县区乡镇州"), frozenset("会局部厅委府院办")
# 云溪 and 县政府 are one name, whatever the dictionary knows of 云溪.
_OF_A_PLACE = tuple(place + organ for place in "省市县区乡镇州" for organ in "政委人直级")
# They end a name; a line that begins with one has divided it.
_ENDINGS = _PLACES | _ORGANS | frozenset("村盟旗处科室站所点校者性化率")

# What a shape costs.
_RISING, _LEVEL, _STUMP = 14.0, 3.0, 12.0


def set_title(title: str) -> list[Line]:
    """The lines of a title in size 2; those given with line breaks are taken as they are."""
    return divided(title, measure(HEADLINE, TITLE_SIZE, TITLE_SIZE, WIDTH))


def divided(title: str, grid: Grid) -> list[Line]:
    """The lines of a title in a measure of its own, those given with line breaks taken as they are."""
    return [line for each in title.split("\n") for line in _divided(each, grid)]


def _divided(title: str, grid: Grid) -> list[Line]:
    text = Text((Run(title),), grid)
    count = len(text.tokens)
    least = math.ceil(text.span(0, count) / text.width - 1e-9) if count else 0
    if not 1 < least <= _MOST_ROWS:
        return balance(title, grid)
    costs = _costs(text)
    for rows in (least, least + 1):
        found = [(_shape(text, breaks) + sum(costs[at] for at in breaks[1:-1]), breaks) for breaks in _ways(text, rows)]
        if sound := [each for each in found if each[0] < _NEVER]:
            cost, breaks = min(sound)
            if cost < _WORD or rows > least:
                return [text.line(first, text.inked(first, last)) for first, last in pairwise(breaks)]
    return balance(title, grid)


def _ways(text: Text, rows: int, breaks: tuple[int, ...] = (0,)) -> Iterator[tuple[int, ...]]:
    """Every division into so many rows none of which is too long or strays too far from the mean."""
    count, first = len(text.tokens), breaks[-1]
    left = rows - len(breaks) + 1
    if left == 1:
        if text.excess(first, count, text.width) <= 0:
            yield (*breaks, count)
        return
    mean = text.span(0, count) / rows
    for last in range(first + 1, count):
        width = text.span(first, last)
        if text.excess(first, last, text.width) > 0 or width > mean + _STRAY:
            return
        if width >= mean - _STRAY and text.span(last, count) <= (left - 1) * text.width:
            yield from _ways(text, rows, (*breaks, last))


def _shape(text: Text, breaks: Sequence[int]) -> float:
    """How far the lines are from the shape of a trapezoid or a diamond; an hourglass is never set."""
    widths = [text.span(first, last) for first, last in pairwise(breaks)]
    mean = sum(widths) / len(widths)
    steps = [below - above for above, below in pairwise(widths)]
    if any(down < -0.5 < 0.5 < up for place, down in enumerate(steps) for up in steps[place + 1 :]):
        return _NEVER
    cost = 0.4 * sum((width - mean) ** 2 for width in widths)
    cost += _RISING if (len(widths) == 2 and steps[0] > 0.5) or (len(widths) > 2 and steps[-1] > 0.5) else 0.0
    cost += _LEVEL if all(abs(step) < 0.5 for step in steps) else 0.0
    return cost + (_STUMP if widths[-1] < 4 else 0.0)


def _costs(text: Text) -> list[float]:
    """What it costs to break before each token."""
    chars, starts = text.chars, words.starts(text.chars)
    found: list[float] = []
    for token, (at, _) in enumerate(text.tokens):
        cost = _cost(text, token, at, starts)
        for opening, closing, inside in (("“", "”", _QUOTED), ("《", "》", _NAMED), ("（", "）", _NAMED)):
            cost += inside if chars[:at].count(opening) > chars[:at].count(closing) else 0.0
        found.append(cost)
    return found


def _cost(text: Text, token: int, at: int, starts: set[int]) -> float:
    chars = text.chars
    if at == 0 or not text.may_break(token) or chars[at] in _NO_HEAD:
        return _NEVER
    before, after = chars[:at], chars[at:]
    if (
        at not in starts
        or (after[0] in _ENDINGS and at + 1 in starts)
        or (before[-1].isascii() and before[-1].isalnum())
    ):
        return _WORD
    if before.endswith(_LOOSE_END) or after.startswith(_OF_A_PLACE):
        return 3 * _PLAIN
    if after.startswith((*_BEFORE, *_JOINING)):
        return 0.0 if after.startswith(_BEFORE) else 2.0
    if before[-1] in _ORGANS and _PLACES & set(after[1:4]):
        return 1.0
    if before[-1] in _AFTER:
        return _AFTER[before[-1]]
    # A hanzi that is no part of a word the list knows may belong to either side.
    return 3 * _PLAIN if at - 1 in starts or before[-1] in _PLACES else _PLAIN
