"""The pages of people: found, made, opened by a link, given roles, closed, and read about by the auditor."""

from __future__ import annotations

import html
import re
from uuid import UUID

import pytest

from distro.accounts import actions, queries
from distro.accounts.rules import Role
from distro.settings import Settings
from distro.system import System
from distro.web import create_app
from distro.web.people import PAGE
from tests import builders
from tests.builders import ISSUER, TESTER, World
from tests.web.visiting import Visitor, token

NEW = "a password of my own"
# A clerk who is an administrator too, as an earlier version may have left one.
MIXED = """
    INSERT INTO membership SELECT person.id, office.id, 'ADMINISTRATOR' FROM person, office
    WHERE login = 'clerk' AND office.name = '云溪市档案工作办公室'
"""


@pytest.fixture
def world(system: System) -> World:
    builders.administrators(system)
    return builders.world(system)


@pytest.fixture
def admin(world: World) -> Visitor:
    return Visitor(world.system, "admin")


@pytest.fixture
def security(world: World) -> Visitor:
    return Visitor(world.system, "security")


@pytest.fixture
def auditor(world: World) -> Visitor:
    return Visitor(world.system, "auditor")


def person_id(world: World, login: str) -> UUID:
    with world.system.work(TESTER) as w:
        return queries.by_login(w, login).id


def rows(page: str) -> list[str]:
    """The people of the list, in their order."""
    return re.findall(r'<th scope="row"><a href="/people/[^"]+">([^<]+)</a>', page)


def link_in(page: str) -> str:
    """The path of the link that was shown."""
    return re.search(r'data-copy="http://[^/]+(/link/[\w-]+)"', html.unescape(page))[1]


def test_people_are_found_by_name_login_and_office(admin: Visitor) -> None:
    assert {"secretary某", "clerk某", "admin某"} <= set(rows(admin.get("/people").text))
    for words, found in (("secretary", ["secretary某"]), ("云溪市委", ["clerk某", "colleague某"]), ("100%", [])):
        assert rows(admin.get("/people", query_string={"words": words}).text) == found


def test_the_parts_of_the_list(world: World, admin: Visitor) -> None:
    builders.person(world.system, "nobody")
    with world.system.work(TESTER) as w:
        actions.deactivate(w, world.outsider.id)
    builders.tamper(world.system, MIXED)
    for part, found in (("roleless", ["nobody某"]), ("closed", ["outsider某"]), ("mixed", ["clerk某"])):
        page = admin.get(f"/people?part={part}").text
        assert rows(page) == found
        assert re.search(rf'part={part}" aria-current="true">[^<]* 1</a>', page)
    assert "outsider某" not in rows(admin.get("/people").text)
    assert "须各由一人担任" in admin.get("/people?part=mixed").text
    assert "须各由一人担任" in admin.get(f"/people/{world.clerk.id}").text


