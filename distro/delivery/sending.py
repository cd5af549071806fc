"""The steps that carry a document to its offices: address the copies, send them, take them back. Set by set, however
many they are; a chunk is a range of copy numbers.

All of them share the document's row with 签收, and 撤回 has it alone: whatever the order, the outcome is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import String, case, cast, exists, func, insert, literal, select, type_coerce, update

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
from distro.kernel.database import Base, among, copy_in
from distro.kernel.errors import Hopeless
from distro.kernel.work import About, Work
from distro.offices.models import Office


def address(w: Work, document_id: UUID) -> None:
    """One delivery for each office on the frozen list and each member of its classes; repeating it adds nothing.

    An office in which nobody could open an inbox today gets its copy on paper.
    Deliveries that are not those of the list are Hopeless: the step is undone and waits for the operator.
    """
    document = documents.find(w, document_id, lock=True)
    if document.state is not DocumentState.ISSUED:
        return
    dispatch = _dispatch(w, document)
    offices = queries.copies(document)
    in_order = (offices.c.position, offices.c.rank, offices.c.name)
    held = select(func.coalesce(func.max(Delivery.copy_number), 0)).where(Delivery.document_id == document.id)
    made = w.session.execute(
        insert(Delivery)
        .from_select(
            [
                "id",
                "dispatch_id",
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
                literal(dispatch.id, Delivery.dispatch_id.type),
                literal(document.id, Delivery.document_id.type),
                offices.c.entry_id,
                offices.c.office_id,
                offices.c.name,
                literal(State.ADDRESSED, Delivery.state.type),
                case(
                    (accounts.is_held(Role.CLERK, offices.c.office_id), literal(Channel.INBOX, Delivery.channel.type)),
                    else_=literal(Channel.PAPER, Delivery.channel.type),
                ),
                held.scalar_subquery() + func.row_number().over(order_by=in_order),
                literal(w.now, Delivery.addressed_at.type),
            )
            .where(
                ~exists().where(
                    Delivery.dispatch_id == dispatch.id,
                    Delivery.entry_id == offices.c.entry_id,
                    Delivery.office_id == offices.c.office_id,
                )
            )
            .order_by(*in_order),
        )
        # As texts, as the journal keeps them: of many rows, making ids of them and texts again takes longer than all else.
        .returning(
            Delivery.copy_number,
            cast(Delivery.id, String),
            cast(Delivery.entry_id, String),
            cast(Delivery.office_id, String),
            Delivery.office_name,
            type_coerce(Delivery.channel, String),
        )
    ).all()
    if breaks := queries.copy_breaks(w, document):
        raise Hopeless(f"{breaks[0]}（共 {len(breaks)} 处）")
    copies = sorted(made)
    chunks = [copies[start : start + CHUNK] for start in range(0, len(copies), CHUNK)]
    w.record_all(
        DeliveryFact.ADDRESSED,
        [About(document.id, document.issuer_id, _addressed(dispatch, chunk)) for chunk in chunks],
    )
    call_for_sending(w, document, dispatch.id, ((chunk[0][0], chunk[-1][0]) for chunk in chunks))


def _dispatch(w: Work, document: Document) -> Dispatch:
    """The document's first round along its list, made if need be; its row is locked with the document's."""
    dispatch = w.session.scalars(select(Dispatch).where(Dispatch.document_id == document.id)).one_or_none()
    if dispatch is None:
        dispatch = Dispatch(
            id=uuid4(),
            document_id=document.id,
            list_id=document.list_id,
            round=1,
            why=Why.FIRST,
            addressed_at=w.now,
        )
        w.session.add(dispatch)
        w.session.flush()
    return dispatch


def _addressed(dispatch: Dispatch, copies: Sequence[Any]) -> dict[str, Any]:
    """Every value of the rows: of each copy its number, id, entry, office, the office's name and the channel."""
    return {
        "dispatch": str(dispatch.id),
        "list": str(dispatch.list_id),
        "round": dispatch.round,
        "why": dispatch.why.name,
        "copies": [list(copy) for copy in copies],
    }


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
    dispatch_id = UUID(dispatch)
    copies = Base.metadata.tables[Delivery.__tablename__]
    sent = w.session.execute(
        update(copies)
        .where(
            copies.c.document_id == document.id,
            copies.c.copy_number.between(first, last),
            copies.c.dispatch_id == dispatch_id,
            copies.c.state == State.ADDRESSED,
        )
        .values(
            state=State.SENT,
            sent_at=func.coalesce(copies.c.sent_at, w.now),
            due_at=w.now + TIME_LIMIT,
        )
        .returning(copies.c.id, type_coerce(copies.c.channel, String), copies.c.office_name)
    ).all()
    if not sent:
        return
    tries = {delivery_id: uuid4() for delivery_id, _, _ in sent}
    copy_in(
        w.session,
        Try,
        (
            {
                "id": tries[delivery_id],
                "delivery_id": delivery_id,
                "channel": channel.lower(),
                "at": w.now,
                "ended_at": w.now,
                "outcome": Outcome.DONE.name,
            }
            for delivery_id, channel, _ in sent
        ),
    )
    due_at = (w.now + TIME_LIMIT).isoformat()
    w.record_all(
        DeliveryFact.SENT,
        (
            About(
                delivery_id,
                document.issuer_id,
                {
                    "document": str(document.id),
                    "office": office_name,
                    "channel": channel,
                    "due_at": due_at,
                    "try": str(tries[delivery_id]),
                },
            )
            for delivery_id, channel, office_name in sent
        ),
    )
    call_for_notices(w, document, NoticeKind.ARRIVAL, list(tries))
    _close(w, document, dispatch_id)


def call_for_notices(w: Work, document: Document, kind: NoticeKind, deliveries: Sequence[UUID]) -> None:
    """One notice, and one errand, for each address of the offices of these deliveries; where there is none nobody is
    told."""
    wanted = w.session.execute(
        select(Delivery.id, func.unnest(Office.mailboxes))
        .join(Office, Office.id == Delivery.office_id)
        .where(among(Delivery.id, deliveries))
        .order_by(Delivery.copy_number)
    ).all()
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
    for the dispatch's row, sees the other's work."""
    dispatch = w.session.get_one(Dispatch, dispatch_id, with_for_update=True, populate_existing=True)
    if dispatch.sent_at is not None or w.session.scalar(
        select(exists().where(Delivery.dispatch_id == dispatch_id, Delivery.state == State.ADDRESSED))
    ):
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
