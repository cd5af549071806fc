"""What should be under way is derived from the state each minute: where nobody is at it, it is called for again.

An errand may have been deleted or lost with a restored database; the state has not. Each step does nothing where its
work is done, so calling once too often does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select

from distro.archive.models import Record
from distro.archive.rules import ArchiveStep
from distro.audit.rules import AuditFact
from distro.delivery.models import Delivery, Dispatch, Notice
from distro.delivery.rules import TRANSITIONS, DeliveryStep, NoticeState, Verb
from distro.delivery.rules import State as DeliveryState
from distro.documents.models import Document
from distro.documents.rules import DocumentStep, State
from distro.kernel.errands import Errand
from distro.kernel.work import Work
from distro.lists.models import DistributionList

BATCH = 1000


@dataclass(frozen=True)
class Missing:
    """Work that should be under way and is not."""

    step: str
    subject: UUID
    office_id: UUID
    data: dict[str, Any] = field(default_factory=dict)


def mend(w: Work) -> None:
    """Call again for what is missing, and say so in the journal."""
    for each in missing(w):
        w.record(AuditFact.MENDED, each.subject, each.office_id, step=str(each.step), **each.data)
        w.call_for(each.step, each.subject, each.office_id, **each.data)


def missing(w: Work) -> Iterator[Missing]:
    """Everything that should be under way by the state of the documents, and that no errand stands for."""
    recallable = [state for state, verb in TRANSITIONS if verb is Verb.RECALL]
    is_frozen = exists().where(DistributionList.id == Document.list_id, DistributionList.frozen_at.is_not(None))
    is_dispatched = exists().where(Dispatch.document_id == Document.id, Dispatch.sent_at.is_not(None))
    is_sending = exists().where(Errand.subject == Document.id, Errand.step == DeliveryStep.SEND)
    is_filed = exists().where(Record.document_id == Document.id, Record.office_id == Document.issuer_id)
    is_out = exists().where(Delivery.document_id == Document.id, Delivery.state.in_(recallable))
    for step, wanted in (
        (DocumentStep.FREEZE, (Document.state == State.PRINTING) & ~is_frozen),
        (DocumentStep.PRINT, (Document.state == State.PRINTING) & is_frozen),
        (DeliveryStep.ADDRESS, (Document.state == State.ISSUED) & ~is_dispatched & ~is_sending),
        (ArchiveStep.FILE, Document.state.in_((State.ISSUED, State.RECALLED)) & ~is_filed),
        (DeliveryStep.RECALL, (Document.state == State.RECALLED) & is_out),
    ):
        called_for = exists().where(Errand.subject == Document.id, Errand.step == step)
        documents = select(Document.id, Document.issuer_id).where(wanted, ~called_for).limit(BATCH)
        for document_id, issuer_id in w.session.execute(documents).all():
            yield Missing(step, document_id, issuer_id)
    yield from _unsent(w)
    yield from _untold(w)


def _unsent(w: Work) -> Iterator[Missing]:
    """Rounds with copies that lie addressed while nobody sends any of the round."""
    called_for = exists().where(
        Errand.subject == Delivery.document_id,
        Errand.step == DeliveryStep.SEND,
        Errand.data["dispatch"].astext.cast(Delivery.dispatch_id.type) == Delivery.dispatch_id,
        Errand.data["first"].as_integer() <= Delivery.copy_number,
        Delivery.copy_number <= Errand.data["last"].as_integer(),
    )
    rows = w.session.execute(
        select(
            Document.id,
            Document.issuer_id,
            Delivery.dispatch_id,
            func.min(Delivery.copy_number),
            func.max(Delivery.copy_number),
        )
        .join(Document, Document.id == Delivery.document_id)
        .where(Delivery.state == DeliveryState.ADDRESSED, Document.state == State.ISSUED, ~called_for)
        .group_by(Document.id, Delivery.dispatch_id)
    )
    for document_id, issuer_id, dispatch_id, first, last in rows.all():
        yield Missing(
            DeliveryStep.SEND, document_id, issuer_id, {"dispatch": str(dispatch_id), "first": first, "last": last}
        )


def _untold(w: Work) -> Iterator[Missing]:
    called_for = exists().where(Errand.subject == Notice.id, Errand.step == DeliveryStep.MAIL)
    rows = w.session.execute(
        select(Notice.id, Document.issuer_id)
        .join(Delivery, Delivery.id == Notice.delivery_id)
        .join(Document, Document.id == Delivery.document_id)
        .where(Notice.state == NoticeState.WAITING, ~called_for)
        .limit(BATCH)
    )
    for notice_id, issuer_id in rows.all():
        yield Missing(DeliveryStep.MAIL, notice_id, issuer_id)
