"""An office set up from nothing: the three administrators by the command line, everything else in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from distro.cli.main import cli
from distro.settings import Settings, child_environment
from tests.browser.windows import Windows

BUREAU, FINANCE = "云溪市水利局", "云溪市财政局"
OWN = "{} has a password"


@pytest.fixture
def terminal(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command of the product on the test's database; returns what it prints."""
    for name, value in child_environment(settings.with_(broker_url="redis://127.0.0.1:1/0")).items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output
        return done.output.strip()

    return run


def open_link(page: Page, address: str, login: str, password: str) -> None:
    """Set the password at the link, sign in with it."""
    page.goto(urlsplit(address).path)
    expect(page.get_by_text(f"请为登录名 {login} 设置口令")).to_be_visible()
    page.get_by_label("新口令").fill(password)
    page.get_by_label("再输一次").fill(password)
    page.get_by_role("button", name="设置口令").click()
    expect(page.get_by_role("status")).to_have_text("口令已设置，请登录。")
    sign_in(page, login, password)


def sign_in(page: Page, login: str, password: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="退出").wait_for()


def shown_link(page: Page) -> str:
    address = page.get_by_label("链接", exact=True).input_value()
    assert re.fullmatch(r"http://.+/link/[\w-]{40,}", address)
    return address


def register(page: Page, name: str) -> None:
    page.get_by_role("link", name="单位名册").first.click()
    page.get_by_role("link", name="登记新单位").click()
    page.get_by_label("全称").fill(name)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def make_account(page: Page, login: str, name: str) -> str:
    page.get_by_role("link", name="人员", exact=True).click()
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("登录名").fill(login)
    page.get_by_role("button", name="建立账号并生成链接").click()
    return shown_link(page)


def look_up(page: Page, name: str) -> None:
    page.get_by_role("link", name="人员", exact=True).click()
    page.get_by_label("姓名、登录名或单位").fill(name)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def give(page: Page, name: str, role: str, office: str) -> None:
    look_up(page, name)
    page.get_by_role("combobox", name="职责").select_option(role)
    page.get_by_label("单位", exact=True).fill(office)
    page.get_by_role("button", name="授予").click()


def test_an_office_is_set_up_from_nothing(terminal: Callable[..., str], windows: Windows) -> None:
    terminal("office", "add", BUREAU)
    three = {"guanli": "系统管理员", "anquan": "安全保密管理员", "shenji": "安全审计员"}
    pages = {login: windows.open() for login in three}
    for login, role in three.items():
        words = ("user", "add", login, f"{role[-5:]}某", "--office", BUREAU, "--role", role, "--link")
        open_link(pages[login], terminal(*words), login, OWN.format(login))
    admin, security, auditor = pages.values()

    register(admin, FINANCE)
    people = {"wenmi": ("林文秘", "文秘人员", BUREAU), "shouwen": ("陈收文", "收文员", FINANCE)}
    addresses = {login: make_account(admin, login, name) for login, (name, _, _) in people.items()}
    admin.goto(urlsplit(admin.url).path)
    assert not any(address in admin.content() for address in addresses.values())

    security.get_by_role("link", name="工作台").click()
    expect(security.get_by_role("link", name="2 没有职责的人员")).to_be_visible()
    for name, role, office in people.values():
        give(security, name, role, office)
        expect(security.get_by_role("row", name=f"{role} {office}")).to_be_visible()
    give(security, "林文秘", "安全审计员", BUREAU)
    expect(security.get_by_role("alert")).to_contain_text("“安全审计员”不能由担任“文秘人员”的人兼任")

    windows_of = {login: windows.open() for login in people}
    for login, page in windows_of.items():
        open_link(page, addresses[login], login, OWN.format(login))
    secretary, clerk = windows_of.values()
    secretary.get_by_role("link", name="新建公文").click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("新建公文")

    # The clerk lost the password: a new link, and what was open is closed.
    look_up(admin, "陈收文")
    admin.get_by_role("button", name="生成一次性链接").click()
    clerks_new = windows.open(width=390)
    open_link(clerks_new, shown_link(admin), "shouwen", "a second password")
    clerk.goto("/inbox")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("登录")
    clerks_new.get_by_role("link", name="陈收文").click()
    expect(clerks_new.get_by_text("本次登录")).to_be_visible()

    # A role taken back is gone on the next page; a leaver is out.
    look_up(security, "林文秘")
    security.get_by_role("button", name="收回 文秘人员").click()
    secretary.goto("/documents/new")
    expect(secretary.get_by_text("没有使用此功能的权限。")).to_be_visible()
    look_up(admin, "林文秘")
    admin.get_by_role("button", name="停用此账号").click()
    expect(admin.get_by_text("账号已停用：不能登录")).to_be_visible()
    secretary.goto("/")
    expect(secretary.get_by_role("heading", level=1)).to_have_text("登录")

    auditor.get_by_role("link", name="审计日志").click()
    auditor.get_by_role("link", name="账号与登录").click()
    rows = auditor.get_by_role("table", name="审计日志").get_by_role("row")
    for fact, who in (("停用账号", "系统管理员某"), ("收回职责", "密管理员某"), ("生成链接", "命令行")):
        expect(rows.filter(has_text=fact).filter(has_text=who).first).to_be_visible()
