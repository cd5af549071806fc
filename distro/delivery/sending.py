"""The steps that carry a document to its offices: address the copies, send them, take them back. Set by set, however
many they are; a chunk is a range of copy numbers.

All of them share the document's row with 签收, and 撤回 has it alone: whatever the order, the outcome is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import String, case, cast, func, insert, literal, select, type_coerce, update
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.delivery import queries, rules
from distro.delivery.models import Delivery, Dispatch, Notice, Try
from distro.delivery.rules import (
    CHUNK,
    TIME_LIMIT,
    Channel,
    DeliveryFact,
    DeliveryStep,
    NoticeKind,
    NoticeState,
    Outcome,
    State,
    Verb,
    Why,
)
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.documents.rules import State as DocumentState
from distro.kernel import errands
from distro.kernel.database import copy_in
from distro.kernel.errors import Hopeless
from distro.kernel.work import About, Work
from distro.offices.models import Office


def address(w: Work, document_id: UUID) -> None:
    """Begin the round along the frozen list: one copy for each office on it and each member of its classes, by its number
    in the list. Where copies lie that the list does not call for nothing goes out: the operator has to look at it.
    """
    document = documents.find(w, document_id, lock=True)
    if document.state is not DocumentState.ISSUED or queries.is_dispatched(w, document.id):
        return
    if breaks := queries.strays(w, document):
        raise Hopeless(f"{breaks[0]}（共 {len(breaks)} 处）")
    dispatch = _dispatch(w, document)
    call_for_sending(
        w,
        document,
        dispatch.id,
        ((first, min(first + CHUNK - 1, dispatch.copies)) for first in range(1, dispatch.copies + 1, CHUNK)),
    )
    _close(w, document, dispatch.id)


def _dispatch(w: Work, document: Document) -> Dispatch:
    """The document's first round along its list, begun if need be; its row is locked with the document's."""
    dispatch = w.session.scalars(select(Dispatch).where(Dispatch.document_id == document.id)).one_or_none()
    if dispatch is not None:
        return dispatch
    called_for = queries.copies(document.list_id)
    count, last = w.session.execute(select(func.count(), func.coalesce(func.max(called_for.c.number), 0))).one()
    if count != last:
        raise Hopeless("冻结的名单中统称的成员不齐")
    dispatch = Dispatch(
        id=uuid4(),
        document_id=document.id,
        list_id=document.list_id,
        round=1,
        why=Why.FIRST,
        copies=count,
        addressed_at=w.now,
    )
    w.session.add(dispatch)
    w.session.flush()
    w.record(
        DeliveryFact.ADDRESSED,
        document.id,
        document.issuer_id,
        dispatch=str(dispatch.id),
        list=str(dispatch.list_id),
        round=dispatch.round,
        why=dispatch.why.name,
        called_for=dispatch.copies,
    )
    return dispatch


def call_for_sending(w: Work, document: Document, dispatch_id: UUID, ranges: Iterable[tuple[int, int]]) -> None:
    """Call for the sending of these ranges of copy numbers."""
    w.call_for_all(
        DeliveryStep.SEND,
        [
            About(document.id, document.issuer_id, {"dispatch": str(dispatch_id), "first": first, "last": last})
            for first, last in ranges
        ],
    )


def send(w: Work, document_id: UUID, dispatch: str, first: int, last: int) -> None:
    """Put the copies of these numbers into the inboxes, those on paper too: a clerk named later finds them. Notices by
    mail follow for the offices that have an address."""
    document = documents.find(w, document_id, share=True)
    if document.state is not DocumentState.ISSUED:
        return
    round_ = w.session.get_one(Dispatch, UUID(dispatch))
    sent = [*_tried(w, _made(w, round_, first, last)), *_tried(w, _taken_up(w, round_, first, last))]
    if not sent:
        return
    said = {
        "dispatch": dispatch,
        "due_at": (w.now + TIME_LIMIT).isoformat(),
        "copies": [copy for copy, _ in sent],
    }
    w.record_all(DeliveryFact.SENT, [About(document.id, document.issuer_id, said)])
    call_for_notices(
        w, document, NoticeKind.ARRIVAL, [(UUID(copy[1]), address) for copy, mailboxes in sent for address in mailboxes]
    )
    _close(w, document, round_.id)


def _made(w: Work, dispatch: Dispatch, first: int, last: int) -> ReturningInsert[Any]:
    """Those of these numbers that are not there yet are sent by being made. An office in which nobody could open an inbox
    today gets its copy on paper."""
    called_for = queries.copies(dispatch.list_id, first, last)
    there = select(Delivery.copy_number).where(
        Delivery.document_id == dispatch.document_id, Delivery.copy_number.between(first, last)
    )
    values = {
        "id": func.gen_random_uuid(),
        "dispatch_id": literal(dispatch.id, Delivery.dispatch_id.type),
        "document_id": literal(dispatch.document_id, Delivery.document_id.type),
        "entry_id": called_for.c.entry_id,
        "office_id": called_for.c.office_id,
        "office_name": called_for.c.name,
        "state": literal(State.SENT, Delivery.state.type),
        "channel": case(
            (accounts.is_held(Role.CLERK, called_for.c.office_id), literal(Channel.INBOX, Delivery.channel.type)),
            else_=literal(Channel.PAPER, Delivery.channel.type),
        ),
        "copy_number": called_for.c.number,
        "addressed_at": literal(dispatch.addressed_at, Delivery.addressed_at.type),
        "sent_at": literal(w.now, Delivery.sent_at.type),
        "due_at": literal(w.now + TIME_LIMIT, Delivery.due_at.type),
    }
    return (
        insert(Delivery)
        .from_select(list(values), select(*values.values()).where(called_for.c.number.not_in(there)))
        .returning(*_SENT)
    )


def _taken_up(w: Work, dispatch: Dispatch, first: int, last: int) -> ReturningUpdate[Any]:
    """Those of these numbers that lie there to be sent are sent."""
    return (
        update(Delivery)
        .where(
            Delivery.dispatch_id == dispatch.id,
            Delivery.state == State.ADDRESSED,
            Delivery.copy_number.between(first, last),
        )
        .values(state=State.SENT, sent_at=func.coalesce(Delivery.sent_at, w.now), due_at=w.now + TIME_LIMIT)
        .returning(*_SENT)
    )


# What becomes known of a copy that is sent.
_SENT = (
    Delivery.copy_number,
    Delivery.id,
    Delivery.entry_id,
    Delivery.office_id,
    Delivery.office_name,
    type_coerce(Delivery.channel, String).label("channel"),
    func.gen_random_uuid().label("try_id"),
)


def _tried(w: Work, sending: ReturningInsert[Any] | ReturningUpdate[Any]) -> list[tuple[list[Any], list[str]]]:
    """Send, and keep the try of each: of every copy its number, id, entry, office, the office's name, the channel and the
    try; and the office's addresses. All in one statement, the ids as texts as the journal keeps them: of many rows,
    making ids of them and texts again takes longer than all else."""
    sent = sending.cte("sent")
    tried = (
        insert(Try)
        .from_select(
            ["id", "delivery_id", "channel", "at", "ended_at", "outcome"],
            select(
                sent.c.try_id,
                sent.c.id,
                func.lower(sent.c.channel),
                literal(w.now, Try.at.type),
                literal(w.now, Try.ended_at.type),
                literal(Outcome.DONE, Try.outcome.type),
            ),
        )
        .cte("tried")
    )
    rows = w.session.execute(
        select(
            sent.c.copy_number,
            *(cast(sent.c[name], String).label(name) for name in ("id", "entry_id", "office_id")),
            sent.c.office_name,
            sent.c.channel,
            cast(sent.c.try_id, String).label("try_id"),
            Office.mailboxes,
        )
        .add_cte(tried)
        .join(Office, Office.id == sent.c.office_id)
        .order_by(sent.c.copy_number)
    )
    return [(copy, mailboxes) for *copy, mailboxes in rows]


def call_for_notices(w: Work, document: Document, kind: NoticeKind, wanted: Sequence[tuple[UUID, str]]) -> None:
    """One notice, and one errand, for each address of a delivery's office; where there is none nobody is told."""
    notices = [(uuid4(), delivery_id, address) for delivery_id, address in wanted]
    copy_in(
        w.session,
        Notice,
        (
            {
                "id": notice_id,
                "delivery_id": delivery_id,
                "kind": kind.name,
                "address": address,
                "state": NoticeState.WAITING.name,
                "called_at": w.now,
            }
            for notice_id, delivery_id, address in notices
        ),
    )
    w.call_for_all(DeliveryStep.MAIL, [About(notice_id, document.issuer_id, {}) for notice_id, _, _ in notices])


def _close(w: Work, document: Document, dispatch_id: UUID) -> None:
    """Note that the round is out when its last copy is. Of two chunks that end together the later, which has waited
    for the dispatch's row, sees the other's work. By its copies each chunk holds the row's key already, so neither asks
    for the key."""
    dispatch = w.session.get_one(Dispatch, dispatch_id, with_for_update={"key_share": True}, populate_existing=True)
    if dispatch.sent_at is not None or errands.is_called_for(w.session, DeliveryStep.SEND, document.id):
        return
    out = select(func.count()).where(Delivery.dispatch_id == dispatch_id, Delivery.state != State.ADDRESSED)
    if w.session.scalars(out).one() < dispatch.copies:
        return
    dispatch.sent_at = w.now
    w.record(DeliveryFact.DISPATCHED, document.id, document.issuer_id, dispatch=str(dispatch_id), round=dispatch.round)


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
        .execution_options(synchronize_session=False)
    ).all()
    w.record_all(
        DeliveryFact.RECALLED,
        [
            About(delivery_id, document.issuer_id, {"document": str(document_id), "office": office_name})
            for delivery_id, office_name in recalled
        ],
    )
