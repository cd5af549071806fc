"""会签: what other offices ask the officers of this one to consent to, and nothing else of theirs."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import countersigners, countersigning, rules
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.web.door import Afterwards, Answer, Pages, see, typed, typed_number
from distro.web.preview import as_file, as_picture, print_or_hindrance

pages = Pages("countersigning")
APPROVERS = (Role.APPROVER,)


@pages.read("/countersigning", needs=APPROVERS)
def listing(w: Work) -> ResponseReturnValue:
    found = countersigners.listing(w)
    issuers = offices.by_ids(w, {document.issuer_id for document in found})
    return render_template("countersigning/listing.html", documents=found, issuers=issuers)


@pages.read("/countersigning/<uuid:asked_id>", needs=APPROVERS)
def show(w: Work, asked_id: UUID, refusal: Refusal | None = None) -> Answer:
    document, asked = countersigners.find(w, asked_id)
    outcome = print_or_hindrance(w, document)
    known = {
        "document": document,
        "asked": asked,
        "issuer": offices.find(w, document.issuer_id),
        "is_own": rules.is_author(w.actor, document),
        "opinion": typed("opinion"),
        "refusal": refusal,
    }

    def say() -> str:
        print_, hindrance = outcome()
        return render_template("countersigning/document.html", print=print_, hindrance=hindrance, **known)

    return Afterwards(say)


@pages.read("/countersigning/<uuid:asked_id>/preview", needs=APPROVERS)
def pdf(w: Work, asked_id: UUID) -> Answer:
    document, _ = countersigners.find(w, asked_id)
    return as_file(w, document)


@pages.read("/countersigning/<uuid:asked_id>/preview/<int:page>.png", needs=APPROVERS)
def picture(w: Work, asked_id: UUID, page: int) -> Answer:
    document, _ = countersigners.find(w, asked_id)
    return as_picture(w, document, page)


@pages.act("/countersigning/<uuid:asked_id>/sign", needs=APPROVERS, again=show)
def sign(w: Work, asked_id: UUID) -> ResponseReturnValue:
    office_id = _office()
    countersigning.countersign(w, asked_id, office_id, typed_number("revision"), request.form.get("opinion", ""))
    return see(".listing")


@pages.act("/countersigning/<uuid:asked_id>/return", needs=APPROVERS, again=show)
def return_(w: Work, asked_id: UUID) -> ResponseReturnValue:
    office_id = _office()
    countersigning.return_(w, asked_id, office_id, typed_number("revision"), request.form.get("opinion", ""))
    return see(".listing")


def _office() -> UUID:
    """For which of the offices the officer signs."""
    office_id = request.form.get("office", type=UUID)
    if office_id is None:
        raise NotFound()
    return office_id
