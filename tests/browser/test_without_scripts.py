"""With JavaScript switched off, on a phone, nothing is missing: from the pasted text to the receipt."""

from __future__ import annotations

from playwright.sync_api import expect

from tests import builders
from tests.browser import bulletin
from tests.browser.bulletin import TITLE
from tests.browser.windows import PHONE, Windows
from tests.builders import World


def test_a_bulletin_goes_its_whole_way_without_scripts(world: World, windows: Windows) -> None:
    page = windows.open("secretary", width=PHONE, scripts=False)
    bulletin.paste(page)
    bulletin.submit(page)
    bulletin.approve(windows.open("approver", width=PHONE, scripts=False))
    bulletin.issue(page)
    expect(page.get_by_role("heading", name="正在印制")).to_be_visible()
    builders.drain(world.system)
    page.reload()
    expect(page.get_by_text("应收 6 家，已送达 6，已签收 0。")).to_be_visible()

    clerk = windows.open("clerk", width=PHONE, scripts=False)
    clerk.goto("/inbox")
    clerk.get_by_role("link", name="阅读并签收").click()
    expect(clerk.get_by_role("heading", name=TITLE)).to_be_visible()
    clerk.get_by_role("button", name="签收").click()
    expect(clerk.get_by_role("status")).to_contain_text("clerk某代表云溪市委")

    page.get_by_role("button", name="催办").click()
    expect(page.get_by_text("已向 5 家单位发出催办。")).to_be_visible()
