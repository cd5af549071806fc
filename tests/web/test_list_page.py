"""The page of a draft's list: who is meant by each phrase, put right place by place, saved as a revision."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from distro.documents import actions as documents
from distro.lists.grammar.tables import LIKELY
from distro.lists.sheet.sheet import Sheet
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.system import System
from distro.web import sheets
from tests import builders
from tests.builders import TESTER, World
from tests.web.list_pages import CONTENT, choices_shown, draft_of, drafted, entries, place, press
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


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
