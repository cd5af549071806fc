"""期号登记: every number that was taken, and earlier issues entered; and what a draft's pages say it will be called."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.documents.models import TakenNumber
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.documents.papers import NOTICE
from tests.web.visiting import Visitor, typed

EARLIER = {"masthead": DRAFT.masthead, "designation": "2024年第8期", "dated": "2024年8月1日", "title": "八月的事"}


def ledger(world: World) -> list[str]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(select(TakenNumber.words)))


class TestLedger:
    def test_an_earlier_issue_is_entered_and_marked(self, world: World, secretary: Visitor) -> None:
        builders.released(world)
        assert "登记旧期" in secretary.get("/numbers").text
        answer = secretary.post("/numbers/earlier", **EARLIER)
        assert answer.status_code == 303
        page = secretary.get(answer.location).text
        assert "没有印制，也没有送达任何单位" in page
        assert page.index("2025年第1期（总第1期）") < page.index("2024年第8期")
        assert page.count("补登旧期，未经本系统印发") == 1
        assert "八月的事" in page
        assert "2024年8月1日" in page
        assert "八月的事" not in secretary.get("/documents").text

    def test_a_reference_of_a_document_made_elsewhere_is_entered_and_followed(
        self, world: World, secretary: Visitor
    ) -> None:
        elsewhere = EARLIER | {"masthead": "", "designation": "云档发[2025]08号", "dated": "2025年1月3日"}
        assert secretary.post("/numbers/earlier", **elsewhere).status_code == 303
        page = secretary.get("/numbers").text
        assert "发文字号 云档发" in page
        assert "云档发〔2025〕8号" in page
        document_id = builders.approved(world, NOTICE)
        secretary.post(f"/documents/{document_id}/number")
        assert builders.document(world, document_id).designation == "云档发〔2025〕9号"

    def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
        self, world: World, secretary: Visitor
    ) -> None:
        for field, value, words in (
            ("designation", "第几期", "不能识别"),
            ("dated", "八月", "不是日期"),
            ("dated", "", "缺少日期"),
            ("masthead", "", "公文不写简报名称"),
        ):
            answer = secretary.post("/numbers/earlier", **EARLIER | {field: value})
            assert answer.status_code == 422
            assert words in answer.text
            assert f'href="#{"designation" if field == "masthead" else field}"' in answer.text
            assert "八月的事" in answer.text
        secretary.post("/numbers/earlier", **EARLIER)
        answer = secretary.post("/numbers/earlier", **EARLIER)
        assert answer.status_code == 409
        assert "已经用过" in answer.text
        assert ledger(world) == ["2024年第8期"]

    def test_a_mistake_is_struck_out_and_stays_to_be_read(self, world: World, secretary: Visitor) -> None:
        secretary.post("/numbers/earlier", **EARLIER)
        path = re.search(r'href="(/numbers/[0-9a-f-]+/strike)"', secretary.get("/numbers").text)[1]
        assert "/strike" not in Visitor(world.system, "approver").get("/numbers").text
        assert "2024年第8期" in secretary.get(path).text
        refused = secretary.post(path, reason="")
        assert (refused.status_code, 'href="#reason"' in refused.text) == (422, True)
        assert secretary.post(path, reason="日期登记错了").status_code == 303
        page = secretary.get("/numbers").text
        assert "已注销" in page
        assert "日期登记错了" in page
        assert path not in page
        assert secretary.get(path).status_code == 303
        assert secretary.post("/numbers/earlier", **EARLIER).status_code == 303

    def test_it_is_in_the_journal(self, world: World, secretary: Visitor) -> None:
        secretary.post("/numbers/earlier", **EARLIER)
        page = Visitor(world.system, "records").get("/journal").text
        assert "登记旧期" in page
        assert "2024年第8期" in page

    def test_each_sees_the_ledgers_of_their_own_offices(self, world: World, secretary: Visitor) -> None:
        secretary.post("/numbers/earlier", **EARLIER)
        assert "2024年第8期" in Visitor(world.system, "approver").get("/numbers").text
        assert "还没有取过号" in Visitor(world.system, "outsider").get("/numbers").text

    def test_a_secretary_of_several_offices_says_for_which(self, world: World) -> None:
        builders.person(world.system, "secretary", (Role.SECRETARY, "云溪市地方志办公室"))
        secretary = Visitor(world.system, "secretary")
        assert secretary.post("/numbers/earlier", **EARLIER).status_code == 422
        assert secretary.post("/numbers/earlier", issuer=str(world.issuer_id), **EARLIER).status_code == 303


class TestWhatItWillBeCalled:
    def test_the_draft_and_its_officer_are_told_before_the_number_is_taken(
        self, world: World, secretary: Visitor
    ) -> None:
        builders.released(world)
        claimed = builders.drafted(world, replace(DRAFT, designation="第2期"))
        assert "将编为“第2期（总第2期）”。 <" in secretary.get(f"/documents/{claimed}").text
        blank = builders.drafted(world, replace(DRAFT, designation=""))
        page = secretary.get(f"/documents/{blank}").text
        assert "将编为“2025年第2期（总第2期）”。 文中没有写明号数" in page

    @pytest.mark.parametrize("words", ["第几期", "2025年第一季度"])
    def test_words_that_are_no_designation_are_kept_and_told(
        self, world: World, secretary: Visitor, words: str
    ) -> None:
        document_id = builders.drafted(world, replace(DRAFT, designation=words))
        page = secretary.get(f"/documents/{document_id}").text
        assert f'value="{words}"' in page
        assert f"期号“{words}”不能识别" in page
        assert secretary.post(
            f"/documents/{document_id}/submit", **typed(replace(DRAFT, designation=words), 2)
        ).status_code in (409, 422)

    def test_a_number_never_taken_is_not_called_taken(self, world: World, secretary: Visitor) -> None:
        builders.released(world, replace(DRAFT, designation="2025年第9期"))
        page = secretary.get(f"/documents/{builders.drafted(world, replace(DRAFT, designation='2025年第8期'))}").text
        assert "“2025年第8期”没有取过号" in page
        assert "已经用过" not in page
