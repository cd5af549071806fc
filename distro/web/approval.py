"""The approving officer's word: 签发 or 退改."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import actions
from distro.kernel.work import Work
from distro.web.documents import show
from distro.web.door import Pages, see

pages = Pages("approval")
APPROVERS = (Role.APPROVER,)


@pages.act("/documents/<uuid:document_id>/approve", needs=APPROVERS, again=show)
def approve(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.approve(w, document_id, _seen_revision(), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/return", needs=APPROVERS, again=show)
def return_(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.return_(w, document_id, _seen_revision(), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


def _seen_revision() -> int:
    """The revision the officer looked at; what is no number is no revision."""
    return request.form.get("revision", default=0, type=int)
