"""Errands: taken up by one, done once, tried again, parked at last; never lost."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text, update

from distro import system as composition
from distro.documents.rules import DocumentFact, DocumentStep
from distro.flow import Mails, Outward
from distro.kernel import errands
from distro.kernel.errands import Again, Errand, Taken
from distro.kernel.journal import Entry
from distro.kernel.presence import Presence
from distro.kernel.work import Work
from distro.outside import Outside, clock
from distro.system import System
from tests import builders

LATER = errands.LEASE + timedelta(seconds=1)


def _count(system: System, fact: str) -> int:
    with system.work(builders.TESTER) as w:
        return w.session.scalar(select(func.count()).select_from(Entry).where(Entry.fact == fact))


def _waiting(system: System) -> int:
    with system.work(builders.TESTER) as w:
        return errands.waiting(w.session)


def _taken(system: System, later: timedelta = timedelta(), queue: str = "press") -> Taken | None:
    with system.work(builders.TESTER) as w:
        return next(iter(errands.take(w.session, queue, clock.now() + later)), None)


def test_an_errand_is_written_with_its_fact_or_not_at_all(system: System) -> None:
    world = builders.world(system)
    with contextlib.suppress(RuntimeError), system.work(world.secretary) as w:
        w.record(DocumentFact.LIST_FROZEN, world.issuer_id)
        raise RuntimeError
    assert _waiting(system) == 0
    with system.work(world.secretary) as w:
        w.record(DocumentFact.LIST_FROZEN, world.issuer_id)
    assert _waiting(system) == 1


def test_an_errand_comes_with_its_data_at_its_date(system: System) -> None:
    world = builders.world(system)
    with system.work(world.secretary) as w:
        w.call_for(DocumentStep.PRINT, world.issuer_id, at=w.now + timedelta(hours=1), half=[1, 2])
    assert system.due() == []
    assert _taken(system) is None
    taken = _taken(system, timedelta(hours=1))
    with system.work(builders.TESTER) as w:
        assert w.session.get_one(Errand, taken.errand_id).data == {"half": [1, 2]}


def test_only_what_happened_is_in_the_journal(system: System) -> None:
    """Parts, retries and rounds are errands: their number leaves no trace."""
    builders.issued(builders.world(system))
    with system.work(builders.TESTER) as w:
        told = list(w.session.scalars(select(Entry.fact)))
    assert not [fact for fact in told if fact.endswith("_due")]


def test_two_who_take_get_two_errands(system: System) -> None:
    world = builders.world(system)
    with system.work(world.secretary) as w:
        for _ in range(20):
            w.call_for(DocumentStep.PRINT, uuid4())
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: _taken(system), range(20)))
    assert len({each.errand_id for each in taken}) == 20
    assert _taken(system) is None


def test_an_errand_that_was_taken_and_lost_is_taken_again_and_the_old_one_is_dead(system: System) -> None:
    builders.released(builders.world(system))
    lost = _taken(system)
    assert _taken(system) is None
    again = _taken(system, LATER)
    assert again.lease == lost.lease + 1
    with system.work(builders.TESTER) as w:
        assert not errands.claim(w.session, lost)
        assert errands.claim(w.session, again)


def test_an_errand_somebody_works_on_is_not_taken(system: System) -> None:
    builders.released(builders.world(system))
    taken = _taken(system)
    with system.work(builders.TESTER) as working:
        assert errands.claim(working.session, taken)
        assert _taken(system, timedelta(hours=1)) is None


def test_a_step_that_kills_its_process_runs_out_of_tries(system: System) -> None:
    builders.released(builders.world(system))
    for place in range(errands.TRIES):
        assert _taken(system, LATER * (place + 1))
    assert _taken(system, LATER * (errands.TRIES + 1)) is None
    with system.work(builders.TESTER) as w:
        [parked] = errands.parked(w.session)
        assert parked.attempts == errands.TRIES
        assert errands.retry(w.session, parked.id, clock.now())
    builders.drain(system)
    assert _count(system, DocumentFact.ISSUED) == 1


def test_a_failing_step_leaves_nothing_and_is_tried_later(system: System) -> None:
    builders.released(builders.world(system))
    # The folder of kept files is a file: the press cannot keep its print.
    (system.settings.data_dir / "files").write_text("in the way")
    assert system.work_off("press") == 1
    with system.work(builders.TESTER) as w:
        errand = w.session.scalars(select(Errand)).one()
        assert errand.attempts == 1
        assert "NotADirectoryError" in errand.error or "FileExistsError" in errand.error
        assert errand.due_at > clock.now()
    assert _count(system, DocumentFact.ISSUED) == 0


def test_what_follows_knows_its_cause(system: System) -> None:
    builders.issued(builders.world(system))
    with system.work(builders.TESTER) as w:
        frozen = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.LIST_FROZEN)).one()
        issued = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.ISSUED)).one()
    assert issued.cause == frozen.id


class Errands:
    """A step outside that does what the test says, and tells what the database saw meanwhile."""

    def __init__(self, system: System, monkeypatch: pytest.MonkeyPatch, *, again: Again | None = None) -> None:
        self.system = system
        self.went: list[int] = []
        self.noted: list[str] = []
        self.again = again
        step = Outward("print-document", prepare=self.prepare, go=self.go, note=self.note, queue="press")
        monkeypatch.setitem(composition._STEPS, "print-document", step)

    def prepare(self, w: Work, subject: object, **data: Any) -> str:
        return "order"

    def go(self, outside: Outside, order: str) -> str:
        with self.system.engine.connect() as connection:
            self.went.append(
                connection.scalar(
                    text(
                        "SELECT count(*) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
                    )
                )
            )
        return "done"

    def note(self, w: Work, order: str, result: str) -> Again | None:
        self.noted.append(result)
        return self.again


def _called(system: System) -> None:
    with system.work(builders.TESTER) as w:
        w.call_for(DocumentStep.PRINT, uuid4())


def test_nothing_is_open_while_an_errand_is_outside(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    step = Errands(system, monkeypatch)
    _called(system)
    system.work_off("press")
    assert (step.went, step.noted, _waiting(system)) == ([0], ["done"], 0)


def test_whoever_finds_another_at_an_errand_outside_leaves_it(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    step = Errands(system, monkeypatch)
    _called(system)
    with system.work(builders.TESTER) as w:
        [errand_id] = w.session.scalars(select(Errand.id))
    other = Presence(system.engine)
    with other.at([errand_id]) as held:
        assert held == {errand_id}
        system.work_off("press")
        assert (step.went, _waiting(system)) == ([], 1)
    other.close()
    with system.work(builders.TESTER) as w:
        assert w.session.scalars(select(Errand.attempts)).one() == 0
    with system.work(builders.TESTER) as w:
        w.session.execute(update(Errand).values(due_at=w.now))
    system.work_off("press")
    assert (step.went, _waiting(system)) == ([0], 0)


def test_what_comes_again_is_not_done_and_what_is_put_off_was_not_tried(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Errands(system, monkeypatch, again=Again("busy"))
    _called(system)
    system.work_off("press")
    with system.work(builders.TESTER) as w:
        errand = w.session.scalars(select(Errand)).one()
        assert (errand.attempts, errand.error) == (1, "busy")
        assert errand.due_at > w.now
        w.session.execute(update(Errand).values(due_at=w.now))
        until = w.now + timedelta(minutes=5)
    step.again = Again("away", at=until)
    system.work_off("press")
    with system.work(builders.TESTER) as w:
        errand = w.session.scalars(select(Errand)).one()
        assert (errand.attempts, errand.error, errand.due_at) == (1, "away", until)


def test_one_who_lost_its_sign_notes_what_happened_and_leaves_the_errand(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection ended while it was outside: somebody else may be at it by now."""
    step = Errands(system, monkeypatch)
    monkeypatch.setattr(Presence, "lasts", False)
    _called(system)
    system.work_off("press")
    assert (step.noted, _waiting(system)) == (["done"], 1)


