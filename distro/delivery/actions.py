"""What happens to deliveries: address, send, open, take, acknowledge, return, resend, chase, recall."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.delivery import numbered, queries, rules
from distro.delivery.models import Attempt, Delivery, Receipt, Reminder, Return
from distro.delivery.notices import record_chunks, record_copy
from distro.delivery.rules import (
    REMIND_AGAIN_AFTER,
    SIGNATURE_LENGTH,
    TIME_LIMIT,
    WAITING,
    Channel,
    DeliveryFact,
    Permission,
    State,
    Verb,
)
from distro.documents import queries as documents
from distro.documents import rules as document_rules
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel.errors import Conflict, Hopeless, NotFound, Refusal
from distro.kernel.journal import head
from distro.kernel.remarks import remark, required
from distro.kernel.work import Said, Work
from distro.outside.clock import BEIJING, beijing


def address(w: Work, document_id: UUID) -> None:
    """One delivery for each office on the frozen list and each member of its classes; repeating it adds nothing.

    An office in which nobody could open an inbox today gets its copy on paper.
    Deliveries that are not those of the list are Hopeless: the step is undone and waits for the operator.
    """
    document = documents.find(w, document_id)
    offices = queries.copies(document)
    in_order = (offices.c.position, offices.c.rank, offices.c.name)
    addressed = w.session.scalars(
        upsert(Delivery)
        .from_select(
            [
                "id",
                "document_id",
                "entry_id",
                "office_id",
                "office_name",
                "state",
                "channel",
                "copy_number",
                "addressed_at",
            ],
            select(
                func.gen_random_uuid(),
                literal(document.id, Delivery.document_id.type),
                offices.c.entry_id,
                offices.c.office_id,
                offices.c.name,
                literal(State.ADDRESSED, Delivery.state.type),
                case(
                    (accounts.is_held(Role.CLERK, offices.c.office_id), literal(Channel.INBOX, Delivery.channel.type)),
                    else_=literal(Channel.PAPER, Delivery.channel.type),
                ),
                func.row_number().over(order_by=in_order),
                literal(w.now, Delivery.addressed_at.type),
            ).order_by(*in_order),
        )
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    ).all()
    if breaks := queries.copy_breaks(w, document):
        raise Hopeless(f"{breaks[0]}（共 {len(breaks)} 处）")
    record_chunks(w, DeliveryFact.ADDRESSED, document, addressed)


def send(w: Work, document_id: UUID, deliveries: Sequence[str]) -> None:
    """Put the copies into the inboxes, those on paper too: a clerk named later finds them. Notices by mail follow."""
    # The document's row is locked first: of two chunks that end together, the later sees the other's work.
    document = documents.find(w, document_id, lock=True)
    if document.state is not DocumentState.ISSUED:
        return
    sent = w.session.execute(
        update(Delivery)
        .where(Delivery.id.in_([UUID(each) for each in deliveries]), Delivery.state == State.ADDRESSED)
        .values(state=State.SENT, sent_at=w.now, due_at=w.now + TIME_LIMIT)
        .returning(Delivery.id, Delivery.channel, Delivery.office_name)
    ).all()
    if not sent:
        return
    w.session.execute(
        insert(Attempt),
        [
            {"delivery_id": delivery_id, "at": w.now, "channel": channel.name.lower()}
            for delivery_id, channel, _ in sent
        ],
    )
    w.record_all(
        DeliveryFact.SENT,
        [
            Said(delivery_id, document.issuer_id, {"document": str(document.id), "office": office_name})
            for delivery_id, _, office_name in sent
        ],
    )
    record_chunks(w, DeliveryFact.NOTICES_DUE, document, [delivery_id for delivery_id, _, _ in sent])
    if not w.session.scalar(
        select(exists().where(Delivery.document_id == document.id, Delivery.state == State.ADDRESSED))
    ):
        w.record(DeliveryFact.DISPATCHED, document.id, document.issuer_id)


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
    record_copy(w, DeliveryFact.ACKNOWLEDGED, document, delivery, pdf=document.issued.pdf_digest)
    return receipt


def enter_receipt(w: Work, document_id: UUID, delivery_id: UUID, person_name: str, day: date) -> Receipt:
    """What the office signed on paper, entered by the issuer's secretary: the name as signed, and the day."""
    document = documents.find(w, document_id)
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
        pdf=document.issued.pdf_digest,
    )
    return receipt


