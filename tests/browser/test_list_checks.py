"""A warning is kept with a reason, and a paper receipt entered: by a person at the pages, with and without scripts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import expect

from distro.offices import actions as offices
from distro.offices import queries as register
from distro.offices.rules import Particulars
from tests import builders
from tests.browser.windows import PHONE, Windows
from tests.builders import DRAFT, TESTER, World

FINANCE = "云溪市财政局"


@pytest.fixture
def document_id(world: World) -> UUID:
    """A draft that reports to an office below its issuer."""
    with world.system.work(TESTER) as w:
        offices.register(w, [FINANCE])
        office = register.by_names(w, [FINANCE])[FINANCE]
        offices.edit(w, office.id, Particulars(parent_id=world.issuer_id))
    return builders.drafted(world, replace(DRAFT, imprint=f"报：云溪市委、{FINANCE}。\n送：各乡镇人民政府，各科室。"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_warning_is_kept_with_a_reason(windows: Windows, document_id: UUID, scripts: bool) -> None:
    page = windows.open("secretary", scripts=scripts)
    page.goto(f"/documents/{document_id}")
    page.get_by_label("保留的理由").fill("该局代行上级职责")
    page.get_by_role("button", name=f"说明理由，保留“{FINANCE}”").click()
    expect(page.get_by_text("理由：该局代行上级职责")).to_be_visible()
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待签发领导办理。")).to_be_visible()
    expect(page.get_by_text("理由：该局代行上级职责")).to_be_visible()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_a_paper_receipt_is_entered(windows: Windows, world: World, width: int) -> None:
    document_id = builders.issued(world)
    page = windows.open("secretary", width=width)
    page.goto(f"/documents/{document_id}")
    page.get_by_role("link", name="登记云溪市政府的纸质签收").click()
    page.get_by_label("签收人").fill("王某")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text(f"纸质签收，{world.secretary.name}登记")).to_be_visible()
