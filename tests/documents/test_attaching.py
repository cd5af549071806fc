"""Files that go along with a draft: part of what is approved, frozen with it, and never lost by a later revision."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select

from distro.documents import actions, attaching
from distro.documents import queries as documents
from distro.documents.models import Attachment
from distro.documents.rules import DocumentFact
from distro.files.receiving import receive
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.files.attached import DIGESTS, FILES, PDF, TABLE, attach, attachments
from tests.files.portable import pdf


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def version(world: World, document_id: UUID) -> int:
    return builders.document(world, document_id).version


def said(world: World, document_id: UUID) -> str:
    with world.system.work(TESTER) as w:
        return documents.digest_of(w, documents.find(w, document_id))


def names(world: World, document_id: UUID) -> list[str]:
    return [each.name for each in attachments(world, document_id)]


def kept(world: World) -> set[str]:
    return {path.name for path in world.system.outside.store.root.rglob("*") if path.is_file()}


def test_a_file_is_kept_as_it_came_with_all_that_is_counted(world: World) -> None:
    document_id = builders.drafted(world)
    before = builders.document(world, document_id).revision
    attach(world, document_id, PDF, title="检查情况汇总")
    attach(world, document_id, TABLE)
    first, second = attachments(world, document_id)
    assert first.to_plain() == {
        **{"position": 1, "title": "检查情况汇总", "name": PDF, "digest": DIGESTS[PDF], "size": len(FILES[PDF])},
        **{"pages": 3, "media_type": "application/pdf", "came_with": before + 1},
    }
    assert (second.title, second.pages, second.position, second.came_with) == ("登记表", None, 2, before + 2)
    assert kept(world) == set(DIGESTS.values())
    for name, data in FILES.items():
        assert world.system.outside.store.get(DIGESTS[name]) == data


def test_what_is_said_covers_the_files_and_is_what_it_was_without_any(world: World) -> None:
    document_id = builders.drafted(world)
    with world.system.work(TESTER) as w:
        plain = documents.draft_of(w, documents.find(w, document_id)).digest
    assert said(world, document_id) == plain
    attach(world, document_id, PDF)
    one = said(world, document_id)
    attach(world, document_id, TABLE)
    both = said(world, document_id)
    with world.system.work(world.secretary) as w:
        attaching.advance(w, document_id, DIGESTS[TABLE], documents.find(w, document_id).version)
    assert names(world, document_id) == [TABLE, PDF]
    assert len({plain, one, both, said(world, document_id)}) == 4


def test_each_change_is_a_revision_and_earlier_ones_keep_their_files(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id, PDF)
    attach(world, document_id, TABLE)
    with world.system.work(world.secretary) as w:
        document = documents.find(w, document_id)
        attaching.remove(w, document_id, DIGESTS[PDF], document.version)
        of = {number: [each.name for each in documents.attachments(w, document, number)] for number in range(1, 5)}
    assert of == {1: [], 2: [PDF], 3: [PDF, TABLE], 4: [TABLE]}
    assert attachments(world, document_id)[0].position == 1
    with world.system.work(TESTER) as w:
        facts = w.session.scalars(
            select(Entry).where(Entry.fact.in_((DocumentFact.FILE_ADDED, DocumentFact.FILE_REMOVED))).order_by(Entry.id)
        ).all()
        assert [entry.fact for entry in facts] == ["document.file_added"] * 2 + ["document.file_removed"]
        assert [entry.data["file"] for entry in facts] == [DIGESTS[PDF], DIGESTS[TABLE], DIGESTS[PDF]]
        assert facts[-1].data["draft"] == documents.digest_of(w, documents.find(w, document_id))


def test_a_text_revised_afterwards_keeps_its_files(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    with world.system.work(world.secretary) as w:
        actions.revise(w, document_id, replace(DRAFT, titles="另一个标题"), documents.find(w, document_id).version)
    assert names(world, document_id) == [PDF]


def test_the_word_of_the_officer_is_about_the_files_too(world: World) -> None:
    document_id = builders.drafted(world)
    seen = builders.document(world, document_id).revision
    attach(world, document_id)
    with world.system.work(world.secretary) as w:
        actions.submit(w, document_id)
    with world.system.work(world.approver) as w, pytest.raises(Conflict, match="审阅期间已经修改"):
        actions.approve(w, document_id, seen)


def test_what_was_sent_for_approval_keeps_its_files_as_they_are(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    with world.system.work(world.secretary) as w:
        actions.submit(w, document_id)
    now = version(world, document_id)
    with pytest.raises(Conflict, match="附件不能改变"):
        attach(world, document_id, TABLE)
    for change in (attaching.remove, attaching.advance):
        with world.system.work(world.secretary) as w, pytest.raises(Conflict, match="附件不能改变"):
            change(w, document_id, DIGESTS[PDF], now)
    with world.system.work(world.secretary) as w, pytest.raises(Conflict, match="附件不能改变"):
        attaching.require_room(w, document_id)
    assert kept(world) == {DIGESTS[PDF]}


def test_only_its_secretaries_change_the_files(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    for actor, refusal in ((world.approver, Forbidden), (world.outsider, NotFound)):
        with world.system.work(actor) as w, pytest.raises(refusal):
            attaching.remove(w, document_id, DIGESTS[PDF], 3)


def test_a_refused_file_leaves_nothing_in_the_store(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    with pytest.raises(Conflict, match="已经附上"):
        attach(world, document_id, "别的名称.pdf", FILES[PDF])
    with tempfile.TemporaryFile() as file:
        file.write(FILES[TABLE])
        received = receive(file, TABLE)
        for title, seen, refusal in (
            ("", 1, "已被他人修改"),
            ("长" * 101, version(world, document_id), "内容过长"),
            ("机密★5年", version(world, document_id), "国家秘密标志"),
        ):
            with world.system.work(world.secretary) as w, pytest.raises(Refusal, match=refusal):
                attaching.add(w, document_id, received, title, seen)
    assert kept(world) == {DIGESTS[PDF]}
    with world.system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_there_is_room_for_so_many_and_so_much(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    monkeypatch.setattr(attaching, "BYTES", len(FILES[PDF]) + 10)
    with pytest.raises(Refusal, match="合计超过"):
        attach(world, document_id, TABLE)
    monkeypatch.setattr(attaching, "BYTES", 100 << 20)
    monkeypatch.setattr(attaching, "FILES", 2)
    attach(world, document_id, TABLE)
    with world.system.work(world.secretary) as w, pytest.raises(Refusal, match="附件已有 2 个"):
        attaching.require_room(w, document_id)
    with pytest.raises(Refusal, match="附件已有 2 个"):
        attach(world, document_id, "第三个.pdf", pdf(2))


def test_every_row_of_a_file_can_be_made_again_from_the_journal(world: World) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id, PDF)
    attach(world, document_id, TABLE)
    with world.system.work(world.secretary) as w:
        attaching.advance(w, document_id, DIGESTS[TABLE], documents.find(w, document_id).version)
        attaching.remove(w, document_id, DIGESTS[PDF], documents.find(w, document_id).version)
    with world.system.work(TESTER) as w:
        told = {
            (entry.data["revision"], file["position"]): file
            for entry in w.session.scalars(select(Entry).where(Entry.subject == document_id))
            for file in entry.data.get("files", [])
        }
        rows = w.session.scalars(select(Attachment)).all()
        assert {(row.revision, row.position): row.to_plain() for row in rows} == told
        assert len(told) == 6
