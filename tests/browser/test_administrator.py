"""The administrator: work that ran out of tries is seen, understood and tried again."""

from __future__ import annotations

from playwright.sync_api import expect

from distro.delivery.rules import State
from distro.kernel.errands import Errand
from tests import builders
from tests.browser.windows import Windows
from tests.builders import TESTER, World


def test_work_that_ran_out_of_tries_is_shown_and_tried_again(world: World, windows: Windows) -> None:
    document_id = builders.released(world)
    with world.system.work(TESTER) as w:
        errand = w.session.query(Errand).one()
        errand.attempts, errand.parked_at, errand.error = 8, w.now, "OSError: No space left on device"

    page = windows.open("admin")
    page.get_by_role("link", name="1 停下的任务").click()
    expect(page.get_by_text("有 1 项任务多次未成，已停下等待处理。")).to_be_visible()
    parked = page.get_by_role("table", name="停下待处理的任务").get_by_role("row").filter(has_text="印制版式文件")
    expect(parked).to_contain_text("No space left on device")
    parked.get_by_role("button", name="重试").click()
    expect(page.get_by_text("运行正常。")).to_be_visible()

    builders.drain(world.system)
    assert builders.delivery_to(world, document_id, "云溪市委").state is State.SENT
