"""The two lives as tables: what leads where, and what an office may do without."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from distro.documents.kinds.fifteen import KINDS
from distro.documents.lives import AT, BULLETIN, LIVES, OFFICIAL, OPTIONAL, Life, next_state, of
from distro.documents.rules import Stage, State, Verb
from distro.kernel.errors import Conflict

WITHOUT = [set(some) for count in range(5) for some in combinations((*OPTIONAL, Stage.COUNTERSIGN), count)]
BY_ITSELF = {Verb.PRINTED, Verb.UNPRINTABLE}


@pytest.mark.parametrize("life", LIVES.values(), ids=lambda life: life.name)
def test_every_pair_not_in_the_table_is_refused(life: Life) -> None:
    for state, verb in product(State, Verb):
        if (state, verb) in life.transitions:
            assert next_state(life, state, verb) is life.transitions[state, verb]
        else:
            with pytest.raises(Conflict):
                next_state(life, state, verb)


@pytest.mark.parametrize("life", LIVES.values(), ids=lambda life: life.name)
def test_every_state_of_a_life_can_be_reached(life: Life) -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {after for (before, _), after in life.transitions.items() if before in reached}
    assert reached == set(State) - ({State.COUNTERSIGNING} if life is BULLETIN else set())


@pytest.mark.parametrize("life", LIVES.values(), ids=lambda life: life.name)
@pytest.mark.parametrize("without", WITHOUT, ids=lambda stages: "、".join(sorted(stages)) or "nothing")
def test_what_is_done_without_is_never_waited_for_and_nothing_else_is_missed(life: Life, without: set[Stage]) -> None:
    reached, passed = {State.DRAFT}, set()
    for _ in State:
        for before, verb in life.transitions:
            if before in reached:
                reached.add(next_state(life, before, verb, without))
    for state in reached:
        passed.add(AT.get(state))
    assert not passed & without
    present = {AT[state] for state, _ in life.transitions if state in AT}
    assert passed - {None} == present - without
    assert State.ISSUED in reached


def test_a_bulletin_of_an_office_that_chose_nothing_lives_as_ever() -> None:
    without = {*OPTIONAL} - BULLETIN.usual
    way, state = [], State.DRAFT
    for verb in (Verb.SUBMIT, Verb.APPROVE, Verb.NUMBER, Verb.ISSUE, Verb.PRINTED):
        state = next_state(BULLETIN, state, verb, without)
        way.append(state)
    assert way == [State.SUBMITTED, State.APPROVED, State.NUMBERED, State.PRINTING, State.ISSUED]


def test_a_joint_document_is_not_signed_before_it_is_countersigned() -> None:
    state = next_state(OFFICIAL, State.REVIEWING, Verb.REVIEW)
    assert state is State.COUNTERSIGNING
    with pytest.raises(Conflict):
        next_state(OFFICIAL, state, Verb.APPROVE)


def test_a_bulletin_has_a_life_of_its_own_and_every_other_kind_shares_one() -> None:
    assert {name for name in KINDS if of(name) is BULLETIN} == {"简报"}
