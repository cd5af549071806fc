"""Checking the chain, a pure comparison of what is stored with what it must be; and when work counts as stuck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.chain import GENESIS, link
from distro.kernel.errors import Forbidden

# A live worker takes an errand within seconds of its moment.
STUCK_AFTER = timedelta(minutes=2)
# Whoever waits at the document's page is told a little earlier.
NOTICED_AFTER = timedelta(seconds=30)


# The documents one step of a sweep compares: some seconds of work, so that no transaction lasts.
SWEEP_BATCH = 20
# The subject of the facts about sweeps themselves.
SWEEP = UUID("5d1b6c52-6f0e-4c0a-9d39-3d0f6f6c7a10")


class AuditFact(StrEnum):
    RETRIED = "errand.retried"
    MENDED = "errand.mended"
    DISAGREEMENT = "audit.disagreement"
    SETTLED = "audit.settled"
    SWEPT = "audit.swept"


class AuditStep(StrEnum):
    """What the audit does by itself, see `distro.flow`."""

    COMPARE = "compare-lists"


def require_operator(actor: Actor) -> None:
    """The work behind the pages is the administrator's matter, and the system's own."""
    if not (actor.is_system or actor.offices(Role.ADMINISTRATOR)):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


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
