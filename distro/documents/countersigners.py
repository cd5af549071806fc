"""会签: the offices whose consent to a revision is asked for, and those it still waits for.

Whoever signs for such an office may know of the document while it waits for them, and only then.
"""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.documents.draft import Draft, lines
from distro.documents.models import Approval, Countersigner, Document
from distro.documents.queries import URGENT_FIRST
from distro.documents.rules import Stage, State
from distro.kernel.actor import Actor
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices


def named(content: Draft) -> list[list[str]]:
    """The offices the draft names, turn by turn: one turn a line, those of a line side by side."""
    turns = [re.split("[、，,；;]", line.rstrip("。")) for line in lines(content.countersigners)]
    return [[name.strip() for name in turn if name.strip()] for turn in turns]


def turns(w: Work, document: Document, content: Draft) -> list[list[str]]:
    """Whose consent the draft needs: that of the offices it names, and in a joint document that of every other organ in
    whose name the issuer does not issue by itself, as the last turn if the draft does not name it (条例 art. 22)."""
    own = named(content)
    written = {name for turn in own for name in turn}
    organs = ["".join(organ.split()) for organ in lines(content.issuer)[1:]]
    joint = [organ for organ in organs if organ not in written and not offices.issues_as(w, document.issuer_id, organ)]
    return [*own, joint] if joint else own


def call(w: Work, document: Document, content: Draft) -> list[str]:
    """Ask the offices for their consent to this revision; returns their names. Refusal when one is not to be had."""
    wanted = turns(w, document, content)
    found = offices.by_names(w, [name for turn in wanted for name in turn])
    signing = accounts.offices_with(w, Role.APPROVER, [office.id for office in found.values()])
    asked = {each.office_id: each.name for each in _all(w, document)}
    for number, turn in enumerate(wanted, 1):
        for name in turn:
            office = found.get(name)
            if office is None:
                raise Refusal(
                    "会签单位“%(name)s”不在单位名册中，或已失效。没有送审。请改正，或请系统管理员登记。",
                    field="countersigners",
                    name=name,
                )
            if office.id == document.issuer_id:
                raise Refusal(
                    "“%(name)s”就是本单位，不用会签。没有送审。请从会签单位中删去。", field="countersigners", name=name
                )
            if office.id not in signing:
                raise Refusal(
                    "会签单位“%(name)s”没有签发领导，不能会签。没有送审。请先授予职责。",
                    field="countersigners",
                    name=name,
                )
            if office.id not in asked:
                asked[office.id] = name
                w.session.add(
                    Countersigner(
                        document_id=document.id,
                        revision=document.revision,
                        office_id=office.id,
                        turn=number,
                        name=name,
                    )
                )
    w.session.flush()
    return list(asked.values())


def waited_for(w: Work, document: Document) -> list[Countersigner]:
    """The offices whose turn it is, without those that have consented to this revision."""
    consented = w.session.scalars(
        select(Approval.office_id).where(
            Approval.document_id == document.id,
            Approval.revision == document.revision,
            Approval.stage == Stage.COUNTERSIGN,
            Approval.approved,
        )
    ).all()
    waiting = [each for each in _all(w, document) if each.office_id not in consented]
    return [each for each in waiting if each.turn == waiting[0].turn]


def find(w: Work, document_id: UUID, *, lock: bool = False) -> tuple[Document, list[Countersigner]]:
    """A document that waits for the consent of offices the actor signs for, and these; NotFound if it does not."""
    wanted = select(Document).where(Document.id == document_id, Document.state == State.COUNTERSIGNING)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    document = w.session.scalars(wanted).one_or_none()
    mine = w.actor.offices(Role.APPROVER)
    asked = [each for each in waited_for(w, document) if each.office_id in mine] if document is not None else []
    if document is None or not asked:
        raise NotFound()
    return document, asked


def listing(w: Work) -> list[Document]:
    """The documents that wait for the consent of an office the actor signs for, the urgent first."""
    wanted = select(Document).where(_waits_for(w.actor)).order_by(URGENT_FIRST, Document.changed_at.desc(), Document.id)
    return list(w.session.scalars(wanted))


def count(w: Work) -> int:
    """How many there are."""
    return w.session.scalar(select(func.count()).select_from(Document).where(_waits_for(w.actor))) or 0


def _all(w: Work, document: Document) -> list[Countersigner]:
    return list(
        w.session.scalars(
            select(Countersigner)
            .where(Countersigner.document_id == document.id, Countersigner.revision == document.revision)
            .order_by(Countersigner.turn, Countersigner.name)
        )
    )


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """The SQL form of `find`."""
    mine, earlier = aliased(Countersigner), aliased(Countersigner)
    is_earlier = exists().where(
        earlier.document_id == Document.id,
        earlier.revision == Document.revision,
        earlier.turn < mine.turn,
        ~_has_consented(earlier.office_id),
    )
    is_asked = exists().where(
        mine.document_id == Document.id,
        mine.revision == Document.revision,
        mine.office_id.in_(actor.offices(Role.APPROVER)),
        ~_has_consented(mine.office_id),
        ~is_earlier,
    )
    return (Document.state == State.COUNTERSIGNING) & is_asked


def _has_consented(office_id: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    return exists().where(
        Approval.document_id == Document.id,
        Approval.revision == Document.revision,
        Approval.stage == Stage.COUNTERSIGN,
        Approval.approved,
        Approval.office_id == office_id,
    )
