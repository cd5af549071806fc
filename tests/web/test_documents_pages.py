"""The pages of outgoing documents: from a pasted text to the followed copies, and every wrong input on the way."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from distro.accounts.rules import Role
from distro.delivery import actions as deliveries
from distro.delivery.models import Delivery
from distro.delivery.rules import State as DeliveryState
from distro.documents import queries
from distro.documents.draft import LIMITS, Draft
from distro.documents.models import Document
from distro.documents.rules import State
from distro.kernel.cells import harmless
from distro.system import System
from distro.web.documents import texts_of
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor

TEXT = """档案工作简报

2025年第1期（总第1期）

云溪市档案工作办公室 2025年3月4日

全市档案库房完成年度检查

三月一日起，全市十二个档案库房接受年度检查。**温湿度记录齐全的有十一个。**

其余一个已经补装仪器。

报：云溪市委、云溪市政府。

送：云溪市财政局、云溪市教育局，各乡镇人民政府。
"""
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 98765*4321 }}%(x)s"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world.system, "secretary")


def typed(content: Draft, version: int, **changes: str) -> dict[str, str]:
    return texts_of(content) | {"version": str(version)} | changes


def all_documents(world: World) -> list[Document]:
    with world.system.work(world.secretary) as w:
        return queries.listing(w)


def said(world: World, document_id: UUID) -> Draft:
    with world.system.work(TESTER) as w:
        return queries.draft_of(w, queries.find(w, document_id))


class TestPasting:
    def test_a_pasted_text_becomes_a_draft_with_everything_it_says(self, world: World, secretary: Visitor) -> None:
        answer = secretary.post("/documents/new", text=TEXT)
        assert answer.status_code == 303
        document = all_documents(world)[0]
        assert answer.location.startswith(f"/documents/{document.id}")
        assert said(world, document.id) == DRAFT
        page = secretary.get(answer.location).text
        for words in (DRAFT.masthead, DRAFT.titles, DRAFT.issuer, "2025年3月4日", "各乡镇人民政府", "开放类别"):
            assert words in page

    def test_a_file_is_read_in_either_encoding(self, world: World, secretary: Visitor) -> None:
        for encoding in ("utf-8-sig", "gb18030"):
            file = (io.BytesIO(TEXT.encode(encoding)), "简报.txt")
            assert secretary.post("/documents/new", text="", file=file).status_code == 303
        assert [said(world, document.id) for document in all_documents(world)] == [DRAFT, DRAFT]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "还没有粘贴文字"),
            ("  \n ", "还没有粘贴文字"),
            (TEXT.replace("3月4日", "2月30日"), "2025年2月30日"),
            (TEXT.partition("报：")[0], "没有找到分送名单"),
            (TEXT.replace("齐全", "齐\u202e全"), "U+202E"),
            (TEXT.replace("齐全", "齐\ue123全"), "U+E123"),
        ],
    )
    def test_what_cannot_be_read_is_kept_in_the_form_and_nothing_is_saved(
        self, world: World, secretary: Visitor, text: str, message: str
    ) -> None:
        answer = secretary.post("/documents/new", text=text)
        assert answer.status_code == 422
        assert message in answer.text
        assert text.strip().partition("\n")[0] in answer.text
        assert all_documents(world) == []

    def test_a_file_that_is_no_text_is_refused(self, world: World, secretary: Visitor) -> None:
        answer = secretary.post("/documents/new", text="", file=(io.BytesIO(b"\x89PNG\r\n\xff\xfe\xfd"), "图.txt"))
        assert answer.status_code == 422
        assert all_documents(world) == []

    def test_a_classified_text_is_neither_kept_nor_shown_again(self, world: World, secretary: Visitor, caplog) -> None:
        answer = secretary.post("/documents/new", text=f"机密★1年\n{TEXT}")
        assert answer.status_code == 422
        assert "国家秘密标志" in answer.text
        assert "温湿度" not in answer.text
        assert "温湿度" not in caplog.text
        assert all_documents(world) == []

    def test_a_secretary_of_several_offices_writes_for_the_one_named(self, world: World) -> None:
        builders.person(world.system, "secretary", (Role.SECRETARY, "云溪市地方志办公室"))
        secretary = Visitor(world.system, "secretary")
        assert secretary.post("/documents/new", text=TEXT).status_code == 303
        assert all_documents(world)[0].issuer_id == world.issuer_id
        unnamed = secretary.post("/documents/new", text=TEXT.replace("云溪市档案工作办公室", "某处"))
        assert unnamed.status_code == 422
        assert "以哪个单位的名义" in unnamed.text
        assert "温湿度" in unnamed.text

    def test_an_office_one_does_not_serve_cannot_be_chosen(self, world: World, secretary: Visitor) -> None:
        foreign = next(iter(world.outsider.offices(Role.SECRETARY)))
        assert secretary.post("/documents/new", text=TEXT, issuer=str(foreign)).status_code == 303
        assert all_documents(world)[0].issuer_id == world.issuer_id


class TestEditing:
    def test_every_field_is_saved(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        changed = replace(DRAFT, titles="新标题\n副标题", body="一段。\n**两段。**", issue=7, total=9, year=2026)
        answer = secretary.post(f"/documents/{document_id}/save", **typed(changed, 2))
        assert answer.status_code == 303
        assert said(world, document_id) == changed

    def test_full_width_digits_and_other_ways_to_write_a_date(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, issue="１２", date="２０２５.03.05"))
        assert said(world, document_id).issue == 12
        assert said(world, document_id).date.isoformat() == "2025-03-05"

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("date", "2017年2月30日", "2017年2月30日”不存在"),
            ("date", "二月", "日期应写作"),
            ("issue", "五", "1 至 9999 的整数"),
            ("issue", "0", "1 至 9999 的整数"),
            ("issue", "99999999999999999999", "1 至 9999 的整数"),
            ("total", "-3", "1 至 99999 的整数"),
            ("year", "17", "1949 至 2999 的整数"),
            ("titles", "题" * 401, "最多 400 个字"),
            ("body", "字\u202e字", "U+202E"),
            ("masthead", "报" * 31, "最多 30 个字"),
        ],
    )
    def test_a_wrong_value_is_told_at_its_field_and_all_that_was_typed_is_kept(
        self, world: World, secretary: Visitor, field: str, value: str, message: str
    ) -> None:
        document_id = builders.drafted(world)
        data = typed(DRAFT, 2, issuer="另一个名称") | {field: value}
        answer = secretary.post(f"/documents/{document_id}/save", **data)
        assert answer.status_code == 422
        at_field = re.search(rf'id="{field}-error">(.*?)</p>', answer.text, re.DOTALL)
        assert at_field is not None
        assert message in at_field[1]
        assert value in answer.text
        assert "另一个名称" in answer.text
        assert said(world, document_id) == DRAFT

    def test_a_secrecy_mark_typed_later_is_refused_and_not_shown_again(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        answer = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, body="绝密★10年\n不可外传之事。"))
        assert answer.status_code == 422
        assert "不可外传之事" not in answer.text
        assert said(world, document_id) == DRAFT

    @pytest.mark.parametrize(
        "wrong", [{"date": "明天"}, {"year": "机密★10年"}, {"titles": "a\u202e"}, {"version": "1"}, {"version": "x"}]
    )
    def test_a_classified_text_is_not_shown_again_whatever_else_is_wrong(
        self, world: World, secretary: Visitor, wrong: dict[str, str]
    ) -> None:
        document_id = builders.drafted(world)
        data = typed(DRAFT, 2, body="绝密★10年\n不可外传之事。") | wrong
        answer = secretary.post(f"/documents/{document_id}/save", **data)
        assert answer.status_code == 422
        assert "国家秘密标志" in answer.text
        assert "不可外传之事" not in answer.text
        assert said(world, document_id) == DRAFT

    def test_a_line_break_sent_in_a_name_is_a_space(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(
            f"/documents/{document_id}/save", **typed(DRAFT, 2, masthead="工作\r\n简报", issuer="市委\n办公室")
        )
        assert (said(world, document_id).masthead, said(world, document_id).issuer) == ("工作 简报", "市委 办公室")

    def test_nobody_writes_over_a_colleagues_work(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, titles="先到"))
        answer = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, titles="后到"))
        assert answer.status_code == 409
        assert "后到" in answer.text
        assert said(world, document_id).titles == "先到"

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
    def test_a_broken_version_saves_nothing(self, world: World, secretary: Visitor, version: str) -> None:
        document_id = builders.drafted(world)
        data = typed(DRAFT, 2, titles="别的") | {"version": version}
        assert secretary.post(f"/documents/{document_id}/save", **data).status_code == 409
        assert said(world, document_id) == DRAFT

    def test_saving_nothing_new_makes_no_revision(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        assert secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2)).status_code == 303
        assert builders.document(world, document_id).revision == 1

    def test_unknown_offices_are_named_and_registered_with_one_button(self, world: World, secretary: Visitor) -> None:
        secretary.post("/documents/new", text=TEXT)
        document_id = all_documents(world)[0].id
        page = secretary.get(f"/documents/{document_id}").text
        assert page.count("未登记</span>") == 3
        assert "全部登记入册" in page
        answer = secretary.post(f"/documents/{document_id}/register", **typed(DRAFT, 1, titles="改过的标题"))
        page = secretary.get(answer.location.partition("#")[0]).text
        assert "未登记</span>" not in page
        assert "内容齐全，可以送审" in page
        assert said(world, document_id).titles == "改过的标题"

    def test_an_empty_draft_lists_what_is_missing(self, world: World, secretary: Visitor) -> None:
        page = secretary.get(secretary.post("/documents/blank").location).text
        for name in ("masthead", "issuer", "date", "titles", "body", "imprint"):
            assert f'<a href="#{name}">' in page

    def test_hostile_strings_are_only_strings(self, world: World, secretary: Visitor) -> None:
        hostile = {name: f"{name[0]}{HOSTILE}"[:limit] for name, limit in LIMITS.items()}
        hostile["imprint"] = f"报：{HOSTILE}"
        document_id = builders.drafted(world)
        answer = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, **hostile))
        assert answer.status_code == 303
        refused = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 3, **hostile, issue=HOSTILE))
        pages = [refused.text, secretary.get(f"/documents/{document_id}").text, secretary.get("/documents").text]
        pages.append(secretary.get(f"/documents/{document_id}?unsure={HOSTILE}&saved={HOSTILE}").text)
        for page in pages:
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "426763565" not in re.sub(r'csrf_token" value="[^"]+"', "", page).replace(str(document_id), "")
        assert "&lt;script&gt;alert" in pages[1]

    def test_the_preview_is_the_page_that_will_be_printed(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        preview = secretary.get(f"/documents/{document_id}/preview")
        assert preview.mimetype == "application/pdf"
        picture = secretary.get(f"/documents/{document_id}/preview/1.png")
        assert picture.data.startswith(b"\x89PNG")
        assert secretary.get(f"/documents/{document_id}/preview/99.png").status_code == 404
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        Visitor(world.system, "approver").post(f"/documents/{document_id}/approve", revision="1")
        secretary.post(f"/documents/{document_id}/number")
        secretary.post(f"/documents/{document_id}/issue")
        world.system.drain()
        assert secretary.get(f"/documents/{document_id}/pdf").data == preview.data

    def test_a_discarded_draft_leaves_the_list(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        assert secretary.post(f"/documents/{document_id}/discard").location == "/documents"
        assert str(document_id) not in secretary.get("/documents").text


class TestApproving:
    def test_the_officer_sees_what_changed_since_the_last_look(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        approver = Visitor(world.system, "approver")
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        answer = approver.post(f"/documents/{document_id}/return", revision="1", opinion="标题再实一些")
        assert answer.status_code == 303
        page = secretary.get(f"/documents/{document_id}").text
        assert "标题再实一些" in page
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        changed = replace(DRAFT, titles="十二个库房受检", imprint=DRAFT.imprint.replace("、云溪市教育局", ""))
        secretary.post(f"/documents/{document_id}/submit", **typed(changed, int(version)))
        page = approver.get(f"/documents/{document_id}").text
        assert "与第 1 稿相比：标题、分送名单 有改动。" in page
        assert "名单减少：云溪市教育局" in page

    def test_returning_needs_a_reason_and_keeps_what_was_typed(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        approver = Visitor(world.system, "approver")
        answer = approver.post(f"/documents/{document_id}/return", revision="1", opinion=" ")
        assert answer.status_code == 422
        assert "请写明原因或意见" in answer.text
        answer = approver.post(f"/documents/{document_id}/approve", revision="1", opinion="意" * 501)
        assert answer.status_code == 422
        assert "意" * 501 in answer.text
        assert builders.document(world, document_id).state is State.SUBMITTED

    @pytest.mark.parametrize("word", ["approve", "return"])
    def test_an_opinion_holds_no_classified_text(self, world: World, secretary: Visitor, word: str) -> None:
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        approver = Visitor(world.system, "approver")
        answer = approver.post(f"/documents/{document_id}/{word}", revision="1", opinion="机密★1年 不可外传之事")
        assert answer.status_code == 422
        assert "国家秘密标志" in answer.text
        assert "不可外传之事" not in answer.text
        assert builders.document(world, document_id).state is State.SUBMITTED

    def test_only_the_revision_that_was_seen_is_approved(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        approver = Visitor(world.system, "approver")
        for revision in ("2", "0", "x", ""):
            answer = approver.post(f"/documents/{document_id}/approve", revision=revision)
            assert answer.status_code == 409
        assert builders.document(world, document_id).state is State.SUBMITTED

    def test_a_drafter_who_may_approve_reads_why_they_cannot(self, world: World) -> None:
        builders.person(world.system, "secretary", (Role.APPROVER, builders.ISSUER))
        document_id = builders.drafted(world)
        both = Visitor(world.system, "secretary")
        both.post(f"/documents/{document_id}/submit", **typed(DRAFT, 2))
        assert "拟稿人不能签发自己的文稿" in both.get(f"/documents/{document_id}").text
        answer = both.post(f"/documents/{document_id}/approve", revision="1")
        assert answer.status_code == 403
        assert builders.document(world, document_id).state is State.SUBMITTED


class TestIssuing:
    def test_the_last_page_before_issuing_says_what_the_register_will(self, world: World, secretary: Visitor) -> None:
        document_id = builders.approved(world)
        answer = secretary.post(f"/documents/{document_id}/number")
        page = secretary.get(answer.location).text
        digest = re.search(r"<code>([0-9a-f]{64})</code>", page)[1]
        for words in (
            "2025年第1期（总第1期）",
            "报 2 家",
            "送 2 家",
            "共 4 家单位",
            "各乡镇人民政府",
            "approver某",
            "同意印发",
        ):
            assert words in page
        assert "印发后不能修改" in page
        secretary.post(f"/documents/{document_id}/issue")
        world.system.drain()
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
        assert "作废" not in page
        version = int(re.search(r'name="version" value="(\d+)"', page)[1])
        for changes in ({"issue": "2"}, {"masthead": "另一种简报"}, {"year": "2026"}):
            answer = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, version, **changes))
            assert answer.status_code == 409
            assert "已编为" in answer.text
        assert secretary.post(f"/documents/{document_id}/discard").status_code == 409
        secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, version, titles="改正后的标题"))
        assert secretary.post(f"/documents/{document_id}/number").status_code == 409
        Visitor(world.system, "approver").post(f"/documents/{document_id}/approve", revision="2")
        secretary.post(f"/documents/{document_id}/number")
        document = builders.document(world, document_id)
        assert (document.state, document.issue, document.total) == (State.NUMBERED, 1, 1)

    def test_a_number_that_is_taken_is_told_while_drafting(self, world: World, secretary: Visitor) -> None:
        builders.issued(world)
        document_id = builders.drafted(world)
        assert "“2025年第1期”已经用过" in secretary.get(f"/documents/{document_id}").text

    def test_while_printing_the_page_says_so_and_then_shows_the_file(self, world: World, secretary: Visitor) -> None:
        document_id = builders.released(world)
        page = secretary.get(f"/documents/{document_id}").text
        assert "正在印制" in page
        assert f"/documents/{document_id}/progress?state=RELEASED" in page
        assert secretary.get(f"/documents/{document_id}/pdf").status_code == 404
        world.system.drain()
        assert secretary.get(f"/documents/{document_id}/progress?state=RELEASED").status_code == 204
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
        answer = secretary.post(f"/documents/{document_id}/remind")
        assert "已向 4 家单位发出催办。" in secretary.get(answer.location).text
        again = secretary.post(f"/documents/{document_id}/remind")
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
        world.system.drain()
        assert builders.delivery_to(world, document_id, "云溪市委").state is DeliveryState.SENT
        assert secretary.post(resend).status_code == 409
        nothing = resend.replace(str(delivery.id), str(document_id))
        assert secretary.post(nothing).status_code == 404

    def test_recalling_needs_a_reason_and_is_told_to_everybody(self, world: World, secretary: Visitor) -> None:
        document_id = builders.issued(world)
        acknowledge(world, document_id)
        page = secretary.get(f"/documents/{document_id}/recall").text
        assert "已签收的 1 家单位保留回执备查；其余 3 家" in page
        answer = secretary.post(f"/documents/{document_id}/recall", reason=" ")
        assert answer.status_code == 422
        assert "请写明原因或意见" in answer.text
        for reason in ("机密★1年 不可外传之事", "误" * 501):
            answer = secretary.post(f"/documents/{document_id}/recall", reason=reason)
            assert answer.status_code == 422
            assert "不可外传之事" not in answer.text
        assert builders.document(world, document_id).state is State.ISSUED
        secretary.post(f"/documents/{document_id}/recall", reason="附表有误")
        world.system.drain()
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

    @pytest.mark.parametrize("begin", list("=+-@\t\r＝＋－＠"))
    def test_no_cell_begins_a_formula(self, begin: str) -> None:
        assert harmless(f"{begin}1+1") == f"'{begin}1+1"
        assert harmless(f"1{begin}1") == f"1{begin}1"


class TestHome:
    def test_the_desk_counts_what_waits_for_each(self, world: World) -> None:
        builders.drafted(world)
        issued = builders.issued(world)
        late(world, issued, "云溪市委")
        waiting = builders.drafted(world, replace(DRAFT, issue=2, total=2))
        Visitor(world.system, "secretary").post(
            f"/documents/{waiting}/submit", **typed(replace(DRAFT, issue=2, total=2), 2)
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
