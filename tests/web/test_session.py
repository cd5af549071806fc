"""Signing in and out: what opens a session, what ends it, and that an ended one stays ended."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from werkzeug.test import TestResponse

from distro.accounts import actions as accounts
from distro.accounts import passwords, slowing
from distro.accounts.models import Person, Session
from distro.accounts.pace import FIRST_WAIT, PAIR
from distro.accounts.rules import IDLE, AccountFact
from distro.kernel.journal import Entry
from distro.system import System
from distro.web import create_app
from tests import builders
from tests.builders import PASSWORD, TESTER, World
from tests.web.visiting import Visitor, token


@pytest.fixture
def browser(world: World) -> FlaskClient:
    return create_app(world.system).test_client()


def sign_in(browser: FlaskClient, login: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return browser.post("/sign-in", data={"csrf_token": token(browser), "login": login, "password": password, **more})


def test_the_right_password_opens_the_desk(browser: FlaskClient) -> None:
    answer = sign_in(browser, "secretary")
    assert (answer.status_code, answer.location) == (303, "/")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("sid="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    page = browser.get("/")
    assert page.status_code == 200
    assert "secretary某" in page.text
    assert browser.get("/sign-in").location == "/"


def test_a_wrong_password_and_an_unknown_login_sound_the_same(browser: FlaskClient) -> None:
    answers = [sign_in(browser, "secretary", "wrong"), sign_in(browser, "nobody", "wrong")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("登录名或口令不正确。没有登录。" in answer.text for answer in answers)
    assert all("sid=" not in str(answer.headers) for answer in answers)
    assert 'value="secretary"' in answers[0].text
    assert "wrong" not in answers[0].text
    assert browser.get("/").location == "/sign-in"


@pytest.mark.parametrize("login", ["secretary", "nobody"])
def test_many_wrong_passwords_slow_down_but_do_not_lock_the_owner_out(
    browser: FlaskClient, world: World, login: str
) -> None:
    """Of a login nobody has just as of one that somebody has."""
    for _ in range(PAIR.free):
        assert sign_in(browser, login, "wrong").status_code == 401
    answer = sign_in(browser, login)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= FIRST_WAIT.total_seconds()
    assert f"请 {answer.headers['Retry-After']} 秒后再试" in answer.text
    from_elsewhere = create_app(world.system).test_client()
    data = {"csrf_token": token(from_elsewhere), "login": "secretary", "password": PASSWORD}
    assert from_elsewhere.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303


@pytest.mark.parametrize("login", ["secretary", "nobody"])
def test_guesses_at_once_are_counted_one_by_one(world: World, login: str) -> None:
    app = create_app(world.system)
    clients = [app.test_client() for _ in range(3 * PAIR.free)]
    tokens = [token(client) for client in clients]

    def guess(client: FlaskClient, token: str) -> int:
        data = {"csrf_token": token, "login": login, "password": "wrong"}
        return client.post("/sign-in", data=data).status_code

    # More at once than a process of the pages has threads, and no more than its connections to the database serve.
    with ThreadPoolExecutor(12) as at_once:
        answers = list(at_once.map(guess, clients, tokens))
    assert Counter(answers) == {401: PAIR.free, 429: 2 * PAIR.free}


def test_nobody_waits_while_a_password_is_compared(
    browser: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a while, and every waiting thread is one less for the others."""

    def compare(person: Person | None, password: str) -> bool:
        with world.system.work(TESTER) as other:
            other.session.execute(text("SET LOCAL lock_timeout = '1s'"))
            slowing.admit(other, "secretary", "127.0.0.1")
        return passwords.is_right(person, password)

    monkeypatch.setattr(accounts, "is_right", compare)
    assert sign_in(browser, "secretary").status_code == 303


