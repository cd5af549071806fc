"""A bulletin as a secretary pastes it, and the steps of its way that several tests take."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TITLE = "全市档案库房安全检查结束"
JOINED = "检查组对每个库房的温度、湿度、防火门和应急灯逐项登记，发现问题当场告知管理人员，并把整改期限写进登记表，由所在单位负责人签字确认。"
BOLD = "三个库房的除湿机已经更换。"
# A page ends in the middle of the second paragraph.
TEXT = f"""档案工作简报

2025年第1期（总第1期）

云溪市档案工作办公室 2025年3月4日

{TITLE}

三月上旬，市档案工作办公室组织四个检查组，走访了十二个单位的档案库房。**{BOLD}**

{JOINED[:50]}
— 1 —
{JOINED[50:]}

下一步，检查组将在六月底前回访，回访结果另行通报。

报：云溪市委、云溪市政府。
送：云溪市财政局、云溪市教育局。
发：青石县、清水县档案局，各乡镇人民政府。
"""
OFFICES = ["云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局", "青石县档案局", "清水县档案局"]


def paste(page: Page, text: str = TEXT) -> None:
    """From the desk to the draft of a pasted text."""
    page.goto("/")
    page.get_by_role("link", name="新建公文").click()
    page.get_by_label("公文全文").fill(text)
    page.get_by_role("button", name="识别并建立草稿").click()
    expect(page.get_by_role("button", name="送审")).to_be_visible()


def submit(page: Page) -> None:
    """Register every name at once and send the draft for approval."""
    page.get_by_role("button", name="全部登记入册").click()
    expect(page.get_by_text("内容齐全，可以送审。")).to_be_visible()
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待签发领导办理。")).to_be_visible()


def approve(page: Page, title: str = TITLE) -> None:
    """From the officer's desk to the word."""
    page.goto("/")
    page.get_by_role("link", name="1 待签发").click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_text("同意印发")).to_be_visible()


def issue(page: Page) -> None:
    """From the approved document to the press."""
    page.reload()
    page.get_by_role("button", name="编号").click()
    expect(page.get_by_role("heading", name="印发确认")).to_be_visible()
    page.get_by_role("button", name="印发").click()
