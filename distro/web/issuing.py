"""Issuing: 编号, the last look before 印发, 核发, following the copies, 催办, 重发, 撤回."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.audit import actions as audit
from distro.audit import standstill
from distro.delivery import actions as deliveries
from distro.documents import actions, issuing, queries, rules
from distro.documents.rules import READERS, Permission, State
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.web.documents import judged, show
from distro.web.door import Answer, Pages, see, typed
from distro.web.progress import progress_of

pages = Pages("issuing")
SECRETARIES = (Role.SECRETARY,)


@pages.act("/documents/<uuid:document_id>/number", needs=SECRETARIES, again=show)
def number(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.number(w, document_id)
    return see(".confirm", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/issue", needs=SECRETARIES)
def confirm(w: Work, document_id: UUID) -> Answer:
    """What the dispatch register will say, to be read before there is no way back."""
    document = queries.find(w, document_id)
    if document.state is not State.NUMBERED:
        return see("documents.show", document_id=document_id)
    return judged(w, document, "documents/confirm.html")


@pages.act("/documents/<uuid:document_id>/issue", needs=SECRETARIES, again=show)
def issue(w: Work, document_id: UUID) -> ResponseReturnValue:
    issuing.issue(w, document_id)
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/hand-out", needs=SECRETARIES, again=show)
def hand_out(w: Work, document_id: UUID) -> ResponseReturnValue:
    issuing.hand_out(w, document_id, request.form.get("digest", ""), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/reprint", needs=SECRETARIES, again=show)
def reprint(w: Work, document_id: UUID) -> ResponseReturnValue:
    issuing.reprint(w, document_id, request.form.get("digest", ""), request.form.get("opinion", ""))
    return see("documents.show", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/stop", needs=SECRETARIES)
def stop_form(w: Work, document_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    document = queries.find(w, document_id)
    if document.state is not State.PRINTING:
        return see("documents.show", document_id=document_id)
    return render_template("documents/stop.html", document=document, reason=typed("reason"), refusal=refusal)


@pages.act("/documents/<uuid:document_id>/stop", needs=SECRETARIES, again=stop_form)
def stop(w: Work, document_id: UUID) -> ResponseReturnValue:
    issuing.stop(w, document_id, request.form.get("reason", ""))
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/errands/<int(max=9223372036854775807):errand_id>/retry", needs=SECRETARIES)
def retry(w: Work, document_id: UUID, errand_id: int) -> ResponseReturnValue:
    queries.find(w, document_id)
    audit.retry(w, errand_id)
    return see("documents.show", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/progress", needs=READERS)
def progress(w: Work, document_id: UUID) -> ResponseReturnValue:
    """The live part of the page; 204 once the document is no longer in the state the page was made for."""
    document = queries.find(w, document_id)
    if document.state.name != request.args.get("state"):
        return make_response("", HTTPStatus.NO_CONTENT)
    html = render_template(
        "documents/progress.html",
        document=document,
        progress=progress_of(w, document),
        standstills=standstill.of_document(w, document),
        may=lambda permission: rules.may(w.actor, Permission[permission], document),
    )
    response = make_response(html)
    response.set_etag(hashlib.sha256(html.encode()).hexdigest())
    return response.make_conditional(request)


@pages.act("/documents/<uuid:document_id>/chase", needs=SECRETARIES, again=show)
def chase(w: Work, document_id: UUID) -> ResponseReturnValue:
    chased = deliveries.chase(w, document_id)
    return see("documents.show", document_id=document_id, chased=chased)


@pages.act("/documents/<uuid:document_id>/deliveries/<uuid:delivery_id>/resend", needs=SECRETARIES)
def resend(w: Work, document_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    deliveries.resend(w, document_id, delivery_id)
    return see("documents.show", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/recall", needs=SECRETARIES)
def recall_form(w: Work, document_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    document = queries.find(w, document_id)
    if document.state is not State.ISSUED:
        return see("documents.show", document_id=document_id)
    return render_template(
        "documents/recall.html",
        document=document,
        progress=progress_of(w, document),
        reason=typed("reason"),
        refusal=refusal,
    )


@pages.act("/documents/<uuid:document_id>/recall", needs=SECRETARIES, again=recall_form)
def recall(w: Work, document_id: UUID) -> ResponseReturnValue:
    issuing.recall(w, document_id, request.form.get("reason", ""))
    return see("documents.show", document_id=document_id)
