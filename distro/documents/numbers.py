"""The ledger of numbers: which are taken in a series, which is due, how one is taken, and how earlier ones are entered."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from distro.accounts.rules import Role
from distro.documents import references, series
from distro.documents.designation import Designation, SeriesKind
from distro.documents.draft import LIMITS, Draft
from distro.documents.issue_numbers import read
from distro.documents.kinds import choice
from distro.documents.kinds.kind import Numbering
from distro.documents.models import Approval, Document, Series, TakenNumber, VoidedNumber
from distro.documents.rules import READERS, DocumentFact
from distro.documents.series import Taken
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.remarks import remark, required
from distro.kernel.work import Work
from distro.outside import clock


class Line(NamedTuple):
    """A line of the ledger with its series, the document where it was taken here, and why it was made void if it was."""

    number: TakenNumber
    series: Series
    document: Document | None
    voided: VoidedNumber | None


def due(w: Work, issuer_id: UUID, content: Draft) -> Taken:
    """The number this text would get now; Refusal when it claims one that it cannot get, or nothing that is one."""
    claim = _claim(content)
    return series.take(_taken(w, _series(w, issuer_id, content.masthead, claim)), claim, _day(w, content))


def expected(w: Work, document: Document, content: Draft) -> str:
    """The words of the number the document has, or would get now; Refusal as `due`."""
    return document.designation or due(w, document.issuer_id, content).words


def shown(w: Work, document: Document, content: Draft) -> str | None:
    """The words a preview bears: the number expected, or where that cannot be had what the text claims."""
    try:
        return expected(w, document, content)
    except Refusal:  # told on the page
        return None


def approvable(w: Work, document: Document, content: Draft) -> str:
    """The words an officer approves. They may run ahead of the ledger, but not leave open whether there is a total."""
    try:
        return expected(w, document, content)
    except Refusal:
        claim = _claim(content)
        taken = _taken(w, _series(w, document.issuer_id, content.masthead, claim))
        if claim is None or claim.is_open or (claim.total is None and any(each.total for each in taken)):
            raise
        return claim.words


def take(w: Work, document: Document, content: Draft) -> None:
    """Take the number for the document: the one its text claims if that is the next, else the next; in the form that was
    approved. The series is locked until the end of the work."""
    claim = _claim(content)
    seen = w.session.scalar(
        select(Approval.designation)
        .where(Approval.document_id == document.id, Approval.revision == document.revision, Approval.approved)
        .order_by(Approval.at.desc())
        .limit(1)
    )
    approved = choice.format_of(content).numbering.read(seen) if seen else None
    run = _locked(w, document.issuer_id, content.masthead, claim)
    taken = series.take(_taken(w, run), claim, _day(w, content), approved)
    _enter(w, run, taken, document_id=document.id)
    document.designation = taken.words


def facts(w: Work, document: Document) -> dict[str, object]:
    """What the journal says of the number the document has taken."""
    return _said(w.session.scalars(select(TakenNumber).where(TakenNumber.document_id == document.id)).one())


def void(w: Work, document: Document, reason: str) -> dict[str, object]:
    """Give the document's number up: it stays in the ledger, taken and void. Returns what the journal says of it."""
    number = w.session.scalars(select(TakenNumber).where(TakenNumber.document_id == document.id)).one()
    w.session.add(VoidedNumber(number_id=number.id, reason=reason, by_name=w.actor.name, at=w.now))
    return _said(number) | {"reason": reason}


def holder(w: Work, issuer_id: UUID, content: Draft) -> Document | None:
    """The document that took the number this text claims, whoever asks: only its existence and title may be told to its
    issuer."""
    claim = _claim(content)
    run = _series(w, issuer_id, content.masthead, claim)
    if run is None or claim is None or claim.number is None or claim.number.is_open:
        return None
    first, last = claim.number.span
    return w.session.scalars(
        select(Document)
        .join(TakenNumber, TakenNumber.document_id == Document.id)
        .where(
            TakenNumber.series_id == run.id,
            TakenNumber.year == (claim.year or _day(w, content).year),
            TakenNumber.month.is_not_distinct_from(claim.month),
            TakenNumber.first <= last,
            TakenNumber.last >= first,
        )
        .limit(1)
    ).one_or_none()


def enter_earlier(w: Work, issuer_id: UUID, *, masthead: str, words: str, dated: date | None, title: str) -> None:
    """登记旧期: enter the number of an issue that was made elsewhere, with its date. It is printed and sent nowhere."""
    if not w.actor.has(Role.SECRETARY, issuer_id):
        raise Forbidden("没有代该单位登记编号的权限。没有登记。")
    masthead = remark(masthead, "masthead", LIMITS["masthead"])
    title = remark(title, "title", LIMITS["titles"])
    words = remark(words, "designation", LIMITS["designation"])
    readers = (read,) if masthead else (references.reference, references.order)
    claim = next(filter(None, (reader(words) for reader in readers)), None)
    if claim is None or claim.is_open:
        raise Refusal(
            "“%(words)s”不能识别，没有登记。简报请写明简报名称，期号写作“2026年第4期（总第24期）”等；"
            "公文不写简报名称，写发文字号“云政发〔2026〕5号”或令号“第5号”。",
            field="designation",
            words=words,
        )
    if dated is None:
        raise Refusal("缺少日期。请填写。", field="dated")
    if dated > w.today:
        raise Refusal("旧期的日期不能晚于今天。没有登记。请核对。", field="dated")
    run = _locked(w, issuer_id, masthead, claim)
    entered = _enter(w, run, series.enter(_taken(w, run), claim, dated), dated=dated, title=title)
    w.record(
        DocumentFact.EARLIER_ENTERED,
        entered.id,
        issuer_id,
        masthead=masthead,
        **_said(entered),
        dated=dated.isoformat(),
    )


