"""Who acts, and in which roles: a frozen value made once per request, errand or command."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may be in an office."""

    SECRETARY = "文秘人员"
    REVIEWER = "审核人员"
    APPROVER = "签发领导"
    CLERK = "收文员"
    RECORDS = "档案员"
    ADMINISTRATOR = "系统管理员"
    SECURITY = "安全保密管理员"
    AUDITOR = "安全审计员"


@dataclass(frozen=True)
class Actor:
    """A person with the roles they hold in offices, or a part of the system acting by itself."""

    id: UUID | None
    name: str
    holds: frozenset[tuple[str, UUID]] = field(default=frozenset())
    is_system: bool = False

    def has(self, role: str, office_id: UUID) -> bool:
        return (role, office_id) in self.holds

    def offices(self, *roles: str) -> frozenset[UUID]:
        """The offices in which the actor holds one of the roles."""
        return frozenset(office for role, office in self.holds if role in roles)

    def only_as(self, roles: Collection[str]) -> Actor:
        """The same person in these roles alone."""
        return replace(self, holds=frozenset(held for held in self.holds if held[0] in roles))

    @classmethod
    def system(cls, name: str) -> Actor:
        return cls(id=None, name=name, is_system=True)