def return_(w: Work, delivery_id: UUID, reason: str) -> None:
    """Send the copy back to the issuer, with the reason."""
    letter = _locked(w, delivery_id, Permission.RETURN)
    reason = required(reason, "reason")
    _require_not_recalled(letter.document)
    letter.delivery.state = rules.next_state(letter.delivery.state, Verb.RETURN)
    w.session.add(Return(delivery_id=delivery_id, person_name=w.actor.name, at=w.now, reason=reason))
    record_copy(w, DeliveryFact.RETURNED, letter.document, letter.delivery, reason=reason)


def resend(w: Work, document_id: UUID, delivery_id: UUID) -> None:
    """Send a failed or returned copy again; its history stays."""
    document = documents.find(w, document_id)
    document_rules.require(w.actor, document_rules.Permission.ISSUE, document)
    _require_not_recalled(document)
    delivery = w.session.scalars(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.document_id == document_id).with_for_update()
    ).one_or_none()
    if delivery is None:
        raise NotFound()
    delivery.state = rules.next_state(delivery.state, Verb.RESEND)
    record_copy(w, DeliveryFact.RESENT, document, delivery)
    record_chunks(w, DeliveryFact.ADDRESSED, document, [delivery.id])


def chase(w: Work, document_id: UUID) -> int:
    """Chase every office that owes its receipt; returns how many. Not again within the hour."""
    document = documents.find(w, document_id)
    document_rules.require(w.actor, document_rules.Permission.ISSUE, document)
    _require_not_recalled(document)
    chased = _chase(w, document, Delivery.state.in_(WAITING))
    if not chased:
        raise Refusal("没有需要催办的单位：都已签收、已退回，或一小时内刚催办过。没有发出催办。")
    return chased


def chase_late(w: Work) -> None:
    """The clock's reminder: every office past its limit."""
    late = w.session.scalars(
        select(Document)
        .where(
            Document.state == DocumentState.ISSUED,
            exists().where(Delivery.document_id == Document.id, Delivery.state.in_(WAITING), Delivery.due_at < w.now),
        )
        .order_by(Document.id)
    ).all()
    for document in late:
        _chase(w, document, Delivery.state.in_(WAITING) & (Delivery.due_at < w.now))


def recall_copies(w: Work, document_id: UUID) -> None:
    """Take back what nobody has acknowledged; receipts stay as evidence."""
    document = documents.find(w, document_id)
    recalled = w.session.execute(
        update(Delivery)
        .where(
            Delivery.document_id == document_id,
            Delivery.state.in_([state for state, verb in rules.TRANSITIONS if verb is Verb.RECALL]),
        )
        .values(state=State.RECALLED)
        .returning(Delivery.id, Delivery.office_name)
    ).all()
    w.record_all(
        DeliveryFact.RECALLED,
        [
            Said(delivery_id, document.issuer_id, {"document": str(document_id), "office": office_name})
            for delivery_id, office_name in recalled
        ],
    )


def _receipt(w: Work, letter: queries.Letter, person_name: str, at: datetime, entered_by: str | None = None) -> Receipt:
    """The receipt of a letter whose row is locked, which it makes an acknowledged one."""
    document, delivery = letter.document, letter.delivery
    delivery.state = rules.next_state(delivery.state, Verb.ACKNOWLEDGE)
    receipt = Receipt(
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
        entered_by=entered_by,
    )
    w.session.add(receipt)
    return receipt


def _locked(w: Work, delivery_id: UUID, permission: Permission) -> queries.Letter:
    """The letter with its delivery row locked, read after the lock was won."""
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
    owed = w.session.scalars(
        select(Delivery.id)
        .where(Delivery.document_id == document.id, which, ~recently)
        .order_by(Delivery.id)
        .with_for_update()
    ).all()
    if not owed:
        return 0
    w.session.execute(insert(Reminder), [{"delivery_id": each, "at": w.now, "by_name": w.actor.name} for each in owed])
    record_chunks(w, DeliveryFact.REMINDED, document, owed, run=f"{w.now:%Y%m%d%H%M}")
    return len(owed)
