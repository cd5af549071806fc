"""What people do with deliveries: open, take, acknowledge, return, enter a receipt, resend, chase."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, select, update

from distro.delivery import numbered, queries, rules
from distro.delivery.models import Delivery, Receipt, Reminder, Return
from distro.delivery.notices import record_copy
from distro.delivery.rules import (
    REMIND_AGAIN_AFTER,
    SIGNATURE_LENGTH,
    WAITING,
    Channel,
    DeliveryFact,
    NoticeKind,
    Permission,
    Verb,
)
from distro.delivery.sending import call_for_notices, call_for_sending
from distro.documents import queries as documents
from distro.documents import rules as document_rules
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel.database import copy_in
from distro.kernel.errors import Conflict, NotFound, Refusal
from distro.kernel.journal import head
from distro.kernel.remarks import remark, required
from distro.kernel.work import About, Work
from distro.offices.models import Office
from distro.outside.clock import BEIJING, beijing


def open_(w: Work, delivery_id: UUID) -> queries.Letter:
    """Note the first opening. Opening is not acknowledging."""
    letter = queries.letter(w, delivery_id)
    rules.require(w.actor, Permission.READ, letter.delivery)
    if letter.delivery.opened_at is None and letter.is_waiting:
        opened = w.session.scalar(
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.opened_at.is_(None))
            .values(opened_at=w.now, opened_by=w.actor.name)
            .returning(Delivery.id)
        )
        if opened:
            record_copy(w, DeliveryFact.OPENED, letter.document, letter.delivery)
    return letter


def note_taken(w: Work, letter: queries.Letter, data: bytes) -> None:
    """The actor took the office's numbered copy, these very bytes, for the first time: from then on it may be found
    anywhere. A print without numbers is everybody's."""
    if not letter.document.is_numbered or any(taken.actor_id == w.actor.id for taken in numbered.takings(w, letter)):
        return
    record_copy(
        w,
        DeliveryFact.COPY_TAKEN,
        letter.document,
        letter.delivery,
        number=letter.copy_number,
        copy=hashlib.sha256(data).hexdigest(),
    )


def acknowledge(w: Work, delivery_id: UUID, pdf_digest: str) -> Receipt:
    """The office has counted and received exactly this file. A second clerk gets the first one's receipt."""
    letter = _locked(w, delivery_id, Permission.ACKNOWLEDGE)
    if letter.receipt is not None:
        return letter.receipt
    document, delivery = letter.document, letter.delivery
    _require_not_recalled(document)
    if delivery.opened_at is None:
        raise Refusal("还没有打开阅读，不能签收。请先阅读并清点，再签收。")
    if pdf_digest != document.issued.pdf_digest:
        raise Conflict("所看的文件与现在的文件不一致。没有签收。请重新打开核对。")
    receipt = _receipt(w, letter, w.actor.name, w.now)
    record_copy(w, DeliveryFact.ACKNOWLEDGED, document, delivery, **_values(receipt))
    return receipt


def enter_receipt(w: Work, document_id: UUID, delivery_id: UUID, person_name: str, day: date) -> Receipt:
    """What the office signed on paper, entered by the issuer's secretary: the name as signed, and the day."""
    document = documents.find(w, document_id, share=True)
    document_rules.require(w.actor, document_rules.Permission.ISSUE, document)
    _require_not_recalled(document)
    w.session.execute(select(Delivery.id).where(Delivery.id == delivery_id).with_for_update())
    letter = queries.letter_of(w, document, delivery_id)
    delivery = letter.delivery
    w.session.refresh(delivery)
    if delivery.channel is not Channel.PAPER:
        raise Conflict("此件在网上送达，由收文单位在网上签收。没有登记。")
    person_name = remark(person_name, "person_name", SIGNATURE_LENGTH)
    if not person_name:
        raise Refusal("请填写签收人姓名。没有登记。", field="person_name")
    if delivery.sent_at is None or not beijing(delivery.sent_at).date() <= day <= w.today:
        raise Refusal("签收日期应在送达当天至今天之间。没有登记。", field="day")
    at = max(datetime.combine(day, time.min, BEIJING), delivery.sent_at)
    receipt = _receipt(w, letter, person_name, at, entered_by=w.actor.name)
    record_copy(
        w,
        DeliveryFact.RECEIPT_ENTERED,
        document,
        delivery,
        signed_by=person_name,
        signed_on=day.isoformat(),
        **_values(receipt),
    )
    return receipt


def return_(w: Work, delivery_id: UUID, reason: str) -> None:
    """Send the copy back to the issuer, with the reason."""
    letter = _locked(w, delivery_id, Permission.RETURN)
    reason = required(reason, "reason")
    _require_not_recalled(letter.document)
    letter.delivery.state = rules.next_state(letter.delivery.state, Verb.RETURN)
    returned = Return(id=uuid4(), delivery_id=delivery_id, person_name=w.actor.name, at=w.now, reason=reason)
    w.session.add(returned)
    record_copy(
        w, DeliveryFact.RETURNED, letter.document, letter.delivery, reason=reason, **{"return": str(returned.id)}
    )


