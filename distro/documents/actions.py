"""What people do with documents until they go to the press: draft, revise, waive, submit, judge, number.

Each action finds (and locks), asks whether the actor may, moves the state, and records the fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import delete

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.documents import countersigners, lives, numbers, queries, rules
from distro.documents.draft import LIMITS, Draft
from distro.documents.kinds import choice
from distro.documents.models import Approval, Attachment, Countersigner, Document, Revision, Waiver
from distro.documents.rules import DocumentFact, Permission, Stage, State, Verb
from distro.kernel.errors import Conflict, Forbidden, Refusal
from distro.kernel.remarks import remark, required
from distro.kernel.secrecy import refuse_if_secret
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.models import DistributionList
from distro.lists.queries import Line
from distro.outside import Outside
from distro.press.document import Document as Paper
from distro.press.document import Printed
from distro.press.errors import PressError

CONSENT = {
    Stage.REVIEW: "审核无误",
    Stage.COUNTERSIGN: "同意",
    Stage.APPROVE: "同意印发",
    Stage.CHECK: "复核无误",
    Stage.HAND_OUT: "核对无误",
}
"""What somebody says who consents without words of their own."""

_JUDGES = {Stage.REVIEW: Permission.REVIEW, Stage.APPROVE: Permission.APPROVE, Stage.CHECK: Permission.CHECK}


def draft(w: Work, content: Draft, issuer_id: UUID) -> Document:
    """A new draft of an office in which the actor is secretary. What was decided on its earlier lists holds on."""
    if not w.actor.has(Role.SECRETARY, issuer_id):
        raise Forbidden("没有代该单位拟稿的权限。没有保存。")
    _require_storable(content)
    if not content.choices:
        content = replace(content, choices=lists.remembered(w, issuer_id, content.sheet).choices)
    document = Document(
        issuer_id=issuer_id,
        drafter_id=w.actor.id,
        state=State.DRAFT,
        created_at=w.now,
        changed_at=w.now,
        revision=0,
    )
    write(w, document, content)
    w.record(DocumentFact.DRAFTED, document.id, issuer_id, **written(w, document))
    return document


def revise(w: Work, document_id: UUID, content: Draft, version: int) -> Document:
    """Save a new revision; `version` is the one the editor saw, so that nobody writes over a colleague's work."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，不能修改。没有保存。请先撤回修改。", state=str(document.state))
    if document.version != version:
        raise Conflict("文稿已被他人修改。没有保存，以免覆盖。请打开最新文稿后再改。")
    _require_storable(content)
    _require_number_kept(w, document, content)
    write(w, document, content)
    w.record(DocumentFact.REVISED, document.id, document.issuer_id, **written(w, document))
    return document


def reread_list(w: Work, document_id: UUID) -> None:
    """Resolve the draft's list again, after the register has learned new names."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，名单不能改变。没有改变任何内容。", state=str(document.state))
    _attach_list(w, document, queries.draft_of(w, document))
    w.record(DocumentFact.LIST_READ, document.id, document.issuer_id, list=str(document.list_id))


def waive(w: Work, document_id: UUID, key: str, reason: str) -> None:
    """Keep what a warning is about, an office on the list or a passage of the text, for a reason that stays on record."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，不能再说明理由。没有保存。请先撤回修改。", state=str(document.state))
    reason = required(reason, "reason")
    warned = next(
        (each.finding for each in queries.checked(w, document) if each.is_to_be_waived and each.finding.key == key),
        None,
    )
    if warned is None:
        raise Conflict("这一条已经改正，或已说明理由。没有保存。请看最新的检查结果。")
    waiver = Waiver(
        id=uuid4(),
        document_id=document.id,
        rule=warned.rule.name,
        **warned.seat,
        reason=reason,
        by_id=w.actor.id,
        by_name=w.actor.name,
        at=w.now,
    )
    w.session.add(waiver)
    w.record(
        DocumentFact.WAIVED,
        document.id,
        document.issuer_id,
        waiver=str(waiver.id),
        rule=waiver.rule,
        **warned.told,
        reason=reason,
    )


def void(w: Work, document_id: UUID, reason: str = "") -> None:
    """Give the draft up. A number it has taken stays taken, and the ledger says why it is void."""
    document = moved(w, document_id, Permission.REVISE, Verb.VOID)
    number = numbers.void(w, document, required(reason, "reason")) if document.has_number else {}
    w.record(DocumentFact.DISCARDED, document.id, document.issuer_id, **number)


