"""Issue numbers of a series: within a year without gap or repetition, the running total always one more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from distro.kernel.errors import Conflict, Refusal


@dataclass(frozen=True)
class Counters:
    """The last numbers taken: `issue` of the year asked for, `total` of the series; None where none was taken yet.

    `is_new` marks a series of which no number was ever taken here: its first number may be any, since the issues
    before it were made elsewhere.
    """

    issue: int | None
    total: int | None
    is_new: bool


class Number(NamedTuple):
    year: int
    issue: int
    total: int


def take(year: int, counters: Counters, issue: int | None, total: int | None) -> Number:
    """The number this document gets; `issue` and `total` are what its text claims, if anything.

    Raises Conflict when the claimed number is taken, Refusal when it would leave a gap.
    """
    if counters.is_new:
        first = issue or 1
        return Number(year, first, total or first)
    due = Number(year, (counters.issue or 0) + 1, (counters.total or 0) + 1)
    _match(f"{year}年第%s期", due.issue, issue, "issue")
    _match("总第%s期", due.total, total, "total")
    return due


def _match(words: str, due: int, claimed: int | None, field: str) -> None:
    if claimed is None or claimed == due:
        return
    values = {"claimed": words % claimed, "due": words % due}
    if claimed < due:
        raise Conflict(
            "“%(claimed)s”已经用过，没有再次编号，原有内容没有改变。下一个号是“%(due)s”。", field=field, **values
        )
    raise Refusal("“%(claimed)s”与已有编号不连续，没有编号。下一个号是“%(due)s”。", field=field, **values)
