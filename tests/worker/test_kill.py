"""kill -9 of every worker at the worst moments, the broker emptied: nothing is lost and nothing happens twice."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from distro.archive import queries as archive
from distro.delivery import queries as deliveries
from distro.delivery.rules import DeliveryFact, State
from distro.documents.rules import DocumentFact
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.offices.models import Office
from distro.system import System
from tests import builders
from tests.fleet import Fleet

RECIPIENTS = 120
MAILBOXES = 7
PATIENCE = 120


def _await(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the workers did not get there"
        time.sleep(0.02)


def _seen(system: System, fact: str) -> bool:
    with system.work(builders.TESTER) as w:
        return w.session.scalar(select(Entry.id).where(Entry.fact == fact).limit(1)) is not None


def _begun(system: System) -> bool:
    """The press has taken the errand up and is at work on it."""
    with system.work(builders.TESTER) as w:
        return bool(w.session.scalar(select(Errand.id).where(Errand.step == "print-document", Errand.attempts > 0)))


def test_everybody_is_served_once_whatever_is_killed(system: System, fleet: Fleet) -> None:
    names = [f"云溪市{kind}{number}局" for kind in "甲乙丙" for number in range(1, RECIPIENTS // 3 + 1)]
    content = dataclasses.replace(builders.DRAFT, imprint="送：" + "、".join(names) + "。")
    world = builders.world(system)
    document_id = builders.released(world, content)
    with system.work(builders.TESTER) as w:
        for office in w.session.scalars(select(Office).where(Office.name.in_(names[:MAILBOXES]))):
            office.mailboxes = [f"{office.id}@example.invalid"]

    moments: tuple[Callable[[], bool], ...] = (
        lambda: _begun(system),
        lambda: _seen(system, DocumentFact.ISSUED),
        lambda: _seen(system, DeliveryFact.SENT),
    )
    for moment in moments:
        fleet.start()
        _await(moment)
        fleet.kill()
        fleet.empty_broker()
    fleet.start()

    def is_done() -> bool:
        with system.work(builders.TESTER) as w:
            filed = archive.of_document(w, document_id) is not None
            return filed and not w.session.scalars(select(Errand)).all()

    _await(is_done)
    with system.work(builders.TESTER) as w:
        sent = deliveries.of_document(w, document_id)
        assert Counter(delivery.state for delivery in sent) == {State.SENT: RECIPIENTS}
        assert [delivery.office_name for delivery in sent] == names
        told = Counter((entry.fact, entry.subject, str(entry.data)) for entry in w.session.scalars(select(Entry)))
        assert [each for each, times in told.items() if times > 1] == []
        said = w.session.scalars(select(Entry.data).where(Entry.fact == DeliveryFact.SENT))
        assert Counter(copy[1] for each in said for copy in each["copies"]) == Counter(str(each.id) for each in sent)
    assert len(list((system.settings.data_dir / "mail").glob("*.eml"))) == MAILBOXES