def submit(w: Work, document_id: UUID) -> None:
    """Send on its way: complete, nothing on its list to be put right or accounted for, every character printable, and
    every office that is to countersign within reach."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    lives.next_state(lives.of(document.kind), document.state, Verb.SUBMIT)
    content = queries.draft_of(w, document)
    queries.require_own_name(w, document, content)
    require_sendable(w, document)
    _proof(w, content, document.designation)
    called = countersigners.call(w, document, content)
    move(w, document, Verb.SUBMIT)
    if document.state is State.REVIEWING and not accounts.offices_with(w, Role.REVIEWER, [document.issuer_id]):
        raise Refusal("本单位没有审核人员，没有送审。请先授予审核人员的职责，或请系统管理员在单位页面去掉审核的环节。")
    w.record(
        DocumentFact.SUBMITTED,
        document.id,
        document.issuer_id,
        revision=document.revision,
        **({"countersigners": called} if called else {}),
    )


def withdraw(w: Work, document_id: UUID) -> None:
    """Take the draft back to change it; approvals of the old revision no longer count."""
    document = moved(w, document_id, Permission.REVISE, Verb.WITHDRAW)
    w.record(DocumentFact.WITHDRAWN, document.id, document.issuer_id)


def review(w: Work, document_id: UUID, revision: int, opinion: str = "") -> None:
    """审核: the revision is fit to be put before an officer (条例 art. 20)."""
    document = moved(w, document_id, Permission.REVIEW, Verb.REVIEW)
    word = consent(w, document, Stage.REVIEW, revision, opinion)
    w.record(DocumentFact.REVIEWED, document.id, document.issuer_id, **word)


def approve(w: Work, document_id: UUID, revision: int, opinion: str = "") -> None:
    """Consent to exactly the revision the officer saw; without words of their own, in the usual ones."""
    document = moved(w, document_id, Permission.APPROVE, Verb.APPROVE)
    opinion = remark(opinion, "opinion")
    designation = numbers.approvable(w, document, queries.draft_of(w, document))
    word = consent(w, document, Stage.APPROVE, revision, opinion, designation=designation)
    w.record(DocumentFact.APPROVED, document.id, document.issuer_id, **word, designation=designation)


def check(w: Work, document_id: UUID, revision: int, opinion: str = "") -> None:
    """复核: what was signed, under its number, is what may go to the press (条例 art. 25)."""
    document = moved(w, document_id, Permission.CHECK, Verb.CHECK)
    word = consent(w, document, Stage.CHECK, revision, opinion)
    w.record(DocumentFact.CHECKED, document.id, document.issuer_id, **word)


def return_(w: Work, document_id: UUID, revision: int, reason: str) -> None:
    """Send the draft back with a reason, as whoever's word it waits for (条例 art. 21)."""
    document = queries.find(w, document_id, lock=True)
    stage = lives.AT.get(document.state)
    if stage not in _JUDGES:
        raise lives.inapplicable(document.state, Verb.RETURN)
    rules.require(w.actor, _JUDGES[stage], document)
    move(w, document, Verb.RETURN)
    word = dissent(w, document, stage, revision, reason)
    w.record(DocumentFact.RETURNED, document.id, document.issuer_id, **word)


def number(w: Work, document_id: UUID) -> None:
    """Take the number: the one the text claims if it is the next, else the next (domain: no gaps, no repeats)."""
    document = moved(w, document_id, Permission.ISSUE, Verb.NUMBER)
    content = queries.draft_of(w, document)
    if not document.has_number:
        numbers.take(w, document, content)
    w.record(DocumentFact.NUMBERED, document.id, document.issuer_id, **numbers.facts(w, document))


def preview(w: Work, document: Document, content: Draft, designation: str | None) -> Printed:
    """The print as it would be now, under this designation or else the one the text claims; Refusal names what is in the
    way."""
    return _proof(w, content, designation, f"{document.id} {w.actor.id}", document.revision)


def proof(outside: Outside, paper: Paper, desk: str = "", version: int = 0) -> Printed:
    """The print of a text that need not be kept anywhere, from the press or from what it has printed lately; Refusal
    names what is in the way."""
    try:
        return outside.press.preview(paper, desk, version)
    except PressError as error:
        raise Refusal(error.message, field=error.field, **error.values) from error


def _proof(w: Work, content: Draft, designation: str | None, desk: str = "", version: int = 0) -> Printed:
    """See `preview`; without a desk, nothing that is looked at there can make it superfluous."""
    if problems := choice.problems(content):
        raise problems[0]
    return proof(w.outside, choice.paper(content, designation), desk, version)


def require_sendable(w: Work, document: Document, lines: Sequence[Line] | None = None) -> None:
    """Refuse while something on the document's list is to be put right or accounted for."""
    for each in queries.checked(w, document, lines):
        if each.is_in_the_way:
            raise each.finding.refusal


def _require_storable(content: Draft) -> None:
    """Refuse before anything is kept: over-long fields, then secrecy marks."""
    for problem in choice.problems(content):
        if "limit" in problem.values:
            raise problem
    for name in LIMITS:
        refuse_if_secret(getattr(content, name))


