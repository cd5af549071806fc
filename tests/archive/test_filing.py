"""Filing: one record an issue, numbered without a gap, as what was printed; found by its words by those who may."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.archive import actions, queries
from distro.archive.models import Record
from distro.archive.rules import GRANTS, ArchiveStep, Permission, RecordFact
from distro.documents.draft import Draft
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.kernel.errors import NotFound
from distro.kernel.journal import Entry
from distro.offices.models import Office
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.rounds import rounds

BODY = "三月一日起接受年度检查。**温湿度记录齐全的有十一个。**其余一个\n已经补装仪器。"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def in_year(year: int, issue: int, total: int) -> Draft:
    return replace(DRAFT, designation=builders.as_issue(issue, year, total), date=date(year, 3, 4))


def unfiled(world: World, content: Draft) -> UUID:
    """Printed and sent, its filing still to come."""
    document_id = builders.released(world, content)
    world.system.work_off("press")
    with world.system.work(TESTER) as w:
        errands.cancel(w.session, ArchiveStep.FILE, document_id)
    builders.drain(world.system)
    return document_id


def file(world: World, document_id: UUID) -> None:
    with world.system.work(TESTER) as w:
        actions.file(w, document_id)


def record(world: World, document_id: UUID) -> Record:
    with world.system.work(TESTER) as w:
        found = queries.of_document(w, document_id)
    assert found is not None
    return found


def references(world: World) -> list[str]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(select(Record.reference).order_by(Record.reference)))


def test_a_record_keeps_what_was_issued(world: World) -> None:
    issued = builders.document(world, builders.issued(world))
    kept = record(world, issued.id)
    assert (kept.title, kept.number, kept.dated, kept.pages, kept.pdf_digest, kept.office_id, kept.issuer) == (
        DRAFT.titles,
        issued.number,
        DRAFT.date,
        issued.pages,
        issued.pdf_digest,
        world.issuer_id,
        builders.ISSUER,
    )


def test_items_are_counted_in_their_year(world: World) -> None:
    filed = [
        record(world, builders.issued(world, content)).reference
        for content in (in_year(2025, 1, 1), in_year(2025, 2, 2), in_year(2026, 1, 3), in_year(2025, 3, 4))
    ]
    assert filed == [
        f"Z001-WS·{year}-D10-BGS-{item:04d}" for year, item in ((2025, 1), (2025, 2), (2026, 1), (2025, 3))
    ]


def test_an_office_keeps_the_fonds_it_has(world: World) -> None:
    with world.system.work(TESTER) as w:
        w.session.get_one(Office, world.issuer_id).fonds = "0123"
    assert record(world, builders.issued(world)).reference == "0123-WS·2025-D10-BGS-0001"


def give_fonds(world: World, **fonds: str) -> None:
    """By hand, to other offices."""
    with world.system.work(TESTER) as w:
        w.session.add_all(Office(name=name, fonds=code) for name, code in fonds.items())


def test_a_fonds_given_by_hand_is_passed_over(world: World) -> None:
    """Also one beyond what was given so far, which counting would come to later."""
    give_fonds(world, 远山市委="Z001", 远山市人大="Z003")
    assert record(world, builders.issued(world)).reference.startswith("Z002-")
    with world.system.work(TESTER) as w:
        other = Office(name="云溪市史志办公室")
        w.session.add(other)
        w.session.flush()
        assert actions._fonds(w, other.id) == "Z004"


def test_a_fonds_that_records_bear_is_not_given_to_another_office(world: World) -> None:
    builders.issued(world)
    with world.system.work(TESTER) as w:
        w.session.get_one(Office, world.issuer_id).fonds = "0123"
        other = Office(name="云溪市史志办公室")
        w.session.add(other)
        w.session.flush()
        assert actions._fonds(w, other.id) == "Z002"


def test_two_first_filings_at_once_give_the_office_one_fonds(world: World) -> None:
    waiting = [unfiled(world, in_year(2025, number, number)) for number in (1, 2, 3, 4)]
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda each: file(world, each), waiting))
    assert references(world) == [f"Z001-WS·2025-D10-BGS-{item:04d}" for item in range(1, 5)]


def test_filing_again_changes_nothing(world: World) -> None:
    document_id = builders.issued(world)
    file(world, document_id)
    assert references(world) == ["Z001-WS·2025-D10-BGS-0001"]
    with world.system.work(TESTER) as w:
        assert len(w.session.scalars(select(Entry).where(Entry.fact == RecordFact.FILED)).all()) == 1
    assert record(world, builders.issued(world, in_year(2025, 2, 2))).reference.endswith("-0002")


def test_a_filing_that_fails_takes_no_number(world: World) -> None:
    first, second = (unfiled(world, in_year(2025, number, number)) for number in (1, 2))
    with contextlib.suppress(ZeroDivisionError), world.system.work(TESTER) as w:
        actions.file(w, first)
        raise ZeroDivisionError
    file(world, second)
    file(world, first)
    assert [record(world, each).reference[-4:] for each in (second, first)] == ["0001", "0002"]


def test_records_filed_at_once_get_numbers_without_a_gap(world: World) -> None:
    file(world, unfiled(world, in_year(2025, 1, 1)))
    waiting = [unfiled(world, in_year(2025, number, number)) for number in range(2, 6)]
    # Each twice: two workers may have been asked the same.
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda each: file(world, each), waiting * 2))
    assert references(world) == [f"Z001-WS·2025-D10-BGS-{item:04d}" for item in range(1, 6)]


@pytest.mark.parametrize(
    "words",
    [
        "库房完成年度检查",  # the title
        "湿度记录",  # the body, in bold
        "检查。温湿度",  # across the beginning of bold
        "其余一个已经补装",  # across two lines
        "2025年第1期",  # the number
        "云溪市档案工作办公室",  # the issuer
        "各乡镇人民政府",  # the list
        "湿度 补装　检查",  # all of them, in any order
    ],
)
def test_a_record_is_found_by_the_words_it_holds(world: World, words: str) -> None:
    builders.issued(world, replace(DRAFT, body=BODY))
    with world.system.work(world.records) as w:
        found, total = queries.search(w, words)
        assert ([each.title for each in found], total) == ([DRAFT.titles], 1)
        assert queries.search(w, f"{words} 没有写过") == ([], 0)


def test_the_latest_comes_first_and_the_rest_is_counted(world: World) -> None:
    earlier = replace(in_year(2025, 2, 2), date=date(2025, 2, 1))
    for content in (in_year(2025, 1, 1), earlier, in_year(2026, 1, 3)):
        builders.issued(world, content)
    with world.system.work(world.records) as w:
        found, total = queries.search(w, "年度检查", limit=2)
    assert ([each.reference for each in found], total) == (
        ["Z001-WS·2026-D10-BGS-0001", "Z001-WS·2025-D10-BGS-0001"],
        3,
    )


@rounds(50)
@given(held=st.sets(st.tuples(st.sampled_from(Role), st.booleans()), max_size=5))
def test_who_may_read_a_record_finds_it_and_nobody_else(system: System, held: set[tuple[Role, bool]]) -> None:
    with system.work(TESTER) as w:
        kept = w.session.scalars(select(Record)).one_or_none()
    if kept is None:
        world = builders.world(system)
        kept = record(world, builders.issued(world))
    offices = {True: kept.office_id, False: uuid4()}
    actor = Actor(uuid4(), "x", frozenset((str(role), offices[own]) for role, own in held))
    may = GRANTS[Permission.READ](actor, kept)
    assert may == ((Role.RECORDS, True) in held)
    with system.work(actor) as w:
        assert queries.search(w, "")[1] == may
        with contextlib.nullcontext() if may else pytest.raises(NotFound):
            assert queries.find(w, kept.id)[0].id == kept.id
