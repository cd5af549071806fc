"""What is seen of deliveries: everything on the list in the matrix, all of it in the counters, nothing of other offices."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from distro.accounts.rules import Role
from distro.delivery import matrix, queries
from distro.delivery.models import Delivery
from distro.delivery.rules import GRANTS, Permission, State
from distro.documents import issuing
from distro.documents import queries as documents_of
from distro.kernel.actor import Actor
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.rounds import rounds

OFFICES = ("云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局")
CLASS = "各乡镇人民政府"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def put(world: World, given: dict[str, State]) -> None:
    """As if those copies had come so far, long ago."""
    with world.system.work(TESTER) as w:
        for office, state in given.items():
            w.session.execute(
                update(Delivery)
                .where(Delivery.office_name == office)
                .values(state=state, due_at=w.now - timedelta(hours=1))
            )


def test_the_matrix_has_every_entry_in_its_order_the_open_class_too(world: World) -> None:
    document = builders.document(world, builders.issued(world))
    with world.system.work(world.secretary) as w:
        rows = matrix.of_document(w, document)
    assert [row.entry.name for row in rows] == [*OFFICES, CLASS]
    assert [row.is_open for row in rows] == [False] * 4 + [True]
    assert [row.delivery.office_name for row in rows if row.delivery] == list(OFFICES)


def test_the_counters_add_up_whatever_befell_the_copies(world: World) -> None:
    document = builders.document(world, builders.issued(world))
    put(world, dict(zip(OFFICES, (State.FAILED, State.ACKNOWLEDGED, State.RETURNED, State.SENT), strict=True)))
    with world.system.work(world.secretary) as w:
        counted = matrix.count(matrix.of_document(w, document))
        assert queries.progress(w, [document]) == {document.id: (1, 4)}
    assert (counted.due, counted.classes, counted.delivered) == (4, 1, 4)
    assert (counted.failed, counted.acknowledged, counted.returned, counted.waiting) == (1, 1, 1, 1)
    assert counted.late == 2  # the one announced in vain, and the one that waits


def test_exceptions_are_the_issuers_and_end_with_the_issue(world: World) -> None:
    document_id = builders.issued(world)
    assert exceptions(world, world.secretary) == ({}, [], 0)
    put(world, dict(zip(OFFICES, (State.FAILED, State.ACKNOWLEDGED, State.RETURNED, State.SENT), strict=True)))
    assert exceptions(world, world.secretary) == ({document_id: 3}, [document_id], 1)
    assert exceptions(world, world.outsider) == ({}, [], 0)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    assert exceptions(world, world.secretary) == ({}, [], 0)


def exceptions(world: World, actor: Actor) -> tuple[dict[UUID, int], list[UUID], int]:
    """The exceptions in each document the actor may see, those with any, and how many these are."""
    with world.system.work(actor) as w:
        found = [document.id for document in queries.exceptional(w, limit=10)]
        return queries.exceptions(w, documents_of.listing(w)), found, queries.count_exceptional(w)


def test_a_copy_not_yet_sent_lies_in_no_inbox(world: World) -> None:
    builders.issued(world)
    with world.system.work(world.clerk) as w:
        assert len(queries.inbox(w)) == 1
    put(world, {OFFICES[0]: State.ADDRESSED})
    with world.system.work(world.clerk) as w:
        assert queries.inbox(w) == []


def test_nothing_is_owed_for_what_is_recalled_even_before_its_copies_are_taken_back(world: World) -> None:
    document_id = builders.issued(world)
    with world.system.work(world.clerk) as w:
        assert (queries.owed(w), len(queries.waiting(w, 10)), queries.done(w, 10)) == (queries.Owed(1, 0), 1, [])
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    with world.system.work(world.clerk) as w:
        assert (queries.owed(w), queries.waiting(w, 10), len(queries.done(w, 10))) == (queries.Owed(0, 0), [], 1)


@rounds(50)
@given(held=st.sets(st.tuples(st.sampled_from(Role), st.sampled_from([*OFFICES, "elsewhere"])), max_size=6))
def test_the_inbox_is_what_the_rules_grant(system: System, held: set[tuple[Role, str]]) -> None:
    with system.work(TESTER) as w:
        copies = list(w.session.scalars(select(Delivery)))
    if not copies:
        builders.issued(builders.world(system))
        with system.work(TESTER) as w:
            copies = list(w.session.scalars(select(Delivery)))
    ids = {copy.office_name: copy.office_id for copy in copies} | {"elsewhere": uuid4()}
    actor = Actor(uuid4(), "x", frozenset((str(role), ids[office]) for role, office in held))
    with system.work(actor) as w:
        seen = {letter.delivery.id for letter in queries.inbox(w)}
    assert seen == {copy.id for copy in copies if GRANTS[Permission.READ](actor, copy)}
