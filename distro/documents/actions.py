"""What people do with documents: draft, revise, waive, submit, approve, number, issue, recall; and what the press does.

Each action finds (and locks), asks whether the actor may, moves the state, and records the fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from distro.accounts.rules import Role
from distro.documents import queries, rules
from distro.documents.draft import Draft
from distro.documents.models import Approval, Document, Revision, Series, SeriesYear, Waiver
from distro.documents.rules import DocumentFact, Permission, State, Verb
from distro.documents.series import Number, take
from distro.kernel.errors import Conflict, Forbidden, Refusal
from distro.kernel.remarks import remark, required
from distro.kernel.secrecy import refuse_if_secret
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.models import DistributionList
from distro.lists.queries import Line
from distro.lists.tier import Tier
from distro.outside import Outside
from distro.press.document import Bulletin, Printed
from distro.press.errors import AwayError, FallenError, FlawedError, NotReadyError, PressError

CONSENT = "同意印发"


def draft(w: Work, content: Draft, issuer_id: UUID) -> Document:
    """A new draft of an office in which the actor is secretary. Readings chosen for the issue before hold on."""
    if not w.actor.has(Role.SECRETARY, issuer_id):
        raise Forbidden("没有代该单位拟稿的权限。没有保存。")
    _require_storable(content)
    last = queries.last_issued(w, issuer_id, content.masthead)
    if last is not None and not content.choices:
        content = replace(content, choices=queries.draft_of(w, last).choices)
    document = Document(
        issuer_id=issuer_id,
        drafter_id=w.actor.id,
        state=State.DRAFT,
        created_at=w.now,
        changed_at=w.now,
        revision=0,
    )
    _write(w, document, content)
    w.record(DocumentFact.DRAFTED, document.id, issuer_id, revision=1)
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
    _require_number_kept(document, content)
    _write(w, document, content)
    w.record(DocumentFact.REVISED, document.id, document.issuer_id, revision=document.revision)
    return document


def reread_list(w: Work, document_id: UUID) -> None:
    """Resolve the draft's list again, after the register has learned new names."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，名单不能改变。没有改变任何内容。", state=str(document.state))
    _attach_list(w, document, queries.draft_of(w, document))


def waive(w: Work, document_id: UUID, rule: str, office_id: UUID, tier: Tier, reason: str) -> None:
    """Keep the office where it is on the list in spite of a warning, for a reason that stays on record."""
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，不能再说明理由。没有保存。请先撤回修改。", state=str(document.state))
    reason = required(reason, "reason")
    warned = next(
        (
            each.finding
            for each in queries.checked(w, document)
            if each.is_to_be_waived
            and (each.finding.rule.name, each.finding.office_id, each.finding.tier) == (rule, office_id, tier)
        ),
        None,
    )
    if warned is None:
        raise Conflict("这一条已经改正，或已说明理由。没有保存。请看最新的检查结果。")
    w.session.add(
        Waiver(
            document_id=document.id,
            rule=rule,
            office_id=office_id,
            tier=tier,
            reason=reason,
            by_id=w.actor.id,
            by_name=w.actor.name,
            at=w.now,
        )
    )
    w.record(
        DocumentFact.WAIVED,
        document.id,
        document.issuer_id,
        rule=rule,
        office=warned.values["name"],
        tier=str(tier),
        reason=reason,
    )


def void(w: Work, document_id: UUID) -> None:
    document = _moved(w, document_id, Permission.REVISE, Verb.VOID)
    if document.has_number:
        raise Conflict("文稿已有期号，作废会使编号中断。没有作废。请修改后重新送审。")
    w.record(DocumentFact.DISCARDED, document.id, document.issuer_id)


def submit(w: Work, document_id: UUID) -> None:
    """Send for approval: complete, nothing on its list to be put right or accounted for, every character printable."""
    document = _moved(w, document_id, Permission.REVISE, Verb.SUBMIT)
    content = queries.draft_of(w, document)
    _require_sendable(w, document)
    _proof(w, content, document.taken if document.has_number else None)
    w.record(DocumentFact.SUBMITTED, document.id, document.issuer_id, revision=document.revision)


def withdraw(w: Work, document_id: UUID) -> None:
    """Take the draft back to change it; approvals of the old revision no longer count."""
    document = _moved(w, document_id, Permission.REVISE, Verb.WITHDRAW)
    w.record(DocumentFact.WITHDRAWN, document.id, document.issuer_id)


