"""A draft's list taken from elsewhere: from a named list, from the issue before; and recipients of this issue only.

What else was typed on the draft's page is saved along, as with every button there.
"""

from __future__ import annotations

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import queries
from distro.documents.draft import Draft
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.sheet.extra import with_extra, without_extra
from distro.web.documents import show
from distro.web.door import Pages
from distro.web.drafting import keep
from distro.web.guard import Size

pages = Pages("taking")
SECRETARIES = (Role.SECRETARY,)


@pages.act("/documents/<uuid:document_id>/take", needs=SECRETARIES, again=show, size=Size.TEXT)
def take(w: Work, document_id: UUID) -> ResponseReturnValue:
    """What the chosen named list says on the document's day."""
    document = queries.find(w, document_id)

    def taken(content: Draft) -> Draft:
        on = content.date or w.today
        applying = lists.applying(w, document.issuer_id, content.masthead, on)
        version = next((each.version for each in applying if str(each.named.id) == request.form.get("named")), None)
        if version is None:
            raise Refusal("请选择一份在文稿日期有效的名单。没有取用。", field="named")
        return content.with_list(version.sheet)

    keep(w, document_id, taken)
    return _back(document_id)


@pages.act("/documents/<uuid:document_id>/take-last", needs=SECRETARIES, again=show, size=Size.TEXT)
def take_last(w: Work, document_id: UUID) -> ResponseReturnValue:
    """The list of the issue before, without those it was sent to only that time."""
    document = queries.find(w, document_id)

    def taken(content: Draft) -> Draft:
        last = queries.last_issued(w, document.issuer_id, content.masthead)
        if last is None:
            raise Refusal("这份简报还没有印发过。没有取用。", field="named")
        return content.with_list(without_extra(queries.draft_of(w, last).sheet))

    keep(w, document_id, taken)
    return _back(document_id)


@pages.act("/documents/<uuid:document_id>/extra", needs=SECRETARIES, again=show, size=Size.TEXT)
def add_extra(w: Work, document_id: UUID) -> ResponseReturnValue:
    """本期增发 for the names typed."""
    queries.find(w, document_id)
    names = request.form.get("extra", "")
    keep(w, document_id, lambda content: content.with_list(with_extra(content.sheet, names)))
    return _back(document_id)


def _back(document_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("documents.show", document_id=document_id, _anchor="named"), 303)
