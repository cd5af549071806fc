"""The two lives of a document as tables, that of a bulletin and that of a 公文, and the stages an office may do without."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from distro.documents.kinds.fifteen import DEFAULT
from distro.documents.rules import Stage, State, Verb
from distro.kernel.errors import Conflict

Transitions = Mapping[tuple[State, Verb], State]

OPTIONAL = (Stage.REVIEW, Stage.CHECK, Stage.HAND_OUT)
"""The stages that each office decides about, for each of its lives."""

AT: dict[State, Stage] = {
    State.REVIEWING: Stage.REVIEW,
    State.COUNTERSIGNING: Stage.COUNTERSIGN,
    State.SUBMITTED: Stage.APPROVE,
    State.CHECKING: Stage.CHECK,
    State.PRINTED: Stage.HAND_OUT,
}
"""Whose word a document in this state waits for."""

_BULLETIN: Transitions = {
    (State.DRAFT, Verb.SUBMIT): State.REVIEWING,
    (State.DRAFT, Verb.VOID): State.VOID,
    (State.REVIEWING, Verb.WITHDRAW): State.DRAFT,
    (State.REVIEWING, Verb.RETURN): State.DRAFT,
    (State.REVIEWING, Verb.REVIEW): State.SUBMITTED,
    (State.SUBMITTED, Verb.WITHDRAW): State.DRAFT,
    (State.SUBMITTED, Verb.RETURN): State.DRAFT,
    (State.SUBMITTED, Verb.APPROVE): State.APPROVED,
    (State.APPROVED, Verb.WITHDRAW): State.DRAFT,
    (State.APPROVED, Verb.NUMBER): State.CHECKING,
    # To be corrected, here or when it cannot be printed: the number stays taken, the approval is needed anew.
    (State.CHECKING, Verb.WITHDRAW): State.DRAFT,
    (State.CHECKING, Verb.RETURN): State.DRAFT,
    (State.CHECKING, Verb.CHECK): State.NUMBERED,
    (State.NUMBERED, Verb.WITHDRAW): State.DRAFT,
    (State.NUMBERED, Verb.ISSUE): State.PRINTING,
    (State.PRINTING, Verb.PRINTED): State.PRINTED,
    (State.PRINTING, Verb.UNPRINTABLE): State.NUMBERED,
    (State.PRINTING, Verb.STOP): State.NUMBERED,
    (State.PRINTED, Verb.REPRINT): State.NUMBERED,
    (State.PRINTED, Verb.HAND_OUT): State.ISSUED,
    (State.ISSUED, Verb.RECALL): State.RECALLED,
}
_COUNTERSIGNED: Transitions = {
    (State.REVIEWING, Verb.REVIEW): State.COUNTERSIGNING,
    (State.COUNTERSIGNING, Verb.WITHDRAW): State.DRAFT,
    (State.COUNTERSIGNING, Verb.RETURN): State.DRAFT,
    (State.COUNTERSIGNING, Verb.COUNTERSIGN): State.SUBMITTED,
}


@dataclass(frozen=True)
class Life:
    """What leads where; `usual` are the optional stages of an office that has decided nothing."""

    name: str
    transitions: Transitions
    usual: frozenset[Stage]


BULLETIN = Life("简报", _BULLETIN, frozenset())
OFFICIAL = Life("公文", {**_BULLETIN, **_COUNTERSIGNED}, frozenset({Stage.REVIEW}))
LIVES = {life.name: life for life in (BULLETIN, OFFICIAL)}


def of(kind: str) -> Life:
    """The life of the documents of a kind."""
    return BULLETIN if kind == DEFAULT.name else OFFICIAL


def next_state(life: Life, state: State, verb: Verb, without: Collection[Stage] = ()) -> State:
    """Where the verb leads, past the stages that are done without; Conflict when it does not apply in this state."""
    if (state, verb) not in life.transitions:
        raise inapplicable(state, verb)
    after = life.transitions[state, verb]
    while AT.get(after) in without:
        after = life.transitions[after, Verb[AT[after].name]]
    return after


def inapplicable(state: State, verb: Verb) -> Conflict:
    """What is said of a verb that leads nowhere from this state."""
    return Conflict(
        "文稿现为“%(state)s”，不能“%(verb)s”。没有改变任何内容。请刷新后再看。", state=str(state), verb=str(verb)
    )