def find_earlier(w: Work, number_id: UUID, *, lock: bool = False) -> tuple[TakenNumber, Series]:
    """An entry that the actor, as secretary, may strike out; NotFound if there is none."""
    wanted = (
        select(TakenNumber, Series)
        .join(Series, Series.id == TakenNumber.series_id)
        .where(
            TakenNumber.id == number_id,
            TakenNumber.document_id.is_(None),
            Series.issuer_id.in_(w.actor.offices(Role.SECRETARY)),
        )
    )
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = w.session.execute(wanted).one_or_none()
    if found is None:
        raise NotFound()
    number, run = found
    return number, run


def strike(w: Work, number_id: UUID, reason: str) -> None:
    """Take an entry back that was a mistake: its number is free again, the line stays to be read."""
    number, run = find_earlier(w, number_id, lock=True)
    if number.struck_at is not None:
        raise Conflict("“%(words)s”已经注销。没有再次注销，原有内容没有改变。", words=number.words)
    number.struck_for = required(reason, "reason")
    number.struck_at, number.struck_by = w.now, w.actor.name
    w.record(
        DocumentFact.EARLIER_STRUCK,
        number.id,
        run.issuer_id,
        masthead=run.name,
        **_said(number),
        reason=number.struck_for,
    )


def listing(w: Work, limit: int = 200, offset: int = 0) -> list[Line]:
    """The ledgers of the offices the actor works in, series by series, the newest number first."""
    rows = w.session.execute(
        select(TakenNumber, Series, Document, VoidedNumber)
        .join(Series, Series.id == TakenNumber.series_id)
        .outerjoin(Document, Document.id == TakenNumber.document_id)
        .outerjoin(VoidedNumber, VoidedNumber.number_id == TakenNumber.id)
        .where(Series.issuer_id.in_(w.actor.offices(*READERS)))
        .order_by(
            Series.issuer_id,
            Series.name,
            Series.kind,
            Series.theme,
            TakenNumber.year.desc(),
            TakenNumber.month.desc().nulls_last(),
            TakenNumber.first.desc().nulls_last(),
            TakenNumber.total_first.desc(),
        )
        .limit(limit)
        .offset(offset)
    )
    return [Line(*row) for row in rows]


def _claim(content: Draft) -> Designation | None:
    claim = choice.claim(content)
    if claim is None and (content.designation or choice.format_of(content).numbering is not Numbering.ISSUE):
        raise choice.unreadable(content)
    return claim


def _day(w: Work, content: Draft) -> date:
    return content.date or clock.beijing(w.now).date()


def _key(issuer_id: UUID, masthead: str, claim: Designation | None) -> dict[str, object]:
    kind, theme = (claim.kind, claim.theme) if claim is not None else (SeriesKind.MAIN, "")
    return {"issuer_id": issuer_id, "name": masthead, "kind": kind, "theme": theme}


def _series(w: Work, issuer_id: UUID, masthead: str, claim: Designation | None) -> Series | None:
    return w.session.scalars(select(Series).filter_by(**_key(issuer_id, masthead, claim))).one_or_none()


def _locked(w: Work, issuer_id: UUID, masthead: str, claim: Designation | None) -> Series:
    """The series row, made if need be, locked until this transaction ends."""
    key = _key(issuer_id, masthead, claim)
    w.session.execute(insert(Series).values(key).on_conflict_do_nothing())
    return w.session.scalars(select(Series).filter_by(**key).with_for_update()).one()


def _taken(w: Work, run: Series | None) -> list[Taken]:
    """What is taken in the series; it holds only while the series is locked."""
    if run is None:
        return []
    wanted = select(TakenNumber).where(TakenNumber.series_id == run.id, TakenNumber.struck_at.is_(None))
    return [each.taken for each in w.session.scalars(wanted)]


def _enter(
    w: Work,
    run: Series,
    taken: Taken,
    *,
    document_id: UUID | None = None,
    dated: date | None = None,
    title: str | None = None,
) -> TakenNumber:
    first, last = taken.number or (None, None)
    total_first, total_last = taken.total or (None, None)
    entered = TakenNumber(
        id=uuid4(),
        series_id=run.id,
        year=taken.year,
        month=taken.month,
        first=first,
        last=last,
        total_first=total_first,
        total_last=total_last,
        words=taken.words,
        document_id=document_id,
        dated=dated,
        title=title,
        by_name=w.actor.name,
        at=w.now,
    )
    w.session.add(entered)
    w.session.flush()
    return entered


def _said(number: TakenNumber) -> dict[str, object]:
    names = ("year", "month", "first", "last", "total_first", "total_last", "words")
    return {"number": str(number.id), "series": str(number.series_id)} | {name: getattr(number, name) for name in names}
