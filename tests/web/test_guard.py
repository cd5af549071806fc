"""The door and its guard: who comes in where, from where a deed may come, and what every answer carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from distro.accounts.rules import ADMINISTRATORS, Role
from distro.documents import actions as documents
from distro.documents.draft import LIMITS, Draft
from distro.documents.rules import State
from distro.kernel.errors import Refusal
from distro.kernel.journal import Entry
from distro.kernel.pasted import LARGEST_TEXT
from distro.kernel.remarks import LENGTH, remark
from distro.system import System
from distro.web import create_app
from distro.web.documents import texts_of
from distro.web.door import EVERYONE, PUBLIC
from distro.web.guard import FIELDS_LIMIT, Size, size_for
from tests import builders
from tests.builders import TESTER, World
from tests.web.visiting import Visitor, anonymous

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PEOPLE = {
    "secretary": {Role.SECRETARY},
    "reviewer": {Role.REVIEWER},
    "approver": {Role.APPROVER},
    "records": {Role.RECORDS},
    "clerk": {Role.CLERK},
    "admin": {Role.ADMINISTRATOR},
    "security": {Role.SECURITY},
    "auditor": {Role.AUDITOR},
    "stranger": set(),
}
# What each of the three may do: by page, and by all pages of a noun.
PAGES = {
    Role.ADMINISTRATOR: {"people.listing", "people.show", "people.new", "people.create", "people.edit"}
    | {"people.make_link", "people.deactivate", "people.reactivate"},
    Role.SECURITY: {"people.listing", "people.show", "people.give", "people.take"},
    Role.AUDITOR: {"people.listing", "people.show", "journal.journal"},
}
WHOLE = {
    Role.ADMINISTRATOR: {"offices", "entrusting", "stages", "operations", "classes"},
    Role.SECURITY: set(),
    Role.AUDITOR: set(),
}


@pytest.fixture
def world(system: System) -> World:
    builders.person(system, "stranger")
    builders.person(system, "reviewer", (Role.REVIEWER, builders.ISSUER))
    builders.administrators(system)
    world = builders.world(system)
    builders.person(system, "outsider", (Role.REVIEWER, "远山市档案局"))
    return world


@pytest.fixture
def app(system: System) -> Flask:
    return create_app(system)


def rules(app: Flask, method: str) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if method in rule.methods and rule.endpoint != "static":
            yield rule


def path_of(rule: Rule, document_id: UUID | None = None) -> str:
    """An address the rule matches: of this document, or of things that do not exist."""

    def value(found: re.Match[str]) -> str:
        if "uuid" not in found[0]:
            return "1"
        return str(document_id if document_id and "document_id" in found[0] else uuid4())

    return re.sub(r"<[^>]+>", value, rule.rule)


def ask(visitor: Visitor, rule: Rule, document_id: UUID | None = None) -> TestResponse:
    path = path_of(rule, document_id)
    return visitor.post(path) if "POST" in rule.methods else visitor.get(path)


def test_every_route_declares_whom_it_is_for(app: Flask) -> None:
    declared = app.extensions["distro_routes"]
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(declared)
    assert {endpoint for endpoint, needs in declared.items() if needs is PUBLIC} >= {"static", "session.sign_in"}


def test_a_route_is_for_looking_or_for_doing_never_both(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.methods in ({"GET", "HEAD"}, {"POST"}) or rule.endpoint == "static", rule


def test_the_public_list_is_short(app: Flask) -> None:
    """Whoever makes a page public changes this line."""
    public = {endpoint for endpoint, needs in app.extensions["distro_routes"].items() if needs is PUBLIC}
    by_link = {"account.open_link", "account.use_link"}
    assert public <= by_link | {
        *(
            "static",
            "session.sign_in",
            "session.enter",
            "session.enter_again",
            "session.choose_language",
            "health.health",
        )
    }


def test_what_is_for_everybody_is_their_own(app: Flask) -> None:
    """Whoever opens a page to all who are signed in changes this line."""
    open_to_all = {endpoint for endpoint, needs in app.extensions["distro_routes"].items() if needs is EVERYONE}
    own = {"account.show", "account.change_password", "account.end_session"}
    assert open_to_all == own | {"home.home", "session.sign_out"}


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_each_of_the_three_has_their_pages_and_no_others(app: Flask, role: Role) -> None:
    """三员分立, written down once more: whoever gives one of them another page changes `PAGES`."""
    theirs = {
        endpoint
        for endpoint, needs in app.extensions["distro_routes"].items()
        if isinstance(needs, tuple) and role in needs
    }
    whole = {endpoint for endpoint in theirs if endpoint.partition(".")[0] in WHOLE[role]}
    assert theirs - whole == PAGES[role]
    assert {endpoint.partition(".")[0] for endpoint in whole} == WHOLE[role]


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(app: Flask, world: World) -> None:
    nobody = Visitor(world.system)
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            if app.extensions["distro_routes"][rule.endpoint] is PUBLIC:
                continue
            answer = ask(nobody, rule)
            assert answer.status_code == 303, rule
            assert answer.location.startswith("/sign-in"), rule
    assert nobody.get("/documents?state=draft").location == "/sign-in?next=/documents?state%3Ddraft"


@pytest.mark.parametrize("login", PEOPLE)
def test_a_page_is_for_those_with_its_role(app: Flask, world: World, login: str) -> None:
    visitor = Visitor(world.system, login)
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            needs = app.extensions["distro_routes"][rule.endpoint]
            if needs in (PUBLIC, EVERYONE):
                continue
            is_refused = ask(visitor, rule).status_code == 403
            assert is_refused == PEOPLE[login].isdisjoint(needs), rule


def test_another_office_learns_nothing_of_a_document(app: Flask, world: World) -> None:
    document_id = builders.issued(world)
    outsider = Visitor(world.system, "outsider")
    before = entries(world)
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            if "document_id" not in rule.rule:
                continue
            answers = [ask(outsider, rule, each) for each in (document_id, None)]
            assert [answer.status_code for answer in answers] == [404, 404], rule
            assert anonymous(answers[0]) == anonymous(answers[1]), rule
    assert entries(world) == before
    assert str(document_id) not in outsider.get("/documents").text


def test_looking_changes_nothing(app: Flask, world: World) -> None:
    document_id = builders.issued(world)
    draft_id = builders.drafted(world)
    for login in ("secretary", "approver", "records", "admin", "security", "auditor"):
        visitor = Visitor(world.system, login)
        before = entries(world)
        for rule in rules(app, "GET"):
            for each in (document_id, draft_id):
                assert ask(visitor, rule, each).status_code in (200, 204, 303, 403, 404), rule
        assert entries(world) == before
    assert builders.document(world, draft_id).version == 2


def test_a_deed_without_the_forms_token_is_refused(world: World) -> None:
    draft_id = builders.drafted(world)
    visitor = Visitor(world.system, "secretary")
    for data in ({}, {"csrf_token": "guessed"}):
        answer = visitor.client.post(f"/documents/{draft_id}/void", data=data)
        assert answer.status_code == 400
        assert "没有办理" in answer.text
    token_of_another = re.search(r'csrf_token" value="([^"]+)', Visitor(world.system, "secretary").get("/").text)[1]
    assert visitor.client.post(f"/documents/{draft_id}/void", data={"csrf_token": token_of_another}).status_code == 400
    assert builders.document(world, draft_id).state is State.DRAFT


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_deed_from_another_site_is_refused_even_with_the_token(world: World, headers: dict[str, str]) -> None:
    draft_id = builders.drafted(world)
    visitor = Visitor(world.system, "secretary")
    token = re.search(r'csrf_token" value="([^"]+)', visitor.get("/").text)[1]
    answer = visitor.client.post(f"/documents/{draft_id}/void", data={"csrf_token": token}, headers=headers)
    assert answer.status_code == 403
    assert builders.document(world, draft_id).state is State.DRAFT
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = visitor.client.post(f"/documents/{draft_id}/void", data={"csrf_token": token}, headers=own)
    assert answer.status_code == 303


def test_every_answer_carries_the_headers(app: Flask, world: World) -> None:
    document_id = builders.issued(world)
    visitor = Visitor(world.system, "secretary")
    answers = [ask(visitor, rule, document_id) for method in ("GET", "POST") for rule in rules(app, method)]
    answers += [visitor.get("/nowhere"), visitor.get("/static/distro.css"), visitor.client.post("/sign-out")]
    answers += [visitor.client.put("/documents"), Visitor(world.system).get("/")]
    assert {answer.status_code for answer in answers} >= {200, 303, 400, 403, 404, 405}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, answer.request.path
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'")
        assert "unsafe" not in policy
        frames = "'self'" if answer.mimetype == "application/pdf" else "'none'"
        assert f"frame-ancestors {frames}" in policy
        if not answer.request.path.startswith("/static/"):
            assert answer.headers["Cache-Control"] == "no-store", answer.request.path
        answer.close()


def test_pages_hold_no_script_and_no_style_of_their_own(app: Flask, world: World) -> None:
    document_id = builders.issued(world)
    draft_id = builders.drafted(world)
    visitor = Visitor(world.system, "secretary")
    for rule in rules(app, "GET"):
        for each in (document_id, draft_id):
            answer = ask(visitor, rule, each)
            if answer.mimetype == "text/html":
                assert not re.search(
                    r"<style|\sstyle=|\son[a-z]+=|<script(?! type=\"module\" src=\"/static/)", answer.text
                )
                assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)


def test_what_is_too_large_is_refused_with_the_limit(world: World) -> None:
    visitor = Visitor(world.system, "secretary")
    answer = visitor.post("/documents/new", text="字" * Size.FILE)
    assert answer.status_code == 413
    assert "6 MB" in answer.text


def test_a_form_is_no_larger_than_its_page_needs(app: Flask, world: World) -> None:
    visitor = Visitor(world.system, "secretary")
    draft_id = builders.drafted(world)
    for path in (f"/documents/{draft_id}/recall", "/sign-in", "/nowhere"):
        answer = visitor.post(path, reason="a" * Size.FORM)
        assert answer.status_code == 413, path
        assert "没有保存" in answer.text
    assert size_for(app, f"/documents/{draft_id}/recall") == size_for(app, "/nowhere") == Size.FORM
    assert size_for(app, f"/documents/{draft_id}/save") == Size.TEXT
    assert size_for(app, "/documents/new") == Size.FILE
    # As long as a text may be, in the three bytes and nine letters each of its characters is sent in.
    answer = visitor.client.post(f"/documents/{draft_id}/save", data={"body": "字" * 200_000})
    assert answer.status_code == 400
    assert "页面已过期" in answer.text


@pytest.mark.parametrize("separators", ["a=1&", "&"])
def test_more_fields_than_any_form_has_are_not_taken_apart(
    world: World, monkeypatch: pytest.MonkeyPatch, separators: str
) -> None:
    def take_apart(*_: object) -> None:
        raise AssertionError("taken apart")

    monkeypatch.setattr("werkzeug.formparser.FormDataParser._parse_urlencoded", take_apart)
    client = create_app(world.system).test_client()
    form = {"content_type": "application/x-www-form-urlencoded"}
    assert client.post("/sign-in", data=separators * FIELDS_LIMIT, **form).status_code == 413
    assert client.get("/sign-in?" + separators * FIELDS_LIMIT).status_code == 413
    assert client.get("/sign-in?" + separators).status_code == 200


def test_what_is_not_kept_is_not_searched_for_secrecy_marks(world: World) -> None:
    answer = Visitor(world.system).post("/sign-in", login="机密★10年", password="绝密★长期")  # noqa: S106
    assert answer.status_code == 401
    assert "机密★10年" in answer.text


def test_what_is_too_long_to_be_kept_is_not_searched_either(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    for module in ("distro.web.door", "distro.documents.actions", "distro.kernel.remarks", "distro.web.drafting"):
        monkeypatch.setattr(f"{module}.refuse_if_secret", lambda text: searched.append(len(text)))
    secretary = Visitor(world.system, "secretary")
    draft_id = builders.drafted(world)
    assert secretary.post("/documents/new", text="a" * (LARGEST_TEXT + 1)).status_code == 413
    over = {"body": "密" * (LIMITS["body"] + 1)}
    assert secretary.post(f"/documents/{draft_id}/save", **typed(builders.DRAFT, 2) | over).status_code == 422
    assert max(searched) <= LARGEST_TEXT
    searched.clear()
    with pytest.raises(Refusal, match="内容过长"):
        remark("密" * (LENGTH + 1), "reason")
    assert searched == []


def test_a_failure_gives_a_number_that_the_log_explains(app: Flask, world: World, caplog) -> None:
    def fail() -> str:
        raise RuntimeError("the reason")

    app.add_url_rule("/failing", "failing", fail)
    answer = app.test_client().get("/failing")
    assert answer.status_code == 500
    reference = re.search(r"<code>([0-9A-F]{8})</code>", answer.text)[1]
    assert reference in caplog.text
    assert "the reason" in caplog.text
    assert "the reason" not in answer.text


def test_a_refused_deed_is_undone_whole(world: World) -> None:
    """Submitting moves the draft before it finds the unknown office."""
    with world.system.work(world.secretary) as w:
        document_id = documents.draft(w, builders.DRAFT, world.issuer_id).id
    secretary = Visitor(world.system, "secretary")
    before = entries(world)
    answer = secretary.post(f"/documents/{document_id}/submit", **typed(builders.DRAFT, 1))
    assert answer.status_code == 422
    assert "未登记的单位" in answer.text
    assert builders.document(world, document_id).state is State.DRAFT
    assert entries(world) == before


def test_over_https_the_cookies_are_bound_to_the_host(system: System, world: World) -> None:
    system.settings = system.settings.with_(public_url="https://distro.example.gov")
    client = create_app(system).test_client()
    page = client.get("/sign-in", base_url="https://distro.example.gov")
    assert page.headers["Strict-Transport-Security"]
    token = re.search(r'csrf_token" value="([^"]+)', page.text)[1]
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token, "login": "secretary", "password": builders.PASSWORD},
        base_url="https://distro.example.gov",
    )
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("__Host-sid=")]
    assert len(cookies) == 1
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookies[0].split("; "))


def test_a_strange_name_is_refused_with_the_way_out(system: System) -> None:
    system.settings = system.settings.with_(public_url="https://distro.example.gov")
    client = create_app(system).test_client()
    refused = client.get("/sign-in", base_url="http://10.0.0.7:8000")
    assert refused.status_code == 400
    assert refused.mimetype == "text/plain"
    assert "“10.0.0.7:8000”" in refused.text
    assert "DISTRO_PUBLIC_URL" in refused.text
    client.set_cookie("lang", "en", domain="10.0.0.7")
    assert "not called “10.0.0.7:8000”" in client.get("/sign-in", base_url="http://10.0.0.7:8000").text


def test_health_is_told_under_any_name_and_nothing_else_is(system: System) -> None:
    system.settings = system.settings.with_(public_url="https://distro.example.gov", host="0.0.0.0")  # noqa: S104
    client = create_app(system).test_client()
    for name in ("127.0.0.1:8000", "10.0.0.7", "elsewhere.example"):
        assert client.get("/healthz", base_url=f"http://{name}").json == {"status": "ok"}
        assert client.get("/healthz/", base_url=f"http://{name}").status_code == 400
        assert client.get("/sign-in", base_url=f"http://{name}").status_code == 400


def entries(world: World) -> int:
    with world.system.work(TESTER) as w:
        return w.session.scalar(select(func.count()).select_from(Entry))


def typed(content: Draft, version: int) -> dict[str, str]:
    return texts_of(content) | {"version": str(version)}
