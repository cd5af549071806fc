"""Mail about deliveries: a copy waits, a receipt is still owed. Mail is a notice; the copy itself lies in the inbox.

One errand for one mail. What is sent is written down before and after, and nothing is locked meanwhile: at least once,
and a repeat carries the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import exists, select

from distro.delivery import rules
from distro.delivery.models import Delivery, Notice, Try
from distro.delivery.rules import (
    WAITING,
    DeliveryFact,
    NoticeState,
    Outcome,
    State,
    Verb,
)
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel import mailing
from distro.kernel.database import among
from distro.kernel.errands import Again
from distro.kernel.work import About, Work
from distro.outside import Outside
from distro.outside.mail import Fate
from distro.outside.mail import Outcome as Answer
from distro.outside.mail_text import MailText, compose


def record_copy(w: Work, fact: DeliveryFact, document: Document, delivery: Delivery, **data: object) -> None:
    """The fact about one office's copy of the document."""
    said = _about(document, delivery, **data)
    w.record(fact, said.subject, said.office_id, **said.data)


def _about(document: Document, delivery: Delivery, **data: object) -> About:
    return About(
        delivery.id, document.issuer_id, {"document": str(document.id), "office": delivery.office_name, **data}
    )


@dataclass(frozen=True)
class Mail:
    """One mail to be sent: since when, and what it says."""

    notice_id: UUID
    begun_at: datetime
    address: str
    text: MailText


def prepare(w: Work, notice_ids: Sequence[UUID]) -> list[Mail | Again | None]:
    """Begin a try of each; Again while the server is left alone, nothing where a notice has become needless."""
    held = _locked(w, notice_ids)
    paused = mailing.paused(w)
    return [_prepared(w, paused, *held[notice_id]) for notice_id in notice_ids]


def _prepared(
    w: Work, paused: Again | None, notice: Notice, delivery: Delivery, document: Document
) -> Mail | Again | None:
    if notice.state is not NoticeState.WAITING:
        return None
    if delivery.state not in WAITING or document.state is not DocumentState.ISSUED:
        notice.state, notice.ended_at = NoticeState.NEEDLESS, w.now
        record_copy(w, DeliveryFact.NOTICE_NEEDLESS, document, delivery, **_values(notice))
        return None
    if paused is not None:
        return paused
    if notice.begun_at is not None:
        tried = _tried(w, notice, notice.begun_at, Answer(Fate.UNKNOWN, "发送进程中断，结果不明"))
        values = _values(notice) | _values_of_try(tried)
        record_copy(w, DeliveryFact.NOTICE_TRIED, document, delivery, **values)
    notice.begun_at = w.now
    text = compose(
        notice.kind.value,
        office=delivery.office_name,
        number=document.number,
        address=f"{w.outside.base_url}/inbox/{delivery.id}",
    )
    return Mail(notice.id, w.now, notice.address, text)


def _tried(w: Work, notice: Notice, begun_at: datetime, answer: Answer) -> Try:
    """Keep the try: it began then, and this is what came of it."""
    tried = Try(
        id=uuid4(),
        delivery_id=notice.delivery_id,
        notice_id=notice.id,
        channel="mail",
        at=begun_at,
        ended_at=w.now,
        outcome=_OUTCOMES[answer.fate],
        reply=answer.reply,
    )
    w.session.add(tried)
    return tried


def _values(notice: Notice) -> dict[str, object]:
    """What the journal says of a notice beside what became of it and when."""
    return {
        "notice": str(notice.id),
        "kind": notice.kind.name,
        "address": notice.address,
        "called_at": notice.called_at.isoformat(),
    }


def _values_of_try(tried: Try) -> dict[str, object]:
    return {
        "try": str(tried.id),
        "begun_at": tried.at.isoformat(),
        "outcome": tried.outcome.name,
        "reply": tried.reply,
    }


def post(outside: Outside, mail: Mail) -> Answer:
    return outside.post.send(mail.address, mail.text.subject, mail.text.body, key=str(mail.notice_id))


_OUTCOMES = {
    Fate.TAKEN: Outcome.DONE,
    Fate.KEPT: Outcome.KEPT,
    Fate.REFUSED: Outcome.REFUSED,
    Fate.DEFERRED: Outcome.DEFERRED,
    Fate.AWAY: Outcome.DEFERRED,
    Fate.UNKNOWN: Outcome.UNKNOWN,
}


def note(w: Work, mails: Sequence[Mail], answers: Sequence[Answer]) -> list[Again | None]:
    """Write down what came of each try, and what the answers say of the server. The mails behind the last answer were
    not tried."""
    held = _locked(w, [mail.notice_id for mail in mails])
    again = mailing.judge(w, answers)
    said: dict[DeliveryFact, list[About]] = {}
    refused = []
    for mail, answer, verdict in zip(mails, answers, again, strict=False):
        notice, delivery, document = held[mail.notice_id]
        tried = _tried(w, notice, mail.begun_at, answer)
        notice.begun_at = None
        fact = DeliveryFact.NOTICE_TRIED
        if notice.state is NoticeState.WAITING and verdict is None:
            notice.state, fact = _ENDS[answer.fate]
            notice.ended_at, notice.reply = w.now, answer.reply
        said.setdefault(fact, []).append(_about(document, delivery, **_values(notice), **_values_of_try(tried)))
        if fact is DeliveryFact.NOTICE_REFUSED:
            refused.append((notice, document))
    for fact, each in said.items():
        w.record_all(fact, each)
    for notice, document in refused:
        _fail_if_nobody_is_told(w, notice, document)
    untried = mails[len(answers) :]
    for mail in untried:
        held[mail.notice_id].notice.begun_at = None
    return again + [mailing.paused(w) or Again("", at=w.now) for _ in untried]


_ENDS = {
    Fate.TAKEN: (NoticeState.SENT, DeliveryFact.NOTICED),
    Fate.KEPT: (NoticeState.KEPT, DeliveryFact.NOTICE_KEPT),
    Fate.REFUSED: (NoticeState.REFUSED, DeliveryFact.NOTICE_REFUSED),
}


class _Held(NamedTuple):
    notice: Notice
    delivery: Delivery
    document: Document


def _locked(w: Work, notice_ids: Collection[UUID]) -> dict[UUID, _Held]:
    """The notices, by id and locked, with what they are about."""
    rows = w.session.execute(
        select(Notice, Delivery, Document)
        .join(Delivery, Delivery.id == Notice.delivery_id)
        .join(Document, Document.id == Delivery.document_id)
        .where(among(Notice.id, notice_ids))
        .order_by(Notice.id)
        .with_for_update(of=Notice)
        .execution_options(populate_existing=True)
    )
    return {row.Notice.id: _Held(*row) for row in rows}


def _fail_if_nobody_is_told(w: Work, notice: Notice, document: Document) -> None:
    """The copy lies in the inbox, but every address of the office was refused."""
    delivery = w.session.get_one(Delivery, notice.delivery_id, with_for_update=True, populate_existing=True)
    other = exists().where(Notice.delivery_id == delivery.id, Notice.state != NoticeState.REFUSED)
    if delivery.state is State.SENT and not w.session.scalar(select(other)):
        delivery.state = rules.next_state(delivery.state, Verb.FAIL)
        record_copy(w, DeliveryFact.FAILED, document, delivery, reason=notice.reply)
