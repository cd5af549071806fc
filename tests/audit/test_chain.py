"""The journal's chain: every change of what is sealed is found and named."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from distro.audit import queries
from distro.delivery import actions as delivery
from distro.kernel.journal import Link
from distro.system import System
from tests import builders

TAMPERINGS = {
    "a fact reworded": "UPDATE journal SET fact = 'x' WHERE id = {middle}",
    "another person": "UPDATE journal SET actor = '别人' WHERE id = {middle}",
    "another moment": "UPDATE journal SET at = at - interval '1 hour' WHERE id = {middle}",
    "other particulars": "UPDATE journal SET data = '{{}}' || jsonb_build_object('n', 1) WHERE id = {middle}",
    "the digest fitted to the change": "UPDATE journal SET fact = 'x', digest = 'y' WHERE id = {middle}",
    "a link dropped": "DELETE FROM link WHERE entry_id = {middle}",
    "a link rewritten": "UPDATE link SET hash = repeat('0', 64) WHERE entry_id = {middle}",
    "a link to nothing": "UPDATE link SET entry_id = -entry_id WHERE number = 3",
}


def _sealed(system: System) -> int:
    """A sealed journal; returns the entry in its middle."""
    builders.issued(builders.world(system))
    system.round("seal-journal")
    with system.work(builders.TESTER) as w:
        verdict = queries.chain(w)
        assert verdict.holds
        assert verdict.length > 20
        return w.session.scalars(select(Link.entry_id).where(Link.number == verdict.length // 2)).one()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(system: System, name: str) -> None:
    middle = _sealed(system)
    builders.tamper(system, TAMPERINGS[name].format(middle=middle))
    with system.work(builders.TESTER) as w:
        verdict = queries.chain(w)
    assert not verdict.holds
    assert verdict.bad_entry


def test_a_cut_tail_is_betrayed_by_the_receipts(system: System) -> None:
    """A receipt keeps the head it was given; the chain cannot be shortened below it."""
    world = builders.world(system)
    document_id = builders.issued(world)
    system.round("seal-journal")
    letter = builders.delivery_to(world, document_id, "云溪市委")
    with system.work(world.clerk) as w:
        delivery.open_(w, letter.id)
    with system.work(world.clerk) as w:
        delivery.acknowledge(w, letter.id, builders.document(world, document_id).pdf_digest)
    builders.tamper(system, "DELETE FROM link WHERE number > 5")
    with system.work(builders.TESTER) as w:
        assert not queries.chain(w).holds


def test_sealing_waits_for_open_transactions(system: System) -> None:
    """An entry whose earlier neighbour may still be written is not sealed before it."""
    world = builders.world(system)
    with system.work(world.secretary) as slow:
        slow.record("slow.fact", world.issuer_id)
        slow.session.flush()
        with system.work(world.secretary) as quick:
            quick.record("quick.fact", world.issuer_id)
        system.round("seal-journal")
        with system.work(builders.TESTER) as w:
            sealed = set(w.session.scalars(text("SELECT fact FROM journal JOIN link ON entry_id = journal.id")))
        assert "quick.fact" not in sealed
    system.round("seal-journal")
    with system.work(builders.TESTER) as w:
        facts = list(
            w.session.scalars(text("SELECT fact FROM journal JOIN link ON entry_id = journal.id ORDER BY number"))
        )
        assert facts[-2:] == ["slow.fact", "quick.fact"]
        assert queries.chain(w).holds