def approve(w: Work, document_id: UUID, revision: int, opinion: str = "") -> None:
    """Consent to exactly the revision the officer saw; without words of their own, in the usual ones."""
    document = _moved(w, document_id, Permission.APPROVE, Verb.APPROVE)
    opinion = remark(opinion, "opinion") or CONSENT
    if w.actor.id in queries.authors(w, document):
        raise Forbidden("参与起草或修改的人不能签发同一份文稿。没有签发。请由另一位签发领导办理。")
    _judge(w, document, revision, opinion, approved=True)
    w.record(DocumentFact.APPROVED, document.id, document.issuer_id, revision=revision, opinion=opinion)


def return_(w: Work, document_id: UUID, revision: int, reason: str) -> None:
    """Send the draft back with a reason (条例 art. 21)."""
    document = _moved(w, document_id, Permission.APPROVE, Verb.RETURN)
    reason = required(reason, "opinion")
    _judge(w, document, revision, reason, approved=False)
    w.record(DocumentFact.RETURNED, document.id, document.issuer_id, revision=revision, reason=reason)


def number(w: Work, document_id: UUID) -> None:
    """Take the number: the one the text claims if it is the next, else the next (domain: no gaps, no repeats)."""
    document = _moved(w, document_id, Permission.ISSUE, Verb.NUMBER)
    content = queries.draft_of(w, document)
    if not document.has_number:
        year = content.year or content.day.year
        series = _locked_series(w, document.issuer_id, content.masthead)
        taken = take(year, queries.counters(w, series, year), content.issue, content.total)
        w.session.execute(
            insert(SeriesYear)
            .values(series_id=series.id, year=year, issue=taken.issue)
            .on_conflict_do_update(index_elements=["series_id", "year"], set_={"issue": taken.issue})
        )
        series.total = taken.total
        document.series_id = series.id
        document.year, document.issue, document.total = taken
    w.record(DocumentFact.NUMBERED, document.id, document.issuer_id, **document.taken._asdict())


def issue(w: Work, document_id: UUID) -> None:
    """Issue: freeze the list and send the document to the press. There is no way back but recall."""
    document = _moved(w, document_id, Permission.ISSUE, Verb.ISSUE)
    frozen = w.session.scalars(
        select(DistributionList).where(DistributionList.id == document.list_id).with_for_update()
    ).one()
    lines = lists.lines(w, frozen.id)
    _require_sendable(w, document, lines)
    _require_as_read(w, document, frozen)
    if frozen.frozen_at is None:
        w.session.add_all(member for line in lines for member in line.members)
        w.session.flush()
        frozen.frozen_at = w.now
    document.print_error = None
    w.record(
        DocumentFact.RELEASED,
        document.id,
        document.issuer_id,
        revision=document.revision,
        list=str(frozen.id),
        digest=lists.digest(w, frozen),
        recipients=sum(line.copies for line in lines),
    )


def print_(w: Work, document_id: UUID) -> None:
    """The press's step: print, keep the file, and from then on the document is issued."""
    document = queries.find(w, document_id, lock=True)
    if document.state is not State.PRINTING:
        return
    content = queries.draft_of(w, document)
    try:
        printed = _issuable(w, content.bulletin(*document.taken))
        _require_foot_as_frozen(w, document, printed)
    except (AwayError, FallenError, NotReadyError):
        raise  # the document is not to blame: the errand is tried again
    except PressError as error:
        _move(w, document, Verb.UNPRINTABLE)
        document.print_error = str(error)
        w.record(DocumentFact.UNPRINTABLE, document.id, document.issuer_id, reason=str(error))
        return
    _move(w, document, Verb.PRINTED)
    document.pdf_digest = w.outside.store.put(printed.data)
    document.pages = printed.pages
    document.issued_at = w.now
    w.record(
        DocumentFact.ISSUED,
        document.id,
        document.issuer_id,
        pdf=document.pdf_digest,
        pages=document.pages,
        revision=document.revision,
        tools=printed.tools,
    )


def recall(w: Work, document_id: UUID, reason: str) -> None:
    """Call the issue back; its number stays taken."""
    document = _moved(w, document_id, Permission.RECALL, Verb.RECALL)
    reason = required(reason, "reason")
    w.record(DocumentFact.RECALLED, document.id, document.issuer_id, reason=reason)


def preview(w: Work, document: Document, content: Draft, number: Number | None) -> Printed:
    """The print as it would be now, under this number or else the one the text claims; Refusal names what is in the
    way."""
    return _proof(w, content, number, f"{document.id} {w.actor.id}", document.revision)


def proof(outside: Outside, bulletin: Bulletin, desk: str = "", version: int = 0) -> Printed:
    """The print of a text that need not be kept anywhere, from the press or from what it has printed lately; Refusal
    names what is in the way."""
    try:
        return outside.press.preview(bulletin, desk, version)
    except PressError as error:
        raise Refusal(error.message, field=error.field, **error.values) from error


