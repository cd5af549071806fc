"""The pages of classes: a secretary says whom 各科室 stands for, from the draft and back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from distro.accounts.rules import Role
from distro.kernel.journal import Entry
from distro.offices import actions, queries
from distro.offices.rules import AliasKind, Criteria, Level, Particulars
from distro.system import System
from distro.web import classes
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.web.visiting import Visitor

CLASS = "各科室"
SECTIONS = ["宣传科", "保管科", "利用科"]
TO_SECTIONS = replace(DRAFT, imprint="报：云溪市委。\n送：云溪市财政局，各科室。")


@pytest.fixture(autouse=True)
def ids(world: World) -> dict[str, UUID]:
    with world.system.work(TESTER) as w:
        return {office.name: office.id for office in actions.register(w, SECTIONS)}


@pytest.fixture
def class_id(world: World) -> UUID:
    with world.system.work(TESTER) as w:
        return actions.define_class(w, world.issuer_id, CLASS, Criteria()).id


def members(system: System, class_id: UUID, on: date | None = None) -> list[str]:
    with system.work(TESTER) as w:
        return sorted(office.name for office in queries.members(w, class_id, on))


def the_class(world: World, name: str = CLASS) -> UUID:
    with world.system.work(TESTER) as w:
        return queries.classes_by_names(w, world.issuer_id, [name])[name].id


def form(**given: str) -> dict[str, str]:
    return {"name": CLASS, "level": "", "branch": "", "region": "", "parent": ""} | given


def test_a_draft_leads_to_its_undefined_class_and_saving_leads_back(world, secretary):
    document_id = builders.drafted(world, TO_SECTIONS)
    page = secretary.get(f"/documents/{document_id}").text
    link = f"/classes/new?issuer={world.issuer_id}&amp;name=各科室&amp;document={document_id}"
    assert link in page or link.replace(CLASS, "%E5%90%84%E7%A7%91%E5%AE%A4") in page
    shown = secretary.get(f"/classes/new?issuer={world.issuer_id}&name=各科室&document={document_id}").text
    assert "“各科室”代表哪些单位" in shown
    assert f'<option value="{SECTIONS[0]}"' in shown
    sent = form(issuer=ISSUER, office="宣传科", names="保管科\n\n 利用科 \n保管科", document=str(document_id))
    answer = secretary.post("/classes/new", **sent)
    assert (answer.status_code, answer.location) == (303, f"/documents/{document_id}#list")
    assert "各科室 → 3 家" in secretary.get(f"/documents/{document_id}").text
    assert members(world.system, the_class(world)) == sorted(SECTIONS)


@pytest.mark.parametrize("login", ["approver", "records"])
def test_who_may_not_define_it_is_shown_no_way_to(world, login):
    document_id = builders.drafted(world, TO_SECTIONS)
    page = Visitor(world.system, login).get(f"/documents/{document_id}").text
    assert "开放统称" in page
    assert "指定成员" not in page


def test_a_defined_class_without_members_is_led_to(world, secretary, class_id):
    answer = secretary.get(f"/classes/new?issuer={world.issuer_id}&name=本部各科室&document={class_id}")
    assert (answer.status_code, answer.location) == (303, f"/classes/{class_id}?document={class_id}")


def test_members_are_added_with_their_days_and_end(world, secretary, class_id, ids):
    path = f"/classes/{class_id}"
    secretary.post(f"{path}/add", office="保管科", valid_from="2020-01-01", valid_to="2020年12月31日")
    secretary.post(f"{path}/add", names="宣传科\n利用科")
    page = secretary.get(path).text
    assert "今天的成员 2 家" in page
    assert "其他日子点名的成员（1）" in page
    page = secretary.get(f"{path}?on=2020-06-01").text
    assert "2020年6月1日的成员 3 家" in page
    assert "点名：2020年1月1日 至 2020年12月31日" in page
    answer = secretary.post(f"{path}/end", member=str(ids["宣传科"]), last_day="2021-01-31")
    assert "已保存。" in secretary.get(answer.location).text
    assert members(world.system, class_id, date(2021, 1, 31)) == ["利用科", "宣传科"]
    assert members(world.system, class_id) == ["利用科"]


def test_criteria_are_looked_at_before_they_are_saved(world, secretary, class_id, ids):
    with world.system.work(TESTER) as w:
        actions.edit(w, ids["保管科"], Particulars(level=Level.COUNTY, parent_id=world.issuer_id))
        actions.add_members(w, class_id, [ids["宣传科"]])
    sent = form(level="县", parent=ISSUER)
    before = len(entries(world))
    page = secretary.post(f"/classes/{class_id}/preview", **sent).text
    assert "保存后今天的成员 2 家" in page
    assert "新加入 1 家：保管科" in page
    assert '<option value="县" selected>' in page
    assert members(world.system, class_id) == ["宣传科"]
    assert len(entries(world)) == before
    assert secretary.post(f"/classes/{class_id}/edit", **sent).status_code == 303
    page = secretary.get(f"/classes/{class_id}").text
    assert "符合条件" in page
    assert members(world.system, class_id) == ["保管科", "宣传科"]
    assert "不再是成员 1 家：保管科" in secretary.post(f"/classes/{class_id}/preview", **form()).text


def entries(world: World) -> list[Entry]:
    with world.system.work(TESTER) as w:
        return w.session.query(Entry).all()


def test_a_new_class_is_looked_at_before_it_is_saved(world, secretary):
    page = secretary.post("/classes/new/preview", **form(issuer=ISSUER, names="宣传科\n利用科")).text
    assert "保存后今天的成员 2 家" in page
    assert "宣传科\n利用科</textarea>" in page
    with world.system.work(TESTER) as w:
        assert queries.classes(w) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"names": "宣传科\n没有这个科"}, "“没有这个科”没有登记"),
        ({"names": "印刷科"}, "“印刷科”已并入“宣传科”。没有改变任何内容。请改用“宣传科”。"),
        ({"names": ""}, "请写明要加入的单位"),
        ({"names": "宣传科", "valid_from": "昨天"}, "“昨天”不是日期"),
        ({"names": "宣传科\n保管科"}, "“保管科”在这些日子已是成员"),
    ],
)
def test_what_cannot_be_added_is_shown_again_and_nothing_is_added(world, secretary, class_id, ids, given, words):
    with world.system.work(TESTER) as w:
        (gone,) = actions.register(w, ["印刷科"])
        actions.merge(w, gone.id, ids["宣传科"], w.today)
        actions.add_members(w, class_id, [ids["保管科"]])
    answer = secretary.post(f"/classes/{class_id}/add", **given)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert given["names"] in answer.text
    assert members(world.system, class_id) == ["保管科"]


def test_an_unknown_name_is_answered_with_those_near_it(world, secretary, class_id):
    answer = secretary.post(f"/classes/{class_id}/add", office="云溪市档案工作办")
    assert f"与“云溪市档案工作办”相近的单位：{ISSUER}" in answer.text


@pytest.mark.parametrize("given", [{"level": "镇"}, {"branch": "没有"}, {"parent": "没有这个局"}, {"name": " "}])
def test_criteria_that_are_none_are_refused(world, secretary, class_id, given):
    assert secretary.post(f"/classes/{class_id}/edit", **form(**given)).status_code == 422
    assert secretary.post("/classes/new", **form(name="各中心", issuer=ISSUER) | given).status_code == 422


def test_another_name_of_an_office_adds_it_and_a_long_register_is_searched(
    world, secretary, class_id, ids, monkeypatch
):
    monkeypatch.setattr(classes, "LISTED", 2)
    with world.system.work(TESTER) as w:
        actions.add_alias(w, ids["保管科"], "库房科", AliasKind.SHORT)
    page = secretary.get(f"/classes/{class_id}?find=库房").text
    assert "<datalist" not in page
    assert '<input type="hidden" name="office" value="保管科">' in page
    assert "利用科" not in page
    secretary.post(f"/classes/{class_id}/add", office="库房科")
    assert members(world.system, class_id) == ["保管科"]


def test_a_class_defined_twice_is_refused(secretary, class_id):
    answer = secretary.post("/classes/new", **form(issuer=ISSUER, name="本部各科室", names="宣传科"))
    assert answer.status_code == 409
    assert "已有定义" in answer.text


def test_a_class_is_removed_and_its_name_stands_for_nobody(world, secretary, class_id):
    assert CLASS in secretary.get("/classes").text
    assert secretary.post(f"/classes/{class_id}/remove").location == "/classes"
    assert CLASS not in secretary.get("/classes").text.replace("“各科室”", "")
    assert secretary.get(f"/classes/{class_id}").status_code == 404


def test_another_offices_class_does_not_exist(world, class_id, ids):
    outsider = Visitor(world.system, "outsider")
    assert CLASS not in outsider.get("/classes").text
    answers = [
        outsider.get(f"/classes/{class_id}"),
        outsider.get(f"/classes/new?issuer={world.issuer_id}&name=各科室"),
        outsider.post("/classes/new", **form(issuer=ISSUER, name="各中心")),
        outsider.post("/classes/new/preview", **form(issuer=ISSUER)),
        outsider.post(f"/classes/{class_id}/preview", **form(level="县")),
        outsider.post(f"/classes/{class_id}/edit", **form(level="县")),
        outsider.post(f"/classes/{class_id}/add", names="没有这个科"),
        outsider.post(f"/classes/{class_id}/end", member=str(ids["宣传科"]), last_day="2021-01-01"),
        outsider.post(f"/classes/{class_id}/remove"),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)


def test_an_administrator_finds_every_class_from_the_register(world, class_id):
    builders.person(world.system, "admin", (Role.ADMINISTRATOR, "远山市档案局"))
    admin = Visitor(world.system, "admin")
    assert 'href="/classes"' in admin.get("/offices").text
    assert CLASS in admin.get("/classes").text
    assert admin.post("/classes/new", **form(issuer=ISSUER, name="各中心", names="宣传科")).status_code == 303
    assert members(world.system, the_class(world, "各中心")) == ["宣传科"]
