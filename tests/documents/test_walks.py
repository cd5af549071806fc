"""Random walks through both lives: whatever anybody tries, only what the tables and the roles allow happens.

A walk has forty steps. The suite takes ten; `--hypothesis-profile=thorough` a hundred times as many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.documents import actions, countersigners, countersigning, issuing, lives, queries
from distro.documents.models import Approval, ChosenStages, Document
from distro.documents.rules import DocumentStep, Stage, State, Verb
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import queries as register
from distro.press.document import Printed
from distro.press.errors import FlawedError
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER
from tests.documents.papers import NOTICE
from tests.rounds import rounds

STEPS, WALKS = 40, 10
FINANCE, SCHOOLS = "云溪市财政局", "云溪市教育局"
BULLETIN = replace(DRAFT, designation="", imprint=f"送：{FINANCE}、{SCHOOLS}。")
CONTENTS = (BULLETIN, NOTICE, *(replace(NOTICE, countersigners=FINANCE + between + SCHOOLS) for between in "、\n"))
# Who in the issuing office may say each verb; what is said in the name of other offices, and by the press, is below.
WHO = {
    Verb.SUBMIT: "secretary",
    Verb.WITHDRAW: "secretary",
    Verb.VOID: "secretary",
    Verb.REVIEW: "reviewer",
    Verb.APPROVE: "approver",
    Verb.NUMBER: "secretary",
    Verb.CHECK: "reviewer",
    Verb.ISSUE: "secretary",
    Verb.STOP: "secretary",
    Verb.HAND_OUT: "secretary",
    Verb.REPRINT: "secretary",
    Verb.RECALL: "secretary",
}
RETURNS = {
    State.REVIEWING: ("reviewer",),
    State.COUNTERSIGNING: ("finance", "schools"),
    State.SUBMITTED: ("approver",),
    State.CHECKING: ("reviewer",),
}
SAID = {*Verb} - {Verb.PRINTED, Verb.UNPRINTABLE}
PEOPLE = ("secretary", "reviewer", "approver", "records", "outsider", "finance", "schools", "writer")
OTHERS = {"finance": FINANCE, "schools": SCHOOLS}


class Town:
    """The people of a walk, made once."""

    def __init__(self, system: System) -> None:
        self.world = world = builders.world(system)
        self.people: dict[str, Actor] = {
            name: getattr(world, name) for name in ("secretary", "reviewer", "approver", "records", "outsider")
        }
        self.people |= {
            login: builders.person(system, login, (Role.APPROVER, office)) for login, office in OTHERS.items()
        }
        every = (Role.SECRETARY, Role.REVIEWER, Role.APPROVER)
        self.people["writer"] = builders.person(system, "writer", *((role, builders.ISSUER) for role in every))
        with system.work(TESTER) as w:
            self.offices = {login: register.by_names(w, [name])[name].id for login, name in OTHERS.items()}


def attempt(town: Town, document: Document, verb: Verb, login: str) -> Callable[[Work], object]:
    """How this person says this verb: whoever signs for another office, in its name."""
    id_, seen = document.id, document.revision
    print_ = document.pdf_digest or ""
    office = town.offices.get(login)
    judging = (Verb.REVIEW, actions.review), (Verb.APPROVE, actions.approve), (Verb.CHECK, actions.check)
    ways: dict[Verb, Callable[[Work], object]] = {
        Verb.SUBMIT: lambda w: actions.submit(w, id_),
        Verb.WITHDRAW: lambda w: actions.withdraw(w, id_),
        Verb.VOID: lambda w: actions.void(w, id_, "试"),
        Verb.NUMBER: lambda w: actions.number(w, id_),
        Verb.ISSUE: lambda w: issuing.issue(w, id_),
        Verb.STOP: lambda w: issuing.stop(w, id_, "试"),
        Verb.HAND_OUT: lambda w: issuing.hand_out(w, id_, print_),
        Verb.REPRINT: lambda w: issuing.reprint(w, id_, print_, "试"),
        Verb.RECALL: lambda w: issuing.recall(w, id_, "试"),
        Verb.RETURN: lambda w: (
            countersigning.return_(w, id_, office, seen, "试") if office else actions.return_(w, id_, seen, "试")
        ),
        Verb.COUNTERSIGN: lambda w: countersigning.countersign(w, id_, office or uuid4(), seen),
    }
    return (ways | {verb: partial(say, document_id=id_, revision=seen) for verb, say in judging})[verb]


def by_press(document: Document, verb: Verb) -> Callable[[Work], object]:
    """What the press reports, as its step does."""
    job = issuing.Job(document.id, document.revision, document.list_id, None)  # not printed
    print_ = Printed(b"", 1, uuid4().hex * 2, (), {})
    result = print_ if verb is Verb.PRINTED else FlawedError("试", first="", count=0)
    return lambda w: issuing.note_print(w, job, result)


def allowed(town: Town, w: Work, document: Document, verb: Verb, login: str) -> bool:
    """What the tables and the roles say, told once more."""
    if (document.state, verb) not in lives.of(document.kind).transitions:
        return False
    if verb is Verb.RETURN or verb is Verb.COUNTERSIGN:
        names = RETURNS[document.state] if verb is Verb.RETURN else tuple(OTHERS)
        asked = {each.office_id for each in countersigners.waited_for(w, document)}
        is_asked = document.state is not State.COUNTERSIGNING or town.offices.get(login) in asked
        is_writer = login == "writer" and document.state is not State.COUNTERSIGNING
        return (login in names and is_asked) or (is_writer and town.people["writer"].id not in document.author_ids)
    if login == "writer":
        is_judging = verb in (Verb.REVIEW, Verb.APPROVE, Verb.CHECK)
        return not (is_judging and town.people["writer"].id in document.author_ids)
    return login == WHO[verb]


def after(w: Work, document: Document, verb: Verb) -> State:
    """Where the verb leads by the table, with what is passed over."""
    life = lives.of(document.kind)
    without = {*lives.OPTIONAL} - queries.stages(w, document.issuer_id, life)
    waiting = countersigners.waited_for(w, document)
    if verb is Verb.COUNTERSIGN and len(_open(w, document)) > 1:
        return State.COUNTERSIGNING
    named = countersigners.turns(w, document, queries.draft_of(w, document))
    if not (waiting or (verb is Verb.SUBMIT and named and len(_open(w, document)) != 0)):
        without.add(Stage.COUNTERSIGN)
    return lives.next_state(life, document.state, verb, without)


def _open(w: Work, document: Document) -> set[str]:
    """The offices the draft names that have not consented to its revision."""
    named = {name for turn in countersigners.named(queries.draft_of(w, document)) for name in turn}
    consented = w.session.scalars(
        select(Approval.office).where(
            Approval.document_id == document.id,
            Approval.revision == document.revision,
            Approval.stage == Stage.COUNTERSIGN,
            Approval.approved,
        )
    )
    return named - set(consented)


_towns: dict[int, Town] = {}


# Whoever has every role and may have written the draft is the one to be kept from judging it.
TEMPTED = (*PEOPLE, *["writer"] * 4)
# Led steps seldom go back or give up: no walk would come far.
SELDOM = {Verb.VOID: 0.1, Verb.WITHDRAW: 0.3, Verb.RETURN: 0.3, Verb.STOP: 0.3, Verb.UNPRINTABLE: 0.3}


@rounds(WALKS)
@given(seed=st.integers(0, 2**32))
def test_nothing_happens_but_what_the_tables_and_the_roles_allow(
    system: System, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(queries, "list_breaks", lambda *_: [])  # nothing is printed here
    town = _towns.get(id(system))
    if town is None:
        _towns.clear()
        town = _towns[id(system)] = Town(system)
    chance = Random(seed)  # noqa: S311
    document_id, drafter = begun(town, chance)
    for _ in range(STEPS):
        state = step(town, document_id, drafter, chance)
        if state in (State.VOID, State.RECALLED) and chance.random() < 0.5:
            document_id, drafter = begun(town, chance)


def step(town: Town, document_id: UUID, drafter: str, chance: Random) -> State:
    """Somebody tries something: mostly what leads somewhere, half of that by who may. The state it is in then."""
    system = town.world.system
    with system.work(TESTER) as w:
        document = queries.find(w, document_id)
        assert document.author_ids == {town.people[drafter].id}
        life, state = lives.of(document.kind), document.state
        leading = [verb for before, verb in life.transitions if before is state]
        luck = chance.random() if leading else 1
        is_led, is_tempted = luck < 0.4, 0.4 <= luck < 0.8
        verbs = leading if is_led or is_tempted else list(Verb)
        verb = chance.choices(verbs, [SELDOM.get(each, 1) if is_led else 1 for each in verbs])[0]
        is_press = verb not in SAID
        able = [] if is_press else [each for each in PEOPLE if allowed(town, w, document, verb, each)]
        login = chance.choice(able if is_led and able else TEMPTED if is_tempted else PEOPLE)
        may = (state, verb) in life.transitions if is_press else login in able
        wanted = after(w, document, verb) if may else state
        say = by_press(document, verb) if is_press else attempt(town, document, verb, login)
    refused = None
    try:
        with system.work(Actor.system("press") if is_press else town.people[login]) as w:
            say(w)
    except Refusal as refusal:
        refused = refusal
    with system.work(TESTER) as w:
        document = queries.find(w, document_id)
        assert document.state is wanted, (state, verb, login, refused)
        assert is_press or (refused is None) == may, (state, verb, login, refused)
        assert document.is_issued == (wanted in (State.ISSUED, State.RECALLED))
        for errand in DocumentStep:
            errands.cancel(w.session, errand, document_id)
    return wanted


def begun(town: Town, chance: Random) -> tuple[UUID, str]:
    """A new draft, somebody's, in an office that has chosen its stages anew."""
    world, drafter = town.world, chance.choice(["secretary", "writer"])
    names = [stage.name for stage in lives.OPTIONAL if chance.random() < 0.5]
    with world.system.work(TESTER) as w:
        for life in lives.LIVES:
            w.session.merge(ChosenStages(office_id=world.issuer_id, life=life, stages=names))
    own = replace(world, secretary=town.people[drafter])
    return builders.drafted(own, chance.choice(CONTENTS)), drafter
