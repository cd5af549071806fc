"""The life of a document as a table, and who may take part in it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden


class State(StrEnum):
    DRAFT = "草稿"
    SUBMITTED = "待签发"
    APPROVED = "已签发"
    NUMBERED = "已编号"
    PRINTING = "印制中"
    ISSUED = "已印发"
    RECALLED = "已撤回"
    VOID = "已作废"


class Verb(StrEnum):
    SUBMIT = "送审"
    WITHDRAW = "撤回修改"
    RETURN = "退改"
    APPROVE = "签发"
    NUMBER = "编号"
    ISSUE = "印发"
    PRINTED = "印成"
    UNPRINTABLE = "印制失败"
    STOP = "停止印制"
    RECALL = "撤回"
    VOID = "作废"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Verb.VOID): State.VOID,
    (State.SUBMITTED, Verb.WITHDRAW): State.DRAFT,
    (State.SUBMITTED, Verb.RETURN): State.DRAFT,
    (State.SUBMITTED, Verb.APPROVE): State.APPROVED,
    (State.APPROVED, Verb.WITHDRAW): State.DRAFT,
    (State.APPROVED, Verb.NUMBER): State.NUMBERED,
    # To be corrected, say because it cannot be printed: the number stays taken, the approval is needed anew.
    (State.NUMBERED, Verb.WITHDRAW): State.DRAFT,
    (State.NUMBERED, Verb.ISSUE): State.PRINTING,
    (State.PRINTING, Verb.PRINTED): State.ISSUED,
    (State.PRINTING, Verb.UNPRINTABLE): State.NUMBERED,
    (State.PRINTING, Verb.STOP): State.NUMBERED,
    (State.ISSUED, Verb.RECALL): State.RECALLED,
}


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
    APPROVED = "document.approved"
    NUMBERED = "document.numbered"
    EARLIER_ENTERED = "document.earlier_entered"
    EARLIER_STRUCK = "document.earlier_struck"
    RELEASED = "document.released"
    LIST_FROZEN = "document.list_frozen"
    STOPPED = "document.stopped"
    ISSUED = "document.issued"
    UNPRINTABLE = "document.unprintable"
    RECALLED = "document.recalled"


class DocumentStep(StrEnum):
    """What happens to documents by itself, see `distro.flow`."""

    FREEZE = "freeze-list"
    PRINT = "print-document"


class Permission(StrEnum):
    READ = "查看"
    REVISE = "修改"
    APPROVE = "签发"
    ISSUE = "印发"
    RECALL = "撤回"


class Issued(Protocol):
    """What a permission asks of a document."""

    issuer_id: UUID
    drafter_id: UUID


def _staff(actor: Actor, document: Issued, *roles: Role) -> bool:
    return any(actor.has(role, document.issuer_id) for role in roles)


READERS = (Role.SECRETARY, Role.APPROVER, Role.RECORDS)

GRANTS: dict[Permission, Callable[[Actor, Issued], bool]] = {
    Permission.READ: lambda actor, document: _staff(actor, document, *READERS),
    Permission.REVISE: lambda actor, document: _staff(actor, document, Role.SECRETARY),
    # The drafter never approves their own document (ASVS 5.0 2.3.5).
    Permission.APPROVE: lambda actor, document: (
        _staff(actor, document, Role.APPROVER) and actor.id != document.drafter_id
    ),
    Permission.ISSUE: lambda actor, document: _staff(actor, document, Role.SECRETARY),
    Permission.RECALL: lambda actor, document: _staff(actor, document, Role.SECRETARY),
}


def may(actor: Actor, permission: Permission, document: Issued) -> bool:
    return GRANTS[permission](actor, document)


def require(actor: Actor, permission: Permission, document: Issued) -> None:
    """Raise Forbidden unless the actor may; the drafter is told why they cannot approve."""
    if may(actor, permission, document):
        return
    if permission is Permission.APPROVE and actor.id == document.drafter_id:
        raise Forbidden("拟稿人不能签发自己的文稿。没有签发。请由另一位签发领导办理。")
    raise Forbidden("没有办理此事的权限。没有改变任何内容。")


def next_state(state: State, verb: Verb) -> State:
    """Where the verb leads, or Conflict when it does not apply in this state."""
    try:
        return TRANSITIONS[state, verb]
    except KeyError:
        raise Conflict(
            "文稿现为“%(state)s”，不能“%(verb)s”。没有改变任何内容。请刷新后再看。", state=str(state), verb=str(verb)
        ) from None