def test_the_pages_of_the_list_follow_each_other(world: World, admin: Visitor) -> None:
    with world.system.work(TESTER) as w:
        for number in range(PAGE + 1):
            actions.create(w, f"row{number:03}", f"某{number:03}")
    path, seen = "/people?words=row", []
    while path:
        page = admin.get(path).text
        seen += rows(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(following[1]) if following else ""
    assert seen == [f"某{number:03}" for number in range(PAGE + 1)]
    for odd in ("0", "-1", "x", "9" * 30):
        assert admin.get(f"/people?page={odd}").status_code == 200


def test_an_account_is_made_and_opened_by_its_link(world: World, admin: Visitor) -> None:
    answer = admin.post("/people/new", login="new", name="新人", mailbox="")
    assert answer.status_code == 200
    path = link_in(answer.text)
    assert "未设口令" in admin.get(f"/people/{person_id(world, 'new')}").text
    assert path not in admin.get(f"/people/{person_id(world, 'new')}").text

    browser = create_app(world.system).test_client()
    page = browser.get(path)
    assert "新人，请为登录名 new 设置口令" in page.text
    form = {"csrf_token": token(browser), "password": NEW}
    refused = browser.post(path, data=form | {"repeat": "something else"})
    assert (refused.status_code, "两次输入的口令不一样" in refused.text) == (422, True)
    done = browser.post(path, data=form | {"repeat": NEW})
    assert done.location == "/sign-in?set=1"
    assert "口令已设置，请登录。" in browser.get(done.location).text
    for again in (browser.get(path), browser.post(path, data=form | {"repeat": NEW})):
        assert again.status_code == 404
        assert "这个链接用过了、过期了" in again.text
    answer = browser.post("/sign-in", data={"csrf_token": token(browser), "login": "new", "password": NEW})
    assert answer.location == "/"
    assert "还没有任何职责" in browser.get("/").text


def test_looking_at_a_link_uses_nothing(world: World, admin: Visitor) -> None:
    path = link_in(admin.post("/people/new", login="new", name="新人").text)
    browser = create_app(world.system).test_client()
    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert browser.head(path).status_code == 200


def test_what_makes_no_account_is_shown_again_with_its_reason(world: World, admin: Visitor) -> None:
    answer = admin.post("/people/new", login="clerk", name="新人", mailbox="")
    assert answer.status_code == 409
    assert "登录名“clerk”已有人使用" in answer.text
    assert 'value="新人"' in answer.text
    assert "/link/" not in answer.text


def test_a_lost_password_is_replaced_by_a_new_link(world: World, admin: Visitor) -> None:
    clerk = Visitor(world.system, "clerk")
    answer = admin.post(f"/people/{world.clerk.id}/link")
    path = link_in(answer.text)
    assert clerk.get("/").status_code == 200
    browser = create_app(world.system).test_client()
    data = {"csrf_token": token(browser), "password": NEW, "repeat": NEW}
    assert browser.post(path, data=data).status_code == 303
    assert clerk.get("/").location == "/sign-in"


def test_roles_are_given_and_taken_by_the_security_administrator(world: World, security: Visitor) -> None:
    clerk = Visitor(world.system, "clerk")
    place = f"/people/{world.clerk.id}"
    assert clerk.get("/archive").status_code == 403
    assert security.post(f"{place}/give", role="档案员", office=ISSUER).status_code == 303
    assert clerk.get("/archive").status_code == 200
    page = security.get(place).text
    assert page.count("收回") == 2
    taken = security.post(f"{place}/take", role="档案员", office_id=str(world.issuer_id))
    assert taken.status_code == 303
    assert clerk.get("/archive").status_code == 403
    assert security.post(f"{place}/take", role="档案员", office_id=str(world.issuer_id)).status_code == 404


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"role": "系统管理员", "office": ISSUER}, 409, "“系统管理员”不能由担任“收文员”的人兼任"),
        ({"role": "档案员", "office": "没有这个局"}, 422, "没有登记"),
        ({"role": "档案员", "office": ""}, 422, "请写明在哪个单位"),
        ({"role": "", "office": ISSUER}, 422, "请选择职责"),
        ({"role": "皇帝", "office": ISSUER}, 422, "请选择职责"),
    ],
)
def test_what_cannot_be_given_is_refused_with_its_reason(
    world: World, security: Visitor, form: dict[str, str], status: int, words: str
) -> None:
    answer = security.post(f"/people/{world.clerk.id}/give", **form)
    assert (answer.status_code, words in answer.text) == (status, True)


def test_who_leaves_is_out_at_once_and_may_come_back(world: World, admin: Visitor) -> None:
    clerk = Visitor(world.system, "clerk")
    place = f"/people/{world.clerk.id}"
    assert admin.post(f"{place}/deactivate").status_code == 303
    assert clerk.get("/").location == "/sign-in"
    page = admin.get(place).text
    assert "账号已停用" in page
    assert "收文员" in page
    assert admin.post(f"{place}/link").status_code == 409
    assert admin.post(f"{place}/reactivate").status_code == 303
    page = admin.get(place).text
    assert "未设口令" in page
    assert "收文员" not in page


def test_each_of_the_three_sees_what_they_may_do_and_no_more(
    world: World, admin: Visitor, security: Visitor, auditor: Visitor
) -> None:
    words = {"生成一次性链接": admin, "停用此账号": admin, "授予</button>": security, "此人账号的日志": auditor}
    for visitor in (admin, security, auditor):
        page = visitor.get(f"/people/{world.clerk.id}").text
        assert {word for word in words if word in page} == {word for word, whose in words.items() if whose is visitor}


