"""A form that comes when its session or its token has ended is not acted upon and comes back filled."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from distro.accounts.models import Session
from distro.accounts.rules import Role
from distro.documents import queries
from distro.documents.rules import State
from distro.resources import TEMPLATES
from distro.system import System
from distro.web import carrying
from tests import builders
from tests.builders import DRAFT, PASSWORD, TESTER, World
from tests.web.visiting import Visitor, token, typed

TYPED = "写了一个上午的正文，“引号”和 <尖括号> 都在。"
HERE = {"Origin": "http://localhost"}


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def document_id(world: World) -> UUID:
    return builders.drafted(world)


@pytest.fixture
def visitor(world: World) -> Visitor:
    return Visitor(world.system, "secretary")


def end_sessions(world: World) -> None:
    with world.system.work(TESTER) as w:
        w.session.execute(update(Session).values(ended_at=w.now))


def late(world: World, visitor: Visitor, document_id: UUID, body: str = TYPED) -> TestResponse:
    """The form of a page that was opened in time, sent when the session had ended."""
    given = token(visitor.client)
    end_sessions(world)
    path = f"/documents/{document_id}/save"
    version = builders.document(world, document_id).version
    return visitor.client.post(path, data={"csrf_token": given, **typed(DRAFT, version, body=body)})


def carried(answer: TestResponse) -> str:
    found = re.search(r'name="carried" value="([^"]*)"', answer.text)
    assert found is not None
    return unescape(found.group(1))


def again(visitor: Visitor, answer: TestResponse, login: str = "secretary", password: str = PASSWORD) -> TestResponse:
    form = answer.text.partition('action="/sign-in/again"')[2]
    after = re.search(r'name="next" value="([^"]*)"', form).group(1)
    return visitor.post("/sign-in/again", login=login, password=password, next=after, carried=carried(answer))


def body_shown(answer: TestResponse) -> str:
    return unescape(re.search(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', answer.text, re.S).group(1)).strip()


def saved(world: World, document_id: UUID) -> str:
    with world.system.work(world.secretary) as w:
        return queries.draft_of(w, queries.find(w, document_id)).body


def test_after_signing_in_again_the_form_is_there_filled_and_nothing_was_done(
    world: World, visitor: Visitor, document_id: UUID
) -> None:
    asked = late(world, visitor, document_id)
    assert asked.status_code == 401
    assert "刚才的内容还没有办理" in asked.text
    shown = again(visitor, asked)
    assert "已放回表单" in shown.text
    assert body_shown(shown) == TYPED
    assert saved(world, document_id) == DRAFT.body
    version = re.search(r'name="version" value="(\d+)"', shown.text).group(1)
    answer = visitor.post(f"/documents/{document_id}/save", **typed(DRAFT, int(version), body=TYPED))
    assert answer.status_code == 303
    assert saved(world, document_id) == TYPED


def test_a_mistyped_password_loses_nothing(world: World, visitor: Visitor, document_id: UUID) -> None:
    asked = late(world, visitor, document_id)
    wrong = again(visitor, asked, password="not the one")  # noqa: S106
    assert wrong.status_code == 401
    assert carried(wrong) == carried(asked)
    assert body_shown(again(visitor, wrong)) == TYPED


def test_it_is_shown_to_nobody_who_may_not_have_it(world: World, visitor: Visitor, document_id: UUID) -> None:
    asked = late(world, visitor, document_id)
    for login in ("clerk", "outsider"):
        answer = again(visitor, asked, login)
        assert (answer.status_code, answer.location) == (303, "/")
        assert TYPED not in answer.text


def test_a_classified_text_is_not_shown_again(world: World, visitor: Visitor, document_id: UUID) -> None:
    shown = again(visitor, late(world, visitor, document_id, body="★机密\n内容"))
    assert "国家秘密标志" in shown.text
    assert "★机密" not in shown.text


@pytest.mark.parametrize("junk", ["", "{}", "[1]", '[["a"]]', "not json", '[["body", 1]]'])
def test_what_no_page_carried_leads_home(world: World, document_id: UUID, junk: str) -> None:
    visitor = Visitor(world.system)
    answer = visitor.post(
        "/sign-in/again",
        login="secretary",
        password=PASSWORD,
        next=f"/documents/{document_id}/save",
        carried=junk,
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/nowhere", "/sign-out", "/documents/x/save", "//elsewhere.example/"])
def test_a_path_that_takes_no_such_form_leads_home(world: World, path: str) -> None:
    answer = Visitor(world.system).post(
        "/sign-in/again", login="secretary", password=PASSWORD, next=path, carried='[["body", "x"]]'
    )
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_token_that_has_ended_gives_the_form_back(world: World, visitor: Visitor, document_id: UUID) -> None:
    """Signed in anew in another window, say: the cookie is another, the page is the old one."""
    version = builders.document(world, document_id).version
    data = {"csrf_token": "of another time", **typed(DRAFT, version, body=TYPED)}
    answer = visitor.client.post(f"/documents/{document_id}/save", data=data, headers=HERE)
    assert answer.status_code == 409
    assert "已放回表单" in answer.text
    assert body_shown(answer) == TYPED
    assert saved(world, document_id) == DRAFT.body


def test_what_another_site_sends_is_neither_done_nor_shown(world: World, visitor: Visitor, document_id: UUID) -> None:
    version = builders.document(world, document_id).version
    data = typed(DRAFT, version, body=TYPED)
    for headers in ({}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = visitor.client.post(f"/documents/{document_id}/save", data=data, headers=headers)
        assert answer.status_code in (400, 403)
        assert TYPED not in unescape(answer.text)


def test_any_form_with_words_comes_back(world: World, visitor: Visitor) -> None:
    document_id = builders.issued(world)
    given = token(visitor.client)
    end_sessions(world)
    asked = visitor.client.post(f"/documents/{document_id}/recall", data={"csrf_token": given, "reason": "附表有误"})
    shown = again(visitor, asked)
    assert "附表有误</textarea>" in shown.text
    assert builders.document(world, document_id).state is State.ISSUED


def test_what_was_typed_is_in_the_form_when_the_draft_is_opened_again(
    world: World, visitor: Visitor, document_id: UUID
) -> None:
    version = builders.document(world, document_id).version
    held = visitor.post(f"/documents/{document_id}/unsaved", **typed(DRAFT, version, body=TYPED))
    assert held.status_code == 204
    other = Visitor(world.system, "secretary").get(f"/documents/{document_id}")
    assert "还没有保存的内容" in other.text
    assert body_shown(other) == TYPED
    assert saved(world, document_id) == DRAFT.body
    assert visitor.post(f"/documents/{document_id}/unsaved/discard").status_code == 303
    assert body_shown(visitor.get(f"/documents/{document_id}")) == DRAFT.body


def test_held_text_is_not_written_over_a_colleagues(world: World, visitor: Visitor, document_id: UUID) -> None:
    version = builders.document(world, document_id).version
    visitor.post(f"/documents/{document_id}/unsaved", **typed(DRAFT, version, body=TYPED))
    builders.person(world.system, "second", (Role.SECRETARY, builders.ISSUER))
    second = Visitor(world.system, "second")
    assert second.post(f"/documents/{document_id}/save", **typed(DRAFT, version, body="同事的")).status_code == 303
    page = visitor.get(f"/documents/{document_id}")
    assert "已由他人保存" in page.text
    assert body_shown(page) == TYPED
    mine = re.search(r'name="version" value="(\d+)"', page.text).group(1)
    refused = visitor.post(f"/documents/{document_id}/save", **typed(DRAFT, int(mine), body=TYPED))
    assert refused.status_code == 409
    assert saved(world, document_id) == "同事的"


def test_no_password_is_carried_or_shown(world: World, visitor: Visitor) -> None:
    data = {"old": PASSWORD, "password": "a new and long one", "repeat": "a new and long one"}
    for has_session in (True, False):
        given = token(visitor.client) if not has_session else "of another time"
        if not has_session:
            end_sessions(world)
        answer = visitor.client.post("/account/password", data={"csrf_token": given, **data}, headers=HERE)
        assert answer.status_code in (303, 409)
        assert not [secret for secret in data.values() if secret in unescape(answer.text)]


def test_every_password_field_of_the_pages_is_left_out() -> None:
    """Whoever adds one reads this."""
    asked = {
        name
        for page in TEMPLATES.rglob("*.html")
        for name in re.findall(r'field\([^\n]*?"(\w+)", type="password"', page.read_text(encoding="utf-8"))
    }
    assert len(asked) > 2
    assert asked <= set(carrying._LEFT_OUT)
