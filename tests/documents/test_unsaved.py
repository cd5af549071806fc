"""What is typed and not saved is kept for who typed it, and for nobody else, until it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from distro import desk
from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import unsaved
from distro.documents.models import Unsaved
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.secrecy import Secret
from distro.system import System
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def hold(world: World, document_id: UUID, actor: Actor | None = None, **texts: str) -> None:
    with world.system.work(actor or world.secretary) as w:
        unsaved.hold(w, document_id, texts, 1)


def held(world: World, document_id: UUID, actor: Actor | None = None) -> dict[str, str] | None:
    document = builders.document(world, document_id)
    with world.system.work(actor or world.secretary) as w:
        found = unsaved.held(w, document)
        return found.texts if found else None


def test_the_last_that_was_typed_is_kept_and_nothing_of_it_is_in_the_journal(world: World) -> None:
    document_id = builders.drafted(world)
    with world.system.work(TESTER) as w:
        before = w.session.scalar(select(func.count()).select_from(Entry))
    hold(world, document_id, body="写了一半", designation="第", elsewhere="不是文稿的")
    hold(world, document_id, body="写完了", titles="标题")
    assert held(world, document_id) == {"body": "写完了", "titles": "标题"}
    with world.system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Entry)) == before


def test_each_has_their_own(world: World) -> None:
    document_id = builders.drafted(world)
    second = builders.person(world.system, "second", (Role.SECRETARY, ISSUER))
    hold(world, document_id, body="第一个人的")
    assert held(world, document_id, second) is None
    hold(world, document_id, second, body="第二个人的")
    assert held(world, document_id) == {"body": "第一个人的"}


def test_saving_ends_it_even_where_nothing_new_is_saved(world: World) -> None:
    document_id = builders.drafted(world)
    for content in (replace(DRAFT, body="新的正文"), replace(DRAFT, body="新的正文")):
        hold(world, document_id, body="新的正文")
        version = builders.document(world, document_id).version
        with world.system.work(world.secretary) as w:
            desk.save(w, document_id, content, version)
        assert held(world, document_id) is None


def test_a_save_that_is_refused_ends_nothing(world: World) -> None:
    document_id = builders.drafted(world)
    hold(world, document_id, body="写了很久")
    with pytest.raises(Conflict), world.system.work(world.secretary) as w:
        desk.save(w, document_id, replace(DRAFT, body="写了很久"), version=99)
    assert held(world, document_id) == {"body": "写了很久"}


@pytest.mark.parametrize(("texts", "kind"), [({"body": "★机密"}, Secret), ({"date": "1" * 101}, Refusal)])
def test_what_could_not_be_saved_is_not_kept(world: World, texts: dict[str, str], kind: type[Refusal]) -> None:
    document_id = builders.drafted(world)
    with pytest.raises(kind):
        hold(world, document_id, None, **texts)
    assert held(world, document_id) is None


def test_only_who_may_change_a_draft_keeps_text_for_it(world: World) -> None:
    document_id = builders.drafted(world)
    with pytest.raises(Forbidden):
        hold(world, document_id, world.approver, body="不是我的")
    with pytest.raises(NotFound):
        hold(world, document_id, world.outsider, body="别处的")
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with pytest.raises(Conflict, match="没有暂存"):
        hold(world, document_id, body="已经送审")


def test_what_nobody_comes_back_to_is_forgotten(world: World) -> None:
    document_id = builders.drafted(world)
    hold(world, document_id, body="旧的")
    with world.system.work(TESTER) as w:
        w.session.scalars(select(Unsaved)).one().at -= unsaved.KEPT - timedelta(hours=1)
    world.system.round("forget-unsaved")
    assert held(world, document_id) == {"body": "旧的"}
    with world.system.work(TESTER) as w:
        w.session.scalars(select(Unsaved)).one().at -= timedelta(hours=2)
    world.system.round("forget-unsaved")
    assert held(world, document_id) is None
