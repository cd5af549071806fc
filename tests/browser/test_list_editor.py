"""A list is put right phrase by phrase, by keyboard and without scripts; the next issue has nothing left to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from distro.accounts.rules import Role
from distro.documents.recognition import recognise
from tests import builders
from tests.browser import bulletin
from tests.browser.windows import PHONE, Windows
from tests.builders import World

SEED = Path(__file__).parents[3] / "shared" / "sample" / "seed-bulletin.txt"
IMPRINT = "报：云溪市委、人大、政府领导同志，云溪市委组织部、援湾办。\n送：三师、五师组织部、援湾办，各乡镇人民政府。"
DOUBTFUL = IMPRINT.replace("援湾办，各", "援湾办，云溪市教育局、一中、二中，各")
TEXT = bulletin.TEXT[: bulletin.TEXT.index("报：")] + IMPRINT


def issue(windows: Windows, world: World, page: Page, title: str = bulletin.TITLE) -> None:
    page.get_by_role("button", name="送审").click()
    bulletin.approve(windows.open("approver"), title)
    bulletin.issue(page)
    builders.drain(world.system)


@pytest.mark.parametrize("scripts", [True, False])
def test_readings_are_chosen_once_and_hold_for_the_next_issue(world: World, windows: Windows, scripts: bool) -> None:
    page = windows.open("secretary", width=PHONE, scripts=scripts)
    bulletin.paste(page, TEXT.replace(IMPRINT, DOUBTFUL))
    page.get_by_role("button", name="核对名单").click()
    expect(page.get_by_role("heading", name="读法与接收单位")).to_be_visible()
    page.locator("summary", has_text="援湾办").first.click()
    page.get_by_role("button", name="云溪市委援湾办", exact=True).click()
    page.get_by_role("button", name="全部读法无误").click()
    expect(page.get_by_text("没有把握不大的读法。")).to_be_visible()
    page.get_by_role("button", name="全部登记入册").click()
    expect(page.get_by_text("未登记")).to_have_count(0)
    page.get_by_role("button", name="保存名单").click()
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    issue(windows, world, page)

    bulletin.paste(page, TEXT.replace(IMPRINT, DOUBTFUL).replace("第1期（总第1期）", "第2期（总第2期）"))
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    expect(page.get_by_text("处把握不大")).to_have_count(0)
    expect(page.get_by_role("cell", name="云溪市委援湾办")).to_be_visible()


def test_doubts_are_settled_by_one_key_each(world: World, windows: Windows) -> None:
    page = windows.open("secretary")
    bulletin.paste(page, TEXT.replace(IMPRINT, DOUBTFUL))
    page.get_by_role("button", name="核对名单").click()
    looked_at = page.get_by_role("region", name="请看一眼")
    expect(looked_at.locator("mark")).to_have_text(["一中", "二中"])
    # Outside of the part, and in a field, the letters are letters.
    page.get_by_label("名单文字").press("End")
    page.keyboard.type("n")
    expect(looked_at.locator("mark")).to_have_count(2)
    page.keyboard.press("Backspace")
    looked_at.focus()
    page.keyboard.press("n")
    expect(looked_at.locator("mark")).to_have_text(["二中"])
    expect(looked_at).to_be_focused()
    page.keyboard.press("y")
    expect(looked_at.locator("mark")).to_have_count(0)
    expect(looked_at).to_contain_text("“一中”读作一中")
    expect(looked_at).to_contain_text("“二中”读作云溪市二中")


def test_a_list_is_put_in_order_by_keyboard(world: World, windows: Windows) -> None:
    page = windows.open("secretary")
    bulletin.paste(page, TEXT)
    page.get_by_role("button", name="核对名单").press("Enter")
    page.get_by_role("button", name="上移“各乡镇人民政府”").press("Enter")
    expect(page.get_by_label("名单文字")).to_have_value(
        "报：云溪市委、人大、政府领导同志，云溪市委组织部、援湾办。\n送：各乡镇人民政府，三师、五师组织部、援湾办。"
    )
    page.locator("summary", has_text="人大").press("Enter")
    page.get_by_role("button", name="移出名单").locator("visible=true").press("Enter")
    expect(page.get_by_label("名单文字")).to_have_value(
        "报：云溪市委、政府领导同志，云溪市委组织部、援湾办。\n送：各乡镇人民政府，三师、五师组织部、援湾办。"
    )
    page.get_by_label("名单文字").focus()
    page.get_by_role("button", name="保存名单").press("Enter")
    expect(page.get_by_role("textbox", name="分送名单")).to_have_value(
        "报：云溪市委、政府领导同志，云溪市委组织部、援湾办。\n送：各乡镇人民政府，三师、五师组织部、援湾办。"
    )


@pytest.mark.skipif(not SEED.exists(), reason="no sample beside the checkout")
def test_the_sample_bulletin_through_the_pages(world: World, windows: Windows) -> None:
    text = SEED.read_text(encoding="utf-8")
    issuer = "江苏省对口支援新疆伊犁州前方指挥部"
    builders.person(world.system, "seed-secretary", (Role.SECRETARY, issuer))
    builders.person(world.system, "approver", (Role.APPROVER, issuer))
    page = windows.open("seed-secretary")
    bulletin.paste(page, text)
    page.get_by_role("button", name="核对名单").click()
    expect(page.locator(".tier").nth(0).locator(".phrase")).to_have_count(9)
    expect(page.locator(".tier").nth(1).locator(".phrase")).to_have_count(5)
    for name in ("四师组织部", "四师援疆办", "七师组织部", "七师援疆办"):
        expect(page.locator("b", has_text=f"新疆生产建设兵团{name}")).to_have_count(1)
    page.get_by_role("button", name="全部登记入册").click()
    expect(page.get_by_text("25 件")).to_be_visible()
    for left in range(page.locator("#doubts mark").count(), 0, -1):
        expect(page.locator("#doubts mark")).to_have_count(left)
        page.locator("#doubts").get_by_role("button", name="就是这样").first.click()
    expect(page.get_by_text("没有把握不大的读法。")).to_be_visible()
    page.get_by_role("button", name="保存名单").click()
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    issue(windows, world, page, recognise(text).titles[0])

    bulletin.paste(page, text.replace("第5期（总第5期）", "第6期（总第6期）"))
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    expect(page.get_by_text("处把握不大")).to_have_count(0)
