"""From the order to issue until the document is out: freeze its list, print it, keep the file, hand out; stop, recall.

Freezing a long list and printing are steps: the order is given at once, the work follows by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from distro.documents import lives, queries
from distro.documents.actions import consent, dissent, move, moved, require_sendable
from distro.documents.kinds import choice
from distro.documents.models import Document
from distro.documents.rules import DocumentFact, DocumentStep, Permission, Stage, State, Verb
from distro.kernel import errands
from distro.kernel.database import copy_in
from distro.kernel.errands import Again
from distro.kernel.errors import Conflict
from distro.kernel.remarks import required
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.models import DistributionList, ListMember
from distro.lists.queries import Line
from distro.outside import Outside
from distro.press.document import Document as Paper
from distro.press.document import Printed
from distro.press.errors import AwayError, FallenError, FlawedError, NotReadyError, PressError

# So many recipients are frozen in well under a second, in the request itself.
FROZEN_AT_ONCE = 10_000


def issue(w: Work, document_id: UUID) -> None:
    """Order the issue: its list is frozen and it goes to the press. Until it is printed it can be stopped."""
    document = moved(w, document_id, Permission.ISSUE, Verb.ISSUE)
    lines = lists.lines(w, document.list_id)
    queries.require_own_name(w, document, queries.draft_of(w, document))
    require_sendable(w, document, lines)
    _require_as_read(w, document, lists.by_id(w, document.list_id))
    document.print_error = None
    recipients = sum(line.copies for line in lines)
    w.record(
        DocumentFact.RELEASED,
        document.id,
        document.issuer_id,
        revision=document.revision,
        list=str(document.list_id),
        recipients=recipients,
    )
    if recipients > FROZEN_AT_ONCE:
        w.call_for(DocumentStep.FREEZE, document.id, document.issuer_id)
    else:
        _freeze(w, document, lines)


def freeze(w: Work, document_id: UUID) -> None:
    """The step of a long list: whom its classes stand for today is written down, and nothing changes it any more."""
    document = queries.find(w, document_id, lock=True)
    if document.state is State.PRINTING:
        _freeze(w, document, lists.lines(w, document.list_id))


def _freeze(w: Work, document: Document, lines: Sequence[Line]) -> None:
    w.session.execute(select(DistributionList.id).where(DistributionList.id == document.list_id).with_for_update())
    frozen = lists.by_id(w, document.list_id)
    if frozen.frozen_at is None:
        copy_in(
            w.session,
            ListMember,
            (
                {
                    "entry_id": line.entry.id,
                    "office_id": member.office_id,
                    "office_name": member.office_name,
                    "place": place,
                }
                for line in lines
                for place, member in enumerate(line.members, start=1)
            ),
        )
        frozen.frozen_at = w.now
        w.session.flush()
    w.record(
        DocumentFact.LIST_FROZEN,
        document.id,
        document.issuer_id,
        list=str(frozen.id),
        digest=lists.digest(w, frozen),
        recipients=sum(line.copies for line in lines),
        frozen_at=frozen.frozen_at.isoformat(),
    )


@dataclass(frozen=True)
class Job:
    """What the press gets: a revision of a document under its number, with the list that was frozen for it."""

    document_id: UUID
    revision: int
    list_id: UUID
    paper: Paper


def prepare_print(w: Work, document_id: UUID) -> Job | None:
    """What is to be printed; nothing once the document has been printed or stopped."""
    document = queries.find(w, document_id)
    if document.state is not State.PRINTING:
        return None
    content = queries.draft_of(w, document)
    return Job(document.id, document.revision, document.list_id, choice.paper(content, document.taken))


def print_(outside: Outside, job: Job) -> Printed | PressError:
    """Print, judge and keep the file; the error says what is wrong with the document.

    What the document is not to blame for is raised, and the errand tried again.
    """
    from distro.press.gate import check

    try:
        printed = outside.press.print_document(job.paper)
        # Previews are not judged: people look at them, and may have to see a fault.
        check.require_flawless(printed.data, job.paper)
    except (AwayError, FallenError, NotReadyError):
        raise
    except PressError as error:
        return error
    outside.store.put(printed.data)
    return printed


def note_print(w: Work, job: Job, result: Printed | PressError) -> Again | None:
    """From now on the document is issued or waits for the last look at its print, or lies again on the secretary's desk
    with what is wrong."""
    document = queries.find(w, job.document_id, lock=True)
    if document.state is not State.PRINTING or (document.revision, document.list_id) != (job.revision, job.list_id):
        return None
    if isinstance(result, Printed):
        result = _as_frozen(w, document, result)
    if isinstance(result, PressError):
        move(w, document, Verb.UNPRINTABLE)
        document.print_error = str(result)
        w.record(DocumentFact.UNPRINTABLE, document.id, document.issuer_id, reason=str(result))
        return None
    move(w, document, Verb.PRINTED)
    document.pdf_digest = result.sha256
    document.pages = result.pages
    if lives.AT.get(document.state) is Stage.HAND_OUT:
        w.record(DocumentFact.PRINTED, document.id, document.issuer_id, **_print(document), tools=result.tools)
    else:
        _go_out(w, document, tools=result.tools)
    return None


def hand_out(w: Work, document_id: UUID, pdf_digest: str, opinion: str = "") -> None:
    """核发: the print has been looked at, and goes out (条例 art. 25)."""
    document = moved(w, document_id, Permission.ISSUE, Verb.HAND_OUT)
    _require_seen(document, pdf_digest)
    word = consent(w, document, Stage.HAND_OUT, document.revision, opinion)
    _go_out(w, document, **word)


def reprint(w: Work, document_id: UUID, pdf_digest: str, reason: str) -> None:
    """Send the print back for a reason: it goes nowhere, number and approval stay."""
    document = moved(w, document_id, Permission.ISSUE, Verb.REPRINT)
    _require_seen(document, pdf_digest)
    word = dissent(w, document, Stage.HAND_OUT, document.revision, reason)
    w.record(DocumentFact.REPRINTED, document.id, document.issuer_id, **word, pdf=pdf_digest)
    document.pdf_digest = document.pages = None


def _require_seen(document: Document, pdf_digest: str) -> None:
    if document.pdf_digest != pdf_digest:
        raise Conflict("文件已经重新印制。没有办理。请看最新的文件后再办。")


def _go_out(w: Work, document: Document, **more: object) -> None:
    """From this moment the document is issued, and everything that follows from that begins."""
    document.issued_at = w.now
    w.record(DocumentFact.ISSUED, document.id, document.issuer_id, **(_print(document) | more))


def _print(document: Document) -> dict[str, object]:
    return {"pdf": document.pdf_digest, "pages": document.pages, "revision": document.revision}


def stop(w: Work, document_id: UUID, reason: str) -> None:
    """Take the order to issue back while nothing is printed; the number stays taken, the approval holds."""
    document = moved(w, document_id, Permission.ISSUE, Verb.STOP)
    reason = required(reason, "reason")
    for step in (DocumentStep.FREEZE, DocumentStep.PRINT):
        errands.cancel(w.session, step, document.id)
    w.record(DocumentFact.STOPPED, document.id, document.issuer_id, reason=reason)


def recall(w: Work, document_id: UUID, reason: str) -> None:
    """Call the issue back; its number stays taken."""
    document = moved(w, document_id, Permission.RECALL, Verb.RECALL)
    reason = required(reason, "reason")
    w.record(DocumentFact.RECALLED, document.id, document.issuer_id, reason=reason)


def _require_as_read(w: Work, document: Document, listed: DistributionList) -> None:
    """The register, and with it what the words mean, may have changed since the list was read."""
    content = queries.draft_of(w, document)
    if breaks := lists.reading_breaks(w, listed, content.sheet, content.sponsor):
        raise Conflict(
            "名单已不是现在所读出的样子（共 %(count)s 处，第一处在%(where)s）。没有印发。请撤回修改，核对名单后重新送审。",
            field="imprint",
            count=len(breaks),
            where=breaks[0].where,
        )


def _as_frozen(w: Work, document: Document, printed: Printed) -> Printed | PressError:
    """The print, unless its foot is not the frozen list's."""
    breaks = queries.list_breaks(w, document, printed.data)
    if not breaks:
        return printed
    return FlawedError(
        "版记与冻结的名单不一致（共 %(count)s 处）：%(first)s没有印发。", count=len(breaks), first=str(breaks[0])
    )
