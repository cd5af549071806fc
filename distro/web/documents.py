"""The pages of outgoing documents: the list, a document in whatever state it is, and its frozen print."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.audit import standstill
from distro.delivery import answers
from distro.delivery import queries as deliveries
from distro.documents import countersigners, numbers, queries, rules, unsaved
from distro.documents.draft import DAYS, LIMITS, Draft
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import KINDS
from distro.documents.lives import AT
from distro.documents.models import Approval, Document
from distro.documents.rules import READERS, Permission, Stage, State
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.secrecy import Secret
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.outside.clock import date_text
from distro.web import files, paging
from distro.web.differences import difference
from distro.web.door import Afterwards, Answer, Pages, typed
from distro.web.language import gettext
from distro.web.named_lists import beside
from distro.web.preview import print_or_hindrance
from distro.web.progress import Progress, progress_of

pages = Pages("documents")

TEXTS = (*LIMITS, *DAYS, "copies_numbered")
# The press names some fields as they stand on the page.
FIELD_OF = {
    "paragraphs": "body",
    "issue_text": "designation",
    "number": "designation",
    "organs": "issuer",
    "title": "titles",
    "title_lines": "titles",
    "address": "imprint",
    "copies_to": "imprint",
    "note": "note",
    "annexes.title": "annexes",
    "annexes.body": "annexes",
}

FILTERS = {
    "draft": ("草稿", (State.DRAFT,)),
    "reviewing": ("待审核", (State.REVIEWING,)),
    "countersigning": ("待会签", (State.COUNTERSIGNING,)),
    "submitted": ("待签发", (State.SUBMITTED,)),
    "approved": ("已签发", (State.APPROVED,)),
    "checking": ("待复核", (State.CHECKING,)),
    "numbered": ("已编号", (State.NUMBERED, State.PRINTING)),
    "printed": ("待核发", (State.PRINTED,)),
    "issued": ("已印发", (State.ISSUED,)),
    "recalled": ("已撤回", (State.RECALLED,)),
    "void": ("已作废", (State.VOID,)),
}
CONSENTED = {
    Stage.REVIEW: "已审核",
    Stage.COUNTERSIGN: "已会签",
    Stage.APPROVE: "已签发",
    Stage.CHECK: "已复核",
    Stage.HAND_OUT: "已核发",
}
# Not every office has these stages: they are offered where something waits at them.
PASSING = {"reviewing", "countersigning", "checking", "printed"}


@pages.read("/documents", needs=READERS)
def listing(w: Work) -> ResponseReturnValue:
    chosen, turn = request.args.get("state", ""), paging.asked()
    if chosen == "exceptions":
        found = deliveries.exceptional(w, turn.limit, turn.offset)
    else:
        states = FILTERS[chosen][1] if chosen in FILTERS else ()
        found = queries.listing(w, *states, limit=turn.limit, offset=turn.offset)
    leaf = turn.leaf(found)
    counts = queries.counts(w)
    filters = [(key, name, sum(counts.get(state, 0) for state in of)) for key, (name, of) in FILTERS.items()]
    return render_template(
        "documents/listing.html",
        documents=leaf,
        progress=deliveries.progress(w, leaf.items),
        exceptions=deliveries.exceptions(w, leaf.items),
        exceptional=deliveries.count_exceptional(w),
        chosen=chosen,
        filters=[each for each in filters if each[2] or each[0] == chosen or each[0] not in PASSING],
    )


@pages.read("/documents/<uuid:document_id>", needs=READERS)
def show(w: Work, document_id: UUID, refusal: Refusal | None = None) -> Answer:
    """The document as its state calls for: to edit, to judge, to issue, or to follow."""
    document = queries.find(w, document_id)
    if document.state in (State.PRINTING, State.ISSUED, State.RECALLED):
        return _issued(w, document, refusal)
    if document.state is State.PRINTED:
        return _printed(w, document, refusal)
    is_typed = refusal is not None and "body" in request.form
    if is_typed or (document.state is State.DRAFT and rules.may(w.actor, Permission.REVISE, document)):
        return _draft(w, document, refusal)
    return judged(w, document, "documents/review.html", refusal=refusal, opinion=typed("opinion"))


@pages.read("/documents/<uuid:document_id>/pdf", needs=READERS)
def pdf(w: Work, document_id: UUID) -> ResponseReturnValue:
    document = _with_file(w, document_id)
    return files.pdf(files.kept(w, document.print_digest), document.number)


@pages.read("/documents/<uuid:document_id>/pages/<int:page>.png", needs=READERS)
def page(w: Work, document_id: UUID, page: int) -> ResponseReturnValue:
    return files.picture(files.kept(w, _with_file(w, document_id).print_digest), page)


def judged(w: Work, document: Document, template: str, **more: object) -> Afterwards:
    """A page with what an officer must see before the word: the print, the list, earlier words, and what changed since."""
    approvals = queries.approvals(w, document.id)
    outcome = print_or_hindrance(w, document)
    lines = lists.lines(w, document.list_id)
    known = {
        "document": document,
        "lines": lines,
        "files": queries.attachments(w, document),
        "checked": queries.checked(w, document, lines),
        "approvals": approvals,
        "difference": difference(w, document, approvals),
        "beside": beside(w, document, lines),
        "may": {each.name for each in Permission if rules.may(w.actor, each, document)}.__contains__,
        "is_own": {each.name for each in Permission if rules.is_own(w.actor, each, document)}.__contains__,
        "stage": AT.get(document.state),
        "waited_for": countersigners.waited_for(w, document) if document.state is State.COUNTERSIGNING else [],
        "called": called(w, document),
        "asked": answers.asked(w, document),
    }

    def say() -> str:
        print_, hindrance = outcome()
        return render_template(template, print=print_, hindrance=hindrance, **known, **more)

    return Afterwards(say)


class Called(NamedTuple):
    """What an issue will be called, in the words of its print; `is_settled` when its text leaves no number open."""

    words: str
    is_settled: bool


def called(w: Work, document: Document) -> Called | None:
    """The number a document would get now; None when it has one, or none can be told."""
    content = queries.draft_of(w, document)
    words = None if document.has_number else numbers.shown(w, document, content)
    claim = choice.claim(content)
    return Called(words, claim is not None and not claim.is_open) if words is not None else None


def _draft(w: Work, document: Document, refusal: Refusal | None) -> Afterwards:
    content = queries.draft_of(w, document)
    values = texts_of(content) | {"version": str(document.version)}
    held = unsaved.held(w, document) if refusal is None else None
    if held is not None:
        values |= {"copies_numbered": "", **held.texts, "version": str(held.version)}
    # A classified text is not shown again; whatever else was typed is.
    if refusal is not None and "body" in request.form and not isinstance(refusal, Secret):
        values |= {name: typed(name) for name in values}
    shape = choice.settled(Draft(kind=values["kind"], format=values["format"]))
    lines = lists.lines(w, document.list_id)
    outcome = print_or_hindrance(w, document)
    missing = _missing(w, document, content)
    known = {
        "document": document,
        "values": values,
        "held": held,
        "refusal": refusal,
        "refused_field": _refused_field(refusal) if refusal else None,
        "checked": queries.checked(w, document, lines),
        "unsure": [name for name in request.args.get("unsure", "").split(",") if name in TEXTS],
        "pages": request.args.get("pages", 0, type=int),
        "lines": lines,
        "files": queries.attachments(w, document),
        "beside": beside(w, document, lines),
        "extra": typed("extra"),
        "unknown": lists.unknown_names(line.entry for line in lines),
        "doubtful": len({(line.entry.group_number, line.entry.words) for line in lines if line.entry.is_doubtful}),
        "approvals": queries.approvals(w, document.id),
        "kind": choice.kind_of(shape),
        "form": choice.format_of(shape),
        "kinds": KINDS,
        "names": choice.labels(shape),
        "called": called(w, document),
        "asked": answers.asked(w, document),
    }

    def say() -> str:
        print_, hindrance = outcome()
        unprintable = [hindrance] if hindrance is not None and not choice.problems(content) else []
        return render_template(
            "documents/draft.html",
            missing=[(each, field_of(each)) for each in [*missing, *unprintable]],
            print=print_,
            hindrance=hindrance,
            **known,
        )

    return Afterwards(say)


def texts_of(content: Draft) -> dict[str, str]:
    """The draft as the texts of a form."""
    texts = {name: getattr(content, name) for name in LIMITS}
    texts |= {name: date_text(day) if (day := getattr(content, name)) else "" for name in DAYS}
    return texts | {"copies_numbered": "1" if content.copies_numbered else ""}


@pages.app_template_global()
def verdict(approval: Approval) -> str:
    """What somebody's word was, in a word."""
    if approval.approved:
        return gettext(CONSENTED[approval.stage])
    return gettext("退印意见" if approval.stage is Stage.HAND_OUT else "退改意见")


