"""The states of a document, what is done to it, and who may do that; what leads where is in `documents.lives`."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Forbidden


class State(StrEnum):
    DRAFT = "草稿"
    REVIEWING = "待审核"
    COUNTERSIGNING = "待会签"
    SUBMITTED = "待签发"
    APPROVED = "已签发"
    CHECKING = "待复核"
    NUMBERED = "已编号"
    PRINTING = "印制中"
    PRINTED = "待核发"
    ISSUED = "已印发"
    RECALLED = "已撤回"
    VOID = "已作废"


class Verb(StrEnum):
    SUBMIT = "送审"
    WITHDRAW = "撤回修改"
    RETURN = "退改"
    REVIEW = "审核"
    COUNTERSIGN = "会签"
    APPROVE = "签发"
    NUMBER = "编号"
    CHECK = "复核"
    ISSUE = "印发"
    PRINTED = "印成"
    UNPRINTABLE = "印制失败"
    STOP = "停止印制"
    HAND_OUT = "核发"
    REPRINT = "退印"
    RECALL = "撤回"
    VOID = "作废"


class Stage(StrEnum):
    """A stage at which somebody's word on the revision before them is waited for; named like the verb that says it."""

    REVIEW = "审核"
    COUNTERSIGN = "会签"
    APPROVE = "签发"
    CHECK = "复核"
    HAND_OUT = "核发"


class DocumentFact(StrEnum):
    DRAFTED = "document.drafted"
    REVISED = "document.revised"
    LIST_READ = "document.list_read"
    FILE_ADDED = "document.file_added"
    FILE_REMOVED = "document.file_removed"
    FILES_ORDERED = "document.files_ordered"
    WAIVED = "document.waived"
    DISCARDED = "document.discarded"
    SUBMITTED = "document.submitted"
    WITHDRAWN = "document.withdrawn"
    RETURNED = "document.returned"
    REVIEWED = "document.reviewed"
    COUNTERSIGNED = "document.countersigned"
    APPROVED = "document.approved"
    NUMBERED = "document.numbered"
    CHECKED = "document.checked"
    EARLIER_ENTERED = "document.earlier_entered"
    EARLIER_STRUCK = "document.earlier_struck"
    RELEASED = "document.released"
    LIST_FROZEN = "document.list_frozen"
    STOPPED = "document.stopped"
    PRINTED = "document.printed"
    REPRINTED = "document.reprinted"
    ISSUED = "document.issued"
    UNPRINTABLE = "document.unprintable"
    RECALLED = "document.recalled"
    STAGES_CHOSEN = "document.stages_chosen"


class DocumentStep(StrEnum):
    """What happens to documents by itself, see `distro.flow`."""

    FREEZE = "freeze-list"
    PRINT = "print-document"


class Permission(StrEnum):
    READ = "查看"
    REVISE = "修改"
    REVIEW = "审核"
    APPROVE = "签发"
    CHECK = "复核"
    ISSUE = "印发"
    RECALL = "撤回"


class Written(Protocol):
    """What a permission asks of a document."""

    issuer_id: UUID

    @property
    def author_ids(self) -> Collection[UUID]:
        """Everyone who wrote a revision of it."""
        ...


READERS = (Role.SECRETARY, Role.REVIEWER, Role.APPROVER, Role.RECORDS)

GRANTS: dict[Permission, tuple[Role, ...]] = {
    Permission.READ: READERS,
    Permission.REVISE: (Role.SECRETARY,),
    Permission.REVIEW: (Role.REVIEWER,),
    Permission.APPROVE: (Role.APPROVER,),
    Permission.CHECK: (Role.REVIEWER,),
    Permission.ISSUE: (Role.SECRETARY,),
    Permission.RECALL: (Role.SECRETARY,),
}
"""The roles in the issuing office that give each."""

JUDGEMENTS = frozenset({Permission.REVIEW, Permission.APPROVE, Permission.CHECK})
"""Those that whoever wrote any of it never has (ASVS 5.0 2.3.5)."""


def may(actor: Actor, permission: Permission, document: Written) -> bool:
    return has_role(actor, permission, document) and not is_own(actor, permission, document)


def has_role(actor: Actor, permission: Permission, document: Written) -> bool:
    """Whether the actor's roles give it, whatever they wrote."""
    return any(actor.has(role, document.issuer_id) for role in GRANTS[permission])


def is_own(actor: Actor, permission: Permission, document: Written) -> bool:
    """Whether the actor would judge what they wrote, in a role that is theirs."""
    return permission in JUDGEMENTS and has_role(actor, permission, document) and is_author(actor, document)


def is_author(actor: Actor, document: Written) -> bool:
    return actor.id in document.author_ids


def require(actor: Actor, permission: Permission, document: Written) -> None:
    """Raise Forbidden unless the actor may; authors are told why they cannot judge what they wrote."""
    if may(actor, permission, document):
        return
    if is_own(actor, permission, document):
        raise own_words(str(permission))
    raise Forbidden("没有办理此事的权限。没有改变任何内容。")


def own_words(verb: str) -> Forbidden:
    """What is said to those who would judge what they wrote."""
    return Forbidden("拟稿人和参与修改的人不能%(verb)s同一份文稿。没有办理。请由另一位有此职责的人办理。", verb=verb)
