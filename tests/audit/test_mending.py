"""Whatever errand is lost, the state says what should be under way, and it goes on; what is under way is left alone."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from distro.archive import queries as archive
from distro.audit.rules import AuditFact
from distro.delivery import actions as delivery
from distro.delivery import queries as deliveries
from distro.delivery import sending
from distro.delivery.models import Dispatch, Notice
from distro.delivery.rules import NoticeState, State
from distro.documents import issuing
from distro.documents.rules import State as DocumentState
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.system import System
from tests import builders
from tests.builders import TESTER, World

PARTY = "云溪市委"


@pytest.fixture
def world(system: System) -> World:
    made = builders.world(system)
    with system.work(TESTER) as w:
        offices.set_mailboxes(w, register.by_names(w, [PARTY])[PARTY].id, ["dangban@example.cn"])
    return made


def lose_everything(world: World) -> None:
    with world.system.work(TESTER) as w:
        w.session.execute(delete(Errand))


def mended(world: World) -> list[str]:
    """The steps that a round called for again."""
    world.system.round("mend-flow")
    with world.system.work(TESTER) as w:
        return [
            entry.data["step"]
            for entry in w.session.scalars(select(Entry).where(Entry.fact == AuditFact.MENDED).order_by(Entry.id))
        ]


def is_complete(world: World, document_id: UUID, state: State) -> bool:
    with world.system.work(TESTER) as w:
        copies = deliveries.of_document(w, document_id)
        filed = archive.of_document(w, document_id) is not None
    return filed and Counter(copy.state for copy in copies) == {state: 4}


def test_a_lost_print_is_printed(world: World) -> None:
    document_id = builders.released(world)
    lose_everything(world)
    assert mended(world) == ["print-document"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.SENT)


def test_a_list_whose_freezing_was_lost_is_frozen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing, "FROZEN_AT_ONCE", 0)
    document_id = builders.released(world)
    lose_everything(world)
    assert mended(world) == ["freeze-list"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.SENT)


def test_a_print_without_copies_and_record_gets_them(world: World) -> None:
    document_id = builders.released(world)
    world.system.work_off("press")
    lose_everything(world)
    assert mended(world) == ["address-copies", "file-record"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.SENT)


def test_copies_of_a_round_that_nobody_goes_on_with_are_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHUNK", 1)
    document_id = builders.released(world)
    world.system.work_off("press")
    with world.system.work(TESTER) as w:
        sending.address(w, document_id)
        dispatch = w.session.scalars(select(Dispatch)).one()
        sending.send(w, document_id, str(dispatch.id), 2, 2)
    assert mended(world) == []
    lose_everything(world)
    assert sorted(mended(world)) == ["address-copies", "file-record"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.SENT)


def test_a_copy_that_lies_there_to_be_sent_again_is_sent(world: World) -> None:
    document_id = builders.issued(world)
    copy = builders.delivery_to(world, document_id, "云溪市委")
    with world.system.work(world.clerk) as w:
        delivery.return_(w, copy.id, "投错了")
    with world.system.work(world.secretary) as w:
        delivery.resend(w, document_id, copy.id)
    lose_everything(world)
    assert mended(world) == ["send-copies"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.SENT)


def test_a_notice_nobody_sends_is_sent(world: World) -> None:
    document_id = builders.released(world)
    for queue in ("press", "default"):
        world.system.work_off(queue)
    lose_everything(world)
    assert mended(world) == ["mail-notice"]
    builders.drain(world.system)
    with world.system.work(TESTER) as w:
        assert w.session.scalars(select(Notice.state)).all() == [NoticeState.KEPT]
    assert is_complete(world, document_id, State.SENT)


def test_copies_of_a_recalled_document_are_taken_back(world: World) -> None:
    document_id = builders.issued(world)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    lose_everything(world)
    assert mended(world) == ["recall-copies"]
    builders.drain(world.system)
    assert is_complete(world, document_id, State.RECALLED)


def test_one_recalled_before_its_copies_were_addressed_is_filed_and_goes_to_nobody(world: World) -> None:
    document_id = builders.released(world)
    world.system.work_off("press")
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    builders.drain(world.system)
    assert builders.document(world, document_id).state is DocumentState.RECALLED
    with world.system.work(TESTER) as w:
        assert archive.of_document(w, document_id) is not None
        assert deliveries.of_document(w, document_id) == []


def test_what_is_under_way_or_done_is_not_called_for(world: World) -> None:
    document_id = builders.released(world)
    for queue in ("press", "default", "mail"):
        assert mended(world) == []
        world.system.work_off(queue)
    assert mended(world) == []
    assert is_complete(world, document_id, State.SENT)
    with world.system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Errand)) == 0
