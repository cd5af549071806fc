"""The pages from the number to the last receipt: issuing, following, chasing, calling back, and what waits at home."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from distro.delivery import actions as deliveries
from distro.delivery.models import Delivery
from distro.delivery.rules import State as DeliveryState
from distro.documents.rules import State
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor, typed


class TestIssuing:
    def test_the_last_page_before_issuing_says_what_the_register_will(self, world: World, secretary: Visitor) -> None:
        document_id = builders.approved(world)
        answer = secretary.post(f"/documents/{document_id}/number")
        page = secretary.get(answer.location).text
        digest = re.search(r"<code>([0-9a-f]{64})</code>", page)[1]
        for words in (
            "2025年第1期（总第1期）",
            "报 2 件",
            "送 2 件",
            "共 4 件",
            "各乡镇人民政府",
            "approver某",
            "同意印发",
        ):
            assert words in page
        assert "印发后不能修改" in page
        secretary.post(f"/documents/{document_id}/issue")
        builders.drain(world.system)
        assert builders.document(world, document_id).pdf_digest == digest

    def test_steps_cannot_be_skipped(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        for step in ("number", "issue", "recall", "withdraw"):
            answer = secretary.post(f"/documents/{document_id}/{step}", reason="试")
            assert answer.status_code in (303, 409), step
        assert builders.document(world, document_id).state is State.DRAFT

    def test_a_numbered_document_is_corrected_under_its_number(self, world: World, secretary: Visitor) -> None:
        document_id = builders.approved(world)
        secretary.post(f"/documents/{document_id}/number")
        secretary.post(f"/documents/{document_id}/withdraw")
        page = secretary.get(f"/documents/{document_id}").text
        version = int(re.search(r'name="version" value="(\d+)"', page)[1])
        for changes in ({"designation": "2025年第2期"}, {"masthead": "另一种简报"}, {"designation": "增刊第1期"}):
            answer = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, version, **changes))
            assert answer.status_code == 409
            assert "已编为" in answer.text
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, version, titles="改正后的标题"))
        assert secretary.post(f"/documents/{document_id}/number").status_code == 409
        Visitor(world.system, "approver").post(f"/documents/{document_id}/approve", revision="2")
        secretary.post(f"/documents/{document_id}/number")
        document = builders.document(world, document_id)
        assert (document.state, document.designation) == (State.NUMBERED, "2025年第1期（总第1期）")

    def test_a_number_that_is_taken_is_told_while_drafting(self, world: World, secretary: Visitor) -> None:
        builders.issued(world)
        document_id = builders.drafted(world)
        assert "“2025年第1期”已经用过" in secretary.get(f"/documents/{document_id}").text

    def test_while_printing_the_page_says_so_and_then_shows_the_file(self, world: World, secretary: Visitor) -> None:
        document_id = builders.released(world)
        page = secretary.get(f"/documents/{document_id}").text
        assert "正在印制" in page
        assert f"/documents/{document_id}/progress?state=PRINTING" in page
        assert secretary.get(f"/documents/{document_id}/pdf").status_code == 404
        builders.drain(world.system)
        assert secretary.get(f"/documents/{document_id}/progress?state=PRINTING").status_code == 204
        page = secretary.get(f"/documents/{document_id}").text
        assert f'src="/documents/{document_id}/pdf' in page
        assert secretary.get(f"/documents/{document_id}/pages/1.png").data.startswith(b"\x89PNG")
        assert secretary.get(f"/documents/{document_id}/pages/99.png").status_code == 404


class TestFollowing:
    def test_the_live_part_is_sent_again_only_when_something_happened(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        path = f"/documents/{document_id}/progress?state=ISSUED"
        first = secretary.get(path)
        assert "应收 4 家，已送达 4，已签收 0。" in first.text
        unchanged = secretary.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert unchanged.status_code == 304
        acknowledge(world, document_id)
        later = secretary.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert later.status_code == 200
        assert "已签收 1。" in later.text
        assert "clerk某" in later.text

    def test_a_counter_shows_the_copies_it_counts(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        acknowledge(world, document_id)
        late(world, document_id, "云溪市财政局")
        offices = {
            "": 5,
            "delivered": 4,
            "opened": 1,
            "acknowledged": 1,
            "waiting": 3,
            "late": 1,
            "returned": 0,
            "failed": 0,
            "nonsense": 5,
        }
        for show, count in offices.items():
            for path in (f"/documents/{document_id}", f"/documents/{document_id}/matrix"):
                page = secretary.get(f"{path}?show={show}").text
                table = page.partition("<tbody>")[2].partition("</tbody>")[0]
                assert len(re.findall(r'<th scope="row">', table)) == count, (path, show)
        assert "异常 1" in secretary.get("/documents?state=exceptions").text

    def test_chasing_is_told_and_not_repeated_at_once(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        answer = secretary.post(f"/documents/{document_id}/chase")
        assert "已向 4 家单位发出催办。" in secretary.get(answer.location).text
        again = secretary.post(f"/documents/{document_id}/chase")
        assert again.status_code == 422
        assert "没有需要催办的单位" in again.text

    def test_a_returned_copy_is_seen_first_and_sent_again(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        delivery = builders.delivery_to(world, document_id, "云溪市委")
        with world.system.work(world.clerk) as w:
            deliveries.return_(w, delivery.id, "缺第二页")
        page = secretary.get(f"/documents/{document_id}").text
        assert "缺第二页" in page
        resend = f"/documents/{document_id}/deliveries/{delivery.id}/resend"
        assert resend in page
        assert secretary.post(resend).status_code == 303
        builders.drain(world.system)
        assert builders.delivery_to(world, document_id, "云溪市委").state is DeliveryState.SENT
        assert secretary.post(resend).status_code == 409
        nothing = resend.replace(str(delivery.id), str(document_id))
        assert secretary.post(nothing).status_code == 404

    def test_recalling_needs_a_reason_and_is_told_to_everybody(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        acknowledge(world, document_id)
        page = secretary.get(f"/documents/{document_id}/recall").text
        assert "已签收的 1 件保留回执备查；其余 3 件" in page
        answer = secretary.post(f"/documents/{document_id}/recall", reason=" ")
        assert answer.status_code == 422
        assert "请写明原因或意见" in answer.text
        for reason in ("机密★1年 不可外传之事", "误" * 501):
            answer = secretary.post(f"/documents/{document_id}/recall", reason=reason)
            assert answer.status_code == 422
            assert "不可外传之事" not in answer.text
        assert builders.document(world, document_id).state is State.ISSUED
        secretary.post(f"/documents/{document_id}/recall", reason="附表有误")
        builders.drain(world.system)
        page = secretary.get(f"/documents/{document_id}").text
        assert "此件已撤回" in page
        assert "催办" not in page

    def test_the_matrix_has_the_phrase_and_the_office_in_list_order(self, world: World) -> None:
        document_id = builders.issued(world)
        acknowledge(world, document_id)
        late(world, document_id, "云溪市教育局")
        records = Visitor(world.system, "records")
        page = records.get(f"/documents/{document_id}/matrix").text
        offices = re.findall(r'<th scope="row">([^<]+)</th>', page)
        assert offices == ["云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局", "各乡镇人民政府"]
        assert page.count("云溪市委、云溪市政府") >= 2
        assert "逾期" in page
        first = records.get(f"/documents/{document_id}/matrix?order=exceptions").text
        assert re.findall(r'<th scope="row">([^<]+)</th>', first)[0] == "云溪市教育局"

    def test_a_document_not_yet_issued_has_no_matrix(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        assert secretary.get(f"/documents/{document_id}/matrix").status_code == 404
        assert secretary.get(f"/documents/{document_id}/matrix.csv").status_code == 404

    def test_the_export_is_a_table_no_spreadsheet_runs(self, world: World) -> None:
        document_id = builders.issued(world)
        delivery = builders.delivery_to(world, document_id, "云溪市委")
        with world.system.work(world.clerk) as w:
            deliveries.return_(w, delivery.id, '=HYPERLINK("http://elsewhere.example","缺页")')
        answer = Visitor(world.system, "records").get(f"/documents/{document_id}/matrix.csv")
        assert answer.mimetype == "text/csv"
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert "attachment" in answer.headers["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert [row[3] for row in rows[1:]] == [
            "云溪市委",
            "云溪市政府",
            "云溪市财政局",
            "云溪市教育局",
            "各乡镇人民政府",
        ]
        assert rows[1][-1].startswith("'=HYPERLINK")


class TestHome:
    def test_the_desk_counts_what_waits_for_each(self, world: World) -> None:
        builders.drafted(world)
        issued = builders.issued(world)
        late(world, issued, "云溪市委")
        waiting = builders.drafted(world, replace(DRAFT, designation=builders.as_issue(2)))
        Visitor(world.system, "secretary").post(
            f"/documents/{waiting}/submit", **typed(replace(DRAFT, designation=builders.as_issue(2)), 2)
        )
        assert tasks(world, "secretary") == {"草稿": 1, "待编号": 0, "待印发": 0, "有异常的发文": 1}
        assert tasks(world, "approver") == {"待签发": 1, "有异常的发文": 1}
        assert tasks(world, "clerk") == {"待签收": 1, "逾期未签收": 1}
        assert tasks(world, "outsider")["有异常的发文"] == 0

    def test_the_navigation_leads_only_where_one_may_go(self, world: World) -> None:
        for login in ("secretary", "approver", "records", "clerk"):
            visitor = Visitor(world.system, login)
            ways = re.search(r"<nav.*?</nav>", visitor.get("/").text, re.DOTALL)[0]
            for path in re.findall(r'href="([^"]+)"', ways):
                assert visitor.get(path).status_code == 200, (login, path)


def tasks(world: World, login: str) -> dict[str, int]:
    page = Visitor(world.system, login).get("/").text
    return {name: int(count) for count, name in re.findall(r"<b>(\d+)</b> ([^<]+)</a>", page)}


def acknowledge(world: World, document_id: UUID) -> None:
    delivery = builders.delivery_to(world, document_id, "云溪市委")
    with world.system.work(world.clerk) as w:
        letter = deliveries.open_(w, delivery.id)
        deliveries.acknowledge(w, delivery.id, letter.document.pdf_digest)


def late(world: World, document_id: UUID, office: str) -> None:
    delivery = builders.delivery_to(world, document_id, office)
    with world.system.work(TESTER) as w:
        w.session.execute(update(Delivery).where(Delivery.id == delivery.id).values(due_at=w.now - timedelta(hours=1)))
