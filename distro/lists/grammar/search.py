"""The readings of a group, the best first: which prefix each member borrows, which endings are shared, what multiplies."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.endings import Ending, Run, Why, completed, runs_in
from distro.lists.grammar.likeness import kind_of, own_parent, parents_in
from distro.lists.grammar.prefixes import choices
from distro.lists.grammar.tables import KEPT, LARGEST_PRODUCT, MOST_OFFICES, REMEMBERED, SURE_MARGIN, WIDTH, W

_score = attrgetter("score")


class Read(NamedTuple):
    """A name read in the members first:stop, the distance to the next prefix it might have, and the prefix it has; of a
    name in a product `head` is the place or organ that is multiplied."""

    name: str
    first: int
    stop: int
    margin: float
    prefix: str = ""
    head: str = ""


class State(NamedTuple):
    """A reading of the members up to some place. `before` is the name its last member looked back at, and once the
    reading is followed the name later members look back at; inside a run of members that share an ending, `run` is that
    run and `since` the number of names read before it."""

    score: float
    names: tuple[Read, ...]
    before: str
    run: Run | None = None
    since: int = 0


def readings(group: tuple[str, ...], before: str) -> tuple[State, ...]:
    """The best readings of the words of a group behind the name `before`."""
    return _Search(group).run(before)


class _Search:
    """Beam search from left to right; at each member a run may begin, and goes on to the member that closes it."""

    def __init__(self, group: tuple[str, ...]) -> None:
        self._group = group
        self._beams: list[list[State]] = [[] for _ in range(len(group) + 1)]

    def run(self, before: str) -> tuple[State, ...]:
        runs = runs_in(self._group)
        self._beams[0] = [State(0.0, (), before)]
        for number, words in enumerate(self._group):
            worths = dict(runs[number]) if runs[number] else {}
            for state in map(self._followed, _best(self._beams[number])):
                if state.run is None:
                    self._read(state, number, words, "")
                    for run, worth in worths.items():
                        begun = State(state.score + worth, state.names, state.before, run, len(state.names))
                        self._read_in_run(begun, number)
                elif number < state.run.last:
                    self._read_in_run(state._replace(score=state.score + worths[state.run]), number)
                else:
                    self._read_in_run(state, number)
        best, *others = _best(self._beams[-1])
        return self._followed(best), *others

    def _followed(self, state: State) -> State:
        """The reading with the name later members look back at: only of the few that are followed it is found out."""
        if not state.names:
            return state
        read = state.names[-1]
        shown = read.name
        if state.run and state.run.ending.why is Why.PLACES:
            shown = shown.removesuffix(state.run.ending.words)
        is_lent = read.head or _lends(shown, state.before, self._group[read.first], read.prefix)
        return State(state.score, state.names, shown, state.run, state.since) if is_lent else state

    def _read_in_run(self, state: State, number: int) -> None:
        assert state.run is not None
        last, ending = state.run
        words, closing = self._group[number], self._group[last]
        if ending.why is Why.PLACES:
            is_closing = number == last
            place = words.removesuffix(ending.words) if is_closing else completed(words, _NO_ENDING, closing)
            self._read(state, number, place, ending.words)
        else:
            self._read(state, number, completed(words, ending, closing) if number < last else words, "")

    def _read(self, state: State, number: int, words: str, tail: str) -> None:
        """The member of these words behind each prefix it may have; the tail takes none by itself."""
        own = state.score + _worth_of_noun(words + tail, number + 1 == len(self._group))
        found = choices(words, state.before)
        margin = found[0][0] - found[1][0] if len(found) > 1 else SURE_MARGIN
        run = state.run if state.run and number < state.run.last else None
        after = self._beams[number + 1]
        is_written = number > 1 and self._group[number - 1][0] == self._group[number - 2][0] == "各"
        for points, prefix in found:
            if is_written and prefix == "各":
                points += W["each written again"]
            names = (*state.names, Read(prefix + words + tail, number, number + 1, margin, prefix))
            after.append(State(own + points, names, state.before, run, state.since))
            if state.run and not run:
                self._multiply(after[-1], state.run, state.since)
            margin = SURE_MARGIN

    def _multiply(self, state: State, run: Run, since: int) -> None:
        """Every organ of the run that ends here with all that stands behind it.

        四师、七师组织部、援疆办: places with offices; 市委、市政府主要领导、分管领导: organs with persons.
        """
        closing = anatomy(self._group[run.last])
        ending = run.ending.words
        of_places = run.ending.why is Why.PLACES
        if bool(closing.persons) == of_places or not ending.endswith(closing.persons):
            return
        heads = [read.name.removesuffix(ending) for read in state.names[since:]]
        office = "" if of_places else ending.removesuffix(closing.persons)
        tails = [ending if of_places else closing.persons]
        before, score = state.names[-1].name, state.score + W["product"]
        for stop in range(run.last + 2, min(len(self._group), run.last + MOST_OFFICES) + 1):
            words = self._group[stop - 1]
            own = anatomy(words)
            persons = own.persons if of_places else ""
            if not all(heads) or len(heads) * (len(tails) + 1) > LARGEST_PRODUCT:
                return
            if of_places:
                if _repeats_level(own, heads):
                    before, score = heads[-1] + own.tail, score + W["level repeated"]
                else:
                    fit = next((each for each in choices(words, before) if each[1].startswith(heads[-1])), None)
                    if not _is_office(words, own) or fit is None:
                        return
                    before, score = fit[1] + words, score + fit[0] + W["office of the product"]
                    score += W["vertical of the product"] if kind_of(words) == "vertical" else 0.0
                tails.append(before.removeprefix(heads[-1]).removesuffix(persons))
            elif own.persons == words and not lx.OWN_POST.search(words):
                score += W["person of the product"]
                tails.append(words)
            else:
                return
            bonus = W["persons of products"] * len(heads) if persons else 0.0
            product = tuple(
                Read(head + office + tail + persons, run.last - len(heads) + 1, stop, SURE_MARGIN, head=head)
                for head in heads
                for tail in tails
            )
            self._beams[stop].append(State(score + bonus, state.names[:since] + product, product[-1].name))
            if persons:
                return


_NO_ENDING = Ending("", Why.PLACES)
_OFFICES = ("body", "party", "bureau", "inner", "organ", "vertical")


def _repeats_level(own: Anatomy, heads: list[str]) -> bool:
    """市政府 behind 甲市、乙市市委: the 市 of each of them."""
    is_level = len(heads) > 1 and own.place_kind == "deictic" and len(own.place) == 1
    return is_level and bool(own.body) and not own.persons and all(head.endswith(own.place) for head in heads)


def _is_office(words: str, parts: Anatomy) -> bool:
    is_plain = not (parts.path or parts.quantifier or parts.is_person or parts.is_post)
    return is_plain and kind_of(words) in _OFFICES


def _best(states: list[State]) -> list[State]:
    """The best of the states that differ in a name, of those in the same run some."""
    if len(states) < 2:
        return states
    found: list[State] = []
    kept: dict[Run | None, set[tuple[str, ...]]] = {}
    ordered = sorted(states, key=_score, reverse=True)
    for state in ordered:
        if state.score < ordered[0].score - WIDTH:
            break
        of_run = kept.setdefault(state.run, set())
        names = tuple([read.name for read in state.names])
        if len(of_run) < KEPT and names not in of_run:
            of_run.add(names)
            found.append(state)
    return found


def _lends(name: str, before: str, written: str, prefix: str) -> bool:
    """Whether later members look back at this name: it shows a parent of its own, not only the one it borrowed."""
    if anatomy(written).is_person:
        return False
    if not before or (not prefix and (parents_in(name) or anatomy(name).quantifier)):
        return True
    return len(own_parent(name)) > len(own_parent(before))


@lru_cache(REMEMBERED)
def _worth_of_noun(words: str, is_last: bool) -> float:
    """What it costs a name to end in no noun for an organ, or to be a mere place while others follow."""
    parts = anatomy(words)
    if parts.is_person or parts.persons:
        return 0.0
    kind = kind_of(words)
    if kind == "unknown":
        return W["stub"]
    if kind == "place" and not lx.KNOWN_PLACE.fullmatch(words) and not is_last:
        return W["bare place"]
    return 0.0
