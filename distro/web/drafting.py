"""Drafting: a pasted text becomes a draft, the draft is saved, its unknown offices registered, and it goes for approval."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.documents import actions
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import DEFAULT, KINDS
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import PAGES, Recognised, recognise
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.pasted import clean, decode
from distro.kernel.secrecy import refuse_if_secret
from distro.kernel.work import Work
from distro.lists.tier import Tier
from distro.outside import Outside
from distro.press.errors import AwayError
from distro.web.documents import show
from distro.web.door import Pages, see, seen, typed
from distro.web.guard import Size

pages = Pages("drafting")
SECRETARIES = (Role.SECRETARY,)
UNSURE_BELOW = 0.85
# Where recognition calls it otherwise than the form.
RECOGNISED = {
    "annexes": ("annexes", "annex_texts"),
    "body": ("paragraphs",),
    "designation": ("designation", "doc_no"),
    "imprint": ("imprint", "address"),
    "signers": ("signer",),
    "print_organ": ("print_org",),
}


@pages.read("/documents/new", needs=SECRETARIES)
def new(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return render_template(
        "documents/new.html",
        refusal=refusal,
        text=typed("text"),
        offices=desk.served(w).values(),
        chosen=request.form.get("issuer", ""),
        kinds=KINDS,
        kind=request.form.get("kind", DEFAULT.name),
    )


@pages.act("/documents/new", needs=SECRETARIES, again=new, size=Size.FILE)
def create(w: Work) -> ResponseReturnValue:
    text = _given_text()
    refuse_if_secret(text)
    found = recognise(text)
    content = from_recognised(found)
    document = actions.draft(w, content, _issuer(w, content))
    unsure = [field.name for field in choice.format_of(content).fields if _is_unsure(found, field.name)]
    pages = sum(leftover.name == PAGES for leftover in found.leftovers)
    # Only the names of fields go into the address, never their content.
    hints = {"unsure": ",".join(unsure) or None, "pages": pages or None}
    return see("documents.show", document_id=document.id, **hints)


@pages.act("/documents/blank", needs=SECRETARIES, again=new, size=Size.FILE)
def blank(w: Work) -> ResponseReturnValue:
    """A draft to be typed from nothing, of the kind chosen."""
    content = choice.settled(Draft(kind=request.form.get("kind", "")))
    document = actions.draft(w, content, _issuer(w, content))
    return see("documents.show", document_id=document.id)


@pages.act("/documents/<uuid:document_id>/save", needs=SECRETARIES, again=show, size=Size.TEXT)
def save(w: Work, document_id: UUID) -> ResponseReturnValue:
    keep(w, document_id)
    return redirect(url_for("documents.show", document_id=document_id, saved=1), 303)


@pages.act("/documents/<uuid:document_id>/register", needs=SECRETARIES, again=show, size=Size.TEXT)
def register_offices(w: Work, document_id: UUID) -> ResponseReturnValue:
    """Enter every unknown name of the list into the register, and read the list again."""
    keep(w, document_id)
    desk.register_unknown(w, document_id)
    return redirect(url_for("documents.show", document_id=document_id, _anchor="list"), 303)


@pages.act("/documents/<uuid:document_id>/check-list", needs=SECRETARIES, again=show, size=Size.TEXT)
def check_list(w: Work, document_id: UUID) -> ResponseReturnValue:
    """What stands in the form is saved, and its list looked at phrase by phrase."""
    keep(w, document_id)
    return see("addressing.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/waive", needs=SECRETARIES, again=show, size=Size.TEXT)
def waive(w: Work, document_id: UUID) -> ResponseReturnValue:
    """What stands in the form is saved, and an office kept on its list in spite of a warning."""
    keep(w, document_id)
    key = request.form.get("waive", "")
    try:
        rule, office, tier = key.split(".")
        which = rule, UUID(office), Tier[tier]
    except (ValueError, KeyError):
        raise NotFound() from None
    actions.waive(w, document_id, *which, request.form.get(f"reason.{key}", ""))
    return redirect(url_for("documents.show", document_id=document_id, _anchor="kept"), 303)


def _proofed(outside: Outside) -> None:
    """What stands in the form printed beforehand: the press keeps it. What else is wrong with it the deed will tell."""
    try:
        content = choice.typed(request.form)
        if not choice.problems(content):
            actions.proof(outside, choice.paper(content))
    except Refusal as refusal:
        if isinstance(refusal.__cause__, AwayError):
            raise


@pages.act("/documents/<uuid:document_id>/submit", needs=SECRETARIES, again=show, first=_proofed, size=Size.TEXT)
def submit(w: Work, _proof: None, document_id: UUID) -> ResponseReturnValue:
    """What stands in the form is saved and goes for approval."""
    keep(w, document_id)
    actions.submit(w, document_id)
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/withdraw", needs=SECRETARIES, again=show)
def withdraw(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.withdraw(w, document_id)
    return see("documents.show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/void", needs=SECRETARIES, again=show)
def void(w: Work, document_id: UUID) -> ResponseReturnValue:
    actions.void(w, document_id, request.form.get("reason", ""))
    return see("documents.listing")


def _given_text() -> str:
    """What was pasted, or else the uploaded file's text."""
    pasted = request.form.get("text", "")
    file = request.files.get("file")
    if pasted.strip() or file is None or not file.filename:
        return clean(pasted)
    return clean(decode(file.read()))


def _issuer(w: Work, content: Draft) -> UUID:
    issuer_id = desk.issuer(w, chosen=request.form.get("issuer", ""), named=content.sponsor)
    if issuer_id is None:
        raise Refusal("请选择以哪个单位的名义拟稿。没有保存。", field="issuer")
    return issuer_id


def _is_unsure(found: Recognised, name: str) -> bool:
    """Whether what was recognised for a field of the form is doubtful."""
    recognised = [each for each in RECOGNISED.get(name, (name,)) if getattr(found, each, None)]
    return any(found.confidence.get(each, 0.0) < UNSURE_BELOW for each in recognised)


def keep(w: Work, document_id: UUID, change: Callable[[Draft], Draft] = lambda content: content) -> None:
    """What stands in the form, with this change to it, is saved."""
    desk.save(w, document_id, change(choice.typed(request.form)), seen("version"))
