"""Loads the sample world and plays its story; asked again, it goes on where it stopped."""

from __future__ import annotations

from importlib.resources import files
from uuid import UUID

from distro import issuing
from distro.accounts import queries as accounts
from distro.delivery import actions as delivery
from distro.delivery import queries as deliveries
from distro.delivery.rules import State as DeliveryState
from distro.documents import actions as documents
from distro.documents import issuing as going_out
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.kinds.pasted import from_recognised
from distro.documents.models import Document
from distro.documents.recognition import recognise
from distro.documents.rules import State
from distro.issuing import Hands
from distro.kernel.actor import Actor
from distro.offices import queries as register
from distro.sample import offices, people
from distro.system import System

# How far each document goes: the last verb of its story.
ISSUED, RECALLED, SUBMITTED, DRAFTED = "issued", "recalled", "submitted", "drafted"
STORY = {1: ISSUED, 2: RECALLED, 3: ISSUED, 4: SUBMITTED, 5: DRAFTED, 6: DRAFTED}
PAPERS = {"notice": ISSUED, "request": SUBMITTED, "letter": DRAFTED, "order": DRAFTED, "minutes": DRAFTED}
"""The documents of the other formats; the numbers of STORY are bulletins."""
SHOWN = 3


def bulletin(number: int) -> str:
    """The text of a sample bulletin."""
    return (files("distro.sample") / "bulletins" / f"{number}.txt").read_text(encoding="utf-8")


def paper(name: str) -> str:
    """The text of a sample document of another kind."""
    return (files("distro.sample") / "papers" / f"{name}.txt").read_text(encoding="utf-8")


def load(system: System) -> None:
    """Register the offices and create the people, then save the drafts; what is there already stays."""
    with system.work(Actor.system("sample")) as w:
        if accounts.by_login(w, people.PEOPLE[0][2]) is None:
            people.create(w, system.settings.data_dir, offices.load(w), offices.ISSUER)
        secretary = people.actor(w, "wenmi")
    with system.work(secretary) as w:
        issuer_id = register.by_names(w, [offices.ISSUER])[offices.ISSUER].id
        if not any(document.issuer_id == issuer_id for document in reads.listing(w)):
            for text in _texts():
                documents.draft(w, _content(text), issuer_id)


def play(system: System) -> UUID:
    """Take each document as far as its story goes, by real workers; returns the one to show."""
    with system.work(Actor.system("sample")) as w:
        hands = Hands(people.actor(w, "wenmi"), people.actor(w, "qianfa"), people.actor(w, "shenhe"))
    with system.work(hands.secretary) as w:
        by_title = {document.title: document for document in reads.listing(w)}
    drafts = {text: by_title[_title(_content(text))] for text in _texts()}
    for text, ending in _texts().items():
        _tell(system, drafts[text], ending, hands)
    return drafts[bulletin(SHOWN)].id


def _texts() -> dict[str, str]:
    """Every text of the world with the end of its story."""
    told = {bulletin(number): ending for number, ending in STORY.items()}
    return told | {paper(name): ending for name, ending in PAPERS.items()}


def _content(text: str) -> Draft:
    return from_recognised(recognise(text))


def _title(content: Draft) -> str:
    return choice.format_of(content).title(content)


def _tell(system: System, document: Document, ending: str, hands: Hands) -> None:
    if document.state is not State.DRAFT or ending == DRAFTED:
        return
    if ending == SUBMITTED:
        with system.work(hands.secretary) as w:
            documents.submit(w, document.id)
        return
    issuing.issue(system, document.id, hands)
    issuing.await_record(system, document.id)
    _answer(system, document.id)
    if ending == RECALLED:
        with system.work(hands.secretary) as w:
            going_out.recall(w, document.id, "闸门开度表引用了旧数据，更正后另行印发。")


def _answer(system: System, document_id: UUID) -> None:
    """The sample clerks read; the first acknowledges, the other of the shown bulletin sends back."""
    for _, _, login in people.CLERKS:
        with system.work(Actor.system("sample")) as w:
            clerk = people.actor(w, login)
        with system.work(clerk) as w:
            letters = [letter for letter in deliveries.inbox(w) if letter.document.id == document_id]
            for letter in letters:
                delivery.open_(w, letter.delivery.id)
        if login != people.CLERKS[0][2]:
            continue
        with system.work(clerk) as w:
            for letter in letters:
                if letter.delivery.state is DeliveryState.SENT:
                    delivery.acknowledge(w, letter.delivery.id, letter.document.issued.pdf_digest)
