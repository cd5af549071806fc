"""The findings on the pages: what is to be done, a warning kept with a reason, what officers see of it; paper receipts."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from uuid import UUID

import pytest

from distro.documents import actions, queries
from distro.lists.checks import Rule
from distro.lists.tier import Tier
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.offices.rules import Branch, Level, Particulars
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor, typed

FINANCE = "云溪市财政局"
UPSIDE_DOWN = replace(DRAFT, imprint=f"报：云溪市委、{FINANCE}。\n送：各乡镇人民政府。")


@pytest.fixture
def office_id(world: World) -> UUID:
    """An office below the issuer."""
    with world.system.work(TESTER) as w:
        offices.register(w, [FINANCE])
        office = register.by_names(w, [FINANCE])[FINANCE]
        offices.edit(w, office.id, Particulars(parent_id=world.issuer_id))
        return office.id


def key(office_id: UUID) -> str:
    return f"{Rule.WRONG_TIER.name}.{office_id}.{Tier.REPORT.name}"


def waive(visitor: Visitor, world: World, document_id: UUID, office_id: UUID, reason: str, **changes: str):
    form = typed(UPSIDE_DOWN, builders.document(world, document_id).version, **changes)
    chosen = key(office_id)
    return visitor.post(f"/documents/{document_id}/waive", **form, waive=chosen, **{f"reason.{chosen}": reason})


class TestDraft:
    def test_everything_to_be_done_is_told_at_once(self, world: World, secretary: Visitor, office_id: UUID) -> None:
        unknown = replace(UPSIDE_DOWN, imprint=UPSIDE_DOWN.imprint + "\n抄送：未登记局。", titles="")
        with world.system.work(world.secretary) as w:
            document_id = actions.draft(w, unknown, world.issuer_id).id
        page = secretary.get(f"/documents/{document_id}").text
        assert "送审前要办的" in page
        for words in ("缺少标题", "未登记的单位", f"“{FINANCE}”是下级单位", "没有落实到单位，只印不送"):
            assert words in page
        assert '<a href="#list">' in page

    def test_offices_without_a_clerk_are_told(self, world: World, secretary: Visitor) -> None:
        content = replace(DRAFT, imprint=f"报：云溪市委。\n送：{FINANCE}。")
        page = secretary.get(f"/documents/{builders.drafted(world, content)}").text
        assert f"有 1 家没有收文员，按纸质送达：{FINANCE}。" in page

    def test_registering_a_list_writes_down_what_its_names_say(self, world: World, secretary: Visitor) -> None:
        content = replace(DRAFT, imprint="送：江苏省委组织部。")
        with world.system.work(world.secretary) as w:
            document_id = actions.draft(w, content, world.issuer_id).id
        form = typed(content, builders.document(world, document_id).version)
        assert secretary.post(f"/documents/{document_id}/register", **form).status_code == 303
        with world.system.work(TESTER) as w:
            office = register.by_names(w, ["江苏省委组织部"])["江苏省委组织部"]
        assert (office.level, office.branch, office.region) == (Level.PROVINCE, Branch.PARTY, "江苏省")

    def test_a_refused_submission_tells_the_finding(self, world: World, secretary: Visitor, office_id: UUID) -> None:
        document_id = builders.drafted(world, UPSIDE_DOWN)
        form = typed(UPSIDE_DOWN, builders.document(world, document_id).version)
        answer = secretary.post(f"/documents/{document_id}/submit", **form)
        assert answer.status_code == 422
        assert answer.text.count("是下级单位") >= 2

    def test_a_reason_keeps_the_office_and_saves_what_was_typed(
        self, world: World, secretary: Visitor, office_id: UUID
    ) -> None:
        document_id = builders.drafted(world, UPSIDE_DOWN)
        answer = waive(secretary, world, document_id, office_id, "该局代行上级职责", titles="刚改的标题")
        assert answer.status_code == 303
        page = secretary.get(f"/documents/{document_id}").text
        assert "说明理由后保留的 1 处" in page
        assert "理由：该局代行上级职责" in page
        assert world.secretary.name in page
        assert "内容齐全，可以送审" in page
        assert builders.document(world, document_id).title == "刚改的标题"

    def test_a_missing_reason_is_asked_for_beside_its_warning(
        self, world: World, secretary: Visitor, office_id: UUID
    ) -> None:
        document_id = builders.drafted(world, UPSIDE_DOWN)
        answer = waive(secretary, world, document_id, office_id, " ", titles="刚改的标题")
        assert answer.status_code == 422
        assert f'id="reason.{key(office_id)}-error"' in answer.text
        assert "刚改的标题" in answer.text
        with world.system.work(world.secretary) as w:
            assert not [each for each in queries.checked(w, queries.find(w, document_id)) if each.waiver]

    @pytest.mark.parametrize("chosen", ["", "WRONG_TIER", "WRONG_TIER.x.REPORT", f"WRONG_TIER.{UUID(int=1)}.NOTIER"])
    def test_a_made_up_key_keeps_nothing(self, world: World, secretary: Visitor, chosen: str) -> None:
        document_id = builders.drafted(world)
        form = typed(DRAFT, builders.document(world, document_id).version)
        assert (
            secretary.post(
                f"/documents/{document_id}/waive", **form, waive=chosen, **{f"reason.{chosen}": "x"}
            ).status_code
            == 409
        )


def test_officers_see_what_was_kept_and_why(world: World, secretary: Visitor, office_id: UUID) -> None:
    document_id = builders.drafted(world, UPSIDE_DOWN)
    waive(secretary, world, document_id, office_id, "该局代行上级职责")
    form = typed(UPSIDE_DOWN, builders.document(world, document_id).version)
    assert secretary.post(f"/documents/{document_id}/submit", **form).status_code == 303
    approver = Visitor(world.system, "approver")
    page = approver.get(f"/documents/{document_id}").text
    assert "理由：该局代行上级职责" in page
    assert "提示 " in page
    approver.post(f"/documents/{document_id}/approve", revision="1")
    secretary.post(f"/documents/{document_id}/number")
    page = secretary.get(f"/documents/{document_id}/issue").text
    assert "理由：该局代行上级职责" in page
    assert world.secretary.name in page
    journal = Visitor(world.system, "records").get(f"/journal?document={document_id}").text
    assert "说明理由保留" in journal


class TestPaper:
    @pytest.fixture
    def document_id(self, world: World) -> UUID:
        return builders.issued(world)

    def address(self, world: World, document_id: UUID, office: str = "云溪市政府") -> str:
        return f"/documents/{document_id}/deliveries/{builders.delivery_to(world, document_id, office).id}/paper"

    def test_copies_on_paper_are_marked(self, world: World, secretary: Visitor, document_id: UUID) -> None:
        for page in (f"/documents/{document_id}", f"/documents/{document_id}/matrix"):
            assert len(re.findall(r"▤[^<]*</span> 纸质", secretary.get(page).text)) == 3

    def test_a_receipt_is_entered_and_told_apart(self, world: World, secretary: Visitor, document_id: UUID) -> None:
        address = self.address(world, document_id)
        assert address in secretary.get(f"/documents/{document_id}").text
        with world.system.work(TESTER) as w:
            day = w.today
        assert secretary.get(address).status_code == 200
        assert secretary.post(address, person_name="王某", day=day.isoformat()).status_code == 303
        entered = f"纸质签收，{world.secretary.name}登记"
        assert entered in secretary.get(f"/documents/{document_id}").text
        assert entered in secretary.get(f"/documents/{document_id}/matrix").text
        receipt = secretary.get(address.replace("deliveries", "receipts").removesuffix("/paper")).text
        assert entered in receipt
        assert "王某" in receipt
        assert "（北京时间）" not in receipt
        assert secretary.get(address).status_code == 303
        rows = list(
            csv.reader(io.StringIO(secretary.get(f"/documents/{document_id}/matrix.csv").text.lstrip("\ufeff")))
        )
        (row,) = [row for row in rows if row[3] == "云溪市政府"]
        assert row[-1] == entered
        assert "纸质" in row
        assert day.isoformat() in row

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"person_name": "王某", "day": ""}, "签收日期"),
            ({"person_name": "王某", "day": "昨天"}, "不是日期"),
            ({"person_name": "王某", "day": "2999-01-01"}, "送达当天至今天"),
            ({"person_name": "", "day": "2017-02-23"}, "签收人姓名"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(
        self, world: World, secretary: Visitor, document_id: UUID, form: dict[str, str], words: str
    ) -> None:
        answer = secretary.post(self.address(world, document_id), **form)
        assert answer.status_code == 422
        assert words in answer.text
        assert 'aria-invalid="true"' in answer.text

    def test_a_second_receipt_is_refused_in_words(self, world: World, secretary: Visitor, document_id: UUID) -> None:
        address = self.address(world, document_id)
        with world.system.work(TESTER) as w:
            day = w.today
        assert secretary.post(address, person_name="王某", day=day.isoformat()).status_code == 303
        answer = secretary.post(address, person_name="李某", day=day.isoformat())
        assert answer.status_code == 409
        assert "不能“签收”。没有改变任何内容" in answer.text

    def test_there_is_no_form_for_what_lies_in_an_inbox(
        self, world: World, secretary: Visitor, document_id: UUID
    ) -> None:
        assert secretary.get(self.address(world, document_id, "云溪市委")).status_code == 303
        assert Visitor(world.system, "clerk").get(self.address(world, document_id)).status_code == 403


def test_what_came_up_since_the_approval_takes_the_button_away(world: World, secretary: Visitor) -> None:
    document_id = builders.approved(world)
    secretary.post(f"/documents/{document_id}/number")
    assert f'action="/documents/{document_id}/issue"' in secretary.get(f"/documents/{document_id}/issue").text
    with world.system.work(TESTER) as w:
        office = register.by_names(w, [FINANCE])[FINANCE]
        offices.merge(w, office.id, register.by_names(w, ["云溪市教育局"])["云溪市教育局"].id, w.today)
    page = secretary.get(f"/documents/{document_id}/issue").text
    assert "已并入“云溪市教育局”" in page
    assert f'action="/documents/{document_id}/issue"' not in page
