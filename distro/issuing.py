"""One document the whole way, for the command line: from a text to the record, by named people and real workers."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from distro import desk
from distro.archive import queries as archive
from distro.delivery import matrix
from distro.delivery import queries as deliveries
from distro.documents import actions as documents
from distro.documents import countersigners, issuing, lives, numbers
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.models import Document
from distro.documents.rules import Stage, State
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.work import Work
from distro.outside.clock import moment_text
from distro.outside.parts import place
from distro.system import System

PATIENCE = 180
_UNUSABLE = str.maketrans({character: "_" for character in map(chr, [*range(32), ord("/")])})
Judgement = Callable[[Work, UUID, int], None]
AS_WRITTEN = "按原文办理（命令行印发）"


@dataclass(frozen=True)
class Hands:
    """The people who act: one drafts, issues and hands out, another approves; where the office has documents reviewed or
    checked, somebody does that."""

    secretary: Actor
    approver: Actor
    reviewer: Actor | None = None


def draft(system: System, content: Draft, secretary: Actor, issuer_id: UUID) -> UUID:
    """Save the text as a draft and enter the unknown offices of its list into the register."""
    with system.work(secretary) as w:
        document = documents.draft(w, content, issuer_id)
        desk.register_unknown(w, document.id, even_leaning=True)
        return document.id


def issue(system: System, document_id: UUID, hands: Hands) -> None:
    """Every act of the document's life up to the press, each by the person whose act it is, each its own transaction.

    Nobody is there to answer a warning: it is told on standard error, and kept as the text has it.
    """
    with system.work(hands.secretary) as w:
        document = reads.find(w, document_id)
        _require_hands(w, document, hands)
        for each in reads.checked(w, document):
            if each.is_to_be_waived:
                print(f"{each.finding.severity}：{each.finding.refusal}", file=sys.stderr)
                documents.waive(w, document_id, each.finding.key, AS_WRITTEN)
        documents.submit(w, document_id)
    acts = {State.REVIEWING: (hands.reviewer, documents.review), State.SUBMITTED: (hands.approver, documents.approve)}
    _judge(system, document_id, acts)
    with system.work(hands.secretary) as w:
        documents.number(w, document_id)
    _judge(system, document_id, {State.CHECKING: (hands.reviewer, documents.check)})
    with system.work(hands.secretary) as w:
        issuing.issue(w, document_id)


def _require_hands(w: Work, document: Document, hands: Hands) -> None:
    """Refuse before anything is done what would stand still on its way."""
    stages = reads.stages(w, document.issuer_id, lives.of(document.kind))
    if stages & {Stage.REVIEW, Stage.CHECK} and hands.reviewer is None:
        raise Refusal("本单位的这类公文须审核或复核。没有送审。请用 --reviewer 写明由谁办理。")
    if Stage.HAND_OUT in stages or countersigners.turns(w, document, reads.draft_of(w, document)):
        raise Refusal("须会签或核发的公文不能由命令行一次办完。没有送审。请在网页上办理。")


def _judge(system: System, document_id: UUID, acts: Mapping[State, tuple[Actor | None, Judgement]]) -> None:
    """Say what the states that the document comes to wait for."""
    while (act := acts.get(_state(system, document_id))) is not None:
        actor, say = act
        assert actor is not None
        with system.work(actor) as w:
            say(w, document_id, reads.find(w, document_id).revision)


def _state(system: System, document_id: UUID) -> State:
    with system.work(Actor.system("issue")) as w:
        return reads.find(w, document_id).state


def require_free_number(system: System, content: Draft, issuer_id: UUID) -> None:
    """Refuse before anything is written if the number the text claims has been taken, or would leave a gap."""
    if choice.claim(content) is None or content.date is None:
        return
    with system.work(Actor.system("issue")) as w:
        taken = numbers.holder(w, issuer_id, content)
    if taken is not None:
        raise Conflict(
            "%(masthead)s %(number)s已经用过：《%(title)s》，%(state)s，%(at)s。没有再次印发，已有内容没有改变。",
            field="designation",
            masthead=content.masthead,
            number=taken.taken,
            title=taken.title,
            state=str(taken.state),
            at=moment_text(taken.issued_at or taken.changed_at),
        )
    with system.work(Actor.system("issue")) as w:
        numbers.due(w, issuer_id, content)


def await_record(system: System, document_id: UUID) -> None:
    """Wait until the workers have printed, sent and filed the document; Refusal when they cannot."""

    def is_filed() -> bool:
        with system.work(Actor.system("issue")) as w:
            document = reads.find(w, document_id)
            if document.state is State.NUMBERED and document.print_error:
                raise Refusal("印制没有成功：%(reason)s", reason=document.print_error)
            for errand in errands.parked(w.session):
                # What befell another document is the operator's matter, not this one's.
                if errand.subject == document_id:
                    raise Refusal("后台步骤 %(step)s 没有成功：%(error)s", step=errand.step, error=errand.error or "")
            return deliveries.is_dispatched(w, document_id) and archive.of_document(w, document_id) is not None

    await_(is_filed, "印发没有在限期内完成。已做的都已保存，后台会继续。请用 distro errands 查看。")


def await_(done: Callable[[], bool], message: str) -> None:
    """Look again until done or out of patience."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise Refusal(message)
        time.sleep(0.1)


def report(system: System, document_id: UUID) -> dict[str, Any]:
    """What became of an issued document, as plain data for a program to read; its print is copied beside the store."""
    with system.work(Actor.system("report")) as w:
        document = reads.find(w, document_id)
        content, issued = reads.draft_of(w, document), document.issued
        rows = matrix.of_document(w, document)
        counted = matrix.count(rows)
        record = archive.of_document(w, document_id)
        tiers = []
        for label in dict.fromkeys(row.entry.label for row in rows):
            members = {row.entry.id: row.entry for row in rows if row.entry.label == label}.values()
            tiers.append(
                {
                    "tier": str(next(iter(members)).tier),
                    "label": label,
                    "groups": len({entry.group_number for entry in members}),
                    "recipients": len(members),
                }
            )
        return {
            "document": {
                "id": str(document.id),
                "masthead": document.masthead,
                "issue": document.taken,
                "title": document.title,
                "issuer": content.issuer,
                "date": issued.dated.isoformat(),
            },
            "pdf": {
                "path": str(_copy(system, document)),
                "sha256": issued.pdf_digest,
                "pages": issued.pages,
            },
            "tiers": tiers,
            "deliveries": {
                "total": counted.due,
                "sent": counted.delivered - counted.failed,
                "failed": counted.failed,
                "acknowledged": counted.acknowledged,
            },
            "open_classes": [row.entry.name for row in rows if row.is_open],
            "record": {"reference": record.reference if record else None},
        }


def _copy(system: System, document: Document) -> Path:
    """The print under a name that people understand; what is done to it does not touch the kept file.

    Two offices may each have a paper of the same name: the beginning of the digest keeps their prints apart.
    """
    digest = document.issued.pdf_digest
    folder = (system.settings.data_dir / "prints").resolve()
    path = folder / f"{document.number.translate(_UNUSABLE)} {digest[:8]}.pdf"
    place([system.outside.store.get(digest)], path, folder, mode=0o600)
    return path
