"""The life of a delivery as a table, its time limit, and who may act on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden

# Senders look at reception within a day of sending (rules of local electronic document exchanges).
TIME_LIMIT = timedelta(hours=24)
REMIND_AGAIN_AFTER = timedelta(hours=1)
# Of a name signed on paper, characters.
SIGNATURE_LENGTH = 30
# How many deliveries one errand carries.
CHUNK = 50


class State(StrEnum):
    ADDRESSED = "待发送"
    SENT = "已送达"
    FAILED = "送达失败"
    ACKNOWLEDGED = "已签收"
    RETURNED = "已退回"
    RECALLED = "已撤回"


class Channel(StrEnum):
    """How a copy reaches its office: in its inbox here, or on paper where nobody could open an inbox."""

    INBOX = "网上"
    PAPER = "纸质"


class Verb(StrEnum):
    SEND = "送达"
    FAIL = "未能送达"
    RESEND = "重发"
    ACKNOWLEDGE = "签收"
    RETURN = "退回"
    RECALL = "撤回"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.ADDRESSED, Verb.SEND): State.SENT,
    (State.ADDRESSED, Verb.RECALL): State.RECALLED,
    # The copy lies in the inbox, but nobody could be told of it.
    (State.SENT, Verb.FAIL): State.FAILED,
    (State.FAILED, Verb.RESEND): State.ADDRESSED,
    (State.FAILED, Verb.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.FAILED, Verb.RETURN): State.RETURNED,
    (State.FAILED, Verb.RECALL): State.RECALLED,
    (State.SENT, Verb.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.SENT, Verb.RETURN): State.RETURNED,
    (State.SENT, Verb.RECALL): State.RECALLED,
    (State.RETURNED, Verb.RESEND): State.ADDRESSED,
    (State.RETURNED, Verb.RECALL): State.RECALLED,
}


# Sent, and neither acknowledged nor sent back.
WAITING = (State.SENT, State.FAILED)


class DeliveryFact(StrEnum):
    ADDRESSED = "delivery.addressed"
    SENT = "delivery.sent"
    NOTICES_DUE = "delivery.notices_due"
    FAILED = "delivery.failed"
    DISPATCHED = "delivery.dispatched"
    OPENED = "delivery.opened"
    COPY_TAKEN = "delivery.copy_taken"
    ACKNOWLEDGED = "delivery.acknowledged"
    RECEIPT_ENTERED = "delivery.receipt_entered"
    RETURNED = "delivery.returned"
    RESENT = "delivery.resent"
    REMINDED = "delivery.reminded"
    RECALLED = "delivery.recalled"


class Permission(StrEnum):
    READ = "查看"
    ACKNOWLEDGE = "签收"
    RETURN = "退回"


class Delivered(Protocol):
    """What a permission asks of a delivery."""

    office_id: UUID


def _is_clerk(actor: Actor, delivery: Delivered) -> bool:
    return actor.has(Role.CLERK, delivery.office_id)


GRANTS: dict[Permission, Callable[[Actor, Delivered], bool]] = {
    Permission.READ: _is_clerk,
    Permission.ACKNOWLEDGE: _is_clerk,
    Permission.RETURN: _is_clerk,
}


def require(actor: Actor, permission: Permission, delivery: Delivered) -> None:
    if not GRANTS[permission](actor, delivery):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


def next_state(state: State, verb: Verb) -> State:
    try:
        return TRANSITIONS[state, verb]
    except KeyError:
        raise Conflict(
            "此件现为“%(state)s”，不能“%(verb)s”。没有改变任何内容。", state=str(state), verb=str(verb)
        ) from None


def is_late(state: State, due_at: datetime | None, now: datetime) -> bool:
    """Late is computed, never stored."""
    return state in WAITING and due_at is not None and due_at < now
