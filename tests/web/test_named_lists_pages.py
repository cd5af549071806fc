"""The pages of named lists, and what a draft takes from them, from the issue before, and for one issue only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from distro.documents import queries as documents
from distro.documents.draft import Draft
from distro.documents.rules import State
from distro.lists import actions, queries
from distro.lists.sheet.sheet import Sheet
from tests import builders
from tests.builders import DRAFT, World
from tests.web.visiting import Visitor, typed

LONGER = DRAFT.imprint.replace("云溪市教育局", "云溪市教育局、云溪市水利局")
FORM = {
    "name": "常用名单",
    "masthead": DRAFT.masthead,
    "wording": DRAFT.imprint,
    "choices": "",
    "valid_from": "2025年1月1日",
    "reason": "按三定方案拟定",
}


def keep(world: World, wording: str, valid_from: date, name: str = "常用名单") -> UUID:
    """A version of the list of this name, which is begun if there is none."""
    with world.system.work(world.secretary) as w:
        known = {named.name: named.id for named in queries.named_lists(w)}
        if name in known:
            actions.revise_list(w, known[name], Sheet(wording), valid_from, "")
            return known[name]
        return actions.name_list(w, world.issuer_id, name, DRAFT.masthead, Sheet(wording), valid_from, "").id


def said(world: World, document_id: UUID) -> Draft:
    with world.system.work(world.secretary) as w:
        return documents.draft_of(w, documents.find(w, document_id))


class TestKeeping:
    def test_a_list_is_begun_shown_and_revised(self, world: World, secretary: Visitor) -> None:
        answer = secretary.post("/lists/new", **FORM)
        assert answer.status_code == 303
        place = answer.location.partition("?")[0]
        page = secretary.get(answer.location).text
        for words in (
            "已保存为第 1 版。",
            "常用名单",
            DRAFT.masthead,
            "云溪市财政局",
            "按三定方案拟定",
            "自 2025年1月1日 起有效",
        ):
            assert words in page
        answer = secretary.post(
            f"{place}/revise", seen="1", wording=LONGER, choices="", valid_from="2025-6-1", reason="新设水利局"
        )
        assert answer.status_code == 303
        page = secretary.get(answer.location).text
        for words in (
            "已保存为第 2 版。",
            "第 2 版与第 1 版相比：</b>增 1 家、减 0 家。",
            "送：云溪市水利局",
            "新设水利局",
        ):
            assert words in page
        turned = secretary.get(f"{place}?before=2&after=1").text
        assert "第 1 版与第 2 版相比：</b>增 0 家、减 1 家。" in turned
        assert secretary.get(f"{place}?before=7&after=x").status_code == 200

    def test_the_table_tells_what_is_in_force_today(self, world: World, secretary: Visitor) -> None:
        keep(world, DRAFT.imprint, date(2025, 1, 1))
        keep(world, "报：云溪市委。", date(2099, 1, 1))
        keep(world, DRAFT.imprint, date(2099, 1, 1), name="来年名单")
        rows = re.findall(r"<tr>.*?</tr>", secretary.get("/lists").text, re.DOTALL)
        usual, next_year = (next(row for row in rows if name in row) for name in ("常用名单", "来年名单"))
        for words in ("第 1 版", "2025年1月1日", DRAFT.masthead, "1 件"):
            assert words in usual
        assert "尚未生效" in next_year

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("name", "", "请给名单起一个名称"),
            ("wording", "没有名单", "名单为空"),
            ("valid_from", "", "请写明生效日期"),
            ("reason", "因" * 501, "最多 500 个字"),
        ],
    )
    def test_what_cannot_be_saved_is_shown_again_with_its_reason(
        self, world: World, secretary: Visitor, field: str, value: str, message: str
    ) -> None:
        sent = FORM | {"name": "另一份名单", "choices": "甲 → 乙", field: value}
        answer = secretary.post("/lists/new", **sent)
        assert answer.status_code == 422
        assert message in re.search(rf'id="{field}-error">(.*?)</p>', answer.text, re.DOTALL)[1]
        for other in sent.keys() - {field}:
            assert sent[other] in answer.text
        assert secretary.get("/lists").text.count('<th scope="row">') == 0

    def test_a_classified_text_is_not_shown_again(self, world: World, secretary: Visitor) -> None:
        answer = secretary.post("/lists/new", **FORM | {"wording": "机密★1年\n送：不可外传之处。"})
        assert answer.status_code == 422
        assert "不可外传" not in answer.text

    def test_a_version_saved_meanwhile_is_not_passed_over(self, world: World, secretary: Visitor) -> None:
        list_id = keep(world, DRAFT.imprint, date(2025, 1, 1))
        keep(world, LONGER, date(2025, 2, 1))
        sent = {"seen": "1", "wording": "报：云溪市委。", "choices": "", "valid_from": "2025-03-01", "reason": ""}
        answer = secretary.post(f"/lists/{list_id}/revise", **sent)
        assert answer.status_code == 409
        assert "已有第 2 版" in answer.text
        assert "报：云溪市委。" in answer.text

    @pytest.mark.parametrize("seen", ["", "x", "9" * 5000])
    def test_a_form_that_knows_no_version_saves_nothing(self, world: World, secretary: Visitor, seen: str) -> None:
        list_id = keep(world, DRAFT.imprint, date(2025, 1, 1))
        sent = {"seen": seen, "wording": "报：云溪市委。", "valid_from": "2025-03-01"}
        assert secretary.post(f"/lists/{list_id}/revise", **sent).status_code == 409
        assert "第 2 版" not in secretary.get(f"/lists/{list_id}").text

    def test_another_office_learns_nothing_of_a_list(self, world: World) -> None:
        list_id = keep(world, DRAFT.imprint, date(2025, 1, 1))
        outsider = Visitor(world.system, "outsider")
        assert outsider.get(f"/lists/{list_id}").status_code == 404
        assert outsider.post(f"/lists/{list_id}/revise", **FORM).status_code == 404
        assert "常用名单" not in outsider.get("/lists").text

    def test_a_new_list_may_be_begun_from_a_document(self, world: World, secretary: Visitor) -> None:
        extra = replace(DRAFT, imprint=f"{DRAFT.imprint}\n本期增发：云溪市气象局。")
        document_id = builders.issued(world, extra)
        assert f"/lists/new?document={document_id}" in secretary.get(f"/documents/{document_id}").text
        page = secretary.get(f"/lists/new?document={document_id}").text
        assert f"{DRAFT.imprint}</textarea>" in page
        assert f'value="{DRAFT.masthead}"' in page
        assert 'value="2025年3月4日"' in page


class TestTaking:
    def test_the_version_of_the_documents_day_is_taken_and_what_was_typed_is_kept(
        self, world: World, secretary: Visitor
    ) -> None:
        list_id = keep(world, "报：云溪市委。", date(2025, 1, 1))
        keep(world, LONGER, date(2025, 3, 1))
        keep(world, DRAFT.imprint, date(2025, 4, 1))
        document_id = builders.drafted(world)
        sent = typed(DRAFT, 2, titles="改过的标题", named=str(list_id))
        assert secretary.post(f"/documents/{document_id}/take", **sent).status_code == 303
        assert said(world, document_id) == replace(DRAFT, titles="改过的标题", imprint=LONGER)
        version = builders.document(world, document_id).version
        sent = typed(DRAFT, version, date="2025年2月1日", named=str(list_id))
        assert secretary.post(f"/documents/{document_id}/take", **sent).status_code == 303
        assert said(world, document_id).imprint == "报：云溪市委。"

    def test_a_list_for_another_bulletin_or_another_time_is_not_taken(self, world: World, secretary: Visitor) -> None:
        list_id = keep(world, LONGER, date(2025, 4, 1))
        document_id = builders.drafted(world)
        for named in (str(list_id), "", "x"):
            answer = secretary.post(
                f"/documents/{document_id}/take", **typed(DRAFT, 2, titles="改过的标题", named=named)
            )
            assert answer.status_code == 422
            assert "没有取用" in answer.text
            assert "改过的标题" in answer.text
        assert said(world, document_id) == DRAFT

    def test_the_choices_of_a_list_come_with_it(self, world: World, secretary: Visitor) -> None:
        wording, choices = "报：云溪市委、市政府。", "市政府 → 云溪市人民政府"
        with world.system.work(world.secretary) as w:
            sheet, day = Sheet(wording, choices), date(2025, 1, 1)
            list_id = actions.name_list(w, world.issuer_id, "常用名单", "", sheet, day, "").id
            assert queries.versions(w, list_id)[0].choices == choices
        document_id = builders.drafted(world)
        secretary.post(f"/documents/{document_id}/take", **typed(DRAFT, 2, named=str(list_id)))
        assert said(world, document_id).choices == choices

    def test_the_list_of_the_issue_before_is_taken_without_its_extra_recipients(
        self, world: World, secretary: Visitor
    ) -> None:
        builders.issued(world, replace(DRAFT, imprint=f"{LONGER}\n本期增发：云溪市气象局。"))
        document_id = builders.drafted(world)
        assert secretary.post(f"/documents/{document_id}/take-last", **typed(DRAFT, 2)).status_code == 303
        assert said(world, document_id).imprint == LONGER

    def test_without_an_issue_before_there_is_nothing_to_take(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        assert "取用上期名单" not in secretary.get(f"/documents/{document_id}").text
        assert secretary.post(f"/documents/{document_id}/take-last", **typed(DRAFT, 2)).status_code == 422

    def test_extra_recipients_of_this_issue_stand_at_the_end(self, world: World, secretary: Visitor) -> None:
        document_id = builders.drafted(world)
        sent = typed(DRAFT, 2, titles="改过的标题", extra="云溪市气象局、水利局")
        assert secretary.post(f"/documents/{document_id}/extra", **sent).status_code == 303
        assert said(world, document_id).imprint == f"{DRAFT.imprint}\n本期增发：云溪市气象局、水利局。"
        assert said(world, document_id).titles == "改过的标题"
        page = secretary.get(f"/documents/{document_id}").text
        assert "云溪市水利局" in page

    def test_extra_recipients_that_cannot_be_added_are_told_at_the_field(
        self, world: World, secretary: Visitor
    ) -> None:
        document_id = builders.drafted(world)
        answer = secretary.post(f"/documents/{document_id}/extra", **typed(DRAFT, 2, extra="云溪市财政局"))
        assert answer.status_code == 422
        at_field = re.search(r'id="extra-error">(.*?)</p>', answer.text, re.DOTALL)[1]
        assert "“云溪市财政局”已在名单中。没有增加。" in at_field
        assert 'value="云溪市财政局"' in answer.text
        assert said(world, document_id) == DRAFT

    @pytest.mark.parametrize("deed", ["take", "take-last", "extra"])
    def test_what_is_not_a_draft_is_not_changed(self, world: World, secretary: Visitor, deed: str) -> None:
        list_id = keep(world, LONGER, date(2025, 1, 1))
        builders.issued(world)
        document_id = builders.approved(world, replace(DRAFT, designation=builders.as_issue(2)))
        version = builders.document(world, document_id).version
        sent = typed(DRAFT, version, named=str(list_id), extra="云溪市气象局")
        assert secretary.post(f"/documents/{document_id}/{deed}", **sent).status_code == 409
        assert builders.document(world, document_id).state is State.APPROVED


class TestComparing:
    def test_draft_review_and_confirmation_tell_what_changed_since_the_last_issue(
        self, world: World, secretary: Visitor
    ) -> None:
        builders.issued(world)
        changed = LONGER.replace("报：云溪市委、云溪市政府。", "报：云溪市委。")
        second = builders.drafted(world, replace(DRAFT, designation=builders.as_issue(2), imprint=changed))
        summary = "与上期相比：</b>增 1 家、减 1 家。"
        assert summary in secretary.get(f"/documents/{second}").text
        third = builders.approved(world, replace(DRAFT, designation=builders.as_issue(2), imprint=changed))
        assert summary in Visitor(world.system, "approver").get(f"/documents/{third}").text
        secretary.post(f"/documents/{third}/number")
        page = secretary.get(f"/documents/{third}/issue").text
        for words in (summary, "送：云溪市水利局", "报：云溪市政府"):
            assert words in page

    def test_a_draft_tells_how_it_differs_from_the_list_kept_for_it(self, world: World, secretary: Visitor) -> None:
        keep(world, LONGER, date(2025, 1, 1))
        document_id = builders.drafted(world)
        page = secretary.get(f"/documents/{document_id}").text
        assert "与名单“常用名单”第 1 版相比：</b>增 0 家、减 1 家。" in page
        assert "与上期相比" not in page
        secretary.post(f"/documents/{document_id}/save", **typed(DRAFT, 2, imprint=LONGER))
        assert "与名单" not in secretary.get(f"/documents/{document_id}").text
