"""The words said of a draft on its way: 审核, 签发, 复核, or 退改 with a reason."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import actions
from distro.kernel.work import Work
from distro.web.documents import show
from distro.web.door import Pages, see, typed_number

pages = Pages("approval")
REVIEWERS = (Role.REVIEWER,)
APPROVERS = (Role.APPROVER,)


@pages.act("/documents/<uuid:document_id>/review", needs=REVIEWERS, again=show)
def review(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.review(w, document_id, typed_number("revision"), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/approve", needs=APPROVERS, again=show)
def approve(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.approve(w, document_id, typed_number("revision"), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/check", needs=REVIEWERS, again=show)
def check(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.check(w, document_id, typed_number("revision"), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/return", needs=(*REVIEWERS, *APPROVERS), again=show)
def return_(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.return_(w, document_id, typed_number("revision"), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)
