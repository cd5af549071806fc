"""What does not move is told on the document's own page and its secretary's home: since when, why, and the way back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from distro.documents import issuing
from distro.documents.rules import DocumentFact, State
from distro.kernel.errands import Errand
from distro.kernel.errors import Conflict
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world.system, "secretary")


def stuck(world: World) -> UUID:
    """A document whose print cannot be kept, as on a full disk."""
    document_id = builders.released(world)
    (world.system.settings.data_dir / "files").write_text("in the way")
    world.system.work_off("press")
    return document_id


def free(world: World) -> None:
    (world.system.settings.data_dir / "files").unlink()


def change(world: World, **values: object) -> None:
    with world.system.work(TESTER) as w:
        w.session.execute(update(Errand).values(**values))


def test_a_print_that_fails_says_so_and_can_be_stopped_and_ordered_again(world: World, secretary: Visitor) -> None:
    document_id = stuck(world)
    page = f"/documents/{document_id}"
    for path in (page, f"{page}/progress?state=PRINTING", "/"):
        shown = secretary.get(path).text
        assert "印制版式文件" in shown, path
        assert "没有办成" in shown, path
        assert "存不下来" in shown, path
        assert "Error" not in shown, path
    assert "随后自动送达" not in secretary.get(page).text
    assert "停止印制" in secretary.get(f"{page}/stop").text
    assert secretary.post(f"{page}/stop", reason=" ").status_code == 422
    assert secretary.post(f"{page}/stop", reason="磁盘已满").status_code == 303
    document = builders.document(world, document_id)
    assert (document.state, document.has_number) == (State.NUMBERED, True)
    with world.system.work(TESTER) as w:
        assert w.session.scalars(select(Errand)).all() == []
        stopped = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.STOPPED)).one()
        assert (stopped.subject, stopped.data["reason"]) == (document_id, "磁盘已满")
    free(world)
    assert secretary.post(f"{page}/issue").status_code == 303
    builders.drain(world.system)
    assert builders.document(world, document_id).state is State.ISSUED


def test_what_was_stopped_while_it_printed_is_not_issued(world: World) -> None:
    document_id = builders.released(world)
    with world.system.work(TESTER) as w:
        job = issuing.prepare_print(w, document_id)
    result = issuing.print_(world.system.outside, job)
    with world.system.work(world.secretary) as w:
        issuing.stop(w, document_id, "名单有误")
    with world.system.work(TESTER) as w:
        assert issuing.note_print(w, job, result) is None
    assert builders.document(world, document_id).state is State.NUMBERED


def test_what_is_printed_can_no_longer_be_stopped(world: World, secretary: Visitor) -> None:
    document_id = builders.issued(world)
    assert secretary.get(f"/documents/{document_id}/stop").location == f"/documents/{document_id}"
    with pytest.raises(Conflict), world.system.work(world.secretary) as w:
        issuing.stop(w, document_id, "太晚了")


def test_what_was_parked_waits_for_a_person_who_can_give_it_new_tries(world: World, secretary: Visitor) -> None:
    document_id = stuck(world)
    with world.system.work(TESTER) as w:
        [errand_id] = w.session.scalars(select(Errand.id))
        change(world, parked_at=w.now, attempts=24)
    page = f"/documents/{document_id}"
    assert "不会自己再试" in secretary.get(page).text
    free(world)
    retry = f"{page}/errands/{errand_id}/retry"
    assert retry in secretary.get(page).text
    assert Visitor(world.system, "approver").post(retry).status_code == 403
    assert Visitor(world.system, "outsider").post(retry).status_code == 404
    assert secretary.post(retry).status_code == 303
    builders.drain(world.system)
    assert builders.document(world, document_id).state is State.ISSUED
    assert "没有进展" not in secretary.get(page).text


def test_what_nobody_takes_up_is_told_after_a_while(world: World, secretary: Visitor) -> None:
    document_id = builders.released(world)
    page = f"/documents/{document_id}"
    assert "没有进展" not in secretary.get(page).text
    with world.system.work(TESTER) as w:
        change(world, due_at=w.now - timedelta(seconds=40))
    assert "后台还没有接手" in secretary.get(page).text
    assert "没有进展的发文" in secretary.get("/").text
    assert "没有进展的发文" not in Visitor(world.system, "clerk").get("/").text
