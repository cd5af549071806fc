"""The recipient's clerk: what waits stands on top, reading binds nobody, the receipt names who took it and when."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import Page, expect

from distro.delivery.rules import State
from tests import builders
from tests.browser.windows import Windows
from tests.builders import DRAFT, ISSUER, World

OFFICE = "云溪市委"
LATER = replace(DRAFT, designation=builders.as_issue(2), titles="库房仪器补装完毕")


def waiting(page: Page) -> list[str]:
    page.goto("/inbox")
    return page.get_by_role("table", name="待签收").get_by_role("rowheader").get_by_role("link").all_inner_texts()


def test_a_letter_is_read_checked_and_acknowledged_once_for_the_office(world: World, windows: Windows) -> None:
    document_id = builders.issued(world)
    page = windows.open("clerk")
    page.get_by_role("link", name="1 待签收").click()
    assert waiting(page) == [DRAFT.titles]
    page.get_by_role("link", name="阅读并签收").click()

    for fact in (DRAFT.titles, "档案工作简报 2025年第1期（总第1期）", "共 1 页", OFFICE):
        expect(page.get_by_role("definition").get_by_text(fact, exact=True)).to_be_visible()
    sheet = page.locator("img[alt^='第 1 页']")
    picture = page.request.get(sheet.get_attribute("src"))
    assert (picture.headers["content-type"], picture.body()[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    file = page.request.get(page.get_by_role("link", name="单独打开 PDF 文件").get_attribute("href"))
    assert (file.headers["content-type"], file.body()[:5]) == ("application/pdf", b"%PDF-")

    # Reading alone binds nobody.
    assert builders.delivery_to(world, document_id, OFFICE).state is State.SENT
    assert waiting(page) == [DRAFT.titles]

    colleague = windows.open("colleague")
    colleague.goto("/inbox")
    colleague.get_by_role("link", name=DRAFT.titles).click()
    page.get_by_role("button", name=f"签收《{DRAFT.titles}》").click()
    outcome = page.get_by_role("status")
    expect(outcome).to_contain_text(re.compile(rf"已签收 · \d{{4}}年\d+月\d+日 \d\d:\d\d · clerk某代表{OFFICE}"))
    moment = outcome.get_by_role("time").inner_text()

    colleague.get_by_role("button", name="签收").click()
    expect(colleague.get_by_role("status")).to_contain_text(f"已由clerk某于{moment}代表{OFFICE}签收")

    outcome.get_by_role("link", name="回执").click()
    expect(page.get_by_role("heading", name="回执")).to_be_visible()
    digest = builders.document(world, document_id).pdf_digest
    for fact in (DRAFT.titles, ISSUER, OFFICE, "clerk某", digest):
        expect(page.get_by_role("definition").get_by_text(fact, exact=True)).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_text("暂无待签收公文。")).to_be_visible()


def test_what_waits_stands_above_what_is_done_and_a_wrong_letter_goes_back(world: World, windows: Windows) -> None:
    builders.issued(world)
    page = windows.open("clerk")
    page.goto("/inbox")
    page.get_by_role("link", name="阅读并签收").click()
    page.get_by_role("button", name="签收").click()
    document_id = builders.issued(world, LATER)
    assert waiting(page) == [LATER.titles]
    assert page.get_by_role("table").first.get_by_role("rowheader").count() == 1
    expect(page.get_by_role("table", name="最近办理")).to_contain_text(DRAFT.titles)

    page.get_by_role("link", name=LATER.titles).click()
    page.get_by_text("不符合规定，退回发文单位").click()
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_label("退回原因")).to_be_focused()  # nothing goes back without a reason
    page.get_by_label("退回原因").fill("文中仪器不由本单位管理。")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_role("status")).to_contain_text("已退回")
    expect(page.get_by_role("status")).to_contain_text("退回原因：文中仪器不由本单位管理。")
    expect(page.get_by_role("button", name="签收")).to_have_count(0)

    secretary = windows.open("secretary")
    secretary.get_by_role("link", name="1 有异常的发文").click()
    secretary.get_by_role("link", name=LATER.titles).click()
    row = secretary.get_by_role("row").filter(has_text=OFFICE)
    expect(row).to_contain_text("文中仪器不由本单位管理。")
    row.get_by_role("button", name="重发").click()
    expect(secretary.get_by_role("row").filter(has_text=OFFICE)).not_to_contain_text("已退回")
    builders.drain(world.system)
    assert builders.delivery_to(world, document_id, OFFICE).state is State.SENT
