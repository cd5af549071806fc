"""An open name on a draft is given its offices, and the issue goes to them and to nobody else for good."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from distro.delivery import queries as matrix
from distro.offices import actions
from tests import builders
from tests.browser import bulletin
from tests.browser.windows import PHONE, Windows
from tests.builders import DRAFT, TESTER, World

SECTIONS = ["保管科", "利用科", "宣传科"]
TO_SECTIONS = replace(DRAFT, titles="致各组室的一期", imprint="报：云溪市委。\n送：云溪市财政局，各组室。")


@pytest.fixture
def draft(world: World) -> str:
    """The path of a draft whose 各组室 nobody has defined."""
    with world.system.work(TESTER) as w:
        actions.register(w, SECTIONS)
    return f"/documents/{builders.drafted(world, TO_SECTIONS)}"


def define(page: Page, draft: str) -> None:
    """From the draft to the class and back: one office by its name, the others one a line."""
    page.goto(draft)
    page.get_by_role("link", name="指定成员 各组室").click()
    expect(page.get_by_role("heading", name="“各组室”代表哪些单位")).to_be_visible()
    page.get_by_label("单位", exact=True).fill("保管科")
    page.get_by_label("更多单位").fill("利用科\n宣传科")
    page.get_by_role("button", name="预览成员").click()
    expect(page.get_by_text("保存后今天的成员 3 家")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("各组室 → 3 家")).to_be_visible()


def test_a_class_is_defined_from_a_draft_and_its_issue_keeps_its_members(
    world: World, windows: Windows, draft: str
) -> None:
    page = windows.open("secretary")
    define(page, draft)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待签发领导办理。")).to_be_visible()
    bulletin.approve(windows.open("approver"), TO_SECTIONS.titles)
    bulletin.issue(page)
    builders.drain(world.system)
    page.goto(draft)
    for office in ("云溪市委", "云溪市财政局", *SECTIONS):
        expect(page.get_by_role("row").filter(has_text=office).first).to_contain_text("已送达")

    page.goto("/classes")
    page.get_by_role("link", name="各组室").click()
    page.get_by_role("row").filter(has_text="宣传科").get_by_text("移出").first.click()
    page.get_by_role("button", name="移出").click()
    expect(page.get_by_role("heading", name="今天的成员 2 家")).to_be_visible()
    page.goto(draft)
    expect(page.get_by_role("row").filter(has_text="宣传科").first).to_contain_text("已送达")
    with world.system.work(TESTER) as w:
        sent = [each.office_name for each in matrix.of_document(w, UUID(page.url.rpartition("/")[2]))]
    assert sorted(sent) == sorted(["云溪市委", "云溪市财政局", *SECTIONS])


def test_without_scripts_on_a_phone_it_is_the_same(windows: Windows, draft: str) -> None:
    page = windows.open("secretary", width=PHONE, scripts=False)
    define(page, draft)
    page.goto("/classes")
    page.get_by_role("link", name="各组室").click()
    page.get_by_label("哪一天").fill("2017年2月23日")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="2017年2月23日的成员 3 家")).to_be_visible()
    page.get_by_label("级别").select_option("县")
    page.get_by_role("button", name="预览成员").click()
    expect(page.get_by_role("status").filter(has_text="还没有保存。")).to_be_visible()