def resend(w: Work, document_id: UUID, delivery_id: UUID) -> None:
    """Send a failed or returned copy again; its history stays."""
    document = documents.find(w, document_id, share=True)
    document_rules.require(w.actor, document_rules.Permission.ISSUE, document)
    _require_not_recalled(document)
    delivery = w.session.scalars(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.document_id == document_id).with_for_update()
    ).one_or_none()
    if delivery is None:
        raise NotFound()
    delivery.state = rules.next_state(delivery.state, Verb.RESEND)
    record_copy(w, DeliveryFact.RESENT, document, delivery)
    call_for_sending(w, document, delivery.dispatch_id, [(delivery.copy_number, delivery.copy_number)])


def chase(w: Work, document_id: UUID) -> int:
    """Chase every office that owes its receipt; returns how many. Not again within the hour."""
    document = documents.find(w, document_id, share=True)
    document_rules.require(w.actor, document_rules.Permission.ISSUE, document)
    _require_not_recalled(document)
    chased = _chase(w, document, Delivery.state.in_(WAITING))
    if not chased:
        raise Refusal("没有需要催办的单位：都已签收、已退回，或一小时内刚催办过。没有发出催办。")
    return chased


def chase_late(w: Work) -> None:
    """The clock's reminder: every office past its limit."""
    late = w.session.scalars(
        select(Document.id)
        .where(
            Document.state == DocumentState.ISSUED,
            exists().where(Delivery.document_id == Document.id, Delivery.state.in_(WAITING), Delivery.due_at < w.now),
        )
        .order_by(Document.id)
    ).all()
    for document_id in late:
        document = documents.find(w, document_id, share=True)
        if document.state is DocumentState.ISSUED:
            _chase(w, document, Delivery.state.in_(WAITING) & (Delivery.due_at < w.now))


def _receipt(w: Work, letter: queries.Letter, person_name: str, at: datetime, entered_by: str | None = None) -> Receipt:
    """The receipt of a letter whose row is locked, which it makes an acknowledged one."""
    document, delivery = letter.document, letter.delivery
    delivery.state = rules.next_state(delivery.state, Verb.ACKNOWLEDGE)
    receipt = Receipt(
        id=uuid4(),
        delivery_id=delivery.id,
        person_id=w.actor.id,
        person_name=person_name,
        office_name=delivery.office_name,
        at=at,
        title=document.title,
        number=document.number,
        pages=document.issued.pages,
        pdf_digest=document.issued.pdf_digest,
        head=head(w.session),
        files=[file.to_plain() for file in documents.attachments(w, document)],
        entered_by=entered_by,
    )
    w.session.add(receipt)
    return receipt


def _values(receipt: Receipt) -> dict[str, object]:
    """What the journal says of a receipt beside who gave it and when."""
    return {
        "receipt": str(receipt.id),
        "number": receipt.number,
        "pages": receipt.pages,
        "pdf": receipt.pdf_digest,
        "head": receipt.head,
        "files": receipt.files,
    }


def _locked(w: Work, delivery_id: UUID, permission: Permission) -> queries.Letter:
    """The letter with its delivery row locked and its document's shared, read after the locks were won: no receipt
    waits for another, and each comes before 撤回 or after it."""
    document_id = w.session.scalar(select(Delivery.document_id).where(Delivery.id == delivery_id))
    if document_id is not None:
        w.session.execute(select(Document.id).where(Document.id == document_id).with_for_update(read=True))
    w.session.execute(select(Delivery.id).where(Delivery.id == delivery_id).with_for_update())
    w.session.expire_all()
    letter = queries.letter(w, delivery_id)
    rules.require(w.actor, permission, letter.delivery)
    return letter


def _require_not_recalled(document: Document) -> None:
    if document.state is DocumentState.RECALLED:
        raise Conflict("此件已被发文单位撤回。没有办理。")


def _chase(w: Work, document: Document, which: ColumnElement[bool]) -> int:
    recently = exists().where(Reminder.delivery_id == Delivery.id, Reminder.at > w.now - REMIND_AGAIN_AFTER)
    owed = w.session.execute(
        select(Delivery.id, Delivery.office_name, Office.mailboxes)
        .join(Office, Office.id == Delivery.office_id)
        .where(Delivery.document_id == document.id, which, ~recently)
        .order_by(Delivery.id)
        .with_for_update(of=Delivery)
    ).all()
    reminders = {delivery_id: uuid4() for delivery_id, *_ in owed}
    copy_in(
        w.session,
        Reminder,
        (
            {"id": reminder_id, "delivery_id": delivery_id, "at": w.now, "by_name": w.actor.name}
            for delivery_id, reminder_id in reminders.items()
        ),
    )
    w.record_all(
        DeliveryFact.REMINDED,
        (
            About(
                delivery_id,
                document.issuer_id,
                {"document": str(document.id), "office": office_name, "reminder": str(reminders[delivery_id])},
            )
            for delivery_id, office_name, _ in owed
        ),
    )
    call_for_notices(
        w,
        document,
        NoticeKind.REMINDER,
        [(delivery_id, address) for delivery_id, _, mailboxes in owed for address in mailboxes],
    )
    return len(owed)
