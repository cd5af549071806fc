"""A list kept by name, without scripts: saved from an issue, revised, taken into the next, compared with the last."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from distro.offices import actions as register
from distro.offices import queries as offices
from tests import builders
from tests.browser.windows import PHONE, Windows
from tests.builders import DRAFT, TESTER, World

FINANCE, RENAMED, ADDED = "云溪市财政局", "云溪市财政金融局", "云溪市档案馆"


def test_a_list_is_kept_revised_taken_and_compared(world: World, windows: Windows) -> None:
    first = builders.issued(world)
    page = windows.open("secretary", width=PHONE, scripts=False)
    page.goto(f"/documents/{first}")
    page.get_by_role("link", name="存为名单…").click()
    page.get_by_label("名称").fill("常用名单")
    page.get_by_role("button", name="保存名单").click()
    expect(page.get_by_role("status")).to_have_text("已保存为第 1 版。")

    with world.system.work(TESTER) as w:
        register.rename(w, offices.by_names(w, [FINANCE])[FINANCE].id, RENAMED)
    page.get_by_role("link", name="编辑下一版").click()
    words = page.get_by_role("textbox", name="名单文字")
    words.fill(words.input_value().replace(FINANCE, f"{RENAMED}、{ADDED}"))
    page.get_by_role("button", name="查看读法").click()
    expect(page.get_by_text("未登记", exact=True)).to_have_count(1)
    page.get_by_label("变更原因").fill("财政局更名，增加档案馆")
    page.get_by_label("生效日期").fill("2025年3月10日")
    page.get_by_role("button", name="存为第 2 版").click()
    expect(page.get_by_text("第 2 版与第 1 版相比：增 1 家、减 0 家、更名 1 家。")).to_be_visible()

    following = replace(
        DRAFT, date=DRAFT.date.replace(day=20), designation=builders.as_issue(2), imprint="报：云溪市委。"
    )
    second = builders.drafted(world, following)
    page.goto(f"/documents/{second}")
    page.get_by_label("标题").fill("第二期的标题")
    page.get_by_label("取用名单").select_option(label="常用名单（第 2 版）")
    page.get_by_role("button", name="取用 所选名单").click()
    expect(page.get_by_text("与上期相比：增 1 家、减 0 家、更名 1 家。")).to_be_visible()
    expect(page.get_by_text(f"{FINANCE} → {RENAMED}")).to_be_visible()
    expect(page.get_by_label("标题")).to_have_value("第二期的标题")

    page.get_by_label("本期增发").fill("云溪市气象局")
    page.get_by_role("button", name="增发", exact=True).click()
    expect(page.get_by_text("与上期相比：增 2 家、减 0 家、更名 1 家。")).to_be_visible()
    expect(page.get_by_role("textbox", name="分送名单", exact=True)).to_have_value(
        f"报：云溪市委、云溪市政府。\n送：{RENAMED}、{ADDED}、云溪市教育局，各乡镇人民政府。\n本期增发：云溪市气象局。"
    )

    page.goto(f"/documents/{first}")
    expect(page.get_by_role("table").get_by_text(FINANCE).first).to_be_visible()
    expect(page.get_by_text(RENAMED)).to_have_count(0)
