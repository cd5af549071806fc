"""A file that goes along, the whole way in real windows: added, judged, approved, issued, fetched, acknowledged."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import builders
from tests.browser import bulletin
from tests.browser.bulletin import TITLE
from tests.browser.windows import Windows
from tests.builders import World
from tests.files.attached import FILES, PDF, TABLE
from tests.files.portable import opening, pdf, script


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_draft_to_the_receipt(world: World, windows: Windows, tmp_path: Path, scripts: bool) -> None:
    for name, data in {**FILES, "带脚本.pdf": pdf(change=opening(script()))}.items():
        (tmp_path / name).write_bytes(data)
    page = windows.open("secretary", scripts=scripts)
    bulletin.paste(page)
    page.get_by_role("button", name="附件…").click()
    page.get_by_label("要附上的文件").set_input_files(tmp_path / "带脚本.pdf")
    page.get_by_role("button", name="加附件").click()
    expect(page.get_by_role("alert")).to_contain_text("PDF 里有脚本（JavaScript）。没有收下。")
    for name in FILES:
        page.get_by_label("要附上的文件").set_input_files(tmp_path / name)
        page.get_by_role("button", name="加附件").click()
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("button", name="把“登记表”提前一位").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text(TABLE)
    page.get_by_role("link", name="回到文稿").click()
    bulletin.submit(page)

    officer = windows.open("approver", scripts=scripts)
    officer.goto("/")
    officer.get_by_role("link", name="1 待签发").click()
    officer.get_by_role("link", name=TITLE).click()
    with officer.expect_download() as fetched:
        officer.get_by_role("link", name=PDF).click()
    assert fetched.value.path().read_bytes() == FILES[PDF]
    officer.get_by_role("button", name="签发").click()
    expect(officer.get_by_text("同意印发")).to_be_visible()
    bulletin.issue(page)
    builders.drain(world.system)

    clerk = windows.open("clerk", scripts=scripts)
    clerk.get_by_role("link", name="1 待签收").click()
    clerk.get_by_role("link", name="阅读并签收").click()
    expect(clerk.get_by_role("definition").get_by_text("2 个文件，其中 PDF 共 3 页")).to_be_visible()
    for name, data in FILES.items():
        with clerk.expect_download() as fetched:
            clerk.get_by_role("link", name=name).click()
        assert fetched.value.suggested_filename == name
        assert fetched.value.path().read_bytes() == data
    clerk.get_by_role("button", name="签收").click()
    clerk.get_by_role("link", name="回执").click()
    for words in (TABLE, PDF, hashlib.sha256(FILES[PDF]).hexdigest()):
        expect(clerk.get_by_text(words).first).to_be_visible()
