"""The pace of tries: free ones, waits that grow, and time that forgets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.accounts.pace import ADDRESS, FIRST_WAIT, LOGIN, LONGEST_WAIT, PAIR, Limit, place, too_soon

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def admitted(limit: Limit, until: datetime) -> int:
    """How many tries a guesser gets who never rests, beginning now."""
    now = free_at = empty_at = NOW
    count = 0
    while now < until:
        count += 1
        empty_at = limit.charged(empty_at, now)
        free_at = now + limit.wait(limit.held(empty_at, now))
        now = max(now, free_at) + timedelta(milliseconds=1)
    return count


@pytest.mark.parametrize("limit", [PAIR, LOGIN, ADDRESS])
def test_the_first_tries_are_free_and_every_later_one_waits_longer(limit: Limit) -> None:
    waits = [limit.wait(tries) for tries in range(limit.free + 12)]
    assert set(waits[: limit.free]) == {timedelta(0)}
    assert waits[limit.free] == FIRST_WAIT
    assert waits[limit.free :] == sorted(waits[limit.free :])
    assert waits[-1] == LONGEST_WAIT


def test_a_login_is_guessed_a_hundred_times_an_hour_at_the_most() -> None:
    assert admitted(LOGIN, NOW + timedelta(hours=1)) <= 100
    assert admitted(PAIR, NOW + timedelta(hours=1)) <= 20


@given(tries=st.integers(1, 60), later=st.timedeltas(timedelta(0), timedelta(days=2)))
def test_time_forgets_one_try_after_another(tries: int, later: timedelta) -> None:
    empty_at = NOW
    for _ in range(tries):
        empty_at = PAIR.charged(empty_at, NOW)
    assert PAIR.held(empty_at, NOW) == tries
    assert PAIR.held(empty_at, NOW + later) == max(0, tries - later // PAIR.forgotten)
    assert PAIR.held(PAIR.forgiven(empty_at), NOW) == tries - 1


@pytest.mark.parametrize(
    ("wait", "words", "seconds"),
    [
        (timedelta(milliseconds=1), "请 1 秒后再试", 1),
        (timedelta(seconds=29.5), "请 30 秒后再试", 30),
        (timedelta(seconds=121), "请 3 分钟后再试", 121),
    ],
)
def test_the_wait_is_said_in_seconds_and_in_words(wait: timedelta, words: str, seconds: int) -> None:
    refusal = too_soon(wait)
    assert words in str(refusal)
    assert (refusal.status, refusal.retry_after) == (429, seconds)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "unix:", False),
    ],
)
def test_an_address_is_what_one_customer_has(one: str, other: str, same: bool) -> None:
    assert (place(one) == place(other)) is same
