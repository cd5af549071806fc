"""The page of a draft's list: who is meant by each phrase, put right place by place, saved as a revision."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from distro import desk
from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.kernel.errors import Forbidden
from distro.kernel.journal import Entry
from distro.lists import queries as lists
from distro.lists.checks import Rule
from distro.lists.grammar.tables import LIKELY
from distro.lists.models import ListEntry
from distro.lists.rules import ListFact
from distro.lists.sheet.editing import all_places
from distro.lists.sheet.sheet import Sheet
from distro.offices import actions as offices
from distro.offices import asking
from distro.offices import queries as register
from distro.offices.rules import Criteria, OfficeFact, Particulars
from distro.system import System
from distro.web import sheets
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor

IMPRINT = "报：云溪市委、云溪市政府领导同志。\n送：云溪市委宣传部、援湾办，云溪市财政局。"
CONTENT = replace(DRAFT, imprint=IMPRINT)


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def drafted(world: World, content: Draft = CONTENT) -> UUID:
    with world.system.work(world.secretary) as w:
        return documents.draft(w, content, world.issuer_id).id


def draft_of(world: World, document_id: UUID) -> Draft:
    with world.system.work(TESTER) as w:
        return reads.draft_of(w, reads.find(w, document_id))


def press(visitor: Visitor, document_id: UUID, sheet: Sheet, do: str, **more: str) -> TestResponse:
    form = {"wording": sheet.wording, "choices": sheet.choices, "read": sheets.digest(sheet), "version": "1"}
    return visitor.post(f"/documents/{document_id}/list", **(form | {"do": do} | more))


def place(sheet: Sheet, name: str) -> int:
    return next(
        number
        for number, each in enumerate(all_places(sheet.reading()))
        if name in [one.name for one in each.recipients]
    )


def entries(world: World, document_id: UUID) -> list[ListEntry]:
    with world.system.work(TESTER) as w:
        return [line.entry for line in lists.lines(w, reads.find(w, document_id).list_id)]


def choices_shown(answer: TestResponse) -> str:
    return re.search(r'name="choices" value="([^"]*)"', answer.text).group(1)


def test_every_phrase_stands_beside_its_offices(world: World) -> None:
    page = Visitor(world.system, "secretary").get(f"/documents/{drafted(world)}/list")
    assert page.status_code == 200
    assert re.search(r'<a href="#p2">云溪市委宣传部</a>、<a href="#p3">援湾办</a>', page.text)
    assert "云溪市援湾办" in page.text
    assert "云溪市委援湾办" in page.text


def test_a_reading_is_chosen_and_saved_with_the_revision(world: World) -> None:
    document_id, visitor, sheet = drafted(world), Visitor(world.system, "secretary"), CONTENT.sheet
    answer = press(visitor, document_id, sheet, f"choose:{place(sheet, '云溪市援湾办')}:0")
    choices = choices_shown(answer)
    assert choices == "云溪市援湾办 → 云溪市委援湾办"
    assert draft_of(world, document_id).choices == ""
    saved = visitor.post(f"/documents/{document_id}/list/save", wording=sheet.wording, choices=choices, version="1")
    assert saved.status_code == 303
    assert draft_of(world, document_id) == replace(CONTENT, choices=choices)
    assert "云溪市委援湾办" in visitor.get(f"/documents/{document_id}").text


def test_the_next_issue_reads_as_the_one_before(world: World) -> None:
    visitor, choices = Visitor(world.system, "secretary"), "云溪市援湾办 → 云溪市委援湾办"
    saved = visitor.post(
        f"/documents/{drafted(world)}/list/save", wording=CONTENT.imprint, choices=choices, version="1"
    )
    assert "记住了 1 处读法" in visitor.get(saved.location).text
    document_id = drafted(world, replace(CONTENT, designation=builders.as_issue(2)))
    assert draft_of(world, document_id).choices == choices
    page = visitor.get(f"/documents/{document_id}/list").text
    assert re.search(rf"照{world.secretary.name} [^<]+定下的读法", page)


def test_the_register_settles_a_doubt_and_raises_one(world: World) -> None:
    """Neither changes who is read: the same words must read the same when the register has changed."""
    imprint = "送：云溪市公安局、机要处，云溪市教育局、云溪市委宣传部、援湾办。"
    document_id = drafted(world, replace(CONTENT, imprint=imprint))
    before = {one.name: one.confidence for one in entries(world, document_id)}
    with world.system.work(TESTER) as w:
        offices.register(w, ["云溪市机要处", "云溪市委援湾办"])
    with world.system.work(world.secretary) as w:
        documents.reread_list(w, document_id)
    after = {one.name: one.confidence for one in entries(world, document_id)}
    assert list(before) == list(after)
    assert before["云溪市机要处"] < LIKELY <= after["云溪市机要处"]
    assert after["云溪市援湾办"] < LIKELY <= before["云溪市援湾办"]


def test_a_person_without_an_organ_is_asked_for_and_keeps_the_name(world: World) -> None:
    imprint = "报：云溪市委书记张三同志，周某某局长。"
    document_id, visitor = drafted(world, replace(CONTENT, imprint=imprint)), Visitor(world.system, "secretary")
    first, second = entries(world, document_id)
    assert (first.office_name, first.is_class, second.office_name) == ("云溪市委", False, "")
    assert second.confidence < LIKELY
    answer = press(visitor, document_id, Sheet(imprint), "office:1:0:云溪市水利局")
    assert choices_shown(answer) == "周某某局长 → 云溪市水利局周某某局长"


def test_an_unknown_name_can_be_registered_or_led_to_an_office(world: World) -> None:
    document_id, visitor, sheet = drafted(world), Visitor(world.system, "secretary"), CONTENT.sheet
    press(visitor, document_id, sheet, "register:云溪市财政局")
    with world.system.work(TESTER) as w:
        assert "云溪市财政局" in register.by_names(w, ["云溪市财政局"])
        offices.register(w, ["云溪市委办公室"])
    answer = press(visitor, document_id, sheet, f"office:{place(sheet, '云溪市委领导同志')}:0:云溪市委办公室")
    assert choices_shown(answer) == "云溪市委领导同志 → 云溪市委办公室领导同志"


def test_a_list_saved_as_it_was_leads_to_what_was_registered_meanwhile(world: World) -> None:
    content = replace(CONTENT, imprint="送：云溪市民政局。")
    document_id, visitor = drafted(world, content), Visitor(world.system, "secretary")
    press(visitor, document_id, content.sheet, "register:云溪市民政局")
    assert [entry.is_unknown for entry in entries(world, document_id)] == [True]
    saved = {"wording": content.imprint, "choices": "", "version": "1"}
    assert visitor.post(f"/documents/{document_id}/list/save", **saved).status_code == 303
    assert [entry.is_unknown for entry in entries(world, document_id)] == [False]


def test_near_names_are_suggested_and_never_taken_by_themselves(world: World) -> None:
    with world.system.work(TESTER) as w:
        offices.register(w, ["云溪市人民政府"])
    document_id = drafted(world, replace(CONTENT, imprint="报：云溪市政府。"))
    page = Visitor(world.system, "secretary").get(f"/documents/{document_id}/list").text
    assert "就是“云溪市人民政府”" in page
    assert "未登记" in page


def test_a_name_without_its_region_is_not_registered_as_it_stands(world: World) -> None:
    content = replace(CONTENT, imprint="报：省委、省政府。")
    document_id, visitor = drafted(world, content), Visitor(world.system, "secretary")
    assert "未写明地区" in visitor.get(f"/documents/{document_id}/list").text
    press(visitor, document_id, content.sheet, "register")
    with world.system.work(TESTER) as w:
        assert register.by_names(w, ["省委", "省政府"]) == {}


def test_buttons_made_for_other_words_do_nothing(world: World) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    changed = Sheet("报：云溪市政府。\n送：云溪市教育局。")
    answer = press(visitor, document_id, changed, "remove:0", read=sheets.digest(CONTENT.sheet))
    assert answer.status_code == 409
    assert "报：云溪市政府。" in answer.text
    assert "没有执行" in answer.text


@pytest.mark.parametrize("do", ["", "remove", "remove:x", "remove:99", "choose:0:7", "office:0", "burn:0", "up:-9"])
def test_senseless_buttons_change_nothing(world: World, do: str) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    answer = press(visitor, document_id, CONTENT.sheet, do)
    assert answer.status_code in (200, 422)
    assert CONTENT.sheet.wording.replace("\n", "\r\n") in answer.text.replace("\r\n", "\n").replace("\n", "\r\n")


def test_readings_of_changed_words_are_not_accepted_unseen(world: World) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    changed = Sheet("送：云溪市委宣传部、援湾办、援海办。")
    answer = press(visitor, document_id, changed, "accept", read=sheets.digest(CONTENT.sheet))
    assert answer.status_code == 409
    assert choices_shown(answer) == ""


def test_no_name_is_registered_that_looks_like_another(world: World) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    refused = press(visitor, document_id, Sheet("报：云溪\u202e市委。"), "register")
    assert refused.status_code == 422
    assert "U+202E" in refused.text
    press(visitor, document_id, Sheet("报：云溪\u200b市委\u200f。"), "register")
    press(visitor, document_id, CONTENT.sheet, "register:云溪\u200b市委\n")
    with world.system.work(TESTER) as w:
        assert [name for name in register.names(w) if "市委" in name] == ["云溪市委"]


def test_a_choice_that_could_not_be_read_back_is_refused(world: World) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    answer = press(visitor, document_id, CONTENT.sheet, "office:0:0:云溪市C+D公司")
    assert answer.status_code == 422
    assert "没有执行" in answer.text
    assert choices_shown(answer) == ""


def test_what_is_too_long_is_shown_unread(world: World) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    for path in (f"/documents/{document_id}/list", f"/documents/{document_id}/list/save"):
        answer = visitor.post(path, wording="报：云溪市委、" + "甲" * 20_000, choices="", version="1")
        assert answer.status_code == 422
        assert "内容过长" in answer.text
        assert "甲" * 20_000 in answer.text
        assert 'id="p0"' not in answer.text


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_a_form_that_knows_no_version_saves_nothing(world: World, version: str) -> None:
    document_id, visitor = drafted(world), Visitor(world.system, "secretary")
    path = f"/documents/{document_id}/list/save"
    assert visitor.post(path, wording="报：云溪市委。", version=version).status_code == 409
    assert draft_of(world, document_id) == CONTENT


def test_a_list_that_is_no_longer_edited_is_refused_in_words(world: World) -> None:
    document_id, visitor = builders.drafted(world), Visitor(world.system, "secretary")
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    answer = visitor.post(f"/documents/{document_id}/list/save", wording="报：云溪市委。", version="2")
    assert answer.status_code == 409
    assert "不能修改。没有保存" in answer.text
    assert answer.location is None


def test_names_are_added_moved_and_taken_off(world: World) -> None:
    document_id, visitor, sheet = drafted(world), Visitor(world.system, "secretary"), CONTENT.sheet
    assert (
        "送：云溪市委宣传部、援湾办，云溪市财政局，青石县档案局。"
        in press(visitor, document_id, sheet, "add", tier="送", names="青石县档案局").text
    )
    assert "送：云溪市财政局，云溪市委宣传部、援湾办。" in press(visitor, document_id, sheet, "up:2").text
    assert "送：云溪市委宣传部、援湾办。" in press(visitor, document_id, sheet, "remove:4").text
    refused = press(visitor, document_id, sheet, "add", tier="送", names="")
    assert refused.status_code == 422
    assert "没有增加" in refused.text


def test_a_classified_text_is_not_shown_again(world: World) -> None:
    answer = press(Visitor(world.system, "secretary"), drafted(world), Sheet("机密★1年\n送：不可外传之处。"), "accept")
    assert answer.status_code == 422
    assert "不可外传" not in answer.text


def test_the_list_of_a_submitted_document_is_not_edited(world: World) -> None:
    with world.system.work(world.secretary) as w:
        document_id = builders.drafted(world)
        documents.submit(w, document_id)
    assert Visitor(world.system, "secretary").get(f"/documents/{document_id}/list").status_code == 303


def test_nobody_else_reaches_the_list(world: World) -> None:
    document_id = drafted(world)
    assert Visitor(world.system, "outsider").get(f"/documents/{document_id}/list").status_code == 404
    assert Visitor(world.system, "approver").get(f"/documents/{document_id}/list").status_code == 403
    answer = press(Visitor(world.system, "outsider"), document_id, CONTENT.sheet, "register:某某单位")
    assert answer.status_code == 404


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
