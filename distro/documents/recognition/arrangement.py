"""The best arrangement of a document: of all proposals those that agree with one another and are worth most together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from distro.documents.recognition import foot, head, text
from distro.documents.recognition import words as w
from distro.documents.recognition.lines import Line
from distro.documents.recognition.proposals import KINDS, Kind, Piece, Proposal, Run, Stage
from distro.documents.recognition.weights import BEHIND, PIECE, PROPER, STEEPNESS

_HEAD_LINES = 40
"""In so many lines from the top head, title and address are looked for."""
_MOST_HEAD_RUN = 3
_MOST_STATES = 40


class State(NamedTuple):
    """How far a document has come: its stage, the element of the last line, the fields that are taken."""

    stage: Stage
    last: str
    taken: frozenset[str]


class Placed(NamedTuple):
    """A piece of the best arrangement, and how sure it is: how far the next one is in which it is none."""

    piece: Piece
    confidence: float


@dataclass(frozen=True)
class Arrangement:
    """What a document is, how sure that is (0 to 1), and the pieces of its elements from top to bottom."""

    kind: Kind
    sureness: float
    placed: tuple[Placed, ...]


def certainty_of(margin: float) -> float:
    """The margin to the next reading as a chance, 0.5 to 1."""
    return 1 / (1 + math.exp(-STEEPNESS * min(margin, 40.0)))


def arrange(lines: Sequence[Line], joined: Sequence[float]) -> Arrangement:
    """The best arrangement of the lines; `joined` says of each line what speaks for its going on in the next one."""
    offered = [list(_offered(lines, joined, at)) for at in range(len(lines))]
    graphs = [_Graph(kind, offered, len(lines), joined) for kind in KINDS]
    best = sorted(graphs, key=lambda graph: -graph.worth)
    return Arrangement(best[0].kind, certainty_of(best[0].worth - best[1].worth), tuple(best[0].path()))


def _offered(lines: Sequence[Line], joined: Sequence[float], at: int) -> Iterator[Proposal]:
    yield text.body(lines, at)
    run = Run(lines, at, at + 1)
    yield Proposal("leftover", Stage.HEAD, at, at + 1, PIECE["leftover"], ())
    for proposal in foot.continuations(lines, at, joined[at - 1] if at else 0.0):
        yield proposal
    if len(run.words) > 4 * text.LONG_LINE and not w.is_field(run.words):
        return
    many: list[Proposal] = []
    if at < _HEAD_LINES:
        for last in range(at + 1, min(len(lines), at + _MOST_HEAD_RUN) + 1):
            many += head.heads(Run(lines, at, last))
        many += text.titles(lines, at)
        many += text.addresses(lines, at)
        many += text.fronts(lines, at)
    many += foot.feet(lines, at)
    for proposal in many:
        yield replace(proposal, worth=proposal.worth + _joint(proposal, joined))


def _joint(proposal: Proposal, joined: Sequence[float]) -> float:
    """What the gaps between its lines, and those around them, say of them as one run."""
    worth = 0.0
    if proposal.name not in ("front", "annexes", "sign"):
        for at in range(proposal.first, proposal.last - 1):
            worth += PIECE["joined" if joined[at] > 0 else "not joined"]
    for at in (proposal.first - 1, proposal.last - 1):
        if 0 <= at < len(joined) and joined[at] > 4 and proposal.name != "tier":
            worth += PIECE["torn"]
    return worth


class _Graph:
    """Every arrangement of a kind: states between the lines, proposals from one to another."""

    def __init__(self, kind: Kind, offered: Sequence[Sequence[Proposal]], count: int, joined: Sequence[float]) -> None:
        self.kind = kind
        self._count = count
        self._edges: list[list[tuple[State, Proposal, float, State]]] = [[] for _ in range(count)]
        self._ahead: list[dict[State, float]] = [defaultdict(lambda: -math.inf) for _ in range(count + 1)]
        self._ahead[0][State(Stage.HEAD, "", frozenset())] = 0.0
        for at in range(count):
            usable = [each for each in offered[at] if kind in each.kinds]
            states = sorted(self._ahead[at].items(), key=lambda item: -item[1])[:_MOST_STATES]
            for state, worth in states:
                for proposal in usable:
                    after = _after(state, proposal)
                    if after is None:
                        continue
                    gain = _gain(state, proposal, kind)
                    self._edges[at].append((state, proposal, gain, after))
                    ahead = self._ahead[proposal.last]
                    if worth + gain > ahead[after]:
                        ahead[after] = worth + gain
        self._behind = self._backward()
        self.worth = max(
            (worth + self._behind[count][state] for state, worth in self._ahead[count].items()), default=-math.inf
        )

    def _backward(self) -> list[dict[State, float]]:
        behind: list[dict[State, float]] = [defaultdict(lambda: -math.inf) for _ in range(self._count + 1)]
        for state in self._ahead[self._count]:
            behind[self._count][state] = _missing(state, self.kind)
        for at in range(self._count - 1, -1, -1):
            for state, proposal, gain, after in self._edges[at]:
                worth = gain + behind[proposal.last][after]
                if worth > behind[at][state]:
                    behind[at][state] = worth
        return behind

    def path(self) -> Iterator[Placed]:
        """The best arrangement, piece by piece."""
        through = self._through()
        at, state = 0, State(Stage.HEAD, "", frozenset())
        while at < self._count:
            _, proposal, after = max(
                (
                    (gain + self._behind[proposal.last][after], proposal, after)
                    for before, proposal, gain, after in self._edges[at]
                    if before == state
                ),
                key=lambda found: found[0],
            )
            for piece in proposal.pieces:
                others = [
                    worth
                    for line in range(at, proposal.last)
                    for other, worth in through[line].values()
                    if not any(each[:2] == piece[:2] for each in other.pieces)
                ]
                yield Placed(piece, certainty_of(self.worth - max(others, default=-math.inf)))
            at, state = proposal.last, after

    def _through(self) -> list[dict[int, tuple[Proposal, float]]]:
        """For each line, by what covers it, the worth of the best arrangement in which it does."""
        through: list[dict[int, tuple[Proposal, float]]] = [{} for _ in range(self._count)]
        for at in range(self._count):
            for state, proposal, gain, after in self._edges[at]:
                worth = self._ahead[at][state] + gain + self._behind[proposal.last][after]
                for line in range(at, proposal.last):
                    known = through[line].get(id(proposal))
                    if known is None or worth > known[1]:
                        through[line][id(proposal)] = proposal, worth
        return through


def _after(state: State, proposal: Proposal) -> State | None:
    """The state behind the proposal, or None where it cannot stand."""
    if proposal.name == "leftover":
        return State(state.stage, "leftover", state.taken)
    if proposal.stage < state.stage or (proposal.after and proposal.after != state.last):
        return None
    if proposal.takes and proposal.name != "tier" and proposal.takes & state.taken:
        return None
    return State(proposal.stage, proposal.name.split(" ")[-1], state.taken | proposal.takes)


def _gain(state: State, proposal: Proposal, kind: Kind) -> float:
    if proposal.name == "leftover":
        return PIECE["leftover goes on"] if state.last == "leftover" else proposal.worth
    first = proposal.name.split(" ")[0]
    return proposal.worth + proposal.bonus.get(kind, 0.0) + BEHIND.get((state.last, first), 0.0)


def _missing(state: State, kind: Kind) -> float:
    """What it costs that a document of this kind lacks what they have."""
    return -sum(worth for name, worth in PROPER[kind].items() if name not in state.taken)
