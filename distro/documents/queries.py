"""Reads of documents, always of what the actor may see."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from distro.accounts.rules import Role
from distro.documents import findings as text_findings
from distro.documents.checks import check as checks
from distro.documents.checks.finding import Finding as TextFinding
from distro.documents.designation import SeriesKind
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.lives import AT, Life
from distro.documents.models import (
    Approval,
    Attachment,
    ChosenStages,
    Document,
    Revision,
    Series,
    TakenNumber,
    Waiver,
)
from distro.documents.rules import GRANTS, READERS, DocumentFact, Permission, Stage, State
from distro.kernel.actor import Actor
from distro.kernel.chain import canonical
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.lists import agreement
from distro.lists import queries as lists
from distro.lists.agreement import Break, Side, Word
from distro.lists.checks import Finding as ListFinding
from distro.lists.checks import Severity
from distro.lists.comparison import Comparison
from distro.lists.findings import survey
from distro.lists.models import DistributionList
from distro.lists.queries import Line
from distro.offices import queries as offices
from distro.outside.store import Damaged
from distro.press.finished.last_words import last_words

URGENT_FIRST = case({"特急": 0, "加急": 1}, value=Document.urgency, else_=2)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The SQL form of Permission.READ."""
    return Document.issuer_id.in_(actor.offices(*READERS))


def find(w: Work, document_id: UUID, *, lock: bool = False, share: bool = False) -> Document:
    """The document, or NotFound if there is none the actor may know of. The system itself sees all.

    `lock` has its row alone until the end of the work; many may `share` it, and keep its state from changing.
    """
    wanted = select(Document).where(Document.id == document_id)
    if not w.actor.is_system:
        wanted = wanted.where(visible_to(w.actor))
    if lock or share:
        wanted = wanted.with_for_update(read=share).execution_options(populate_existing=True)
    document = w.session.scalars(wanted).one_or_none()
    if document is None:
        raise NotFound()
    return document


def by_ids(w: Work, ids: Collection[UUID]) -> dict[UUID, Document]:
    """Those of the documents the actor may see."""
    found = w.session.scalars(select(Document).where(Document.id.in_(set(ids)), visible_to(w.actor)))
    return {document.id: document for document in found}


def numbered_issues(w: Work) -> list[Document]:
    """The issues with numbered copies the actor may see, newest first."""
    return list(
        w.session.scalars(
            select(Document)
            .where(visible_to(w.actor), Document.is_numbered, Document.issued_at.is_not(None))
            .order_by(Document.issued_at.desc())
        )
    )


def by_digest(w: Work, pdf_digest: str) -> Document | None:
    """The document of this print, if the actor may see it."""
    return w.session.scalars(
        select(Document).where(Document.pdf_digest == pdf_digest, visible_to(w.actor))
    ).one_or_none()


def draft_of(w: Work, document: Document) -> Draft:
    """What the document says in its present revision."""
    return Draft.from_plain(w.session.get_one(Revision, (document.id, document.revision)).draft)


def attachments(w: Work, document: Document, revision: int | None = None) -> list[Attachment]:
    """The files that go along with a document the caller has been allowed to see, in their order; of its present
    revision, or of an earlier one."""
    wanted = select(Attachment).where(
        Attachment.document_id == document.id,
        Attachment.revision == (document.revision if revision is None else revision),
    )
    return list(w.session.scalars(wanted.order_by(Attachment.position)))


def attachment(w: Work, document: Document, position: int) -> Attachment:
    """The file at this place of the present revision, or NotFound."""
    found = w.session.get(Attachment, (document.id, document.revision, position))
    if found is None:
        raise NotFound()
    return found


def digest_of(w: Work, document: Document) -> str:
    """SHA-256 in hexadecimal of all a document says in its present revision, the files that go along with it included;
    without any it is the draft's."""
    content, files = draft_of(w, document), attachments(w, document)
    if not files:
        return content.digest
    said = {"draft": content.digest, "files": [each.to_plain() for each in files]}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def file_breaks(w: Work, document: Document) -> list[Break]:
    """The files that go along with a document and are no longer kept as they came."""
    found = []
    for each in attachments(w, document):
        try:
            w.outside.store.open(each.digest).close()
        except Damaged:
            found.append(Break(Side.ATTACHED, Side.STORE, f"“{each.name}”", Word.LISTED_FILE, Word.GONE))
    return found


