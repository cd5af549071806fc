"""What happens by itself: after a fact, when it is called for, and by the clock. The whole background on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from distro.accounts import actions as accounts
from distro.accounts import links
from distro.accounts.rules import AccountFact, AccountStep
from distro.archive import actions as archive
from distro.archive.rules import ArchiveStep, RecordFact
from distro.audit import actions as audit
from distro.audit import mending
from distro.audit.rules import AuditStep
from distro.delivery import actions as delivery
from distro.delivery import notices, sending
from distro.delivery.rules import DeliveryStep
from distro.documents import issuing, unsaved
from distro.documents.rules import DocumentFact, DocumentStep
from distro.kernel.errands import Again, Errand
from distro.kernel.work import Work
from distro.outside import Outside
from distro.outside.mail import Outcome


@dataclass(frozen=True)
class Step:
    """`do(w, subject, **data)`, data being what it was called for with: after the fact, or by `Work.call_for`."""

    name: str
    do: Callable[..., Any]
    after: str | None = None
    queue: str = "default"


@dataclass(frozen=True)
class Outward:
    """Work with the world outside, for which no transaction stays open and nothing stays locked.

    `prepare(w, subject, **data)` says what is to be done (None: nothing any more; Again: not now), `go(outside, order)`
    does it, and `note(w, order, result)` writes down what came of it and whether it has to be done again.
    """

    name: str
    prepare: Callable[..., Any]
    go: Callable[[Outside, Any], Any]
    note: Callable[..., Any]
    after: str | None = None
    queue: str = "default"

    # How many go together.
    most = 1

    def prepare_all(self, w: Work, errands: Sequence[Errand]) -> list[Any]:
        return [self.prepare(w, errand.subject, **errand.data) for errand in errands]

    def goes_on(self, result: Any) -> bool:
        """Whether the next may go out after this result."""
        return True

    def note_all(self, w: Work, orders: Sequence[Any], results: Sequence[Any]) -> list[Again | None]:
        return [self.note(w, order, result) for order, result in zip(orders, results, strict=True)]


@dataclass(frozen=True)
class Mails(Outward):
    """Mails, which come in great numbers: as many of one cause are prepared together, go out one after the other, and
    are noted together.

    `prepare(w, subjects)` and `note(w, orders, results)` answer for each. Where there are fewer results than orders the
    last did not go: time was over, or an answer was about the server and not about the mail.
    """

    most = 50

    def prepare_all(self, w: Work, errands: Sequence[Errand]) -> list[Any]:
        return list(self.prepare(w, [errand.subject for errand in errands]))

    def goes_on(self, result: Outcome) -> bool:
        return result.is_of_the_mail

    def note_all(self, w: Work, orders: Sequence[Any], results: Sequence[Any]) -> list[Again | None]:
        return list(self.note(w, orders, results))


@dataclass(frozen=True)
class Round:
    """`do(w)` happens by the clock: every so many seconds, or daily at a time of Beijing."""

    name: str
    do: Callable[[Work], Any]
    when: int | time


STEPS: tuple[Step | Outward, ...] = (
    Step(DocumentStep.FREEZE, issuing.freeze),
    Outward(
        DocumentStep.PRINT,
        issuing.prepare_print,
        issuing.print_,
        issuing.note_print,
        after=DocumentFact.LIST_FROZEN,
        queue="press",
    ),
    Step(DeliveryStep.ADDRESS, sending.address, after=DocumentFact.ISSUED),
    Step(ArchiveStep.FILE, archive.file, after=DocumentFact.ISSUED),
    Step(DeliveryStep.SEND, sending.send),
    Mails(DeliveryStep.MAIL, notices.prepare, notices.post, notices.note, queue="mail"),
    Outward(AccountStep.MAIL_LINK, links.prepare, links.post, links.note, after=AccountFact.LINK_MADE, queue="mail"),
    Step(DeliveryStep.RECALL, sending.recall_copies, after=DocumentFact.RECALLED),
    Step(AuditStep.COMPARE, audit.sweep),
    Step(AuditStep.VERIFY, audit.verify_record, after=RecordFact.VERIFICATION_CALLED),
)

ROUNDS = (
    Round("seal-journal", audit.seal, when=1),
    Round("mend-flow", mending.mend, when=60),
    Round("verify-journal", audit.verify_on, when=300),
    Round("sweep-lists", audit.begin_sweep, when=time(2, 30)),
    Round("forget-sign-ins", accounts.forget, when=time(3)),
    Round("forget-unsaved", unsaved.forget, when=time(3, 10)),
    Round("chase-offices", delivery.chase_late, when=time(8)),
)

QUEUES = tuple(dict.fromkeys(["default", *(step.queue for step in STEPS)]))
