"""Every arrangement of a document of one kind: states between its lines, and proposals that lead from one to another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from distro.documents.recognition.proposals import Kind, Proposal
from distro.documents.recognition.weights import BEHIND, PIECE, PROPER, REACH

_MOST_STATES = 12
_REPEATED = "tier"
_BEGINNING = (0, "", 0)

State = tuple[int, str, int]
"""How far a document has come: its stage, the element of the last line, the fields that are taken, one bit each."""


_ONCE = [
    "masthead",
    "issue",
    "doc_no",
    "issuer",
    "date",
    "signer",
    "titles",
    "address",
    "tier",
    "annexes",
    "sign",
    "print",
    "copies",
]
_BITS = {name: 1 << place for place, name in enumerate(_ONCE)}


class Step(NamedTuple):
    """A proposal with everything worked out that its place in an arrangement does not change."""

    proposal: Proposal
    stage: int
    first: str
    last: str
    takes: int
    once: int
    worth: float
    bonus: Mapping[Kind, float]
    after: str
    needs: int
    stop: int


def step(proposal: Proposal) -> Step:
    names = proposal.name.split(" ")
    takes = sum(_BITS[name] for name in proposal.takes)
    return Step(
        proposal,
        proposal.stage,
        names[0],
        names[-1],
        takes,
        0 if proposal.name == _REPEATED else takes,
        proposal.worth,
        proposal.bonus,
        proposal.after,
        sum(_BITS[name] for name in proposal.needs),
        proposal.last,
    )


class Graph:
    """`worth` is that of the best arrangement."""

    def __init__(self, kind: Kind, offered: Sequence[Sequence[Step]]) -> None:
        self.kind = kind
        self._steps = [[each for each in steps if kind in each.proposal.kinds] for steps in offered]
        self._ahead: list[dict[State, float]] = [{} for _ in range(len(offered) + 1)]
        self._ahead[0][_BEGINNING] = 0.0
        for at in range(len(offered)):
            for _, worth, step, gain, after in self._ways(at):
                ahead = self._ahead[step.stop]
                if worth + gain > ahead.get(after, -math.inf):
                    ahead[after] = worth + gain
        self.worth = max(worth + self._missing(state[2]) for state, worth in self._ahead[-1].items())

    def best(self) -> Iterator[tuple[Proposal, list[tuple[Proposal, float]]]]:
        """The best arrangement; with each proposal the others for its lines, and how far behind they are at best."""
        onward, through = self._backward()
        at, state = 0, _BEGINNING
        while at < len(self._steps):
            step, after = onward[at][state]
            others = [each for line in range(at, step.stop) for each in through[line].values()]
            yield step.proposal, [(other, self.worth - worth) for other, worth in others]
            at, state = step.stop, after

    def _ways(self, at: int) -> Iterator[tuple[State, float, Step, float, State]]:
        """Every way on from a line: the state before it and its worth, the proposal, what it adds, the state behind it."""
        states = sorted(self._ahead[at].items(), key=lambda item: -item[1])[:_MOST_STATES]
        for state, worth in states:
            if worth < states[0][1] - REACH:
                return
            stage, last, taken = state
            for step in self._steps[at]:
                if step.last == "leftover":
                    gain = step.worth + (PIECE["leftover goes on"] if last == "leftover" else 0.0)
                    yield state, worth, step, gain, (stage, "leftover", taken)
                elif (
                    step.stage >= stage
                    and not step.once & taken
                    and (not step.after or step.after == last)
                    and not step.needs & ~taken
                ):
                    gain = step.worth + BEHIND.get((last, step.first), 0.0)
                    if step.bonus:
                        gain += step.bonus.get(self.kind, 0.0)
                    yield state, worth, step, gain, (step.stage, step.last, taken | step.takes)

    def _backward(self) -> tuple[list[dict[State, tuple[Step, State]]], list[dict[int, tuple[Proposal, float]]]]:
        """For each line the best way on from each state, and by what covers it the worth of the best arrangement with it."""
        behind: list[dict[State, float]] = [{} for _ in self._ahead]
        onward: list[dict[State, tuple[Step, State]]] = [{} for _ in self._steps]
        through: list[dict[int, tuple[Proposal, float]]] = [{} for _ in self._steps]
        behind[-1] = {state: self._missing(state[2]) for state in self._ahead[-1]}
        for at in range(len(self._steps) - 1, -1, -1):
            for state, worth, step, gain, after in self._ways(at):
                rest = gain + behind[step.stop].get(after, -math.inf)
                if rest > behind[at].get(state, -math.inf):
                    behind[at][state] = rest
                    onward[at][state] = step, after
                for line in range(at, step.stop):
                    known = through[line].get(id(step))
                    if known is None or worth + rest > known[1]:
                        through[line][id(step)] = step.proposal, worth + rest
        return onward, through

    def _missing(self, taken: int) -> float:
        """What it costs that a document of this kind lacks what they have."""
        return -sum(worth for name, worth in PROPER[self.kind].items() if not taken & _BITS[name])