def require_own_name(w: Work, document: Document, content: Draft) -> None:
    """Refuse a text in the name of an organ that has entrusted it to nobody here."""
    if content.sponsor and not offices.issues_as(w, document.issuer_id, content.sponsor):
        raise Refusal(
            "发文单位写的是“%(name)s”，既不是“%(office)s”的名称，也没有委托它以此名义印发。没有送审，也没有印发。"
            "请改为本单位的名称，或请系统管理员登记委托。",
            field="issuer",
            name=content.sponsor,
            office=offices.find(w, document.issuer_id).name,
        )


def last_issued(w: Work, issuer_id: UUID, masthead: str) -> Document | None:
    """The issue before: the newest of the series that was not recalled."""
    return w.session.scalars(
        select(Document)
        .where(Document.issuer_id == issuer_id, Document.masthead == masthead, Document.state == State.ISSUED)
        .order_by(Document.issued_at.desc())
        .limit(1)
    ).one_or_none()


def last_referenced(w: Work, issuer_id: UUID) -> Document | None:
    """The last document of the office that has a 发文字号."""
    return w.session.scalars(
        select(Document)
        .join(TakenNumber, TakenNumber.document_id == Document.id)
        .join(Series, Series.id == TakenNumber.series_id)
        .where(Document.issuer_id == issuer_id, Series.kind == SeriesKind.REFERENCE, visible_to(w.actor))
        .order_by(TakenNumber.at.desc())
        .limit(1)
    ).one_or_none()


def last_of_each(w: Work, limit: int) -> list[Document]:
    """Of each masthead and kind that the actor may begin again, the last issued, the newest first."""
    newest = (
        select(Document.id)
        .where(Document.issuer_id.in_(w.actor.offices(Role.SECRETARY)), Document.state == State.ISSUED)
        .ext(distinct_on(Document.issuer_id, Document.kind, Document.masthead))
        .order_by(Document.issuer_id, Document.kind, Document.masthead, Document.issued_at.desc())
    )
    wanted = select(Document).where(Document.id.in_(newest)).order_by(Document.issued_at.desc()).limit(limit)
    return list(w.session.scalars(wanted))


def since_last(w: Work, document: Document, lines: Sequence[Line]) -> tuple[Document, Comparison] | None:
    """The issue before, and what became of its list in these lines, the document's; None for the first of a series."""
    last = last_issued(w, document.issuer_id, document.masthead)
    if last is None:
        return None
    return last, lists.compare_lines(lists.lines(w, last.list_id), lines)


def listing(w: Work, *states: State, limit: int = 200, offset: int = 0) -> list[Document]:
    """The documents the actor may see, the last changed first; of these states, or of all that are not void. Among those
    that wait for somebody's word the urgent are first."""
    wanted = select(Document).where(visible_to(w.actor), Document.state != State.VOID)
    if states:
        wanted = select(Document).where(visible_to(w.actor), Document.state.in_(states))
    if states and AT.keys() >= set(states):
        wanted = wanted.order_by(URGENT_FIRST)
    return list(w.session.scalars(wanted.order_by(Document.changed_at.desc(), Document.id).limit(limit).offset(offset)))


def counts(w: Work) -> dict[State, int]:
    """How many documents the actor may see in each state."""
    rows = w.session.execute(select(Document.state, func.count()).where(visible_to(w.actor)).group_by(Document.state))
    return {state: count for state, count in rows}


def to_judge(w: Work, state: State, permission: Permission) -> int:
    """How many documents wait in this state for the actor's own word: whoever wrote any of one has none."""
    written = exists().where(Revision.document_id == Document.id, Revision.by_id == w.actor.id)
    return (
        w.session.scalar(
            select(func.count())
            .select_from(Document)
            .where(
                Document.state == state,
                Document.issuer_id.in_(w.actor.offices(*GRANTS[permission])),
                Document.drafter_id != w.actor.id,
                ~written,
            )
        )
        or 0
    )


def stages(w: Work, office_id: UUID, life: Life) -> frozenset[Stage]:
    """The optional stages that documents of this life pass in the office."""
    chosen = w.session.get(ChosenStages, (office_id, life.name))
    return life.usual if chosen is None else frozenset(Stage[name] for name in chosen.stages)


