"""The best arrangement of a document: of all proposals those that agree with one another and are worth most together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from distro.documents.recognition import foot, head, text
from distro.documents.recognition import words as w
from distro.documents.recognition.announced import Announced
from distro.documents.recognition.graph import Graph, step
from distro.documents.recognition.lines import Line
from distro.documents.recognition.proposals import Kind, Piece, Proposal, Run, Stage
from distro.documents.recognition.weights import PIECE, STEEPNESS

_HEAD_LINES = 30
"""In so many lines from the top head, title and address are looked for."""
_MOST_HEAD_RUN = 3
_ANY = (Kind.BULLETIN, Kind.OFFICIAL)
"""Kinds that a document may be without a name that says so."""


class Placed(NamedTuple):
    """A piece of the best arrangement, and how sure it is: how far the next one is in which it is none."""

    piece: Piece
    confidence: float


@dataclass(frozen=True)
class Arrangement:
    """What a document is, how sure that is (0 to 1), and the pieces of its elements from top to bottom.

    `has_all_titles`: how sure it is that no line of the text is the title of one more article.
    """

    kind: Kind
    sureness: float
    placed: tuple[Placed, ...]
    has_all_titles: float


def certainty_of(margin: float) -> float:
    """The margin to the next reading as a chance, 0.5 to 1."""
    return 1 / (1 + math.exp(-STEEPNESS * min(margin, 40.0)))


def arrange(lines: Sequence[Line], joined: Sequence[float]) -> Arrangement:
    """The best arrangement of the lines; `joined` says of each line what speaks for its going on in the next one."""
    announced = Announced(lines)
    offered = [[step(each) for each in _offered(lines, joined, at, announced)] for at in range(len(lines))]
    alone = (each.proposal.kinds for steps in offered for each in steps if len(each.proposal.kinds) == 1)
    named = {kind for kinds in alone for kind in kinds}
    graphs = [Graph(kind, offered) for kind in Kind if kind in named or kind in _ANY]
    graphs.sort(key=lambda graph: -graph.worth)
    best = list(graphs[0].best())
    placed = (Placed(piece, sure) for proposal, others in best for piece, sure in _sure(lines, proposal, others))
    titles = [far for one, others in best if one.name == "body" for other, far in others if other.name == "article"]
    return Arrangement(
        graphs[0].kind,
        certainty_of(graphs[0].worth - graphs[1].worth),
        tuple(placed),
        certainty_of(min(titles, default=math.inf)),
    )


def _sure(
    lines: Sequence[Line], proposal: Proposal, others: Sequence[tuple[Proposal, float]]
) -> Iterator[tuple[Piece, float]]:
    """The pieces of a proposal, each with the chance that its line is not taken otherwise."""
    for piece in proposal.pieces:
        at = next(at for at in range(proposal.first, proposal.last) if piece.start < lines[at].end)
        margins = [
            far
            for other, far in others
            if other.first <= at < other.last and not any(each[:2] == piece[:2] for each in other.pieces)
        ]
        yield piece, certainty_of(min(margins, default=math.inf))


def _offered(lines: Sequence[Line], joined: Sequence[float], at: int, announced: Announced) -> Iterator[Proposal]:
    yield text.body(lines, at)
    run = Run(lines, at, at + 1)
    worth = PIECE["leftover"] + (PIECE["leftover is prose"] if text.is_prose(run.words) else 0.0)
    yield Proposal("leftover", Stage.HEAD, at, at + 1, worth)
    for proposal in foot.continuations(lines, at, joined[at - 1] if at else 0.0):
        yield proposal
    if len(run.words) > 4 * text.LONG_LINE and not w.is_field(run.words):
        return
    many: list[Proposal] = []
    if at < _HEAD_LINES:
        for last in range(at + 1, min(len(lines), at + _MOST_HEAD_RUN) + 1):
            many += head.heads(Run(lines, at, last))
        many += list(head.more_issuers(lines[at - 1].words, many)) if at else []
        many += text.titles(lines, at, announced)
        many += text.addresses(lines, at)
        many += text.dated(lines, at)
        many += text.fronts(lines, at, announced)
    many += text.articles(lines, at, announced)
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
