"""The secretary's day: from a pasted text to an issued bulletin that is followed, chased and called back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import builders
from tests.browser import bulletin
from tests.browser.bulletin import BOLD, JOINED, OFFICES, TITLE
from tests.browser.windows import Windows
from tests.builders import World


def fields(page: Page) -> dict[str, str]:
    names = ("版头", "期号", "编印单位", "日期", "标题", "正文", "分送名单")
    return {name: page.get_by_role("textbox", name=name, exact=True).input_value() for name in names}


def test_a_pasted_bulletin_is_read_corrected_and_its_unknown_names_registered(world: World, windows: Windows) -> None:
    page = windows.open("secretary")
    bulletin.paste(page)
    read = fields(page)
    body, imprint = read.pop("正文").split("\n"), read.pop("分送名单").split("\n")
    assert read == {
        "版头": "档案工作简报",
        "期号": "2025年第1期（总第1期）",
        "编印单位": "云溪市档案工作办公室",
        "日期": "2025年3月4日",
        "标题": TITLE,
    }
    assert [len(body), body[1]] == [3, JOINED]
    assert body[0].endswith(f"**{BOLD}**")
    assert [line[:2] for line in imprint] == ["报：", "送：", "发："]

    unknown = page.get_by_role("region", name="分送名单").get_by_role("listitem").filter(has_text="未登记")
    expect(unknown).to_have_count(len(OFFICES) - 1)  # the clerk's office is known
    expect(unknown.filter(has_text="青石县档案局")).to_be_visible()
    expect(page.get_by_text("各乡镇人民政府 开放统称")).to_be_visible()

    page.get_by_label("日期").fill("2025年3月5日")
    page.get_by_role("button", name="全部登记入册").click()
    expect(unknown).to_have_count(0)
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    assert fields(page)["日期"] == "2025年3月5日"

    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待签发领导办理。")).to_be_visible()
    expect(page.get_by_role("button", name="签发")).to_have_count(0)


def test_a_mistake_is_told_at_its_field_and_everything_typed_stays(world: World, windows: Windows) -> None:
    page = windows.open("secretary")
    bulletin.paste(page)
    page.get_by_label("日期").fill("2025年2月30日")
    page.get_by_label("标题").fill("另一个标题")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("日期")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("日期")).to_have_value("2025年2月30日")
    expect(page.get_by_label("标题")).to_have_value("另一个标题")


def test_an_approved_bulletin_is_numbered_issued_and_followed_live(world: World, windows: Windows) -> None:
    page = windows.open("secretary")
    bulletin.paste(page)
    bulletin.submit(page)
    bulletin.approve(windows.open("approver"))
    bulletin.issue(page)
    expect(page.get_by_role("heading", name="正在印制")).to_be_visible()

    builders.drain(world.system)
    expect(page.get_by_text("应收 6 家，已送达 6，已签收 0。")).to_be_visible()  # by itself: nobody reloads
    expect(page.get_by_text("档案工作简报 2025年第1期（总第1期）").first).to_be_visible()
    for office in OFFICES:
        expect(page.get_by_role("row").filter(has_text=office)).to_contain_text("已送达")
    frame = page.get_by_title("公文正文")
    file = page.request.get(frame.get_attribute("src").partition("#")[0])
    assert file.body().startswith(b"%PDF-")

    clerk = windows.open("clerk")
    clerk.goto("/inbox")
    clerk.get_by_role("link", name="阅读并签收").click()
    clerk.get_by_role("button", name="签收").click()
    expect(page.get_by_text("应收 6 家，已送达 6，已签收 1。")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="云溪市委")).to_contain_text("clerk某")


def test_who_has_not_acknowledged_is_chased_and_the_bulletin_called_back(world: World, windows: Windows) -> None:
    document_id = builders.issued(world)
    page = windows.open("secretary")
    page.goto(f"/documents/{document_id}")
    page.get_by_role("button", name="催办").click()
    expect(page.get_by_role("status").filter(has_text="已向 4 家单位发出催办。")).to_be_visible()
    expect(page.get_by_text("已催办 1 次")).to_have_count(4)

    page.get_by_role("link", name="撤回此件").click()
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_label("撤回原因")).to_be_focused()  # nothing is called back without a reason
    page.get_by_label("撤回原因").fill("库房数目有误，另行印发。")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("此件已撤回。")).to_be_visible()

    builders.drain(world.system)
    clerk = windows.open("clerk")
    clerk.goto(f"/inbox/{builders.delivery_to(world, document_id, '云溪市委').id}")
    expect(clerk.get_by_text("发文单位已撤回此件")).to_be_visible()
    expect(clerk.get_by_role("button", name="签收")).to_have_count(0)
    expect(clerk.get_by_role("img", name="第 1 页")).to_have_count(0)
