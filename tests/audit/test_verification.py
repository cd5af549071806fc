"""Verifications of the chain go on from where the last came to, stand on what it saw, and forget nothing they found."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from distro.audit import actions, queries
from distro.audit.models import Verification
from distro.delivery import actions as delivery
from distro.documents.models import Document
from distro.system import System
from tests import builders
from tests.builders import TESTER, World

# What somebody does who can compute hashes too: every link from this one on, made anew over a changed entry.
RECHAINED = """
DO $$
DECLARE head text; each record;
BEGIN
    SELECT hash INTO head FROM link WHERE number = {first} - 1;
    UPDATE journal SET digest = repeat('ab', 32) WHERE id = (SELECT entry_id FROM link WHERE number = {first});
    FOR each IN SELECT number, entry_id, digest FROM link JOIN journal ON journal.id = entry_id
        WHERE number >= {first} ORDER BY number
    LOOP
        head := encode(sha256(convert_to(head || ':' || each.entry_id || ':' || each.digest, 'UTF8')), 'hex');
        UPDATE link SET hash = head WHERE number = each.number;
    END LOOP;
END $$
"""


@pytest.fixture
def world(system: System) -> World:
    made = builders.world(system)
    builders.issued(made)
    system.round("seal-journal")
    return made


def sealed(world: World) -> int:
    with world.system.work(TESTER) as w:
        return queries.sealed(w)


def runs(world: World) -> list[tuple[int, int, bool]]:
    """Of each verification kept: behind which link it began, up to which links hold, and whether all it saw does."""
    with world.system.work(TESTER) as w:
        kept = w.session.scalars(select(Verification).order_by(Verification.id))
        return [(run.since, run.links, run.holds) for run in kept]


def verify(world: World) -> None:
    world.system.round("verify-journal")


def verify_all(world: World) -> Verification:
    with world.system.work(TESTER) as w:
        return actions.verify_all(w)


def more(world: World) -> None:
    """Some more links."""
    with world.system.work(TESTER) as w:
        for _ in range(3):
            w.record("test.done", world.issuer_id)
    world.system.round("seal-journal")


def test_a_run_goes_on_where_the_last_one_ended(world: World) -> None:
    first = sealed(world)
    verify(world)
    more(world)
    verify(world)
    assert runs(world) == [(0, first, True), (first, first + 3, True)]
    with world.system.work(TESTER) as w:
        last = queries.latest_run(w)
        assert (last.by_name, last.head) == ("verify-journal", queries.chain(w).head)


def test_a_run_that_finds_nothing_new_is_not_kept(world: World) -> None:
    for _ in range(3):
        verify(world)
    assert len(runs(world)) == 1


def test_a_stretch_at_a_time_so_that_no_step_lasts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "STRETCH", 7)
    for _ in range(3):
        verify(world)
    assert runs(world) == [(0, 7, True), (7, 14, True), (14, 21, True)]


def test_going_on_does_not_look_back_but_the_whole_walk_does(world: World) -> None:
    verify(world)
    builders.tamper(
        world.system, "UPDATE journal SET actor = '别人' WHERE id = (SELECT entry_id FROM link WHERE number = 4)"
    )
    more(world)
    verify(world)
    assert runs(world)[-1][2]
    found = verify_all(world)
    assert (found.holds, found.links, found.reason) == (False, 3, "记录内容被改动")


def test_what_was_found_stands_until_it_is_put_right(world: World) -> None:
    verify(world)
    [actor] = builders.tamper(
        world.system, "SELECT actor FROM journal WHERE id = (SELECT entry_id FROM link WHERE number = 4)"
    )
    change = "UPDATE journal SET actor = :actor WHERE id = (SELECT entry_id FROM link WHERE number = 4)"
    builders.tamper(world.system, change, actor="别人")
    verify_all(world)
    kept = runs(world)
    more(world)
    verify(world)
    verify(world)
    assert runs(world) == kept
    builders.tamper(world.system, change, actor=actor)
    verify(world)
    assert runs(world)[len(kept) :] == [(3, sealed(world), True)]


@pytest.mark.parametrize("first", [5, 20])
def test_a_chain_made_anew_is_betrayed_by_the_point_seen_before(world: World, first: int) -> None:
    """Every link fits its neighbours again: only what somebody saw before tells."""
    verify(world)
    builders.tamper(world.system, RECHAINED.format(first=first))
    more(world)
    verify(world)
    with world.system.work(TESTER) as w:
        found = queries.latest_run(w)
    assert (found.holds, found.reason) == (False, "以前核验过的链头不在链中")


def test_a_tail_cut_off_is_betrayed_by_the_point_seen_before(world: World) -> None:
    verify(world)
    builders.tamper(world.system, "DELETE FROM link WHERE number > 5")
    verify(world)
    assert [holds for *_, holds in runs(world)] == [True, False]
    assert verify_all(world).reason == "以前核验过的链头不在链中"


def acknowledged(world: World) -> None:
    with world.system.work(TESTER) as w:
        document_id = w.session.scalars(select(Document.id)).one()
    letter = builders.delivery_to(world, document_id, "云溪市委")
    with world.system.work(world.clerk) as w:
        delivery.open_(w, letter.id)
    with world.system.work(world.clerk) as w:
        delivery.acknowledge(w, letter.id, builders.document(world, document_id).pdf_digest)
    world.system.round("seal-journal")


def test_a_receipt_is_a_witness_of_the_stretch_it_was_given_in(world: World) -> None:
    verify(world)
    point = sealed(world)
    acknowledged(world)
    builders.tamper(world.system, "UPDATE receipt SET head = repeat('ab', 32)")
    verify(world)
    with world.system.work(TESTER) as w:
        found = queries.latest_run(w)
    assert (found.since, found.links, found.holds, found.reason) == (point, point, False, "有回执记下的链头不在链中")


def test_every_receipt_is_a_witness_of_the_whole_chain(world: World) -> None:
    acknowledged(world)
    verify(world)
    builders.tamper(world.system, "UPDATE receipt SET head = repeat('ab', 32)")
    verify(world)
    assert len(runs(world)) == 1
    assert verify_all(world).reason == "有回执记下的链头不在链中"
    # It is not forgotten by going on.
    verify(world)
    assert not runs(world)[-1][2]