class Together:
    """Many at once, of which one may fail anywhere, and after one of which it may be enough."""

    def __init__(self, system: System, monkeypatch: pytest.MonkeyPatch) -> None:
        self.prepared: list[int] = []
        self.went: list[UUID] = []
        self.noted: list[UUID] = []
        self.failing = ""
        self.bad: UUID | None = None
        self.last: UUID | None = None
        step = Mails("print-document", prepare=self.prepare_all, go=self.go_one, note=self.note_all, queue="press")
        monkeypatch.setattr(Mails, "goes_on", lambda step, result: result != self.last)
        monkeypatch.setitem(composition._STEPS, "print-document", step)
        monkeypatch.setitem(composition._TOGETHER, "print-document", 50)

    def _fail(self, where: str, subjects: Sequence[UUID]) -> None:
        if where == self.failing and self.bad in subjects:
            raise RuntimeError(where)

    def prepare_all(self, w: Work, subjects: Sequence[UUID]) -> list[UUID]:
        self.prepared.append(len(subjects))
        self._fail("prepare", subjects)
        return list(subjects)

    def go_one(self, outside: Outside, subject: UUID) -> UUID:
        self._fail("go", [subject])
        self.went.append(subject)
        return subject

    def note_all(self, w: Work, orders: Sequence[UUID], results: Sequence[UUID]) -> list[Again | None]:
        assert list(orders[: len(results)]) == list(results)
        self._fail("note", results)
        self.noted += results
        return [None for _ in results] + [Again("", at=w.now + timedelta(hours=1)) for _ in orders[len(results) :]]


def _called_together(system: System, count: int) -> list[UUID]:
    subjects = [uuid4() for _ in range(count)]
    with system.work(builders.TESTER) as w:
        for subject in subjects:
            w.call_for(DocumentStep.PRINT, subject)
    return subjects


def test_those_that_go_together_are_prepared_and_noted_together(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Together(system, monkeypatch)
    subjects = _called_together(system, 70)
    system.work_off("press")
    assert (step.prepared, step.went, step.noted, _waiting(system)) == ([50, 20], subjects, subjects, 0)


@pytest.mark.parametrize("failing", ["prepare", "go", "note"])
def test_one_that_fails_does_not_hold_up_those_it_goes_with(
    system: System, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    step = Together(system, monkeypatch)
    step.failing = failing
    good, step.bad, *others = _called_together(system, 5)
    system.work_off("press")
    assert step.noted == [good, *others]
    assert len(step.went) == len(set(step.went)), "none goes out twice"
    with system.work(builders.TESTER) as w:
        errand = w.session.scalars(select(Errand)).one()
    assert (errand.subject, errand.error) == (step.bad, f"RuntimeError: {failing}")


def test_those_behind_the_last_were_not_tried(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    step = Together(system, monkeypatch)
    first, step.last, *others = _called_together(system, 5)
    system.work_off("press")
    assert step.went == step.noted == [first, step.last]
    with system.work(builders.TESTER) as w:
        left = w.session.scalars(select(Errand).order_by(Errand.id)).all()
    assert [(each.subject, each.attempts, each.error) for each in left] == [(subject, 0, None) for subject in others]
