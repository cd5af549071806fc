"""What is found in a text on the pages: told beside the list's findings, kept with a reason, put right by a button."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from distro.documents import queries
from distro.documents.draft import Draft
from tests import builders
from tests.builders import DRAFT, World
from tests.web.visiting import Visitor, typed

SLIPPED = replace(
    DRAFT,
    titles="检查情况(一)",
    body='落实"十四五"规划,自03月起检查。\n2025年3月4日（星期三）开会。',
)
WEEKDAY = "日期与星期不符：2025年3月4日（星期三），2025年3月4日是星期二。"


@pytest.fixture
def document_id(world: World) -> UUID:
    return builders.drafted(world, SLIPPED)


def content(world: World, document_id: UUID) -> Draft:
    with world.system.work(world.secretary) as w:
        return queries.draft_of(w, queries.find(w, document_id))


def post(visitor: Visitor, world: World, document_id: UUID, deed: str, of: Draft = SLIPPED, **more: str):
    form = typed(of, builders.document(world, document_id).version)
    return visitor.post(f"/documents/{document_id}/{deed}", **form, **more)


def key(world: World, document_id: UUID) -> str:
    with world.system.work(world.secretary) as w:
        checked = queries.checked(w, queries.find(w, document_id))
    return next(each.finding.key for each in checked if each.is_to_be_waived)


def test_warnings_and_slips_are_told_with_what_would_change(
    world: World, secretary: Visitor, document_id: UUID
) -> None:
    page = secretary.get(f"/documents/{document_id}").text
    assert "送审前要办的 1 件事" in page
    assert f'<a href="#body">{WEEKDAY}' in page
    assert "可以直接改正的 4 条" in page
    for before, after in (
        ("检查情况(一)", "检查情况（一）"),
        ("五&#34;规划,自03月", "五&#34;规划，自03月"),
        ("规划,自03月起检", "规划,自3月起检"),
    ):
        assert f"<del>{before}</del> → <ins>{after}</ins>" in page
    assert "“十四五”" in page


def test_one_repair_puts_right_what_it_names(world: World, secretary: Visitor, document_id: UUID) -> None:
    before = builders.document(world, document_id).revision
    answer = post(secretary, world, document_id, "repair", repair="HALF_WIDTH.body")
    assert answer.status_code == 303
    assert content(world, document_id) == replace(SLIPPED, body=SLIPPED.body.replace("划,", "划，"))
    assert builders.document(world, document_id).revision == before + 1


def test_all_repairs_at_once_leave_what_only_a_person_can_decide(
    world: World, secretary: Visitor, document_id: UUID
) -> None:
    assert post(secretary, world, document_id, "repair", repair="all").status_code == 303
    right = "落实“十四五”规划，自3月起检查。\n2025年3月4日（星期三）开会。"
    assert content(world, document_id) == replace(SLIPPED, titles="检查情况（一）", body=right)
    page = secretary.get(f"/documents/{document_id}").text
    assert "可以直接改正的" not in page
    assert WEEKDAY in page


def test_what_was_typed_is_saved_with_a_repair(world: World, secretary: Visitor, document_id: UUID) -> None:
    changed = replace(SLIPPED, titles="刚改的标题(二)")
    assert post(secretary, world, document_id, "repair", changed, repair="HALF_WIDTH.titles").status_code == 303
    assert content(world, document_id) == replace(SLIPPED, titles="刚改的标题（二）")


def test_a_made_up_repair_changes_nothing(world: World, secretary: Visitor, document_id: UUID) -> None:
    before = builders.document(world, document_id).revision
    for wanted in ("", "HALF_WIDTH", "HALF_WIDTH.imprint", "NOBODY.body"):
        post(secretary, world, document_id, "repair", repair=wanted)
    assert builders.document(world, document_id).revision == before


def test_nobody_repairs_over_a_colleague_or_in_a_text_of_others(
    world: World, secretary: Visitor, document_id: UUID
) -> None:
    form = typed(SLIPPED, builders.document(world, document_id).version)
    post(secretary, world, document_id, "repair", repair="HALF_WIDTH.titles")
    assert secretary.post(f"/documents/{document_id}/repair", **form, repair="all").status_code == 409
    outsider = Visitor(world.system, "outsider")
    assert outsider.post(f"/documents/{document_id}/repair", **form, repair="all").status_code == 404


def test_a_reason_keeps_the_passage_and_officers_see_it(world: World, secretary: Visitor, document_id: UUID) -> None:
    assert post(secretary, world, document_id, "submit").status_code == 422
    chosen = key(world, document_id)
    answer = post(secretary, world, document_id, "waive", SLIPPED, waive=chosen, **{f"reason.{chosen}": "照录原文"})
    assert answer.status_code == 303
    assert post(secretary, world, document_id, "submit").status_code == 303
    page = Visitor(world.system, "approver").get(f"/documents/{document_id}").text
    assert "“2025年3月4日（星期三）”照原样保留。" in page
    assert "理由：照录原文" in page
    assert world.secretary.name in page
    assert "汉字之间的半角标点" in page
    assert "可以直接改正的" not in page


def test_a_missing_reason_is_asked_for_beside_its_warning(world: World, secretary: Visitor, document_id: UUID) -> None:
    chosen = key(world, document_id)
    answer = post(secretary, world, document_id, "waive", SLIPPED, waive=chosen, **{f"reason.{chosen}": " "})
    assert answer.status_code == 422
    assert f'id="reason.{chosen}-error"' in answer.text
