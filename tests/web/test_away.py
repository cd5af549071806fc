"""What a page says when the database is away or busy, and that nobody waits for others with a transaction open."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import QueuePool, text

from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents.rules import State
from distro.kernel.database import Patience
from distro.kernel.errors import Unavailable
from distro.kernel.work import Work
from distro.offices import grid
from distro.outside.press import OwnPress
from distro.press.document import Document, Printed
from distro.settings import Settings
from distro.system import System
from distro.web import create_app, door
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.conftest import upgraded
from tests.web.test_guard import HEADERS, ask, rules
from tests.web.visiting import Visitor, typed


@pytest.fixture
def abandoned(new_database: str, postgres: str, settings: Settings) -> Iterator[System]:
    """A system whose people are signed in (`secretary`) when its database closes."""
    system = System(settings.with_(database_url=upgraded(new_database).running))
    yield system
    system.close()


def close(system: System, postgres: str) -> None:
    name = system.engine.url.database
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(name)))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def test_without_the_database_every_page_says_so(abandoned: System, postgres: str) -> None:
    builders.world(abandoned)
    secretary, nobody = Visitor(abandoned, "secretary"), Visitor(abandoned)
    assert secretary.get("/").status_code == 200
    close(abandoned, postgres)
    app = create_app(abandoned)
    answers = [ask(secretary, rule) for method in ("GET", "POST") for rule in rules(app, method)]
    answers += [nobody.get("/", follow_redirects=True), nobody.get("/sign-in"), nobody.post("/sign-in", login="a")]
    assert {answer.status_code for answer in answers} == {503}
    for answer in answers:
        assert answer.headers["Retry-After"] == "30", answer.request.path
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, answer.request.path
        assert answer.request.path == "/healthz" or "数据库暂时不能使用" in answer.text
    for visitor in (secretary, nobody):
        assert visitor.get("/nowhere").status_code == 404
        assert visitor.client.post("/sign-out").status_code == 400
    secretary.client.set_cookie("lang", "en")
    assert "The database cannot be used" in secretary.get("/").text


def test_an_error_page_asks_the_database_nothing(system: System, world: World) -> None:
    secretary = Visitor(system, "secretary")
    answer = secretary.get("/nowhere")
    assert answer.status_code == 404
    assert "secretary某" not in answer.text
    assert "secretary某" in secretary.get("/").text


def test_a_page_waits_for_a_lock_for_a_while_only(
    system: System, world: World, secretary: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PATIENCE", Patience(lock=1, statement=60))
    draft_id = builders.drafted(world)
    with system.work(TESTER) as w:
        w.session.execute(text("SELECT FROM document WHERE id = :id FOR UPDATE"), {"id": draft_id})
        answer = secretary.post(f"/documents/{draft_id}/void")
    assert answer.status_code == 409
    assert "别人正在办理同一件事" in answer.text
    assert builders.document(world, draft_id).state is State.DRAFT


def test_a_page_waits_for_a_statement_for_a_while_only_and_a_worker_to_its_end(system: System) -> None:
    with (
        pytest.raises(Unavailable, match="没有在限定的时间内办完"),
        system.work(TESTER, patience=Patience(lock=1, statement=1)) as w,
    ):
        w.session.execute(text("SELECT pg_sleep(60)"))
    with system.work(TESTER) as w:
        assert w.session.scalar(text("SHOW statement_timeout")) == "0"
        assert w.session.scalar(text("SHOW lock_timeout")) == "0"


@pytest.mark.parametrize("path", ["/", "/sign-in", "/offices", "/nowhere"])
def test_every_transaction_of_a_page_has_its_patience(
    system: System, world: World, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    visitor = Visitor(system, "admin")
    begun = []
    work = system.work

    def noted(*given: Any, **more: Any) -> AbstractContextManager[Work]:
        begun.append(more.get("patience"))
        return work(*given, **more)

    monkeypatch.setattr(system, "work", noted)
    visitor.client.application.extensions["distro"] = system
    visitor.get(path)
    assert None not in begun
    assert bool(begun) == (path != "/nowhere")


def connections(system: System) -> int:
    """How many are in use."""
    assert isinstance(system.engine.pool, QueuePool)
    return system.engine.pool.checkedout()


@dataclass
class WatchedPress:
    """A press that notes for each document whether somebody had a connection to the database while it was first asked."""

    system: System
    press: OwnPress
    seen: dict[Document, int]

    def print_document(self, document: Document) -> Printed:
        return self.press.print_document(document)

    def preview(self, document: Document, desk: str, version: int) -> Printed:
        self.seen.setdefault(document, connections(self.system))
        return self.press.preview(document, desk, version)


@pytest.fixture
def watched(system: System, press: OwnPress) -> WatchedPress:
    made = WatchedPress(system, press, {})
    system.outside = replace(system.outside, press=made)
    return made


def test_who_waits_for_the_press_has_no_connection(system: System, world: World, watched: WatchedPress) -> None:
    draft_id = builders.drafted(world)
    for path in ("", "/preview", "/preview/1.png"):
        watched.seen.clear()
        assert Visitor(system, "secretary").get(f"/documents/{draft_id}{path}").status_code == 200
        assert list(watched.seen.values()) == [0], path
    watched.seen.clear()
    changed = typed(DRAFT, 2, body="另一段正文。")
    assert Visitor(system, "secretary").post(f"/documents/{draft_id}/submit", **changed).status_code == 303
    assert list(watched.seen.values()) == [0]
    for login, act in (("approver", ""), ("secretary", "/issue")):
        watched.seen.clear()
        assert Visitor(system, login).get(f"/documents/{draft_id}{act}").status_code == 200
        assert list(watched.seen.values()) == [0], act
        _go_on(world, draft_id)


def _go_on(world: World, document_id: UUID) -> None:
    """From sent to numbered."""
    if builders.document(world, document_id).state is State.SUBMITTED:
        with world.system.work(world.approver) as w:
            documents.approve(w, document_id, builders.document(world, document_id).revision)
        with world.system.work(world.secretary) as w:
            documents.number(w, document_id)


def test_who_waits_for_a_table_has_no_connection(system: System, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    seen = []
    read = grid.read

    def noted(data: bytes) -> grid.Grid:
        seen.append(connections(system))
        return read(data)

    monkeypatch.setattr(grid, "read", noted)
    admin = Visitor(system, "admin")
    page = admin.post("/offices/import", file=(io.BytesIO("全称\n新设甲局\n".encode()), "a.csv"))
    digest = page.text.partition('name="digest" value="')[2][:64]
    assert admin.post("/offices/import/apply", digest=digest).status_code == 303
    assert seen == [0, 0]
