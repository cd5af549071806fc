"""The records officer: the matrix of an issue, a record found by any of its characters, and proof that it is intact."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.windows import Windows
from tests.builders import DRAFT, ISSUER, World


def search(page: Page, words: str) -> None:
    page.goto("/archive")
    page.get_by_label("检索词").fill(words)
    page.get_by_role("button", name="检索").click()


def test_an_issue_is_followed_found_and_proved(world: World, windows: Windows) -> None:
    document_id = builders.issued(world)
    world.system.round("seal-journal")
    clerk = windows.open("clerk")
    clerk.goto(f"/inbox/{builders.delivery_to(world, document_id, '云溪市委').id}")
    clerk.get_by_role("button", name="签收").click()
    expect(clerk.get_by_role("status")).to_contain_text("已签收")

    page = windows.open("records")
    for words in (DRAFT.titles, "2025年第1期", ISSUER, "湿", "仪器", "温湿度记录"):
        search(page, words)
        expect(page.get_by_text("共 1 件")).to_be_visible()
        expect(page.get_by_role("link", name=DRAFT.titles)).to_be_visible()
    search(page, "湿度温")
    expect(page.get_by_text("没有找到。")).to_be_visible()

    search(page, "温湿度")
    page.get_by_role("link", name=DRAFT.titles).click()
    expect(page.get_by_text(builders.document(world, document_id).pdf_digest)).to_be_visible()
    page.get_by_role("button", name="核验").click()
    outcome = page.get_by_role("status")
    expect(outcome).to_contain_text("正在后台核验")
    builders.drain(world.system)
    expect(outcome).to_contain_text("文件完好：与印发时逐字节一致。")
    expect(outcome).to_contain_text("日志链完整")

    page.get_by_role("link", name="分送矩阵").click()
    matrix = page.get_by_role("table", name="分送矩阵")
    for office, facts in (
        ("云溪市委", ("已签收", "clerk某")),
        ("云溪市教育局", ("已送达", "云溪市财政局、云溪市教育局")),
        ("各乡镇人民政府", ("不单独送达",)),
    ):
        row = matrix.get_by_role("row").filter(has=page.get_by_role("rowheader", name=office, exact=True))
        for fact in facts:
            expect(row).to_contain_text(fact)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出签收清册").click()
    assert "clerk某" in download.value.path().read_text(encoding="utf-8-sig")

    page.goto("/journal")
    for deed, who in (("要求核验", "records某"), ("签收", "clerk某"), ("签发", "approver某"), ("编号", "secretary某")):
        line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=deed, exact=True))
        expect(line).to_contain_text(who)
        expect(line).to_contain_text(DRAFT.titles)


def test_another_office_finds_nothing(world: World, windows: Windows) -> None:
    builders.issued(world)
    page = windows.open("outsider")
    for words in ("", DRAFT.titles, "湿"):
        search(page, words)
        expect(page.get_by_text("共 0 件")).to_be_visible()
    page.goto("/journal")
    expect(page.get_by_role("heading", name="审计日志")).to_be_visible()
    expect(page.get_by_text(DRAFT.titles)).to_have_count(0)
