"""Every arrangement of a document of one kind: states between its lines, and proposals that lead from one to another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from distro.documents.recognition.proposals import Kind, Proposal
from distro.documents.recognition.weights import BEHIND, PIECE, PROPER, REACH

_MOST_STATES = 16
_REPEATED = "tier"
_BEGINNING = (0, "", 0)

State = tuple[int, str, int]
"""How far a document has come: its stage, the element of the last line, the fields that are taken, one bit each."""


class _Step(NamedTuple):
    """A proposal as a kind of document sees it, with everything worked out that its place does not change."""

    proposal: Proposal
    stage: int
    first: str
    last: str
    takes: int
    once: int
    worth: float
    after: str
    stop: int


class Graph:
    """`worth` is that of the best arrangement."""

    def __init__(self, kind: Kind, offered: Sequence[Sequence[Proposal]]) -> None:
        self.kind = kind
        self._count = len(offered)
        self._bits: dict[str, int] = {}
        self._edges: list[list[tuple[State, _Step, float, State]]] = [[] for _ in range(self._count)]
        self._ahead: list[dict[State, float]] = [{} for _ in range(self._count + 1)]
        self._ahead[0][_BEGINNING] = 0.0
        for at, proposals in enumerate(offered):
            self._extend(at, [self._step(each) for each in proposals if kind in each.kinds])
        self._behind = self._backward()
        self.worth = self._behind[0].get(_BEGINNING, -math.inf)

    def best(self) -> Iterator[tuple[Proposal, list[tuple[Proposal, float]]]]:
        """The best arrangement; with each proposal the others for its lines, and how far behind they are at best."""
        through = self._through()
        at, state = 0, _BEGINNING
        while at < self._count:
            ways = [
                (gain + self._behind[step.stop].get(after, -math.inf), step, after)
                for before, step, gain, after in self._edges[at]
                if before == state
            ]
            _, step, after = max(ways, key=lambda way: way[0])
            others = [each for line in range(at, step.stop) for each in through[line].values()]
            yield step.proposal, [(other, self.worth - worth) for other, worth in others]
            at, state = step.stop, after

    def _step(self, proposal: Proposal) -> _Step:
        names = proposal.name.split(" ")
        takes = sum(self._bit(name) for name in proposal.takes)
        once = 0 if proposal.name == _REPEATED else takes
        worth = proposal.worth + proposal.bonus.get(self.kind, 0.0)
        return _Step(proposal, proposal.stage, names[0], names[-1], takes, once, worth, proposal.after, proposal.last)

    def _bit(self, name: str) -> int:
        return self._bits.setdefault(name, 1 << len(self._bits))

    def _extend(self, at: int, steps: Sequence[_Step]) -> None:
        states = sorted(self._ahead[at].items(), key=lambda item: -item[1])[:_MOST_STATES]
        edges = self._edges[at]
        for state, worth in states:
            if worth < states[0][1] - REACH:
                break
            stage, last, taken = state
            for step in steps:
                if step.last == "leftover":
                    gain = PIECE["leftover goes on"] if last == "leftover" else step.worth
                    after = (stage, "leftover", taken)
                elif step.stage < stage or step.once & taken or (step.after and step.after != last):
                    continue
                else:
                    gain = step.worth + BEHIND.get((last, step.first), 0.0)
                    after = (step.stage, step.last, taken | step.takes)
                edges.append((state, step, gain, after))
                ahead = self._ahead[step.stop]
                if worth + gain > ahead.get(after, -math.inf):
                    ahead[after] = worth + gain

    def _backward(self) -> list[dict[State, float]]:
        """For each state what the best way from it to the end is worth, what is missing there counted."""
        behind: list[dict[State, float]] = [{} for _ in range(self._count + 1)]
        for state in self._ahead[self._count]:
            behind[self._count][state] = self._missing(state[2])
        for at in range(self._count - 1, -1, -1):
            here = behind[at]
            for state, step, gain, after in self._edges[at]:
                worth = gain + behind[step.stop].get(after, -math.inf)
                if worth > here.get(state, -math.inf):
                    here[state] = worth
        return behind

    def _missing(self, taken: int) -> float:
        """What it costs that a document of this kind lacks what they have."""
        return -sum(worth for name, worth in PROPER[self.kind].items() if not taken & self._bit(name))

    def _through(self) -> list[dict[int, tuple[Proposal, float]]]:
        """For each line, by what covers it, the worth of the best arrangement in which it does."""
        through: list[dict[int, tuple[Proposal, float]]] = [{} for _ in range(self._count)]
        for at in range(self._count):
            for state, step, gain, after in self._edges[at]:
                worth = self._ahead[at][state] + gain + self._behind[step.stop].get(after, -math.inf)
                for line in range(at, step.stop):
                    known = through[line].get(id(step))
                    if known is None or worth > known[1]:
                        through[line][id(step)] = step.proposal, worth
        return through
