"""发文稿纸: everything that was said of a document on its way, with names and times, as a form for the press."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from distro.accounts import queries as accounts
from distro.documents import queries
from distro.documents.draft import lines
from distro.documents.kinds import choice
from distro.documents.models import Document, Revision, TakenNumber
from distro.documents.rules import Stage
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.outside.clock import date_text, moment_text
from distro.press.document import Cell, Form, Paragraph, Run, Table

NOTHING = "—"
RETURNED = "（退改）"
SENT_BACK = "（退印）"


def of_document(w: Work, document: Document) -> Form:
    """The form as of now: what the document is, who wrote it, and every word on every revision in order."""
    content = queries.draft_of(w, document)
    organ = offices.find(w, document.issuer_id).name
    listed = Table(tuple(_cells(*row) for row in _particulars(w, document)), head=0, widths=(1, 4))
    words = Table(
        (_head("环节", "稿次", "姓名", "时间", "意见"), *(_row(*row) for row in _words(w, document))),
        widths=(1.2, 0.9, 1.8, 2, 4),
    )
    note = Paragraph((Run(f"{moment_text(w.now)}由系统按记录生成。时间为北京时间。"),))
    return Form(
        date=w.today,
        title="发文稿纸",
        organ=organ,
        about=choice.format_of(content).title(content),
        body=(listed, words, note),
    )


def _particulars(w: Work, document: Document) -> Iterator[tuple[str, str]]:
    content = queries.draft_of(w, document)
    labels = choice.labels(content)
    yield "标题", "".join(lines(content.titles))
    yield "文种", document.kind
    yield labels["issuer"], "、".join(lines(content.issuer))
    yield labels["designation"], document.designation or content.designation
    yield labels["date"], date_text(content.date) if content.date else ""
    yield "紧急程度", document.urgency
    for line in content.wording:
        tier, _, names = line.partition("：")
        yield tier, names
    yield "会签单位", "；".join(lines(content.countersigners))
    yield "状态", str(document.state)


def _words(w: Work, document: Document) -> Iterator[tuple[str, int, str, str, str]]:
    """Stage, revision, who, when, what; drafting and numbering among the words, in the order of time."""
    written = w.session.scalars(select(Revision).where(Revision.document_id == document.id)).all()
    people = accounts.by_ids(w, {each.by_id for each in written})
    found = [
        (each.at, "拟稿" if each.number == 1 else "修改", each.number, people[each.by_id].name, "") for each in written
    ]
    for word in queries.approvals(w, document.id):
        who = f"{word.office}　{word.by_name}" if word.office else word.by_name
        verdict = "" if word.approved else SENT_BACK if word.stage is Stage.HAND_OUT else RETURNED
        found.append((word.at, str(word.stage), word.revision, who, verdict + word.opinion))
    number = w.session.scalars(select(TakenNumber).where(TakenNumber.document_id == document.id)).one_or_none()
    if number is not None:
        found.append((number.at, "编号", document.revision, number.by_name, number.words))
    for at, stage, revision, who, opinion in sorted(found, key=lambda each: each[0]):
        yield stage, revision, who, moment_text(at), opinion


def _cells(label: str, text: str) -> tuple[Cell, ...]:
    return Cell(label, bold=True), Cell(text or NOTHING)


def _row(stage: str, revision: int, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text or NOTHING) for text in (stage, f"第{revision}稿", *texts))


def _head(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)