def revision_of(w: Work, document: Document, number: int) -> Draft:
    """What the document said in an earlier revision."""
    return Draft.from_plain(w.session.get_one(Revision, (document.id, number)).draft)


def approvals(w: Work, document_id: UUID) -> list[Approval]:
    return list(w.session.scalars(select(Approval).where(Approval.document_id == document_id).order_by(Approval.at)))


@dataclass(frozen=True)
class Checked:
    """What the checks found in the document's list or text, and the word of the person who waived it, if somebody has."""

    finding: ListFinding | TextFinding
    waiver: Waiver | None

    @property
    def is_in_the_way(self) -> bool:
        """It has to be put right, or at least accounted for, before the document goes on."""
        return self.finding.severity is Severity.BLOCK or self.is_to_be_waived

    @property
    def is_to_be_waived(self) -> bool:
        return self.finding.severity is Severity.WARN and self.waiver is None


def checked(w: Work, document: Document, lines: Sequence[Line] | None = None) -> list[Checked]:
    """The findings on the document's list and text, the gravest first.

    A waiver about the list holds as long as the office stands in the tier, one about the text as long as the passage
    says the same, whatever else is revised.
    """
    content = draft_of(w, document)
    surveyed = survey(w, document.list_id, lines)
    # A list that is not written yet is what is missing, not what is wrong.
    found: list[ListFinding | TextFinding] = [*surveyed.findings()] if content.wording else []
    found += checks.check(text_findings.case(w, document, content, surveyed.entries))
    given = w.session.scalars(select(Waiver).where(Waiver.document_id == document.id))
    waivers = {waiver.key: waiver for waiver in given}
    return [
        Checked(finding, waivers.get(finding.key) if finding.severity is Severity.WARN else None)
        for finding in sorted(found, key=lambda finding: list(Severity).index(finding.severity))
    ]


def repaired(w: Work, document: Document, content: Draft, wanted: str) -> Draft:
    """This content of the document with a repair that its findings offer, or with all of them."""
    return checks.repaired(text_findings.case(w, document, content, survey(w, document.list_id).entries), wanted)


def list_breaks(w: Work, document: Document, printed: bytes | None = None) -> list[Break]:
    """Where the printed foot of a released document and its frozen list part; `printed` is the PDF, else the kept one.

    A list that still has the digest its release noted is what its wording was read to at that moment. Only one that
    has not, or that no digest was noted for, is compared with a reading of today.
    """
    content = draft_of(w, document)
    frozen = lists.by_id(w, document.list_id)
    found = [
        *_footer_breaks(w, document, content, frozen, printed),
        *agreement.choice_breaks(content.choices, frozen.choices),
    ]
    noted, now = _noted_digest(w, document), lists.digest(w, frozen)
    if now != noted:
        found += lists.reading_breaks(w, frozen, content.sheet, content.sponsor)
        if noted is not None and not found:
            found.append(Break(Side.FOOTER, Side.SNAPSHOT, Word.DIGEST, noted[:12], now[:12]))
    return found


def _footer_breaks(
    w: Work, document: Document, content: Draft, frozen: DistributionList, printed: bytes | None
) -> list[Break]:
    try:
        data = w.outside.store.get(document.issued.pdf_digest) if printed is None else printed
    except Damaged:
        return [Break(Side.FOOTER, Side.SNAPSHOT, Word.FILE, Word.GONE, Word.LISTED)]
    printed_as = choice.format_of(content).printed(replace(content, imprint="\n".join(frozen.wording)))
    if not printed_as.head:
        closing = last_words(data, sum(map(len, printed_as.foot)))
        return list(agreement.footer_breaks(closing, printed_as.foot))
    words = last_words(data, sys.maxsize)
    return list(agreement.head_and_footer_breaks(words, printed_as.head, printed_as.moved, printed_as.foot))


def _noted_digest(w: Work, document: Document) -> str | None:
    """The digest of the list as it was frozen; None for a document released before digests were noted.

    Freezing was once part of the release, which noted it.
    """
    frozen = w.session.scalars(
        select(Entry)
        .where(Entry.subject == document.id, Entry.fact.in_((DocumentFact.LIST_FROZEN, DocumentFact.RELEASED)))
        .order_by(Entry.id.desc())
        .limit(1)
    ).one_or_none()
    return frozen.data.get("digest") if frozen else None
