"""批复 to a 请示 and 复函 to a 函 (党政机关公文处理工作条例 2012, art. 8): begun from the letter received, and found from both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from distro.accounts.rules import Role
from distro.delivery import queries, rules
from distro.delivery.models import Answer, Delivery
from distro.delivery.rules import DeliveryFact, Permission
from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.documents.kinds import again
from distro.documents.models import Document
from distro.kernel.errors import Conflict, Forbidden
from distro.kernel.work import Work
from distro.offices import queries as offices

KINDS = {"请示": "批复", "函": "函"}
"""What answers which kind."""
_CALLED = {"批复": "批复", "函": "复函"}
_MATTER = re.compile(r"(?P<matter>关于.+的)(?:请示|函)$")


class Asked(NamedTuple):
    """What a document answers: the document received, and by whom it was issued."""

    document: Document
    issuer: str


def may_begin(w: Work, letter: queries.Letter) -> bool:
    """Whether the actor may draft the answer of the office that has the letter."""
    return (
        letter.document.kind in KINDS
        and not letter.is_recalled
        and w.actor.has(Role.SECRETARY, letter.delivery.office_id)
    )


def begin(w: Work, delivery_id: UUID) -> Document:
    """A draft that answers the letter, in the name of the office that has it, to the office that sent it."""
    letter = queries.letter(w, delivery_id)
    rules.require(w.actor, Permission.READ, letter.delivery)
    asked, office_id = letter.document, letter.delivery.office_id
    if asked.kind not in KINDS or letter.is_recalled:
        raise Conflict("只有收到的请示和函可以拟复。没有建立草稿。")
    if not w.actor.has(Role.SECRETARY, office_id):
        raise Forbidden("没有代该单位拟稿的权限。没有保存。")
    last = reads.last_referenced(w, office_id)
    office = offices.find(w, office_id).name
    kind = KINDS[asked.kind]
    content = again.blank(kind, office, reads.draft_of(w, last) if last else None, w.today)
    document = documents.draft(
        w,
        again.answering(content, title=_title(office, asked.title, kind), to=letter.issuer, asked=_quoted(asked)),
        office_id,
    )
    w.session.add(Answer(document_id=document.id, delivery_id=delivery_id))
    w.record(DeliveryFact.ANSWER_BEGUN, document.id, office_id, delivery=str(delivery_id), asked=str(asked.id))
    return document


def asked(w: Work, document: Document) -> Asked | None:
    """What this document answers; the caller has been allowed to see the answer."""
    row = w.session.execute(
        select(Document)
        .join(Delivery, Delivery.document_id == Document.id)
        .join(Answer, Answer.delivery_id == Delivery.id)
        .where(Answer.document_id == document.id)
    ).scalar_one_or_none()
    return Asked(row, offices.find(w, row.issuer_id).name) if row is not None else None


def of_letter(w: Work, letter: queries.Letter) -> Sequence[Document]:
    """The answers the office has begun to a letter, of which the actor may see."""
    wanted = (
        select(Document)
        .join(Answer, Answer.document_id == Document.id)
        .where(Answer.delivery_id == letter.delivery.id, reads.visible_to(w.actor))
        .order_by(Document.created_at)
    )
    return w.session.scalars(wanted).all()


def received(w: Work, document: Document) -> Sequence[Asked]:
    """The answers that were issued to a document the caller has been allowed to see, and by whom."""
    wanted = (
        select(Document)
        .join(Answer, Answer.document_id == Document.id)
        .join(Delivery, Delivery.id == Answer.delivery_id)
        .where(Delivery.document_id == document.id, Document.pdf_digest.is_not(None))
        .order_by(Document.issued_at)
    )
    found = w.session.scalars(wanted).all()
    names = offices.by_ids(w, {each.issuer_id for each in found})
    return [Asked(each, names[each.issuer_id].name) for each in found]


def _title(office: str, asked: str, kind: str) -> str:
    matter = _MATTER.search(asked)
    return f"{office}{matter['matter'] if matter else '关于' + asked + '的'}{_CALLED[kind]}"


def _quoted(asked: Document) -> str:
    return f"《{asked.title}》（{asked.number}）"
