"""One's own account: the password by the old one, and where one is signed in."""

from __future__ import annotations

import re

from distro.accounts.pace import PAIR
from distro.web import create_app
from tests.builders import PASSWORD, World
from tests.web.visiting import Visitor, token

NEW, SHORT = "another password", "short"


def test_everybody_changes_their_own_password_with_the_old_one(world: World, secretary: Visitor) -> None:
    elsewhere = Visitor(world.system, "secretary")
    refused = secretary.post("/account/password", old="wrong", password=NEW, repeat=NEW)
    assert (refused.status_code, "原口令不正确" in refused.text) == (422, True)
    refused = secretary.post("/account/password", old=PASSWORD, password=NEW, repeat=NEW + "x")
    assert (refused.status_code, "两次输入的口令不一样" in refused.text) == (422, True)
    refused = secretary.post("/account/password", old=PASSWORD, password=SHORT, repeat=SHORT)
    assert (refused.status_code, "口令至少" in refused.text) == (422, True)
    assert elsewhere.get("/").status_code == 200

    done = secretary.post("/account/password", old=PASSWORD, password=NEW, repeat=NEW)
    assert "口令已修改" in secretary.get(done.location).text
    assert elsewhere.get("/").location == "/sign-in"


def test_whoever_sits_at_an_open_window_does_not_guess_the_old_password(world: World, secretary: Visitor) -> None:
    for _ in range(PAIR.free):
        assert secretary.post("/account/password", old="wrong", password=NEW, repeat=NEW).status_code == 422
    answer = secretary.post("/account/password", old=PASSWORD, password=NEW, repeat=NEW)
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert "我的账号" in answer.text


def test_the_right_old_password_is_no_try_in_vain(world: World, secretary: Visitor) -> None:
    old, new = PASSWORD, NEW
    for _ in range(PAIR.free + 1):
        assert secretary.post("/account/password", old=old, password=new, repeat=new).status_code == 303
        old, new = new, old


def test_ones_sessions_are_seen_and_ended(world: World, secretary: Visitor) -> None:
    app = create_app(world.system)
    phone = app.test_client()
    data = {"csrf_token": token(phone), "login": "secretary", "password": PASSWORD}
    phone.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    page = secretary.get("/account").text
    assert "192.0.2.7" in page
    assert page.count("本次登录") == 1
    [path] = re.findall(r'action="(/account/sessions/[^"]+/end)"', page)
    other = Visitor(world.system, "approver")
    other.post(path)
    assert phone.get("/").status_code == 200
    assert secretary.post(path).status_code == 303
    assert phone.get("/").location == "/sign-in"
    assert "192.0.2.7" not in secretary.get("/account").text
    assert secretary.get("/").status_code == 200


def test_ones_own_roles_are_told(secretary: Visitor) -> None:
    page = secretary.get("/account").text
    assert "文秘人员" in page
    assert "云溪市档案工作办公室" in page
