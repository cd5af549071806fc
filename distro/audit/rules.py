"""Checking the chain: pure comparison of what is stored with what it must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from distro.kernel.journal import GENESIS, link


@dataclass(frozen=True)
class SealedEntry:
    """A link as stored, with the digest its entry's present values call for (None: the entry is gone)."""

    number: int
    entry_id: int
    hash: str
    stored_digest: str | None
    actual_digest: str | None


@dataclass(frozen=True)
class ChainVerdict:
    """Whether the chain holds; if not, the first bad link and what is wrong with it."""

    length: int
    head: str
    bad_entry: int | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.bad_entry is None


def check_chain(links: Iterable[SealedEntry]) -> ChainVerdict:
    """Every link, from the first: none missing, none out of place, no entry changed."""
    head = GENESIS
    number = 0
    for each in links:
        number += 1
        if each.number != number:
            return ChainVerdict(number - 1, head, each.entry_id, "缺少环节")
        if each.actual_digest is None or each.stored_digest != each.actual_digest:
            return ChainVerdict(number - 1, head, each.entry_id, "记录内容被改动")
        if each.hash != link(head, each.entry_id, each.stored_digest):
            return ChainVerdict(number - 1, head, each.entry_id, "链接值不符")
        head = each.hash
    return ChainVerdict(number, head)
