"""How far the copies of a document have come: its rows, chosen and ordered as the reader asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from distro.delivery import matrix
from distro.delivery.matrix import Counters, Row
from distro.delivery.models import Delivery, Notice
from distro.delivery.rules import WAITING, NoticeState, State
from distro.documents.models import Document
from distro.kernel.work import Work
from distro.outside.clock import moment_text
from distro.web import paging
from distro.web.language import gettext
from distro.web.paging import Leaf

# Of a list that has to be looked at as a whole, more than of others.
ROWS = 200

SHOWS: dict[str, Callable[[Row, Delivery], bool]] = {
    "delivered": lambda _, delivery: delivery.sent_at is not None,
    "opened": lambda _, delivery: delivery.opened_at is not None,
    "acknowledged": lambda _, delivery: delivery.state is State.ACKNOWLEDGED,
    "waiting": lambda row, delivery: delivery.state in WAITING and not row.is_recalled,
    "late": lambda row, _: row.is_late,
    "returned": lambda _, delivery: delivery.state is State.RETURNED,
    "failed": lambda _, delivery: delivery.state is State.FAILED,
}


@dataclass(frozen=True)
class Progress:
    """`rows` are those asked for (`show`), failures first if `exceptions_first`, `leaf` a page of them; `counters` are
    over all."""

    rows: list[Row]
    leaf: Leaf[Row]
    counters: Counters
    show: str
    exceptions_first: bool

    @property
    def waiting(self) -> int:
        """Copies that are owed a receipt."""
        return self.counters.waiting + self.counters.failed


def told(row: Row) -> list[str]:
    """What became of the mails that were to tell the office, each in words; of those that were called for last."""
    if row.nobody_to_tell:
        return [gettext("没有登记邮箱，未发邮件通知")]
    last = max((notice.called_at for notice in row.notices), default=None)
    return [_outcome(notice) for notice in row.notices if notice.called_at == last]


def _outcome(notice: Notice) -> str:
    said = {"address": notice.address, "at": moment_text(notice.ended_at or notice.called_at), "reply": notice.reply}
    match notice.state:
        case NoticeState.SENT:
            return gettext("邮件通知 %(at)s 已交邮件服务器（%(address)s）", **said)
        case NoticeState.KEPT:
            return gettext("没有设置邮件服务器，邮件通知存于本机，没有寄出（%(address)s）", **said)
        case NoticeState.REFUSED:
            return gettext("邮件通知被拒收（%(address)s）：%(reply)s", **said)
        case NoticeState.NEEDLESS:
            return gettext("邮件通知不再需要，没有发出（%(address)s）", **said)
        case NoticeState.WAITING:
            return gettext("邮件通知自 %(at)s 起待发送（%(address)s）", **said)


def progress_of(w: Work, document: Document, *, exceptions_first: bool = True) -> Progress:
    rows = matrix.of_document(w, document)
    show = request.args.get("show", "")
    chosen = rows
    if show in SHOWS:
        chosen = [row for row in rows if row.delivery is not None and SHOWS[show](row, row.delivery)]
    if exceptions_first:
        chosen = sorted(chosen, key=_urgency)
    leaf = paging.asked("rows", ROWS).cut(chosen)
    return Progress(chosen, leaf, matrix.count(rows), show if show in SHOWS else "", exceptions_first)


def _urgency(row: Row) -> int:
    """Failed, returned and late copies first, then those waited for, then the rest; list order within."""
    if row.delivery is None:
        return 5
    if row.delivery.state is State.FAILED:
        return 0
    if row.delivery.state is State.RETURNED:
        return 1
    if row.is_late:
        return 2
    return 3 if row.delivery.state in WAITING else 4
