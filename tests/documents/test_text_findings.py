"""What is found in a text stops it or asks for a reason, which ends with the passage; the register says who stands where."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from distro import issuing
from distro.documents import actions as documents
from distro.documents import issuing as going_out
from distro.documents import queries
from distro.documents.checks.case import Case
from distro.documents.checks.check import ALL, check
from distro.documents.checks.finding import Rule
from distro.documents.draft import Draft
from distro.documents.kinds.pasted import from_recognised
from distro.documents.queries import Checked
from distro.documents.recognition import recognise
from distro.documents.rules import DocumentFact, State
from distro.issuing import Hands
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.journal import Entry
from distro.kernel.pasted import clean
from distro.lists.checks import Severity
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.offices.rules import AliasKind, Particulars
from distro.system import System
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.documents.checks.town import TODAY
from tests.documents.papers import NOTICE, REQUEST

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "public_docs"
CITY, FINANCE = "云溪市政府", "云溪市财政局"
WRONG_YEAR = replace(DRAFT, designation="2024年第1期（总第1期）")


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def found(world: World, document_id: UUID) -> dict[Any, Checked]:
    with world.system.work(world.secretary) as w:
        return {each.finding.rule: each for each in queries.checked(w, queries.find(w, document_id))}


def waive(world: World, document_id: UUID, rule: Rule, reason: str = "上年的最后一期") -> None:
    key = found(world, document_id)[rule].finding.key
    with world.system.work(world.secretary) as w:
        documents.waive(w, document_id, key, reason)


def submit(world: World, document_id: UUID) -> None:
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)


def revise(world: World, document_id: UUID, content: Draft) -> None:
    with world.system.work(world.secretary) as w:
        documents.revise(w, document_id, content, queries.find(w, document_id).version)


def put_below(world: World, name: str, parent: str) -> None:
    with world.system.work(TESTER) as w:
        offices.register(w, [name, parent])
        known = register.by_names(w, [name, parent])
        offices.edit(w, known[name].id, Particulars(parent_id=known[parent].id))


class TestWarning:
    def test_it_stops_until_there_is_a_reason(self, world: World) -> None:
        document_id = builders.drafted(world, WRONG_YEAR)
        with pytest.raises(Refusal, match="不是同一年"):
            submit(world, document_id)
        waive(world, document_id, Rule.ANOTHER_YEAR)
        submit(world, document_id)
        assert builders.document(world, document_id).state is State.SUBMITTED
        assert found(world, document_id)[Rule.ANOTHER_YEAR].waiver.by_name == world.secretary.name

    def test_the_reason_is_on_record_without_a_word_of_the_text(self, world: World) -> None:
        document_id = builders.drafted(world, WRONG_YEAR)
        waive(world, document_id, Rule.ANOTHER_YEAR)
        key = found(world, document_id)[Rule.ANOTHER_YEAR].finding.key
        with world.system.work(world.secretary) as w:
            entry = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.WAIVED)).one()
        assert {name: value for name, value in entry.data.items() if name != "waiver"} == {
            "rule": "ANOTHER_YEAR",
            "field": "designation",
            "passage": key.removeprefix("ANOTHER_YEAR."),
            "reason": "上年的最后一期",
        }

    def test_the_reason_holds_while_the_passage_says_the_same(self, world: World) -> None:
        document_id = builders.drafted(world, WRONG_YEAR)
        waive(world, document_id, Rule.ANOTHER_YEAR)
        revise(world, document_id, replace(WRONG_YEAR, titles="改过的标题", body="改过的正文。"))
        submit(world, document_id)
        with world.system.work(world.secretary) as w:
            documents.withdraw(w, document_id)
        revise(world, document_id, replace(WRONG_YEAR, date=DRAFT.date.replace(year=2023)))
        with pytest.raises(Refusal, match="不是同一年"):
            submit(world, document_id)

    def test_a_reason_is_given_once_and_for_what_is_there(self, world: World) -> None:
        document_id = builders.drafted(world, WRONG_YEAR)
        key = found(world, document_id)[Rule.ANOTHER_YEAR].finding.key
        waive(world, document_id, Rule.ANOTHER_YEAR)
        for other in (key, "ANOTHER_YEAR.0", "NOBODY.None."):
            with pytest.raises(Conflict, match="已经改正"), world.system.work(world.secretary) as w:
                documents.waive(w, document_id, other, "理由")

    def test_a_command_tells_it_and_issues_what_is_written(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document_id = builders.drafted(world, replace(DRAFT, body="2025年3月4日（星期三）开会。"))
        issuing.issue(world.system, document_id, Hands(world.secretary, world.approver))
        assert "须改正或说明理由：日期与星期不符" in capsys.readouterr().err


class TestRegister:
    def test_a_subordinate_is_not_copied_upward(self, world: World) -> None:
        assert world.reviewer
        put_below(world, FINANCE, ISSUER)
        document_id = builders.drafted(world, replace(REQUEST, imprint=f"主送：{CITY}。\n抄送：{FINANCE}。"))
        with pytest.raises(Refusal, match=f"抄送中有下级机关：{FINANCE}"):
            submit(world, document_id)
        with pytest.raises(Conflict):
            waive(world, document_id, Rule.SUBORDINATE_COPIED)
        revise(world, document_id, replace(REQUEST, imprint=f"主送：{CITY}。"))
        submit(world, document_id)

    def test_what_came_up_after_approval_stops_the_issue(self, world: World) -> None:
        document_id = builders.approved(world, replace(REQUEST, imprint=f"主送：{CITY}。\n抄送：{FINANCE}。"))
        put_below(world, FINANCE, ISSUER)
        with world.system.work(world.secretary) as w:
            documents.number(w, document_id)
        with pytest.raises(Refusal, match="下级机关"), world.system.work(world.secretary) as w:
            going_out.issue(w, document_id)

    def test_a_level_is_skipped_along_the_chain_of_the_register(self, world: World) -> None:
        put_below(world, ISSUER, "云溪市数据局")
        put_below(world, "云溪市数据局", CITY)
        document_id = builders.drafted(world, replace(REQUEST, imprint=f"主送：{CITY}。"))
        assert "越过了云溪市数据局" in str(found(world, document_id)[Rule.LEVEL_SKIPPED].finding.refusal)

    def test_joint_issuers_are_looked_up_each(self, world: World) -> None:
        put_below(world, FINANCE, ISSUER)
        document_id = builders.drafted(
            world, replace(NOTICE, issuer=f"{ISSUER}\n{FINANCE}", imprint="主送：云溪市教育局。")
        )
        assert Rule.JOINT_UNEQUAL in found(world, document_id)

    def test_an_old_name_on_the_list_and_in_the_text_is_told_and_repaired(self, world: World) -> None:
        old = replace(DRAFT, imprint="报：云溪市委。\n送：云溪市教育局。", body="请与云溪市教育局联系。")
        document_id = builders.drafted(world, old)
        with world.system.work(TESTER) as w:
            office = register.by_names(w, ["云溪市教育局"])["云溪市教育局"]
            offices.rename(w, office.id, "云溪市教育体育局")
        assert found(world, document_id)[Rule.OLD_NAME].finding.severity is Severity.WARN
        assert Rule.OLD_NAME_TOLD in found(world, document_id)
        with world.system.work(world.secretary) as w:
            document = queries.find(w, document_id)
            right = queries.repaired(w, document, old, ALL)
        assert right == replace(old, imprint="报：云溪市委。\n送：云溪市教育体育局。")

    def test_another_present_name_is_no_old_one(self, world: World) -> None:
        document_id = builders.drafted(world, replace(DRAFT, imprint="送：云溪市教育局。"))
        with world.system.work(TESTER) as w:
            office = register.by_names(w, ["云溪市教育局"])["云溪市教育局"]
            offices.add_alias(w, office.id, "市教育局", AliasKind.SHORT)
        revise(world, document_id, replace(DRAFT, imprint="送：市教育局。"))
        assert Rule.OLD_NAME not in found(world, document_id)


def test_the_texts_of_other_tests_are_sound(world: World) -> None:
    """Every kind of paper is stopped by nothing but what is planted in it."""
    for paper in (NOTICE, REQUEST, DRAFT):
        checked = found(world, builders.drafted(world, paper))
        assert [each for each in checked.values() if each.is_in_the_way] == []


TRUE = {
    ("03", Rule.ANOTHER_YEAR): "〔2009〕",
    ("04", Rule.ANOTHER_YEAR): "2018年第1期",
    ("05", Rule.HALF_WIDTH): "3 个",
    ("08", Rule.HALF_WIDTH): "9 个",
}
"""What is wrong with published documents, and a part of how it is told."""


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")
def test_published_documents_raise_no_false_alarm() -> None:
    told = {}
    for path in sorted(CORPUS.glob("*.txt")):
        content = from_recognised(recognise(clean(path.read_text(encoding="utf-8"))))
        for finding in check(Case(content, (content.date or TODAY) + timedelta(days=1))):
            told[path.stem[:2], finding.rule] = str(finding.refusal)
    assert told.keys() == TRUE.keys()
    assert all(TRUE[each] in words for each, words in told.items())
