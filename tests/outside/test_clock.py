"""The day and the hour are those of Beijing, written as the standard writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from distro.outside import clock
from distro.system import System
from tests import builders

LAST_SECOND = datetime(2025, 3, 4, 15, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2025, 3, 4, 16, 0, 0, tzinfo=UTC)


def test_the_day_begins_at_midnight_in_beijing(system: System) -> None:
    with system.work(builders.TESTER) as w:
        w.now = LAST_SECOND
        assert w.today == date(2025, 3, 4)
        w.now = MIDNIGHT
        assert w.today == date(2025, 3, 5)


@pytest.mark.parametrize(("moment", "words"), [(LAST_SECOND, "2025年3月4日 23:59"), (MIDNIGHT, "2025年3月5日 00:00")])
def test_a_moment_is_written_without_padding_its_date(moment: datetime, words: str) -> None:
    assert clock.moment_text(moment) == words


def test_now_knows_its_zone() -> None:
    assert clock.now().tzinfo is UTC
