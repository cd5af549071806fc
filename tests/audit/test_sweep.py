"""The nightly sweep: every issue, batch by batch; each break told once, and once more when it is gone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.audit import queries
from distro.audit.rules import AuditFact
from distro.documents import issuing
from distro.documents.models import Document
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.audit.test_agreement import behind_the_triggers, no_delivery
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.counting import statements
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    made = builders.world(system)
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    return made


def sweep(world: World) -> None:
    world.system.round("sweep-lists")
    builders.drain(world.system)


def told(world: World, fact: AuditFact) -> list[Entry]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(select(Entry).where(Entry.fact == fact).order_by(Entry.id)))


def issued(world: World, count: int) -> list[UUID]:
    return [builders.issued(world, replace(DRAFT, designation="")) for _ in range(count)]


def test_a_break_is_told_once_and_its_end_once(world: World) -> None:
    (document_id,) = issued(world, 1)
    sweep(world)
    assert told(world, AuditFact.DISAGREEMENT) == []
    no_delivery(world, document_id)
    sweep(world)
    sweep(world)
    (entry,) = told(world, AuditFact.DISAGREEMENT)
    assert (entry.subject, entry.office_id) == (document_id, world.issuer_id)
    assert entry.data["reason"] == "冻结的名单与实际分送不一致：“云溪市财政局”，前者为一件，后者为无。"

    behind_the_triggers(world, "DELETE FROM list_entry WHERE office_name = '云溪市财政局'")
    sweep(world)
    assert [each.data["break"]["left"] for each in told(world, AuditFact.DISAGREEMENT)] == ["SNAPSHOT", "FOOTER"]
    (settled,) = told(world, AuditFact.SETTLED)
    assert settled.data == entry.data
    assert [each.data for each in told(world, AuditFact.SWEPT)] == [
        {"documents": 1, "broken": []},
        *[{"documents": 1, "broken": [str(document_id)]}] * 3,
    ]


def test_every_issue_is_compared_however_many_batches_there_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SWEEP_BATCH", 2)
    chosen = issued(world, 5)
    behind_the_triggers(world, "DELETE FROM delivery WHERE office_name = '云溪市财政局'")
    sweep(world)
    assert {entry.subject for entry in told(world, AuditFact.DISAGREEMENT)} == set(chosen)
    assert [entry.data["documents"] for entry in told(world, AuditFact.SWEPT)] == [5]


def test_readers_are_compared_in_one_question_a_batch_whoever_holds_roles(world: World) -> None:
    """And nobody's roles are brought here to be compared."""
    chosen = issued(world, 3)

    def asked(ids: list[UUID]) -> list[str]:
        with world.system.work(TESTER) as w, statements(world.system) as sent:
            found = [w.session.get_one(Document, each) for each in ids]
            assert not any(queries.breaks(w, found).values())
        return [each for each in sent if "membership" in each]

    one = asked(chosen[:1])
    assert len(one) == 2  # the deliveries and the records
    for number in range(20):
        builders.person(world.system, f"more{number}", (Role.CLERK, f"云溪市第{number}局"), (Role.RECORDS, "远山市委"))
    assert len(asked(chosen)) == len(one)
    assert all(
        each.startswith(("SELECT DISTINCT delivery.document_id", "SELECT DISTINCT record.document_id")) for each in one
    )


def test_what_is_recalled_or_not_yet_addressed_is_left_out(world: World) -> None:
    (recalled,) = issued(world, 1)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, recalled, "内容有误")
    builders.drain(world.system)
    on_its_way = builders.released(world, replace(DRAFT, designation=""))
    world.system.work_off("press")  # printed, but no copy addressed
    assert builders.document(world, on_its_way).pdf_digest
    with world.system.work(TESTER) as w:
        assert queries.issued(w) == []


def test_the_pages_tell_of_the_last_sweep(world: World) -> None:
    (document_id,) = issued(world, 1)
    admin, records = Visitor(world.system, "admin"), Visitor(world.system, "records")
    assert "还没有核对过" in admin.get("/operations").text
    sweep(world)
    assert "1 份发文，版记、名单、分送与阅读权限一致。" in admin.get("/operations").text
    assert "名单不一致的发文" not in records.get("/").text

    no_delivery(world, document_id)
    sweep(world)
    page = admin.get("/operations").text
    assert "1 份发文，有 1 处不一致" in page
    assert "档案工作简报 2025年第1期" in page
    assert "冻结的名单与实际分送不一致：“云溪市财政局”，前者为一件，后者为无。" in page
    assert "<b>1</b> 名单不一致的发文" in records.get("/").text
    assert "名单核对不一致" in records.get("/journal").text
    assert "名单不一致的发文" not in Visitor(world.system, "secretary").get("/").text
    assert "名单不一致的发文" not in Visitor(world.system, "outsider").get("/").text
    admin.post("/language", lang="en", next="/operations")
    assert "The frozen list and the deliveries disagree about “云溪市财政局”: the former says a copy" in (
        admin.get("/operations").text
    )
