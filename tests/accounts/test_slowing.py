"""Tries are slowed per login and per address, and never for the owner elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from distro.accounts import actions, queries, slowing
from distro.accounts.models import Tally
from distro.accounts.pace import ADDRESS, FIRST_WAIT, LOGIN, PAIR, TooManyTries
from distro.system import System
from tests import builders
from tests.builders import PASSWORD, TESTER

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
USUAL = "198.51.100.7"


@pytest.fixture(autouse=True)
def world(system: System) -> builders.World:
    return builders.world(system)


def sign_in(
    system: System, password: str, address: str = HERE, login: str = "secretary", later: timedelta = timedelta(0)
) -> str | None:
    with system.work(TESTER) as w:
        w.now += later
        slowing.admit(w, login, address)
    with system.work(TESTER) as w:
        w.now += later
        return actions.sign_in(w, login, password, address)


def tried(system: System, places: Iterable[tuple[str, str]], later: timedelta = timedelta(0)) -> None:
    """Tries in vain, counted but not compared: that takes its time."""
    with system.work(TESTER) as w:
        w.now += later
        for login, address in places:
            slowing.admit(w, login, address)


def test_wrong_passwords_slow_down_where_they_come_from(system: System) -> None:
    tried(system, [("secretary", HERE)] * PAIR.free)
    with pytest.raises(TooManyTries):
        sign_in(system, PASSWORD)
    assert sign_in(system, PASSWORD, ELSEWHERE)


def test_nobody_else_waits_at_that_address(system: System) -> None:
    tried(system, [("secretary", HERE)] * PAIR.free)
    assert sign_in(system, PASSWORD, HERE, "approver")


def test_waiting_is_enough_and_the_right_password_begins_anew(system: System) -> None:
    tried(system, [("secretary", HERE)] * PAIR.free)
    after = FIRST_WAIT + timedelta(seconds=1)
    assert sign_in(system, "wrong password", later=after) is None
    with pytest.raises(TooManyTries) as refused:
        sign_in(system, PASSWORD, later=after + timedelta(seconds=1))
    assert refused.value.retry_after > FIRST_WAIT.total_seconds()
    assert sign_in(system, PASSWORD, later=4 * after)
    tried(system, [("secretary", HERE)] * PAIR.free, later=4 * after)


def test_of_two_at_once_neither_waits_for_the_other(system: System) -> None:
    """Who began earlier may be counted later."""
    tried(system, [("secretary", HERE)])
    tried(system, [("secretary", HERE), ("approver", HERE)], later=timedelta(seconds=-1))


def test_a_try_refused_is_not_counted(system: System) -> None:
    tried(system, [("secretary", HERE)] * PAIR.free)
    for _ in range(20):
        with pytest.raises(TooManyTries) as refused:
            tried(system, [("secretary", HERE)])
        assert refused.value.retry_after <= FIRST_WAIT.total_seconds()


def test_guesses_from_many_addresses_are_slowed_but_the_owner_gets_in_where_they_are_known(system: System) -> None:
    assert sign_in(system, PASSWORD, USUAL)
    tried(system, [("secretary", f"203.0.113.{last}") for last in range(LOGIN.free)])
    with pytest.raises(TooManyTries):
        tried(system, [("secretary", "203.0.113.200")])
    assert sign_in(system, PASSWORD, USUAL)


def test_one_address_that_tries_many_logins_is_slowed_but_not_those_known_there(system: System) -> None:
    assert sign_in(system, PASSWORD, HERE)
    tried(system, [(f"login{number}", HERE) for number in range(ADDRESS.free)])
    with pytest.raises(TooManyTries):
        sign_in(system, PASSWORD, HERE, "approver")
    assert sign_in(system, PASSWORD, HERE)


def test_signing_in_does_not_clear_what_the_address_did_to_others(system: System) -> None:
    """Else a guesser would sign in as themselves between guesses."""
    tried(system, [(f"login{number}", HERE) for number in range(ADDRESS.free - 1)])
    assert sign_in(system, PASSWORD, HERE, "approver")
    tried(system, [("one more", HERE)])
    with pytest.raises(TooManyTries):
        tried(system, [("another", HERE)])


def test_a_login_nobody_has_is_slowed_alike(system: System) -> None:
    for login in ("secretary", "nobody"):
        tried(system, [(login, HERE)] * PAIR.free)
        with pytest.raises(TooManyTries, match="请 30 秒后再试"):
            tried(system, [(login, HERE)])


def test_no_login_is_kept_in_words(system: System) -> None:
    tried(system, [("a password in the wrong field", HERE)])
    with system.work(TESTER) as w:
        for tally in w.session.scalars(select(Tally)):
            assert len(tally.key) == 64


def test_the_waits_are_counted_for_the_auditor(system: System) -> None:
    with system.work(TESTER) as w:
        assert queries.slowed(w) == 0
    tried(system, [("secretary", HERE)] * PAIR.free)
    with system.work(TESTER) as w:
        assert queries.slowed(w) == 1


def test_what_is_forgiven_is_deleted_by_the_round(system: System) -> None:
    with system.work(TESTER) as w:
        w.now -= PAIR.forgotten + timedelta(seconds=1)
        slowing.admit(w, "approver", ELSEWHERE)
    tried(system, [("secretary", HERE)] * PAIR.free)
    system.round("forget-sign-ins")
    with system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Tally)) == 3
    with pytest.raises(TooManyTries):
        tried(system, [("secretary", HERE)])
