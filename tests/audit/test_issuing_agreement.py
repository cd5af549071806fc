"""In the issuing steps themselves: nothing goes on whose footer, list and deliveries part; random lists never do."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, reject
from sqlalchemy import func, select, text

from distro.audit import queries
from distro.delivery.models import Delivery
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.models import Document
from distro.documents.rules import DocumentFact, State
from distro.kernel import errands
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.journal import Entry
from distro.lists.sheet.wording import TierWording, write
from distro.press import page
from distro.press.elements import imprint
from distro.system import System
from tests import builders
from tests.audit.test_agreement import behind_the_triggers, breaks
from tests.builders import DRAFT, TESTER, World
from tests.lists.strategies import lists
from tests.rounds import rounds


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def _numbered(world: World) -> UUID:
    document_id = builders.approved(world)
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
    return document_id


def _facts(world: World, fact: str) -> int:
    with world.system.work(TESTER) as w:
        return w.session.scalar(select(func.count()).select_from(Entry).where(Entry.fact == fact))


def test_a_list_that_reads_otherwise_now_is_not_released(world: World) -> None:
    """The name passed to another office after the list was read."""
    document_id = _numbered(world)
    behind_the_triggers(
        world,
        "UPDATE office SET name = '云溪市原财政局' WHERE name = '云溪市财政局'",
        "UPDATE office SET name = '云溪市财政局' WHERE name = '远山市档案局'",
    )
    with pytest.raises(Conflict, match="第一处在“云溪市财政局、云溪市教育局”"), world.system.work(world.secretary) as w:
        issuing.issue(w, document_id)
    assert builders.document(world, document_id).state is State.NUMBERED
    assert _facts(world, DocumentFact.RELEASED) == 0


@pytest.mark.parametrize(
    "change",
    [
        """UPDATE distribution_list SET wording = '["报：云溪市委。"]'""",
        "UPDATE distribution_list SET choices = '云溪市委 → 远山市委'",
        "UPDATE list_entry SET office_id = (SELECT id FROM office WHERE name = '远山市档案局') WHERE position = 0",
        "DELETE FROM list_entry WHERE position = 0",
    ],
)
def test_a_print_whose_footer_is_not_the_frozen_list_is_not_issued(world: World, change: str) -> None:
    document_id = builders.released(world)
    behind_the_triggers(world, change)
    builders.drain(world.system)
    document = builders.document(world, document_id)
    assert (document.state, document.pdf_digest) == (State.NUMBERED, None)
    assert document.print_error.startswith("版记与冻结的名单不一致（共 1 处）：")
    assert _facts(world, DocumentFact.UNPRINTABLE) == 1
    assert _facts(world, DocumentFact.ISSUED) == 0


@pytest.mark.usefixtures("open_press")
def test_words_that_the_press_drops_from_the_footer_are_missed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the comparison of the PDF with its source, which is given the same shortened footer."""
    whole = page.fields
    monkeypatch.setattr(page, "fields", lambda bulletin: whole(replace(bulletin, imprint=bulletin.imprint[:1])))
    monkeypatch.setattr(imprint, "pages", lambda texts, pages=imprint.pages: pages(texts[:1]))
    document = builders.document(world, builders.issued(world))
    assert document.state is State.NUMBERED
    assert "印成的版记与冻结的名单不一致：“送：”，前者为无" in document.print_error


def test_copies_that_are_not_those_of_the_list_are_not_addressed(world: World) -> None:
    """A stray copy stands there already: the step is undone whole, and waits for the operator at once."""
    document_id = builders.released(world)
    behind_the_triggers(
        world,
        "WITH round AS ("
        " INSERT INTO dispatch (id, document_id, list_id, round, why, copies, addressed_at)"
        " SELECT gen_random_uuid(), id, list_id, 1, 'FIRST', 4, now() FROM document WHERE id = :document RETURNING id"
        ") INSERT INTO delivery"
        " (id, dispatch_id, document_id, entry_id, office_id, office_name, state, channel, copy_number, addressed_at)"
        " SELECT gen_random_uuid(), round.id, :document, list_entry.id, office.id, office.name, 'ADDRESSED', 'INBOX',"
        " 999, now()"
        " FROM round, list_entry, office WHERE list_entry.position = 0 AND office.name = '远山市档案局'",
        document=document_id,
    )
    builders.drain(world.system)
    with world.system.work(TESTER) as w:
        (parked,) = errands.parked(w.session)
        assert (parked.step, parked.attempts) == ("address-copies", 1)
        assert "冻结的名单与实际分送不一致：“远山市档案局”，前者为无，后者为一件。（共 1 处）" in parked.error
        assert w.session.scalar(select(func.count()).select_from(Delivery)) == 1
        errand_id = parked.id
    assert _facts(world, "delivery.addressed") == 0

    behind_the_triggers(world, "DELETE FROM delivery")
    with world.system.work(TESTER) as w:
        assert errands.retry(w.session, errand_id, w.now)
    builders.drain(world.system)
    assert breaks(world, document_id) == []


@rounds(12)
@given(content=lists())
def test_whatever_list_is_issued_all_sides_agree(world: World, content: tuple[TierWording, ...]) -> None:
    draft = replace(DRAFT, imprint=write(content), designation="")
    try:
        document_id = builders.issued(world, draft)
    except Refusal:
        reject()  # an office twice, or nobody to send to
    with world.system.work(TESTER) as w:
        document = w.session.get_one(Document, document_id)
        assert document.state is State.ISSUED, document.print_error
        assert queries.breaks(w, [document]) == {document_id: []}
        assert w.session.scalar(text("SELECT count(*) FROM delivery"))
