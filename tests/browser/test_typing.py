"""Whatever ends while somebody writes, what they wrote is there again."""

from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import update

from distro.accounts.models import Session
from tests import builders
from tests.browser.windows import Windows
from tests.builders import PASSWORD, TESTER, World

WRITTEN = "三月二日，西山片区的八个库房也查完了。"
MORE = "结果另报。"


def test_the_window_and_then_the_session_end_while_one_writes(windows: Windows, world: World) -> None:
    document_id = builders.drafted(world)
    page = windows.open("secretary")
    page.goto(f"/documents/{document_id}")
    page.get_by_label("正文").fill(WRITTEN)
    expect(page.get_by_text("已暂存")).to_be_visible()
    page.context.close()

    page = windows.open("secretary")
    page.goto(f"/documents/{document_id}")
    expect(page.get_by_text("还没有保存的内容")).to_be_visible()
    body = page.get_by_label("正文")
    expect(body).to_have_value(WRITTEN)

    with world.system.work(TESTER) as w:
        w.session.execute(update(Session).values(ended_at=w.now))
    body.press_sequentially(MORE)
    expect(page.get_by_text("没有暂存：登录已过期")).to_be_visible()
    written = body.input_value()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("刚才的内容还没有办理")).to_be_visible()
    page.get_by_label("登录名").fill("secretary")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("已放回表单")).to_be_visible()
    expect(page.get_by_label("正文")).to_have_value(written)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存为第")).to_be_visible()
    expect(page.get_by_text("还没有保存的内容")).to_have_count(0)
    expect(page.get_by_label("正文")).to_have_value(written)


def test_leaving_a_moment_after_the_last_letter_loses_nothing(windows: Windows, world: World) -> None:
    document_id = builders.drafted(world)
    page = windows.open("secretary")
    page.goto(f"/documents/{document_id}")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("正文").fill(WRITTEN)
    page.goto("/documents")
    # What is sent in leaving may arrive after the next page was asked for.
    for _ in range(20):
        page.goto(f"/documents/{document_id}")
        if page.get_by_label("正文").input_value() == WRITTEN:
            break
    expect(page.get_by_label("正文")).to_have_value(WRITTEN)