def test_a_copied_key_opens_nothing_after_signing_out(browser: FlaskClient, world: World) -> None:
    sign_in(browser, "secretary")
    copied = browser.get_cookie("sid").value
    thief = create_app(world.system).test_client()
    thief.set_cookie("sid", copied)
    assert thief.get("/").status_code == 200
    page = browser.get("/").text
    answer = browser.post("/sign-out", data={"csrf_token": re.search(r'csrf_token" value="([^"]+)', page)[1]})
    assert answer.location == "/sign-in"
    assert browser.get_cookie("sid") is None
    assert thief.get("/").location == "/sign-in"


def test_signing_in_changes_the_key_and_the_form_token(browser: FlaskClient) -> None:
    browser.set_cookie("sid", "chosen-by-somebody-else")
    before = browser.get("/sign-in") and browser.get_cookie("form").value
    sign_in(browser, "secretary")
    assert browser.get_cookie("sid").value != "chosen-by-somebody-else"
    browser.get("/")
    assert browser.get_cookie("form").value != before


def test_signing_in_without_the_forms_token_is_refused(browser: FlaskClient) -> None:
    assert browser.post("/sign-in", data={"login": "secretary", "password": PASSWORD}).status_code == 400
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/documents?state=draft", "/inbox"])
def test_after_signing_in_the_page_asked_for_is_shown(browser: FlaskClient, path: str) -> None:
    assert sign_in(browser, "secretary", next=path).location == path


@pytest.mark.parametrize(
    "path", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "elsewhere", "/\nx", ""]
)
def test_after_signing_in_nobody_is_led_elsewhere(browser: FlaskClient, path: str) -> None:
    assert sign_in(browser, "secretary", next=path).location == "/"


def test_a_closed_account_is_out_at_once(world: World) -> None:
    visitor = Visitor(world.system, "secretary")
    assert visitor.get("/").status_code == 200
    with world.system.work(TESTER) as w:
        accounts.deactivate(w, world.secretary.id)
    assert visitor.get("/").location == "/sign-in"


def test_an_idle_session_ends_and_a_page_that_asks_by_itself_does_not_keep_it(world: World) -> None:
    document_id = builders.issued(world)
    visitor = Visitor(world.system, "secretary")
    progress = f"/documents/{document_id}/progress?state=ISSUED"
    _last_seen(world, IDLE - timedelta(minutes=5))
    assert visitor.get(progress, headers={"X-Unattended": "1"}).status_code == 200
    assert _seen_ago(world) > timedelta(minutes=20)
    assert visitor.get("/").status_code == 200
    assert _seen_ago(world) < timedelta(minutes=1)
    _last_seen(world, IDLE + timedelta(seconds=1))
    assert visitor.get("/").location == "/sign-in"


def test_a_form_of_a_session_that_ended_does_nothing(world: World) -> None:
    draft_id = builders.drafted(world)
    visitor = Visitor(world.system, "secretary")
    _last_seen(world, IDLE + timedelta(seconds=1))
    assert visitor.post(f"/documents/{draft_id}/void").location == "/sign-in"
    assert builders.document(world, draft_id).state.name == "DRAFT"


def _last_seen(world: World, ago: timedelta) -> None:
    with world.system.work(TESTER) as w:
        w.session.execute(update(Session).values(seen_at=w.now - ago))


def _seen_ago(world: World) -> timedelta:
    with world.system.work(TESTER) as w:
        return w.now - w.session.scalars(select(Session.seen_at)).one()


@pytest.mark.parametrize(("proxies", "believed"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_only_the_offices_own_proxy_is_believed(system: System, proxies: int, believed: str) -> None:
    """Else anybody could change address with every try, or spend the tries of another."""
    builders.world(system)
    system.settings = system.settings.with_(proxies=proxies)
    client = create_app(system).test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    client.post(
        "/sign-in",
        data={"csrf_token": token, "login": "secretary", "password": "wrong password"},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    with system.work(builders.TESTER) as w:
        failed = w.session.scalars(select(Entry).where(Entry.fact == AccountFact.SIGN_IN_FAILED)).one()
        assert failed.data["address"] == believed
