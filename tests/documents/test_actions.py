"""The life of a document: who may do what in which state, and what is never half done."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries
from distro.documents.draft import LIMITS, Draft
from distro.documents.models import Document, Revision
from distro.documents.rules import Permission, State, has_role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.secrecy import Secret
from distro.lists.models import DistributionList
from distro.system import System
from tests import builders
from tests.rounds import rounds


def test_the_drafter_cannot_approve(system: System) -> None:
    world = builders.world(system)
    both = dataclasses.replace(world.secretary, holds=world.secretary.holds | {(Role.APPROVER, world.issuer_id)})
    document_id = builders.drafted(world)
    with system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with pytest.raises(Forbidden, match="拟稿人"), system.work(both) as w:
        documents.approve(w, document_id, 1)


def test_who_changed_the_draft_cannot_approve_it(system: System) -> None:
    world = builders.world(system)
    both = dataclasses.replace(world.approver, holds=world.approver.holds | {(Role.SECRETARY, world.issuer_id)})
    document_id = builders.drafted(world)
    with system.work(both) as w:
        documents.revise(w, document_id, builders.DRAFT, builders.document(world, document_id).version)
    with system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with pytest.raises(Forbidden, match="修改"), system.work(both) as w:
        documents.approve(w, document_id, 2)
    assert builders.document(world, document_id).state is State.SUBMITTED


def test_approval_is_of_one_revision(system: System) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world)
    with system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with pytest.raises(Conflict, match="已经修改"), system.work(world.approver) as w:
        documents.approve(w, document_id, 7)
    assert builders.document(world, document_id).state is State.SUBMITTED


def test_a_change_after_approval_needs_a_new_one(system: System) -> None:
    world = builders.world(system)
    document_id = builders.approved(world)
    with pytest.raises(Conflict), system.work(world.secretary) as w:
        documents.revise(w, document_id, builders.DRAFT, builders.document(world, document_id).version)
    with system.work(world.secretary) as w:
        documents.withdraw(w, document_id)
    with pytest.raises(Conflict), system.work(world.secretary) as w:
        documents.number(w, document_id)


def test_nobody_writes_over_a_colleague(system: System) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world)
    seen = builders.document(world, document_id).version
    with system.work(world.secretary) as w:
        documents.revise(w, document_id, dataclasses.replace(builders.DRAFT, titles="第一位的改动"), seen)
    with pytest.raises(Conflict, match="他人修改"), system.work(world.secretary) as w:
        documents.revise(w, document_id, dataclasses.replace(builders.DRAFT, titles="第二位的改动"), seen)
    assert builders.document(world, document_id).title == "第一位的改动"


def test_no_text_of_a_draft_is_kept_with_a_secrecy_mark_in_it(system: System) -> None:
    world = builders.world(system)
    for name in LIMITS:
        marked: dict[str, Any] = {name: "机密★1年"}
        with pytest.raises(Secret), system.work(world.secretary) as w:
            documents.draft(w, dataclasses.replace(builders.DRAFT, **marked), world.issuer_id)
    with system.work(world.secretary) as w:
        assert queries.listing(w) == []


@pytest.mark.parametrize("name", ["secretary", "reviewer", "approver", "records", "clerk", "outsider"])
def test_outsiders_do_not_learn_that_it_exists(system: System, name: str) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world)
    actor = getattr(world, name)
    may_know = name in ("secretary", "reviewer", "approver", "records")
    with system.work(actor) as w:
        if may_know:
            assert queries.find(w, document_id).id == document_id
            assert len(queries.listing(w)) == 1
        else:
            with pytest.raises(NotFound):
                queries.find(w, document_id)
            assert queries.listing(w) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"masthead": ""}, "版头"),
        ({"date": None}, "日期"),
        ({"titles": " "}, "标题"),
        ({"body": ""}, "正文"),
        ({"imprint": ""}, "名单"),
        ({"imprint": "送：云溪市财政局、云溪市财政局。"}, "不止一次"),
        ({"imprint": "送：各乡镇人民政府。"}, "没有可以送达"),
        ({"body": "含有没有字形的字\U000323af。"}, "U\\+323AF"),
    ],
)
def test_what_is_not_ready_is_not_submitted(system: System, change: dict[str, Any], words: str) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world, dataclasses.replace(builders.DRAFT, **change))
    with pytest.raises(Refusal, match=words), system.work(world.secretary) as w:
        documents.submit(w, document_id)
    assert builders.document(world, document_id).state is State.DRAFT


def test_unknown_names_stop_the_submission(system: System) -> None:
    world = builders.world(system)
    with system.work(world.secretary) as w:
        document_id = documents.draft(w, builders.DRAFT, world.issuer_id).id
    with pytest.raises(Refusal, match="云溪市财政局"), system.work(world.secretary) as w:
        documents.submit(w, document_id)


def test_a_secrecy_mark_is_kept_nowhere(system: System, caplog: pytest.LogCaptureFixture) -> None:
    world = builders.world(system)
    secret = dataclasses.replace(builders.DRAFT, body="机密★10年\n独一无二的句子。")
    with pytest.raises(Refusal, match="涉密"), system.work(world.secretary) as w:
        documents.draft(w, secret, world.issuer_id)
    with system.work(builders.TESTER) as w:
        for table in (Document, Revision, DistributionList):
            assert w.session.scalar(select(func.count()).select_from(table)) == 0
        assert not [entry for entry in w.session.scalars(select(Entry)) if "独一无二" in str(entry.data)]
    assert "独一无二" not in caplog.text


def test_the_office_that_drafts_must_be_ones_own(system: System) -> None:
    world = builders.world(system)
    with pytest.raises(Forbidden), system.work(world.outsider) as w:
        documents.draft(w, builders.DRAFT, world.issuer_id)


def test_replaced_readings_of_a_list_are_not_kept(system: System) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world)
    with system.work(world.secretary) as w:
        documents.revise(w, document_id, builders.DRAFT, queries.find(w, document_id).version)
    with system.work(builders.TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(DistributionList)) == 1


_ROLES = st.sampled_from([str(role) for role in Role])


@rounds(50)
@given(held=st.sets(st.tuples(_ROLES, st.booleans()), max_size=5))
def test_the_sql_form_of_reading_equals_the_pure_one(system: System, held: set[tuple[str, bool]]) -> None:
    with system.work(builders.TESTER) as w:
        document = w.session.scalars(select(Document)).first()
    if document is None:
        world = builders.world(system)
        document = builders.document(world, builders.drafted(world))
    offices = {True: document.issuer_id, False: uuid4()}
    actor = Actor(uuid4(), "x", frozenset((role, offices[own]) for role, own in held))
    with system.work(actor) as w:
        listed = bool(queries.listing(w))
    assert listed == has_role(actor, Permission.READ, document)


def test_drafts_survive_their_plain_form() -> None:
    assert Draft.from_plain(builders.DRAFT.to_plain()) == builders.DRAFT
    assert Draft.from_plain(Draft().to_plain()) == Draft()


def test_a_file_copy_is_no_unknown_office(system: System) -> None:
    world = builders.world(system)
    kept = dataclasses.replace(builders.DRAFT, imprint="送：云溪市财政局，存档。")
    document_id = builders.issued(world, kept)
    assert builders.document(world, document_id).state is State.ISSUED


def test_a_person_named_without_an_office_is_printed_and_not_sent(system: System) -> None:
    world = builders.world(system)
    named = dataclasses.replace(builders.DRAFT, imprint="报：李某县长。\n送：云溪市财政局。")
    document_id = builders.issued(world, named)
    assert builders.document(world, document_id).state is State.ISSUED
