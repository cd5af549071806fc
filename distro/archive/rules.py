"""Reference codes (档号) and retention."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor

CATEGORY = "WS"
UNIT = "BGS"


class Retention(StrEnum):
    """保管期限 as written in a 档号 (国家档案局令第8号; DA/T 22-2015)."""

    PERMANENT = "Y"
    YEARS_30 = "D30"
    YEARS_10 = "D10"


# An organ's own routine bulletins are kept ten years (国家档案局令第8号, as local schedules render it).
BULLETIN_RETENTION = Retention.YEARS_10


class RecordFact(StrEnum):
    FILED = "record.filed"
    VERIFICATION_CALLED = "record.verification_called"
    VERIFIED = "record.verified"


class ArchiveStep(StrEnum):
    """What the archive does by itself, see `distro.flow`."""

    FILE = "file-record"


class Permission(StrEnum):
    READ = "查看档案"


class Kept(Protocol):
    """What a permission asks of a record."""

    office_id: UUID


GRANTS: dict[Permission, Callable[[Actor, Kept], bool]] = {
    Permission.READ: lambda actor, record: actor.has(Role.RECORDS, record.office_id)
}


def reference(fonds: str, year: int, retention: Retention, item: int) -> str:
    """全宗号-门类·年度-期限-机构-件号, e.g. Z001-WS·2017-D10-BGS-0001 (DA/T 22-2015; DA/T 13-2022)."""
    return f"{fonds}-{CATEGORY}·{year}-{retention}-{UNIT}-{item:04d}"


def searchable(text: str) -> str:
    """The form in which text is compared: width and white space do not matter, case neither."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
