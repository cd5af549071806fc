"""After this fact, that step: the whole background of the product on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from distro.archive import actions as archive
from distro.archive.rules import RecordFact
from distro.audit import actions as audit
from distro.audit.rules import AuditFact
from distro.delivery import actions as delivery
from distro.delivery import notices
from distro.delivery.rules import DeliveryFact
from distro.documents import actions as documents
from distro.documents.rules import DocumentFact
from distro.kernel.work import Work


@dataclass(frozen=True)
class Step:
    """`do(w, subject, **those values of the fact named in takes)` follows the fact, in a worker of `queue`."""

    name: str
    after: str
    do: Callable[..., Any]
    queue: str = "default"
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    """`do(w)` happens by the clock: every so many seconds, or daily at a time of Beijing."""

    name: str
    do: Callable[[Work], Any]
    when: int | time


STEPS = (
    Step("print-document", after=DocumentFact.RELEASED, do=documents.print_, queue="press"),
    Step("address-copies", after=DocumentFact.ISSUED, do=delivery.address),
    Step("send-copies", after=DeliveryFact.ADDRESSED, do=delivery.send, takes=("deliveries",)),
    Step("mail-notices", after=DeliveryFact.NOTICES_DUE, do=notices.notify, queue="mail", takes=("deliveries",)),
    Step(
        "mail-reminders",
        after=DeliveryFact.REMINDED,
        do=notices.mail_reminders,
        queue="mail",
        takes=("deliveries", "run"),
    ),
    Step("recall-copies", after=DocumentFact.RECALLED, do=delivery.recall_copies),
    Step("compare-lists", after=AuditFact.SWEEP_DUE, do=audit.sweep, takes=("after", "documents", "broken")),
    Step("file-record", after=DeliveryFact.DISPATCHED, do=archive.file),
    Step("verify-record", after=RecordFact.VERIFICATION_CALLED, do=audit.verify_record),
)

ROUNDS = (
    Round("seal-journal", do=audit.seal, when=1),
    Round("verify-journal", do=audit.verify_on, when=300),
    Round("sweep-lists", do=audit.begin_sweep, when=time(2, 30)),
    Round("chase-offices", do=delivery.chase_late, when=time(8)),
)

QUEUES = tuple(dict.fromkeys(["default", *(step.queue for step in STEPS)]))
