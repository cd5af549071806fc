"""Issue numbers: next in the year, one more in all, never twice, never with a gap."""

from __future__ import annotations

import contextlib
import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest

from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.series import Counters, Number, take
from distro.kernel.errors import Conflict, Refusal
from distro.system import System
from tests import builders


def test_the_first_number_of_a_series_may_be_any() -> None:
    new = Counters(issue=None, total=None, is_new=True)
    assert take(2025, new, None, None) == Number(2025, 1, 1)
    assert take(2025, new, 9, 44) == Number(2025, 9, 44)


def test_the_next_number_follows() -> None:
    running = Counters(issue=9, total=44, is_new=False)
    assert take(2025, running, None, None) == Number(2025, 10, 45)
    assert take(2025, running, 10, 45) == Number(2025, 10, 45)


def test_a_new_year_begins_with_one_and_the_total_goes_on() -> None:
    assert take(2026, Counters(issue=None, total=44, is_new=False), None, None) == Number(2026, 1, 45)


@pytest.mark.parametrize(
    ("issue", "total", "error"), [(9, 45, Conflict), (10, 44, Conflict), (11, 45, Refusal), (10, 46, Refusal)]
)
def test_a_number_taken_or_ahead_is_refused(issue: int, total: int, error: type[Refusal]) -> None:
    with pytest.raises(error) as refused:
        take(2025, Counters(issue=9, total=44, is_new=False), issue, total)
    assert "10" in str(refused.value) or "45" in str(refused.value)


def test_ten_at_once_get_ten_numbers_without_gap(system: System) -> None:
    world = builders.world(system)
    unnumbered = dataclasses.replace(builders.DRAFT, issue=None, total=None)
    waiting = [builders.approved(world, unnumbered) for _ in range(10)]

    def number(document_id: UUID) -> None:
        with system.work(world.secretary) as w:
            documents.number(w, document_id)

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(number, waiting))
    taken = sorted(builders.document(world, document_id).issue for document_id in waiting)
    assert taken == list(range(1, 11))


def test_a_number_not_used_because_of_a_failure_is_not_lost(system: System) -> None:
    world = builders.world(system)
    first = builders.approved(world, dataclasses.replace(builders.DRAFT, issue=None, total=None))
    with contextlib.suppress(ZeroDivisionError), system.work(world.secretary) as w:
        documents.number(w, first)
        raise ZeroDivisionError
    with system.work(world.secretary) as w:
        documents.number(w, first)
    assert builders.document(world, first).issue == 1


def test_a_recalled_issue_keeps_its_number(system: System) -> None:
    world = builders.world(system)
    first = builders.issued(world)
    with system.work(world.secretary) as w:
        issuing.recall(w, first, "内容有误")
    again = builders.approved(world)
    with pytest.raises(Conflict, match="2025年第1期"), system.work(world.secretary) as w:
        documents.number(w, again)
    next_year = dataclasses.replace(builders.DRAFT, year=2026, date=date(2026, 1, 5), total=2)
    second = builders.approved(world, next_year)
    with system.work(world.secretary) as w:
        documents.number(w, second)
    numbered = builders.document(world, second)
    assert (numbered.year, numbered.issue, numbered.total) == (2026, 1, 2)
