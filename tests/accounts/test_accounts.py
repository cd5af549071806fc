"""Accounts: passwords, sessions that end, and the slow-down that does not lock the owner out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from distro.accounts import actions, queries
from distro.accounts.rules import ABSOLUTE, IDLE, TRIES, Role
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.work import Work
from distro.system import System
from tests import builders

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def _sign_in(system: System, password: str = builders.PASSWORD, address: str = HERE) -> str | None:
    with system.work(builders.TESTER) as w:
        return actions.sign_in(w, "secretary", password, address)


def _known(system: System, key: str) -> bool:
    with system.work(builders.TESTER) as w:
        return queries.actor_by_session(w, key) is not None


def test_a_session_names_the_person_and_their_roles(system: System) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(builders.TESTER) as w:
        assert queries.actor_by_session(w, key) == world.secretary
        assert queries.actor_by_session(w, key + "x") is None


def test_signing_out_ends_the_session_for_good(system: System) -> None:
    builders.world(system)
    key = _sign_in(system)
    with system.work(builders.TESTER) as w:
        actions.sign_out(w, key)
        actions.touch(w, key)
    assert not _known(system, key)


@pytest.mark.parametrize("age", [IDLE, ABSOLUTE])
def test_an_old_session_is_no_session(system: System, age: timedelta) -> None:
    builders.world(system)
    with system.work(builders.TESTER) as w:
        w.now -= age + timedelta(seconds=1)
        key = actions.sign_in(w, "secretary", builders.PASSWORD, HERE)
    if age is ABSOLUTE:
        with system.work(builders.TESTER) as w:
            actions.touch(w, key)
    assert not _known(system, key)


@pytest.mark.parametrize(
    "ending", [actions.deactivate, lambda w, person: actions.set_password(w, person, "another password")]
)
def test_a_closed_account_and_a_new_password_end_every_session(
    system: System, ending: Callable[[Work, UUID], None]
) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(builders.TESTER) as w:
        ending(w, world.secretary.id)
    assert not _known(system, key)


def test_wrong_passwords_slow_down_only_where_they_come_from(system: System) -> None:
    builders.world(system)
    for _ in range(TRIES):
        assert _sign_in(system, "wrong password") is None
    with pytest.raises(Refusal, match="次数过多"):
        _sign_in(system)
    assert _sign_in(system, address=ELSEWHERE)


def test_nobody_and_wrong_password_sound_the_same(system: System) -> None:
    with system.work(builders.TESTER) as w:
        assert actions.sign_in(w, "nobody", builders.PASSWORD, HERE) is None


def test_a_short_password_and_a_taken_login_are_refused(system: System) -> None:
    builders.world(system)
    with pytest.raises(Refusal, match="至少"), system.work(builders.TESTER) as w:
        actions.create(w, "new", "新人", "short")
    with pytest.raises(Conflict, match="secretary"), system.work(builders.TESTER) as w:
        actions.create(w, "secretary", "新人", "long enough password")


def test_roles_are_held_in_offices(system: System) -> None:
    world = builders.world(system)
    assert world.secretary.has(Role.SECRETARY, world.issuer_id)
    assert not world.secretary.has(Role.APPROVER, world.issuer_id)
    assert not world.outsider.has(Role.SECRETARY, world.issuer_id)
