"""Checking the chain, a pure comparison of what is stored with what it must be; and when work counts as stuck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.chain import GENESIS, link
from distro.kernel.errors import Forbidden

# A live worker takes an errand within seconds of its moment.
STUCK_AFTER = timedelta(minutes=2)
# Whoever waits at the document's page is told a little earlier.
NOTICED_AFTER = timedelta(seconds=30)


# How many links are walked at most by one step in the background: some seconds, so that other work is not kept waiting.
STRETCH = 500_000
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
    VERIFY = "verify-record"


def require_operator(actor: Actor) -> None:
    """The work behind the pages is the administrator's matter, and the system's own."""
    if not (actor.is_system or actor.offices(Role.ADMINISTRATOR)):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


class SealedEntry(NamedTuple):
    """A link as stored, with the digest its entry's present values call for (None: the entry is gone)."""

    number: int
    entry_id: int
    hash: str
    stored_digest: str | None
    actual_digest: str | None


@dataclass(frozen=True)
class Point:
    """A place in the chain: how many links lead up to it, and the hash of the last of them."""

    links: int = 0
    head: str = GENESIS


BEGINNING = Point()


@dataclass(frozen=True)
class ChainVerdict:
    """How far the chain holds: up to link `length`, whose hash is `head`; and what is wrong behind it, if anything is.
    `bad_entry` is the entry at which that is seen, 0 where it is none in particular."""

    length: int
    head: str
    bad_entry: int | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.bad_entry is None


def check_chain(links: Iterable[SealedEntry], since: Point = BEGINNING) -> ChainVerdict:
    """Every link behind the point, in their order: none missing, none out of place, no entry changed."""
    expected, head = since.links, since.head
    for number, entry_id, hash_, stored, actual in links:
        expected += 1
        if number != expected:
            return ChainVerdict(expected - 1, head, entry_id, "缺少环节")
        if actual is None or stored != actual:
            return ChainVerdict(expected - 1, head, entry_id, "记录内容被改动")
        if hash_ != link(head, entry_id, stored):
            return ChainVerdict(expected - 1, head, entry_id, "链接值不符")
        head = hash_
    return ChainVerdict(expected, head)
