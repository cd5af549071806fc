"""What an office signed on paper, entered by the issuer's secretary."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.delivery import actions, queries
from distro.delivery.rules import SIGNATURE_LENGTH, WAITING, Channel
from distro.documents import queries as documents
from distro.documents.rules import State
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.web.door import Pages, day, see, typed

pages = Pages("paper")
SECRETARIES = (Role.SECRETARY,)


@pages.read("/documents/<uuid:document_id>/deliveries/<uuid:delivery_id>/paper", needs=SECRETARIES)
def form(w: Work, document_id: UUID, delivery_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    document = documents.find(w, document_id)
    letter = queries.letter_of(w, document, delivery_id)
    is_owed = letter.delivery.channel is Channel.PAPER and letter.delivery.state in WAITING
    if document.state is not State.ISSUED or not is_owed:
        return see("documents.show", document_id=document_id)
    return render_template(
        "delivery/paper.html",
        document=document,
        letter=letter,
        files=documents.attachments(w, document),
        person_name=typed("person_name"),
        day=typed("day") or w.today.isoformat(),
        name_length=SIGNATURE_LENGTH,
        refusal=refusal,
    )


@pages.act("/documents/<uuid:document_id>/deliveries/<uuid:delivery_id>/paper", needs=SECRETARIES, again=form)
def enter(w: Work, document_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    signed_on = day("day")
    if signed_on is None:
        raise Refusal("请填写签收日期。没有登记。", field="day")
    actions.enter_receipt(w, document_id, delivery_id, request.form.get("person_name", ""), signed_on)
    return see("documents.show", document_id=document_id)
