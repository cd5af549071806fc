"""The pages of a recipient office: inbox, reading, 签收, 退回, 回执."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.delivery import actions, answers, queries
from distro.delivery.queries import Letter
from distro.documents import queries as documents
from distro.documents.rules import READERS
from distro.kernel import remarks
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.web import files, paging
from distro.web.door import Pages, see, typed

pages = Pages("delivery")
CLERKS = (Role.CLERK,)
# Who has a letter may also draft its answer, being a secretary of that office too.
ANSWERING = (Role.CLERK, Role.SECRETARY)


@pages.read("/inbox", needs=CLERKS)
def inbox(w: Work) -> ResponseReturnValue:
    waiting, done = paging.asked("waiting"), paging.asked()
    owed = queries.owed(w).waiting
    return render_template(
        "delivery/inbox.html",
        owed=owed,
        waiting=waiting.leaf(queries.waiting(w, waiting.limit, waiting.offset)),
        done=done.leaf(queries.done(w, done.limit, done.offset)),
        latest=None if owed else queries.latest_receipt(w),
        serves_several=len(w.actor.offices(Role.CLERK)) > 1,
    )


@pages.read("/inbox/<uuid:delivery_id>", needs=ANSWERING)
def letter(w: Work, delivery_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The letter to read. Looking at the page is the first opening; asking for its head is not."""
    found = queries.letter(w, delivery_id) if request.method == "HEAD" else actions.open_(w, delivery_id)
    return render_template(
        "delivery/letter.html",
        letter=found,
        files=documents.attachments(w, found.document),
        returned=queries.latest_return(w, found),
        answers=answers.of_letter(w, found),
        may_answer=answers.may_begin(w, found),
        reason=typed("reason"),
        reason_length=remarks.LENGTH,
        refusal=refusal,
    )


@pages.act("/inbox/<uuid:delivery_id>/acknowledge", needs=CLERKS, again=letter)
def acknowledge(w: Work, delivery_id: UUID) -> ResponseReturnValue:
    actions.acknowledge(w, delivery_id, request.form.get("digest", ""))
    return see("delivery.letter", delivery_id=delivery_id, _anchor="outcome")


@pages.act("/inbox/<uuid:delivery_id>/return", needs=CLERKS, again=letter)
def return_(w: Work, delivery_id: UUID) -> ResponseReturnValue:
    actions.return_(w, delivery_id, request.form.get("reason", ""))
    return see("delivery.letter", delivery_id=delivery_id, _anchor="outcome")


@pages.act("/inbox/<uuid:delivery_id>/answer", needs=ANSWERING)
def answer(w: Work, delivery_id: UUID) -> ResponseReturnValue:
    """拟批复, 拟复函: a draft that answers the letter."""
    return see("documents.show", document_id=answers.begin(w, delivery_id).id)


@pages.read("/inbox/<uuid:delivery_id>/receipt", needs=CLERKS)
def receipt(w: Work, delivery_id: UUID) -> ResponseReturnValue:
    return _paper(queries.letter(w, delivery_id), url_for(".letter", delivery_id=delivery_id))


@pages.read("/documents/<uuid:document_id>/receipts/<uuid:delivery_id>", needs=READERS)
def proof(w: Work, document_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    """The same receipt, for the issuer's people."""
    document = documents.find(w, document_id)
    return _paper(queries.letter_of(w, document, delivery_id), url_for("matrix.matrix", document_id=document_id))


@pages.read("/inbox/<uuid:delivery_id>/pdf", needs=CLERKS)
def file(w: Work, delivery_id: UUID) -> ResponseReturnValue:
    found = _readable(w, delivery_id)
    if request.method != "HEAD":
        actions.open_(w, delivery_id)
    return files.pdf(files.own_copy(w, found), found.document.number)


@pages.read("/inbox/<uuid:delivery_id>/pages/<int:page>.png", needs=CLERKS)
def page(w: Work, delivery_id: UUID, page: int) -> ResponseReturnValue:
    """One page as a picture, for screens that show no PDF."""
    found = _readable(w, delivery_id)
    return files.picture(files.own_copy(w, found), page)


@pages.read("/inbox/<uuid:delivery_id>/files/<int:position>", needs=CLERKS)
def attachment(w: Work, delivery_id: UUID, position: int) -> ResponseReturnValue:
    """A file that goes along, as it came; closed with the letter when it is recalled."""
    found = _readable(w, delivery_id)
    if request.method != "HEAD":
        actions.open_(w, delivery_id)
    return files.along(w, [each.to_plain() for each in documents.attachments(w, found.document)], position)


def _paper(found: Letter, back: str) -> str:
    if found.receipt is None:
        raise NotFound()
    return render_template("delivery/receipt.html", letter=found, receipt=found.receipt, back=back)


def _readable(w: Work, delivery_id: UUID) -> Letter:
    """The letter, unless its file was called back."""
    found = queries.letter(w, delivery_id)
    if found.is_recalled:
        raise NotFound()
    return found
