"""The life of a delivery as its table has it, and when a receipt is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest

from distro.accounts.rules import Role
from distro.delivery.models import Delivery
from distro.delivery.rules import GRANTS, TRANSITIONS, WAITING, Permission, State, Verb, is_late, next_state, require
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden

NOW = datetime(2025, 3, 4, 8, 0, tzinfo=UTC)


def test_every_pair_not_in_the_table_is_refused() -> None:
    for state, verb in product(State, Verb):
        if (state, verb) in TRANSITIONS:
            assert next_state(state, verb) is TRANSITIONS[state, verb]
        else:
            with pytest.raises(Conflict, match=f"此件现为“{state}”，不能“{verb}”。没有改变任何内容。"):
                next_state(state, verb)


def test_every_state_can_be_reached() -> None:
    reached = {State.ADDRESSED}
    for _ in State:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}
    assert reached == set(State)


def test_only_an_acknowledged_copy_cannot_be_called_back_and_nothing_follows_either() -> None:
    final = set(State) - {before for before, _ in TRANSITIONS}
    assert final == {State.ACKNOWLEDGED, State.RECALLED}
    assert {before for before, verb in TRANSITIONS if verb is Verb.RECALL} == set(State) - final


@pytest.mark.parametrize("state", State)
def test_late_is_who_waits_beyond_the_limit(state: State) -> None:
    second = timedelta(seconds=1)
    assert is_late(state, NOW - second, NOW) == (state in WAITING)
    assert not is_late(state, NOW, NOW)
    assert not is_late(state, NOW + second, NOW)
    assert not is_late(state, None, NOW)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_copy_is_its_clerks_and_nobody_elses(permission: Permission, role: Role) -> None:
    assert set(GRANTS) == set(Permission)
    copy = Delivery(office_id=uuid4())
    own, other = (Actor(uuid4(), "x", frozenset({(str(role), office)})) for office in (copy.office_id, uuid4()))
    for actor, may in ((own, role is Role.CLERK), (other, False)):
        assert GRANTS[permission](actor, copy) == may
        if not may:
            with pytest.raises(Forbidden, match="没有改变任何内容"):
                require(actor, permission, copy)
