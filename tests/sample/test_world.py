"""The sample world: complete, made once however often it is asked for, each bulletin as far as its story goes."""

from __future__ import annotations

import stat
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from distro.accounts.models import Person
from distro.delivery.models import Delivery
from distro.delivery.rules import State as DeliveryState
from distro.documents import queries as documents
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import KINDS
from distro.documents.models import Document
from distro.documents.rules import State
from distro.lists import queries as lists
from distro.lists.sheet.sheet import Sheet
from distro.offices import queries as register
from distro.offices.models import Office
from distro.sample import offices, people, world
from distro.system import System
from tests import builders
from tests.builders import TESTER


@pytest.fixture
def workers(system: System) -> Iterator[None]:
    """The background goes on beside the story, as it does where the product runs."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.02):
            builders.drain(system)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join()


def counted(system: System) -> tuple[int, ...]:
    with system.work(TESTER) as w:
        return tuple(
            w.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Office, Person, Document, Delivery)
        )


def test_the_province_needs_no_name_in_the_issuer_s_mouth(system: System) -> None:
    world.load(system)
    with system.work(TESTER) as w:
        issuer = register.by_names(w, [offices.ISSUER])[offices.ISSUER]
        (read,) = lists.read(w, Sheet("报：省水利厅。", ""), offices.ISSUER, issuer.id)
        assert read.addressee.office_name == "云河省水利厅"
        assert read.office_id is not None


def test_every_bulletin_is_ready_to_be_sent_as_it_was_written(system: System) -> None:
    world.load(system)
    with system.work(TESTER) as w:
        secretary = people.actor(w, "wenmi")
    with system.work(secretary) as w:
        drafts = documents.listing(w)
        assert len(drafts) == len(world.STORY) + len(world.PAPERS)
        for document in drafts:
            assert not [each for each in documents.checked(w, document) if each.is_to_be_waived], document.title


def test_every_kind_of_head_is_there_and_complete(system: System) -> None:
    world.load(system)
    with system.work(TESTER) as w:
        secretary = people.actor(w, "wenmi")
    with system.work(secretary) as w:
        contents = [documents.draft_of(w, document) for document in documents.listing(w)]
    assert {choice.format_of(content).name for content in contents} == {
        form.name for kind in KINDS.values() for form in kind.formats
    }
    for content in contents:
        assert choice.problems(content) == [], content.titles


def test_sign_ins_are_the_owners_and_open_each_an_account(system: System) -> None:
    world.load(system)
    folder = system.settings.data_dir
    assert stat.S_IMODE((folder / people.FILE).stat().st_mode) == 0o600
    made = people.sign_ins(folder)
    assert len({each.password for each in made}) == len(made) == 9
    with system.work(TESTER) as w:
        logins = set(w.session.scalars(select(Person.login)))
    assert {each.login for each in made} == logins


def test_the_story_is_told_once(system: System, workers: None) -> None:
    world.load(system)
    shown = world.play(system)
    first = counted(system)
    with system.work(TESTER) as w:
        states = Counter(w.session.scalars(select(Document.state)))
        answers = Counter(w.session.scalars(select(Delivery.state).where(Delivery.document_id == shown)))
    assert states == Counter(
        {State.ISSUED: 3, State.RECALLED: 1, State.REVIEWING: 1, State.SUBMITTED: 1, State.DRAFT: 5}
    )
    assert answers[DeliveryState.ACKNOWLEDGED] == 1
    assert answers.total() > 1

    world.load(system)
    assert world.play(system) == shown
    assert counted(system) == first
