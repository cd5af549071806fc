"""What asks for a look on the page of a list: doubts, leftovers and names of no region, and what is learnt of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from distro import desk
from distro.accounts.rules import Role
from distro.documents import queries as reads
from distro.kernel.errors import Forbidden
from distro.kernel.journal import Entry
from distro.lists import queries as lists
from distro.lists.checks import Rule
from distro.lists.rules import ListFact
from distro.offices import actions as offices
from distro.offices import asking
from distro.offices.rules import Criteria, OfficeFact, Particulars
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.list_pages import choices_shown, draft_of, drafted, place, press
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


DOUBTFUL = replace(
    DRAFT,
    imprint="报：云溪市委。\n送：云溪市教育局、一中，云溪市财政局。\n发知：云溪市档案馆、各乡镇人民政府。\n主题词：档案\n白石局、青石县民政局",
)


def doubts(page: str) -> list[str]:
    """The words that ask for a look, in the order in which they are shown."""
    section = page.split('id="doubts"')[1].split("</section>")[0]
    return re.findall(r"<mark>([^<]*)</mark>", section)


def test_only_what_is_doubtful_asks_for_a_look_that_on_which_most_hangs_first(world: World) -> None:
    with world.system.work(TESTER) as w:
        towns = [office.id for office in desk.enter(w, ["青石镇政府", "白石镇政府", "黑石镇政府"])]
        every = offices.define_class(w, world.issuer_id, "各乡镇人民政府", Criteria()).id
        offices.add_members(w, every, towns)
    page = Visitor(world.system, "secretary").get(f"/documents/{drafted(world, DOUBTFUL)}/list").text
    assert doubts(page)[:3] == ["各乡镇人民政府", "一中", "云溪市档案馆"]
    assert re.findall("关系到 ([0-9]+) 家单位", page) == ["3", "1", "1"]
    assert "有 3 处把握不大" in page


def test_nothing_asks_for_a_look_where_nothing_is_doubtful(world: World) -> None:
    page = Visitor(world.system, "secretary").get(f"/documents/{drafted(world)}/list").text
    assert doubts(page) == []
    assert "没有把握不大的读法" in page


def test_a_doubt_is_settled_by_one_button_and_said_to_be_noted(world: World) -> None:
    document_id, visitor, sheet = drafted(world, DOUBTFUL), Visitor(world.system, "secretary"), DOUBTFUL.sheet
    number = place(sheet, "云溪市一中")
    answer = press(visitor, document_id, sheet, f"accept:{number}")
    assert "一中" not in doubts(answer.text)
    assert choices_shown(answer) == "云溪市一中 → 云溪市一中"
    assert "本单位以后的名单也这样读" in answer.text
    assert "“一中”读作云溪市一中" in answer.text
    other = press(visitor, document_id, sheet, f"choose:{number}:0")
    assert "一中" not in doubts(other.text)
    assert choices_shown(other) == "云溪市一中 → 一中"


def test_what_was_decided_holds_for_the_issuer_s_lists_to_come(world: World) -> None:
    document_id, visitor, sheet = drafted(world, DOUBTFUL), Visitor(world.system, "secretary"), DOUBTFUL.sheet
    earlier = drafted(world, replace(DRAFT, imprint="送：云溪市财政局、一中。"))
    saved = {"wording": sheet.wording, "choices": "云溪市一中 → 一中", "version": "1"}
    assert visitor.post(f"/documents/{document_id}/list/save", **saved).status_code == 303
    # On the page of a list that was drafted before, where it is not saved yet.
    page = visitor.get(f"/documents/{earlier}/list").text
    assert "一中" not in doubts(page)
    assert "改动还没有保存" in page
    # Of another masthead, in other words.
    following = drafted(world, replace(DRAFT, masthead="工作动态", imprint="送：云溪市财政局、一中。"))
    assert draft_of(world, following).choices == "云溪市一中 → 一中"
    page = visitor.get(f"/documents/{following}/list").text
    assert re.search(rf"照{world.secretary.name} [^<]+定下的读法", page)
    assert "一中" not in doubts(page)
    # The newest word holds.
    saved = {"wording": "送：云溪市财政局、一中。", "choices": "云溪市一中 → 云溪市一中", "version": "1"}
    assert visitor.post(f"/documents/{following}/list/save", **saved).status_code == 303
    third = drafted(world, replace(DRAFT, masthead="第三种简报", imprint="送：云溪市财政局、一中。"))
    assert draft_of(world, third).choices == "云溪市一中 → 云溪市一中"
    with world.system.work(TESTER) as w:
        facts = w.session.scalars(select(Entry).where(Entry.fact == ListFact.LEARNT).order_by(Entry.id)).all()
        assert [each.data["name"] for each in facts] == ["云溪市一中 → 一中", "云溪市一中 → 云溪市一中"]


def test_another_issuer_learns_nothing_of_it(world: World) -> None:
    visitor, sheet = Visitor(world.system, "secretary"), DOUBTFUL.sheet
    document_id = drafted(world, DOUBTFUL)
    saved = {"wording": sheet.wording, "choices": "云溪市一中 → 一中", "version": "1"}
    assert visitor.post(f"/documents/{document_id}/list/save", **saved).status_code == 303
    with world.system.work(TESTER) as w:
        (other,) = offices.register(w, ["云溪市另一个办公室"])
        assert lists.remembered(w, other.id, sheet) == sheet
        assert lists.remembered(w, world.issuer_id, sheet).choices == "云溪市一中 → 一中"


def test_words_that_are_read_as_no_office_are_shown_and_can_be_taken_or_dropped(world: World) -> None:
    document_id, visitor, sheet = drafted(world, DOUBTFUL), Visitor(world.system, "secretary"), DOUBTFUL.sheet
    page = visitor.get(f"/documents/{document_id}/list").text
    assert "没有读成单位的文字" in page
    with world.system.work(world.secretary) as w:
        assert Rule.LEFT_OVER in {each.finding.rule for each in reads.checked(w, reads.find(w, document_id))}
    assert doubts(page)[3:] == ["白石局、青石县民政局", "主题词：档案"]
    assert 'value="take:1:送"' in page
    assert 'value="take:0:送"' not in page
    taken = press(visitor, document_id, sheet, "take:1:送")
    assert "云溪市财政局，白石局、青石县民政局。" in taken.text
    assert doubts(taken.text)[-1] == "主题词：档案"
    dropped = press(visitor, document_id, sheet, "drop:0")
    assert "主题词" not in dropped.text.split('id="doubts"')[1]
    assert "白石局、青石县民政局" in dropped.text


LEANING = replace(DRAFT, imprint="报：省水利厅。")


def test_a_short_name_is_of_the_region_of_the_issuer_s_superiors(world: World) -> None:
    with world.system.work(TESTER) as w:
        above, _ = desk.enter(w, ["云河省政府", "云河省水利厅"])
        offices.edit(w, world.issuer_id, Particulars(parent_id=above.id))
    page = Visitor(world.system, "secretary").get(f"/documents/{drafted(world, LEANING)}/list").text
    assert "<b>云河省水利厅</b>" in page
    assert "没有写明是哪个地区的" not in page


def test_a_name_that_says_no_region_can_be_asked_for(world: World) -> None:
    builders.person(world.system, "keeper", (Role.ADMINISTRATOR, builders.ISSUER))
    visitor, keeper = Visitor(world.system, "secretary"), Visitor(world.system, "keeper")
    document_id, sheet = drafted(world, LEANING), LEANING.sheet
    page = visitor.get(f"/documents/{document_id}/list").text
    assert 'value="ask:省水利厅"' in page
    for _ in range(2):
        answer = press(visitor, document_id, sheet, "ask:省水利厅")
        assert answer.status_code == 200
        assert "已请名册管理员处理“省水利厅”" in answer.text
        assert 'value="ask:省水利厅"' not in answer.text
    assert '<a href="/offices"><b>1</b> 名册请求</a>' in keeper.get("/").text
    settled = re.search(r'action="(/offices/requests/[^"]+/settle)"', keeper.get("/offices").text).group(1)
    assert visitor.post(settled).status_code == 403
    assert keeper.post(settled).status_code == 303
    assert keeper.post(settled).status_code == 409
    assert "文秘的请求" not in keeper.get("/offices").text
    assert "<b>0</b> 名册请求" in keeper.get("/").text
    assert 'value="ask:省水利厅"' in press(visitor, document_id, sheet, "").text
    with world.system.work(TESTER) as w:
        facts = w.session.scalars(
            select(Entry).where(Entry.fact.in_([OfficeFact.ENTRY_ASKED, OfficeFact.ENTRY_SETTLED]))
        )
        assert [(each.fact, each.data["name"]) for each in facts.all()] == [
            (OfficeFact.ENTRY_ASKED, "省水利厅"),
            (OfficeFact.ENTRY_SETTLED, "省水利厅"),
        ]


def test_only_the_issuer_s_secretary_asks_and_only_the_keeper_settles(world: World) -> None:
    with pytest.raises(Forbidden), world.system.work(world.approver) as w:
        asking.ask(w, world.issuer_id, "省水利厅")
    with world.system.work(world.secretary) as w:
        asking.ask(w, world.issuer_id, "省水利厅")
        ((request, _),) = asking.open_requests(w)
    with pytest.raises(Forbidden), world.system.work(world.secretary) as w:
        asking.settle(w, request.id)