def test_name_and_mailbox_are_put_right(world: World, admin: Visitor) -> None:
    place = f"/people/{world.clerk.id}"
    assert admin.post(f"{place}/edit", name="改名", mailbox="a@example.cn").status_code == 303
    page = admin.get(place).text
    assert "<h1>改名</h1>" in page
    assert 'value="a@example.cn"' in page
    refused = admin.post(f"{place}/edit", name="又改", mailbox="nowhere")
    assert (refused.status_code, 'value="又改"' in refused.text) == (422, True)


def test_the_auditor_reads_of_accounts_and_of_one_person(world: World, admin: Visitor, auditor: Visitor) -> None:
    builders.issued(world)
    admin.post("/people/new", login="new", name="新人", mailbox="new@example.cn")
    admin.post(f"/people/{world.clerk.id}/edit", name="改名", mailbox="")
    everything = auditor.get("/journal").text
    assert "正式印发" in everything
    assert builders.DRAFT.titles not in everything
    page = auditor.get("/journal?about=accounts").text
    assert "正式印发" not in page
    for words in ("建立账号", "生成链接", "new@example.cn", "clerk某 → 改名", "授予职责", "登录", "系统"):
        assert words in page
    page = auditor.get(f"/journal?person={world.clerk.id}").text
    assert "只看改名（clerk）的账号" in page
    assert "新人" not in page


def test_the_journal_of_a_person_is_the_three_administrators(world: World) -> None:
    records = Visitor(world.system, "records")
    assert records.get(f"/journal?person={world.clerk.id}").status_code == 404
    page = records.get("/journal").text
    assert "建立账号" not in page
    assert "/people/" not in page


def test_who_did_it_is_told_apart(world: World, auditor: Visitor) -> None:
    browser = create_app(world.system).test_client()
    browser.post("/sign-in", data={"csrf_token": token(browser), "login": "clerk", "password": "wrong"})
    page = auditor.get(f"/journal?person={world.clerk.id}").text
    assert re.search(r"登录失败</th>\s*<td[^>]*>未登录</td>", page)


def test_home_tells_each_of_the_three_what_waits(world: World, admin: Visitor, auditor: Visitor) -> None:
    builders.person(world.system, "nobody")
    assert "<b>1</b> 没有职责的人员" in Visitor(world.system, "security").get("/").text
    assert "<b>0</b> 正被放慢的登录" in auditor.get("/").text
    assert "还没有任何职责" not in auditor.get("/").text


def test_the_three_read_no_document(world: World) -> None:
    document_id = builders.issued(world)
    for login in ("admin", "security", "auditor"):
        visitor = Visitor(world.system, login)
        assert visitor.get(f"/documents/{document_id}").status_code == 403
        assert visitor.get(f"/documents/{document_id}/pdf").status_code == 403
        assert visitor.get(f"/journal?document={document_id}").status_code in (403, 404)


def test_people_of_earlier_versions_with_mixed_roles_can_be_put_right(world: World, security: Visitor) -> None:
    builders.tamper(world.system, MIXED)
    taken = security.post(f"/people/{world.clerk.id}/take", role="系统管理员", office_id=str(world.issuer_id))
    assert taken.status_code == 303
    with world.system.work(TESTER) as w:
        assert [role for role, _ in queries.roles_of(w, world.clerk.id)] == [Role.CLERK]


def test_a_link_is_said_to_go_by_mail_only_where_there_is_a_server(world: World, settings: Settings) -> None:
    sent = "将寄往 new@example.cn"
    shown = Visitor(world.system, "admin").post("/people/new", login="new", name="新人", mailbox="new@example.cn").text
    assert sent not in shown
    assert "链接不会寄往 new@example.cn" in shown
    mailing = System(settings.with_(smtp_url="smtp://127.0.0.1:2525"))
    shown = Visitor(mailing, "admin").post("/people/new", login="other", name="另一人", mailbox="new@example.cn").text
    mailing.close()
    assert sent in shown
