"""What does not move: work that failed, was parked, or that nobody takes up, as its document's people see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, union_all

from distro.accounts.rules import Role
from distro.audit.rules import NOTICED_AFTER
from distro.delivery.models import Delivery, Notice
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel.errands import Errand
from distro.kernel.work import Work


@dataclass(frozen=True)
class Standstill:
    """One errand that stands, since when, and whether a person has to give it new tries."""

    errand: Errand
    document: Document

    @property
    def since(self) -> datetime:
        return self.errand.parked_at or self.errand.called_at

    @property
    def is_parked(self) -> bool:
        return self.errand.parked_at is not None


def of_document(w: Work, document: Document) -> list[Standstill]:
    """What stands of a document the caller has been allowed to see, of its copies and their notices."""
    notices = select(Notice.id).join(Delivery, Delivery.id == Notice.delivery_id)
    subjects = union_all(
        select(Document.id).where(Document.id == document.id), notices.where(Delivery.document_id == document.id)
    )
    found = w.session.scalars(
        select(Errand).where(Errand.subject.in_(subjects), _stands(w)).order_by(Errand.id).limit(20)
    )
    return [Standstill(errand, document) for errand in found]


def of_offices(w: Work) -> list[Standstill]:
    """What stands of the documents of the offices in which the actor is secretary, the oldest first."""
    found = w.session.scalars(
        select(Errand)
        .where(Errand.office_id.in_(w.actor.offices(Role.SECRETARY)), _stands(w))
        .order_by(Errand.id)
        .limit(20)
    ).all()
    about = dict(
        w.session.execute(
            select(Notice.id, Delivery.document_id)
            .join(Delivery, Delivery.id == Notice.delivery_id)
            .where(Notice.id.in_([errand.subject for errand in found]))
        ).all()
    )
    of = {errand.id: about.get(errand.subject, errand.subject) for errand in found}
    known: dict[UUID, Document] = documents.by_ids(w, set(of.values()))
    return [Standstill(errand, known[of[errand.id]]) for errand in found if of[errand.id] in known]


def _stands(w: Work) -> ColumnElement[bool]:
    return or_(
        Errand.parked_at.is_not(None),
        Errand.error.is_not(None),
        Errand.due_at < w.now - NOTICED_AFTER,
    )