def _require_number_kept(w: Work, document: Document, content: Draft) -> None:
    """A numbered document under correction stays in its series, under its number."""
    if not document.has_number:
        return
    designations = {"", document.designation, queries.draft_of(w, document).designation}
    for name, is_kept in (
        ("kind", content.kind == document.kind),
        ("masthead", content.masthead == document.masthead),
        ("designation", content.designation in designations),
    ):
        if not is_kept:
            raise Conflict(
                "文稿已编为“%(number)s”，文种、版头和编号不能再改。没有保存。", field=name, number=document.number
            )


def write(w: Work, document: Document, content: Draft, files: Sequence[Attachment] | None = None) -> None:
    """A new revision that says this; its files are those given, else those of the revision before."""
    if files is None:
        files = queries.attachments(w, document)
    content = replace(content, choices=content.sheet.tidied().choices)
    document.revision += 1
    document.kind = content.kind
    document.masthead = content.masthead
    document.title = choice.format_of(content).title(content)
    document.dated = content.date
    document.is_numbered = content.copies_numbered
    document.urgency = content.urgency
    document.changed_at = w.now
    _attach_list(w, document, content)
    w.session.add(document)
    w.session.flush()
    w.session.add(
        Revision(
            document_id=document.id,
            number=document.revision,
            draft=content.to_plain(),
            by_id=w.actor.id,
            at=w.now,
        )
    )
    w.session.flush()
    for position, file in enumerate(files, start=1):
        said = file.to_plain() | {"position": position}
        w.session.add(Attachment(document_id=document.id, revision=document.revision, **said))
    w.session.flush()


def written(w: Work, document: Document) -> dict[str, object]:
    """What the journal says of a revision: that it was written, by its digest, the list it was read to, and every file
    that goes along with it."""
    files = [file.to_plain() for file in queries.attachments(w, document)]
    return {
        "revision": document.revision,
        "draft": queries.digest_of(w, document),
        "list": str(document.list_id),
        **({"files": files} if files else {}),
    }


def _attach_list(w: Work, document: Document, content: Draft) -> None:
    """Give the draft a fresh reading of its wording; the reading it replaces goes, unless it was frozen for a print."""
    replaced = document.list_id
    read = lists.new_list(w, content.sheet, content.sponsor, document.issuer_id)
    w.session.add(read)
    w.session.flush()
    document.list_id = read.id
    if replaced is not None:
        w.session.flush()
        w.session.execute(
            delete(DistributionList).where(DistributionList.id == replaced, DistributionList.frozen_at.is_(None))
        )


def moved(w: Work, document_id: UUID, permission: Permission, verb: Verb) -> Document:
    """The document, locked and moved by the verb, if the actor may."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, permission, document)
    move(w, document, verb)
    return document


def move(w: Work, document: Document, verb: Verb) -> None:
    """The only writer of `state`; the row is locked and its version guards the rest."""
    life = lives.of(document.kind)
    without = {*lives.OPTIONAL} - queries.stages(w, document.issuer_id, life)
    if not countersigners.waited_for(w, document):
        without.add(Stage.COUNTERSIGN)
    document.state = lives.next_state(life, document.state, verb, without)
    document.changed_at = w.now


def consent(
    w: Work,
    document: Document,
    stage: Stage,
    revision: int,
    opinion: str,
    *,
    designation: str | None = None,
    office: Countersigner | None = None,
) -> dict[str, object]:
    """Keep the word of somebody who agrees; returns what the journal says of it."""
    opinion = remark(opinion, "opinion") or CONSENT[stage]
    approval = _say(w, document, stage, revision, opinion, is_consent=True, designation=designation, office=office)
    return {"approval": approval, "revision": revision, "opinion": opinion}


def dissent(
    w: Work, document: Document, stage: Stage, revision: int, reason: str, *, office: Countersigner | None = None
) -> dict[str, object]:
    """Keep the word of somebody who does not, for a reason; returns what the journal says of it."""
    reason = required(reason, "opinion")
    approval = _say(w, document, stage, revision, reason, is_consent=False, office=office)
    return {"approval": approval, "stage": str(stage), "revision": revision, "reason": reason}


def _say(
    w: Work,
    document: Document,
    stage: Stage,
    revision: int,
    opinion: str,
    *,
    is_consent: bool,
    designation: str | None = None,
    office: Countersigner | None = None,
) -> str:
    if document.revision != revision:
        raise Conflict("文稿在审阅期间已经修改。没有办理。请看最新文稿后再办。")
    approval_id = uuid4()
    w.session.add(
        Approval(
            id=approval_id,
            document_id=document.id,
            stage=stage,
            revision=revision,
            by_id=w.actor.id,
            by_name=w.actor.name,
            at=w.now,
            approved=is_consent,
            opinion=opinion,
            designation=designation,
            office_id=office and office.office_id,
            office=office and office.name,
        )
    )
    return str(approval_id)
