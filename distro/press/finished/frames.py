"""Frames of tables among the rules of a printed page; lengths in millimetres from the upper left corner of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_NARROW, _SAME = 1.0, 0.3


@dataclass(frozen=True)
class Rule:
    """A rule, or whatever else is a box: its edges, and whether it is the red one under the heading."""

    left: float
    top: float
    right: float
    bottom: float
    red: bool

    @property
    def upright(self) -> bool:
        return self.right - self.left < _NARROW < self.bottom - self.top


class _Standing(Protocol):
    @property
    def top(self) -> float: ...

    @property
    def bottom(self) -> float: ...


@dataclass(frozen=True)
class Frame:
    """The frame of a table: its level rules from above, its upright ones from the left."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def left(self) -> float:
        return self.upright[0].left

    @property
    def right(self) -> float:
        return self.upright[-1].right

    @property
    def top(self) -> float:
        return self.upright[0].top

    @property
    def bottom(self) -> float:
        return self.upright[0].bottom

    def holds(self, row: _Standing) -> bool:
        """Whether a row stands in it."""
        return self.top < (row.top + row.bottom) / 2 < self.bottom


def apart(rules: Sequence[Rule]) -> tuple[list[Frame], list[Rule]]:
    """The frames of a page and the rules that belong to none: a frame is where rules stand upright."""
    upright = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.top)
    spans: list[list[Rule]] = []
    for rule in upright:
        if spans and abs(spans[-1][0].top - rule.top) < _SAME:
            spans[-1].append(rule)
        else:
            spans.append([rule])
    frames = []
    free = [rule for rule in rules if not rule.upright]
    for span in spans:
        level = [rule for rule in free if span[0].top - _SAME < rule.top and rule.bottom < span[0].bottom + _SAME]
        free = [rule for rule in free if rule not in level]
        frames.append(Frame(tuple(level), tuple(sorted(span, key=lambda rule: rule.left))))
    return frames, free
