"""The page on which a draft's distribution list is read, put right and saved."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.documents import queries, rules
from distro.documents.draft import Draft
from distro.documents.models import Document
from distro.documents.rules import Permission, State
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.sheet.sheet import Sheet
from distro.web import sheets
from distro.web.door import Pages, see, seen
from distro.web.guard import Size

pages = Pages("addressing")
SECRETARIES = (Role.SECRETARY,)


@pages.read("/documents/<uuid:document_id>/list", needs=SECRETARIES)
def show(w: Work, document_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    document = queries.find(w, document_id)
    if document.state is not State.DRAFT or not rules.may(w.actor, Permission.REVISE, document):
        return see("documents.show", document_id=document_id)
    content = queries.draft_of(w, document)
    if refusal is None:
        sheet = lists.remembered(w, document.issuer_id, content.sheet)
        return _page(w, document, content, sheet, str(document.version))
    return _page(w, document, content, sheets.typed(), request.form.get("version", ""), refusal)


@pages.act("/documents/<uuid:document_id>/list", needs=SECRETARIES, again=show, size=Size.TEXT)
def edit(w: Work, document_id: UUID) -> ResponseReturnValue:
    """Do what the pressed button asks for and show the list anew; nothing of the draft is changed."""
    document = queries.find(w, document_id)
    rules.require(w.actor, Permission.REVISE, document)
    content = queries.draft_of(w, document)
    sheet = sheets.edited(w, sheets.given(), content.sponsor, document.issuer_id)
    return _page(w, document, content, sheet, request.form.get("version", ""))


@pages.act("/documents/<uuid:document_id>/list/save", needs=SECRETARIES, again=show, size=Size.TEXT)
def save(w: Work, document_id: UUID) -> ResponseReturnValue:
    """The draft with this list."""
    learnt = desk.save_list(w, document_id, sheets.given(), seen("version"))
    return redirect(
        url_for("documents.show", document_id=document_id, saved=1, learnt=learnt or None, _anchor="list"), 303
    )


def _page(
    w: Work, document: Document, content: Draft, sheet: Sheet, version: str, refusal: Refusal | None = None
) -> str:
    return render_template(
        "documents/list.html",
        document=document,
        version=version,
        editor=sheets.shown(w, sheet, content.sponsor, document.issuer_id),
        is_changed=sheet != content.sheet,
        refusal=refusal,
    )
