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
# How many deliveries one errand sends, or one fact of the journal names: some tenths of a second of work.
CHUNK = 2000


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


class Why(StrEnum):
    """Why a document goes out once more along a list."""

    FIRST = "首发"
    FURTHER = "补发"
    REPLACEMENT = "更正后重发"


class Outcome(StrEnum):
    """What came of a try."""

    DONE = "已送出"
    KEPT = "存于本机"
    DEFERRED = "暂时未成"
    REFUSED = "被拒收"
    UNKNOWN = "结果不明"


class NoticeKind(StrEnum):
    """What a mail tells; the value is the name of its template."""

    ARRIVAL = "arrival"
    REMINDER = "reminder"


class NoticeState(StrEnum):
    WAITING = "待发送"
    SENT = "已发出"
    KEPT = "存于本机"
    REFUSED = "被拒收"
    NEEDLESS = "不再需要"


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
    # A try of a notice after which it still waits, or of which nobody knows what came.
    NOTICE_TRIED = "delivery.notice_tried"
    NOTICED = "delivery.noticed"
    NOTICE_KEPT = "delivery.notice_kept"
    NOTICE_REFUSED = "delivery.notice_refused"
    NOTICE_NEEDLESS = "delivery.notice_needless"
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
    ANSWER_BEGUN = "delivery.answer_begun"


class DeliveryStep(StrEnum):
    """What happens to deliveries by itself, see `distro.flow`."""

    ADDRESS = "address-copies"
    SEND = "send-copies"
    MAIL = "mail-notice"
    RECALL = "recall-copies"


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
