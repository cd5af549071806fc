"""The pages of outgoing documents up to approval: pasting, editing, judging, and every wrong input on the way."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from uuid import UUID

import pytest

from distro.accounts.rules import Role
from distro.documents import queries
from distro.documents.draft import LIMITS, Draft
from distro.documents.models import Document
from distro.documents.rules import State
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.documents.specimens import SPECIMENS
from tests.web.visiting import Visitor, typed

TEXT = """档案工作简报

2025年第1期（总第1期）

云溪市档案工作办公室 2025年3月4日

全市档案库房完成年度检查

三月一日起，全市十二个档案库房接受年度检查。**温湿度记录齐全的有十一个。**

其余一个已经补装仪器。

报：云溪市委、云溪市政府。

送：云溪市财政局、云溪市教育局，各乡镇人民政府。
"""
KINDS = (
    ("a notice with everything", "通知", "发文字号"),
    ("a letter of an office", "函", "发文字号"),
    ("an order of a city", "命令", "令号"),
    ("minutes with a number by 期 and a title", "纪要", "纪要名称"),
)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 98765*4321 }}%(x)s"


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
        for words in (DRAFT.masthead, DRAFT.titles, DRAFT.issuer, "2025年3月4日", "各乡镇人民政府", "开放统称"):
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

    def test_what_was_not_taken_stays_with_the_draft_until_somebody_decides(
        self, world: World, secretary: Visitor
    ) -> None:
        left = "责任编辑：沈某　电话：0570-0000000"
        answer = secretary.post("/documents/new", text=f"内部资料\n{TEXT}\n共印50份\n{left}\n— 1 —\n")
        document = all_documents(world)[0]
        assert said(world, document.id) == replace(DRAFT, marks="内部资料", aside=f"印数：50\n{left}")
        page = secretary.get(answer.location).text
        assert left in page
        assert "没有取用的文字" in page
        assert "1 处页码、页眉或横线" in page
        secretary.post(f"/documents/{document.id}/save", **typed(replace(DRAFT, aside="印数：50"), 1))
        assert said(world, document.id).aside == "印数：50"
        assert left not in secretary.get(f"/documents/{document.id}").text

    @pytest.mark.parametrize(("name", "kind", "label"), KINDS)
    def test_a_document_of_another_kind_gets_the_form_of_its_kind(
        self, world: World, secretary: Visitor, name: str, kind: str, label: str
    ) -> None:
        text = next(specimen.text for specimen in SPECIMENS if specimen.name == name)
        page = secretary.get(secretary.post("/documents/new", text=text).location).text
        assert f'<option value="{kind}" selected>' in page
        assert f">{label}</label>" in page
        assert "编印单位" not in page

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
        changed = replace(
            DRAFT, titles="新标题\n副标题", body="一段。\n**两段。**", designation="2026年第7期（总第9期）"
        )
        answer = secretary.post(f"/documents/{document_id}/save", **typed(changed, 2))
        assert answer.status_code == 303
        assert said(world, document_id) == changed

    def test_full_width_digits_and_other_ways_to_write_a_date(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        secretary.post(
            f"/documents/{document_id}/save", **typed(DRAFT, 2, designation="２０２５年第１２期", date="２０２５.03.05")
        )
        assert said(world, document_id).designation == "2025年第12期"
        assert said(world, document_id).date.isoformat() == "2025-03-05"

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("date", "2017年2月30日", "2017年2月30日”不存在"),
            ("date", "二月", "日期应写作"),
            ("designation", "期" * 61, "最多 60 个字"),
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
        refused = secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 3, **hostile, date=HOSTILE))
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
        builders.drain(world.system)
        assert secretary.get(f"/documents/{document_id}/pdf").data == preview.data

    def test_a_discarded_draft_leaves_the_list(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        assert secretary.post(f"/documents/{document_id}/void").location == "/documents"
        assert str(document_id) not in secretary.get("/documents").text
        assert str(document_id) in secretary.get("/documents?state=void").text

    def test_a_numbered_one_is_given_up_with_a_reason_and_its_number_stays_taken(
        self, world: World, secretary: Visitor
    ) -> None:
        document_id = builders.approved(world)
        secretary.post(f"/documents/{document_id}/number")
        secretary.post(f"/documents/{document_id}/withdraw")
        refused = secretary.post(f"/documents/{document_id}/void", reason=" ")
        assert refused.status_code == 422
        assert 'id="reason-error"' in refused.text
        assert secretary.post(f"/documents/{document_id}/void", reason="事项已经撤销").status_code == 303
        ledger = secretary.get("/numbers").text
        for words in ("2025年第1期（总第1期）", "已作废", "事项已经撤销", "secretary某"):
            assert words in ledger
        following = builders.approved(world, replace(DRAFT, designation=""))
        secretary.post(f"/documents/{following}/number")
        assert builders.document(world, following).designation == "2025年第2期（总第2期）"


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
        for words in ("与第 1 稿相比：", "<b>标题</b> 有改动。", "<b>分送名单</b> 有改动。"):
            assert words in page
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
        assert "拟稿人和参与修改的人不能签发自己的文稿" in both.get(f"/documents/{document_id}").text
        answer = both.post(f"/documents/{document_id}/approve", revision="1")
        assert answer.status_code == 403
        assert builders.document(world, document_id).state is State.SUBMITTED
