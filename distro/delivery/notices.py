"""Mail about deliveries: a copy waits, a receipt is still owed. Mail is a notice; the copy itself lies in the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from distro.delivery import rules
from distro.delivery.models import Attempt, Delivery
from distro.delivery.rules import CHUNK, WAITING, DeliveryFact, State, Verb
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel.work import Said, Work
from distro.offices.models import Office
from distro.outside.mail import Deferred, Undeliverable
from distro.outside.mail_text import compose


def notify(w: Work, document_id: UUID, deliveries: Sequence[str]) -> None:
    """Tell the offices by mail that a copy waits. At least once: a repeat carries the same Message-ID."""
    document = documents.find(w, document_id)
    for each in _mail(w, document, deliveries, "arrival", "notice"):
        record_chunks(w, DeliveryFact.NOTICES_DUE, document, [each])


def mail_reminders(w: Work, document_id: UUID, deliveries: Sequence[str], run: str) -> None:
    """One reminder by mail to each office that still owes its receipt."""
    document = documents.find(w, document_id)
    for each in _mail(w, document, deliveries, "reminder", f"reminder-{run}"):
        record_chunks(w, DeliveryFact.REMINDED, document, [each], run=run)


def record_chunks(w: Work, fact: DeliveryFact, document: Document, deliveries: Sequence[UUID], **data: str) -> None:
    """The fact about the document, once for every chunk of deliveries: the step after it works chunk by chunk."""
    chunks = [deliveries[start : start + CHUNK] for start in range(0, len(deliveries), CHUNK)]
    w.record_all(
        fact,
        [
            Said(document.id, document.issuer_id, {"deliveries": [str(each) for each in chunk], **data})
            for chunk in chunks
        ],
    )


def record_copy(w: Work, fact: DeliveryFact, document: Document, delivery: Delivery, **data: object) -> None:
    """The fact about one office's copy of the document."""
    w.record(fact, delivery.id, document.issuer_id, document=str(document.id), office=delivery.office_name, **data)


def _mail(w: Work, document: Document, deliveries: Sequence[str], text: str, kind: str) -> list[UUID]:
    """Send the text to the offices that have a mailbox; an address refused for good makes the delivery a failed one.

    Returns the deliveries whose address was refused for now: each is to be tried again by itself, or the others
    would be mailed again with it. Deferred when there is only the one.
    """
    deferred = []
    rows = w.session.execute(
        select(Delivery, Office.mailbox)
        .join(Office, Office.id == Delivery.office_id)
        .where(Delivery.id.in_([UUID(each) for each in deliveries]), Delivery.state.in_(WAITING))
        .with_for_update(of=Delivery)
    ).all()
    for delivery, mailbox in rows:
        if mailbox is None:
            continue
        subject, body = compose(
            text,
            office=delivery.office_name,
            number=document.number,
            address=f"{w.outside.base_url}/inbox/{delivery.id}",
        )
        error = None
        try:
            w.outside.post.send(mailbox, subject, body, key=f"{kind}-{delivery.id}")
        except Undeliverable as refused:
            error = str(refused)
            if delivery.state is State.SENT:
                delivery.state = rules.next_state(delivery.state, Verb.FAIL)
                record_copy(w, DeliveryFact.FAILED, document, delivery, reason=error)
        except Deferred as refused:
            if len(deliveries) == 1:
                raise
            error = str(refused)
            deferred.append(delivery.id)
        w.session.add(Attempt(delivery_id=delivery.id, at=w.now, channel="mail", error=error))
    return deferred
