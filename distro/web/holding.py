"""A draft's form keeps what is typed into it, every few seconds, until it is saved."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import make_response, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import unsaved
from distro.kernel.work import Work
from distro.web.door import Pages, see, seen
from distro.web.guard import Size

pages = Pages("holding")
SECRETARIES = (Role.SECRETARY,)


@pages.act("/documents/<uuid:document_id>/unsaved", needs=SECRETARIES, size=Size.TEXT)
def hold(w: Work, document_id: UUID) -> ResponseReturnValue:
    unsaved.hold(w, document_id, request.form, seen("version"))
    return make_response("", HTTPStatus.NO_CONTENT)


@pages.act("/documents/<uuid:document_id>/unsaved/discard", needs=SECRETARIES)
def discard(w: Work, document_id: UUID) -> ResponseReturnValue:
    unsaved.discard(w, document_id)
    return see("documents.show", document_id=document_id)
