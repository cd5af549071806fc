"""What holds on every page of every role: it fits a phone, and its interface speaks English when asked to."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, expect

from distro.delivery import actions as delivery
from distro.documents import actions as documents
from distro.documents import issuing
from distro.kernel.errands import Errand
from distro.lists import actions as lists
from distro.lists.sheet.sheet import Sheet
from tests import builders
from tests.browser.windows import PHONE, Windows
from tests.builders import DRAFT, TESTER, World

CJK = re.compile(r"[一-鿿]")
# Files to be read or saved, not pages.
FILES = re.compile(r"/(pdf|preview|matrix\.csv|table\.(csv|xlsx))$|\.png$")
# Pages reached from every role's desk, at the least.
LEAST = {
    **{"secretary": 15, "approver": 11, "records": 14, "clerk": 5, "outsider": 6},
    **{"admin": 20, "security": 12, "auditor": 13},
}


@pytest.fixture
def furnished(world: World) -> World:
    """A document in every state, a letter in every state, and work that stopped."""
    content = replace(DRAFT, imprint=f"{DRAFT.imprint}\n发：云溪市水利局、云溪市市场监督管理局、云溪市退役军人事务局。")
    issued = builders.issued(world, content)
    copy = builders.delivery_to(world, issued, "云溪市委")
    with world.system.work(world.clerk) as w:
        delivery.open_(w, copy.id)
        delivery.acknowledge(w, copy.id, builders.document(world, issued).pdf_digest)
    recalled = builders.issued(world, replace(DRAFT, designation=builders.as_issue(2), titles="撤回的一期"))
    with world.system.work(world.secretary) as w:
        issuing.recall(w, recalled, "数目有误。")
    builders.drain(world.system)
    returned = builders.issued(world, replace(DRAFT, designation=builders.as_issue(3), titles="退回的一期"))
    with world.system.work(world.clerk) as w:
        delivery.return_(w, builders.delivery_to(world, returned, "云溪市委").id, "与本单位职权无关。")
    builders.approved(world, replace(DRAFT, designation=builders.as_issue(4), titles="已签发的一期"))
    submitted = builders.drafted(world, replace(DRAFT, designation=builders.as_issue(5), titles="待签发的一期"))
    with world.system.work(world.secretary) as w:
        documents.submit(w, submitted)
        documents.draft(
            w, replace(DRAFT, titles="未完的一期", imprint="送：云溪市尚未登记在册的办公室。"), world.issuer_id
        )
        kept = lists.name_list(
            w, world.issuer_id, "常用名单", "", Sheet(DRAFT.imprint), DRAFT.date, "按三定方案拟定"
        ).id
        lists.revise_list(w, kept, Sheet(f"{DRAFT.imprint}\n发：云溪市水利局。"), DRAFT.date, "新设水利局")
    with world.system.work(TESTER) as w:
        w.session.add(
            Errand(
                step="mail-notice",
                queue="mail",
                subject=world.issuer_id,
                data={},
                called_at=w.now,
                due_at=w.now,
                attempts=8,
                error="ConnectionRefusedError: [Errno 111] Connection refused by the mail server of the office",
                parked_at=w.now,
            )
        )
    return world


def paths(page: Page) -> set[str]:
    """Where the links of this page lead inside the product, the filters of a list left out."""
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    own = urlsplit(page.url).netloc
    return {urlsplit(urldefrag(link).url).path for link in links if urlsplit(link).netloc == own}


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def walk(page: Page) -> dict[str, int]:
    """Every page that links lead to from the desk, with its overflow."""
    found: dict[str, int] = {}
    ahead = {"/"}
    while ahead:
        path = ahead.pop()
        answer = page.goto(path)
        assert (answer.status, path) == (200, path)
        found[path] = overflow(page)
        ahead |= {each for each in paths(page) if each not in found and not FILES.search(each)}
    return found


def test_every_page_of_every_role_fits_a_phone(furnished: World, windows: Windows) -> None:
    for login, least in LEAST.items():
        found = walk(windows.open(login, width=PHONE))
        assert (login, len(found) >= least) == (login, True)
        assert {path: over for path, over in found.items() if over > 0} == {}


def test_the_interface_speaks_english_and_the_content_stays(world: World, windows: Windows) -> None:
    builders.issued(world)
    for login, headings in {
        "records": {"/": "工作台", "/documents": "发文", "/archive": "归档库", "/journal": "审计日志"},
        "secretary": {"/documents/new": "新建公文"},
        "clerk": {"/inbox": "收文"},
        "admin": {
            "/operations": "系统运行",
            "/people": "人员",
            "/people/new": "新建账号",
            "/offices/new": "登记新单位",
        },
        "security": {"/people": "人员", "/account": "我的账号"},
        "auditor": {"/journal?about=accounts": "审计日志"},
    }.items():
        page = windows.open(login, width=PHONE)
        for path, chinese in headings.items():
            page.goto(path)
            heading = page.get_by_role("heading", level=1)
            expect(heading).to_have_text(chinese)
            page.get_by_role("button", name="English").click()
            expect(heading).not_to_have_text(chinese)
            words = heading.inner_text() + page.get_by_role("navigation").first.inner_text()
            assert (path, CJK.findall(words)) == (path, [])
            assert (path, overflow(page) > 0) == (path, False)
            if path in ("/documents", "/archive", "/journal", "/inbox"):
                expect(page.get_by_text(DRAFT.titles).first).to_be_visible()
            page.get_by_role("button", name="中文").click()
            expect(heading).to_have_text(chinese)