def field_of(refusal: Refusal) -> str | None:
    """The form field a refusal is about."""
    name = FIELD_OF.get(refusal.field or "", refusal.field)
    return name if name in TEXTS else None


def _refused_field(refusal: Refusal) -> str | None:
    """The field of the draft's page a refusal is about: one of the form, or a reason for keeping what is warned
    of or for giving the draft up."""
    if refusal.field != "reason":
        return field_of(refusal)
    waived = request.form.get("waive")
    return f"reason.{waived}" if waived else refusal.field


def _issued(w: Work, document: Document, refusal: Refusal | None) -> str:
    following: Progress = progress_of(w, document)
    return render_template(
        "documents/issued.html",
        document=document,
        files=queries.attachments(w, document),
        refusal=refusal,
        progress=following,
        standstills=standstill.of_document(w, document),
        approvals=queries.approvals(w, document.id),
        asked=answers.asked(w, document),
        answers=answers.received(w, document),
        may=lambda permission: rules.may(w.actor, Permission[permission], document),
    )


def _printed(w: Work, document: Document, refusal: Refusal | None) -> str:
    return render_template(
        "documents/printed.html",
        document=document,
        refusal=refusal,
        approvals=queries.approvals(w, document.id),
        opinion=typed("opinion"),
        may=lambda permission: rules.may(w.actor, Permission[permission], document),
    )


def _missing(w: Work, document: Document, content: Draft) -> list[Refusal]:
    """Everything that stands between the draft and its approval beside what the checks find in its list, and the press."""
    missing = choice.problems(content)
    for required in (queries.require_own_name, numbers.expected):
        try:
            required(w, document, content)
        except Refusal as refusal:
            missing.append(refusal)
    return missing


def _with_file(w: Work, document_id: UUID) -> Document:
    document = queries.find(w, document_id)
    if not document.has_print:
        raise NotFound()
    return document
