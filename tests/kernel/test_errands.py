"""Errands: handed out once per lease, done once, tried again, parked at last; never lost."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from sqlalchemy import func, select

from distro.documents.rules import DocumentFact
from distro.kernel import errands
from distro.kernel.journal import Entry, Errand
from distro.outside import clock
from distro.system import System
from tests import builders


def _count(system: System, fact: str) -> int:
    with system.work(builders.TESTER) as w:
        return w.session.scalar(select(func.count()).select_from(Entry).where(Entry.fact == fact))


def _waiting(system: System) -> int:
    with system.work(builders.TESTER) as w:
        return errands.waiting(w.session)


def test_an_errand_is_written_with_its_fact_or_not_at_all(system: System) -> None:
    world = builders.world(system)
    with contextlib.suppress(RuntimeError), system.work(world.secretary) as w:
        w.record(DocumentFact.RELEASED, world.issuer_id)
        raise RuntimeError
    assert _waiting(system) == 0
    with system.work(world.secretary) as w:
        w.record(DocumentFact.RELEASED, world.issuer_id)
    assert _waiting(system) == 1


def test_a_bell_rung_twice_does_the_work_once(system: System) -> None:
    builders.released(builders.world(system))
    [bell] = system.ring()
    assert system.ring() == []
    system.perform(bell.errand_id, bell.lease)
    system.perform(bell.errand_id, bell.lease)
    assert _count(system, DocumentFact.ISSUED) == 1


def test_a_lost_bell_is_rung_again_and_the_old_one_is_dead(system: System) -> None:
    builders.released(builders.world(system))
    [lost] = system.ring()
    with system.work(builders.TESTER) as w:
        [again] = errands.hand_out(w.session, clock.now() + errands.LEASE + timedelta(seconds=1))
    assert again.lease == lost.lease + 1
    system.perform(lost.errand_id, lost.lease)
    assert _count(system, DocumentFact.ISSUED) == 0
    system.perform(again.errand_id, again.lease)
    assert _count(system, DocumentFact.ISSUED) == 1


def test_an_errand_somebody_works_on_is_not_handed_out(system: System) -> None:
    builders.released(builders.world(system))
    [bell] = system.ring()
    with system.work(builders.TESTER) as working:
        assert errands.claim(working.session, bell.errand_id, bell.lease)
        with system.work(builders.TESTER) as w:
            assert errands.hand_out(w.session, clock.now() + timedelta(hours=1)) == []


def test_a_step_that_kills_its_process_runs_out_of_tries(system: System) -> None:
    builders.released(builders.world(system))
    now = clock.now()
    for _ in range(errands.TRIES):
        now += errands.LEASE + timedelta(seconds=1)
        with system.work(builders.TESTER) as w:
            [bell] = errands.hand_out(w.session, now)
        with system.work(builders.TESTER) as w:
            assert errands.begin(w.session, bell.errand_id, bell.lease, now)
    now += errands.LEASE + timedelta(seconds=1)
    with system.work(builders.TESTER) as w:
        [bell] = errands.hand_out(w.session, now)
    with system.work(builders.TESTER) as w:
        assert not errands.begin(w.session, bell.errand_id, bell.lease, now)
    with system.work(builders.TESTER) as w:
        assert [errand.id for errand in errands.parked(w.session)] == [bell.errand_id]
        assert errands.retry(w.session, bell.errand_id, clock.now())
    builders.drain(system)
    assert _count(system, DocumentFact.ISSUED) == 1


def test_a_failing_step_leaves_nothing_and_is_tried_later(system: System) -> None:
    builders.released(builders.world(system))
    [bell] = system.ring()
    # The folder of kept files is a file: the press cannot keep its print.
    (system.settings.data_dir / "files").write_text("in the way")
    system.perform(bell.errand_id, bell.lease)
    with system.work(builders.TESTER) as w:
        errand = w.session.scalars(select(Errand)).one()
        assert errand.attempts == 1
        assert "NotADirectoryError" in errand.error or "FileExistsError" in errand.error
        assert errand.due_at > clock.now()
    assert _count(system, DocumentFact.ISSUED) == 0


def test_what_follows_knows_its_cause(system: System) -> None:
    builders.issued(builders.world(system))
    with system.work(builders.TESTER) as w:
        released = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.RELEASED)).one()
        issued = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.ISSUED)).one()
    assert issued.cause == released.id