def _proof(w: Work, content: Draft, number: Number | None, desk: str = "", version: int = 0) -> Printed:
    """See `preview`; without a desk, nothing that is looked at there can make it superfluous."""
    if problems := content.problems():
        raise problems[0]
    return proof(w.outside, content.bulletin(*number) if number else content.numbered(), desk, version)


def _issuable(w: Work, bulletin: Bulletin) -> Printed:
    """The print measured and found sound. Previews are not judged: people look at them, and may have to see a fault."""
    from distro.press.gate import check

    printed = w.outside.press.print_document(bulletin)
    check.require_flawless(printed.data, bulletin)
    return printed


def _require_sendable(w: Work, document: Document, lines: Sequence[Line] | None = None) -> None:
    for each in queries.checked(w, document, lines):
        if each.is_in_the_way:
            raise each.finding.refusal


def _require_as_read(w: Work, document: Document, listed: DistributionList) -> None:
    """The register, and with it what the words mean, may have changed since the list was read."""
    content = queries.draft_of(w, document)
    if breaks := lists.reading_breaks(w, listed, content.sheet, content.issuer):
        raise Conflict(
            "名单已不是现在所读出的样子（共 %(count)s 处，第一处在%(where)s）。没有印发。请撤回修改，核对名单后重新送审。",
            field="imprint",
            count=len(breaks),
            where=breaks[0].where,
        )


def _require_foot_as_frozen(w: Work, document: Document, printed: Printed) -> None:
    if breaks := queries.list_breaks(w, document, printed.data):
        raise FlawedError(
            "版记与冻结的名单不一致（共 %(count)s 处）：%(first)s没有印发。", count=len(breaks), first=str(breaks[0])
        )


def _require_storable(content: Draft) -> None:
    """Refuse before anything is kept: over-long fields, then secrecy marks."""
    for problem in content.problems():
        if "limit" in problem.values:
            raise problem
    for text in (content.masthead, content.issuer, content.titles, content.body, content.imprint, content.choices):
        refuse_if_secret(text)


def _require_number_kept(document: Document, content: Draft) -> None:
    """A numbered document under correction stays in its series, under its number."""
    if not document.has_number:
        return
    kept = {"masthead": document.masthead, "year": document.year, "issue": document.issue, "total": document.total}
    for name, value in kept.items():
        if getattr(content, name) not in (value, None):
            raise Conflict("文稿已编为“%(number)s”，版头和期号不能再改。没有保存。", field=name, number=document.number)


def _write(w: Work, document: Document, content: Draft) -> None:
    content = replace(content, choices=content.sheet.tidied().choices)
    document.revision += 1
    document.masthead = content.masthead
    document.title = content.first_title
    document.dated = content.date
    document.is_numbered = content.copies_numbered
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


def _attach_list(w: Work, document: Document, content: Draft) -> None:
    """Give the draft a fresh reading of its wording; the reading it replaces goes, unless it was frozen for a print."""
    replaced = document.list_id
    read = lists.new_list(w, content.sheet, content.issuer, document.issuer_id)
    w.session.add(read)
    w.session.flush()
    document.list_id = read.id
    if replaced is not None:
        w.session.flush()
        w.session.execute(
            delete(DistributionList).where(DistributionList.id == replaced, DistributionList.frozen_at.is_(None))
        )


def _moved(w: Work, document_id: UUID, permission: Permission, verb: Verb) -> Document:
    document = queries.find(w, document_id, lock=True)
    rules.require(w.actor, permission, document)
    _move(w, document, verb)
    return document


def _move(w: Work, document: Document, verb: Verb) -> None:
    """The only writer of `state`; the row is locked and its version guards the rest."""
    document.state = rules.next_state(document.state, verb)
    document.changed_at = w.now


def _judge(w: Work, document: Document, revision: int, opinion: str, *, approved: bool) -> None:
    if document.revision != revision:
        raise Conflict("文稿在审阅期间已经修改。没有办理。请看最新文稿后再办。")
    w.session.add(
        Approval(
            document_id=document.id,
            revision=revision,
            by_id=w.actor.id,
            by_name=w.actor.name,
            at=w.now,
            approved=approved,
            opinion=opinion,
        )
    )


def _locked_series(w: Work, issuer_id: UUID, masthead: str) -> Series:
    """The series row, made if need be, locked until this transaction ends."""
    w.session.execute(insert(Series).values(issuer_id=issuer_id, masthead=masthead).on_conflict_do_nothing())
    return w.session.scalars(
        select(Series).where(Series.issuer_id == issuer_id, Series.masthead == masthead).with_for_update()
    ).one()
