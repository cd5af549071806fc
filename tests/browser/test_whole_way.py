"""The whole way with nothing lent: a real browser, the served pages, real workers, a broker, a database."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import bulletin
from tests.browser.bulletin import TITLE
from tests.browser.windows import Windows
from tests.builders import World
from tests.fleet import Fleet, broker, fleet, settings, system

__all__ = ["broker", "fleet", "settings", "system"]

PATIENCE = 120_000


def test_from_the_pasted_text_to_the_archive_by_real_workers(world: World, windows: Windows, fleet: Fleet) -> None:
    fleet.start()
    page = windows.open("secretary")
    bulletin.paste(page)
    bulletin.submit(page)
    bulletin.approve(windows.open("approver"))
    bulletin.issue(page)
    expect(page.get_by_text("应收 6 家，已送达 6，已签收 0。")).to_be_visible(timeout=PATIENCE)

    clerk = windows.open("clerk")
    clerk.get_by_role("link", name="1 待签收").click()
    clerk.get_by_role("link", name="阅读并签收").click()
    clerk.get_by_role("button", name="签收").click()
    expect(clerk.get_by_role("status")).to_contain_text("clerk某代表云溪市委")
    expect(page.get_by_text("应收 6 家，已送达 6，已签收 1。")).to_be_visible(timeout=PATIENCE)

    records = windows.open("records")
    records.goto("/archive?words=除湿机")
    records.get_by_role("link", name=TITLE).click()
    records.get_by_role("button", name="核验").click()
    expect(records.get_by_role("status")).to_contain_text("文件完好：与印发时逐字节一致。")
