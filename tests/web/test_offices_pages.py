"""The pages of the register: an administrator finds, changes, renames and merges offices, and imports a table."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.kernel.journal import Entry
from distro.offices import actions, queries
from distro.offices.headings import read
from distro.offices.rules import AliasKind, OfficeFact
from distro.offices.table import Column, to_csv
from distro.system import System
from tests import builders
from tests.builders import ISSUER, TESTER
from tests.offices import brought
from tests.web.visiting import Visitor

FINANCE, AUDIT = "云溪市财政局", "云溪市审计局"


@pytest.fixture
def admin(system: System) -> Visitor:
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    return Visitor(system, "admin")


@pytest.fixture
def ids(system: System) -> dict[str, UUID]:
    with system.work(TESTER) as w:
        return {office.name: office.id for office in actions.register(w, [FINANCE, AUDIT])}


def cells(system: System, name: str) -> dict[Column, str]:
    with system.work(TESTER) as w:
        return next(each for each in queries.table(w) if each[Column.NAME] == name)


def form(**changed: str) -> dict[str, str]:
    names = ("parent", "level", "branch", "region", "rank", "mailbox", "fonds", "valid_from", "valid_to")
    return dict.fromkeys(names, "") | {"rank": "0"} | changed


def test_one_office_is_registered_on_a_page(system, admin, ids):
    answer = admin.post(
        "/offices/new", **form(name="江苏省南京市财政局", parent=FINANCE, rank="7", mailbox="cz@example.cn")
    )
    assert answer.status_code == 303
    assert "<h1>江苏省南京市财政局</h1>" in admin.get(answer.location).text
    told = cells(system, "江苏省南京市财政局")
    assert (told[Column.PARENT], told[Column.RANK], told[Column.MAILBOX]) == (FINANCE, "7", "cz@example.cn")
    assert (told[Column.BRANCH], told[Column.REGION]) == ("政府", "江苏省南京市")


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"name": FINANCE}, 409, f"“{FINANCE}”已是“{FINANCE}”的名称"),
        ({"name": "市财政"}, 409, f"“市财政”已是“{FINANCE}”的名称"),
        ({"name": " "}, 422, "单位名称应有"),
        ({"name": "云溪市民政局", "mailbox": "nowhere"}, 422, "不是邮箱地址"),
        ({"name": "云溪市民政局", "parent": "没有这个局"}, 422, "没有登记"),
        ({"name": "云溪市民政局", "rank": "x"}, 422, "不是排序号"),
    ],
)
def test_what_cannot_be_registered_is_shown_again_with_its_reason(system, admin, ids, changed, status, words):
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[FINANCE], "市财政", AliasKind.SHORT)
    answer = admin.post("/offices/new", **form(**changed))
    assert (answer.status_code, words in answer.text) == (status, True)
    assert f'value="{changed["name"]}"' in answer.text
    with system.work(TESTER) as w:
        assert {office.name for office in queries.all_offices(w)} == {ISSUER, FINANCE, AUDIT}


def test_the_facts_of_an_office_carry_what_they_set(system, admin, ids):
    admin.post("/offices/new", **form(name="江苏省南京市财政局"))
    with system.work(TESTER) as w:
        actions.set_mailboxes(w, ids[FINANCE], ["cz@example.cn"])
        registered, mailbox = (
            w.session.scalars(select(Entry).where(Entry.fact == fact).order_by(Entry.id.desc()).limit(1)).one().data
            for fact in (OfficeFact.REGISTERED, OfficeFact.MAILBOX_CHANGED)
        )
    assert registered == {"name": "江苏省南京市财政局", "level": "地", "branch": "政府", "region": "江苏省南京市"}
    assert mailbox == {"office": FINANCE, "changed": {"mailboxes": [[], ["cz@example.cn"]]}}


def test_offices_are_found_by_any_of_their_names(system, admin, ids):
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[FINANCE], "市财政", AliasKind.SHORT)
    page = admin.get("/offices", query_string={"words": "市财政"}).text
    assert FINANCE in page
    assert AUDIT not in page


def test_an_office_is_changed_on_its_page(system, admin, ids):
    sent = form(parent=AUDIT, level="地", branch="政府", region="云溪市", rank="7", valid_from="2010年1月1日")
    answer = admin.post(f"/offices/{ids[FINANCE]}/edit", **sent)
    assert answer.status_code == 303
    assert "已保存。" in admin.get(answer.location).text
    told = cells(system, FINANCE)
    assert (told[Column.PARENT], told[Column.LEVEL], told[Column.RANK]) == (AUDIT, "地", "7")
    assert told[Column.VALID_FROM] == "2010-01-01"


def test_what_cannot_be_saved_is_shown_again_with_its_reason(system, admin, ids):
    answer = admin.post(f"/offices/{ids[FINANCE]}/edit", **form(mailbox="nowhere", region="云溪市东区"))
    assert answer.status_code == 422
    assert "“nowhere”不是邮箱地址" in answer.text
    assert 'value="云溪市东区"' in answer.text
    assert cells(system, FINANCE)[Column.REGION] == ""


def test_an_office_is_renamed_given_names_and_merged(system, admin, ids):
    place = f"/offices/{ids[FINANCE]}"
    assert admin.post(f"{place}/aliases", alias="市财政", kind="简称").status_code == 303
    assert admin.post(f"{place}/rename", name="云溪市财政金融局").status_code == 303
    page = admin.get(place).text
    assert all(word in page for word in ("市财政", "简称", FINANCE, "曾用名"))
    assert admin.post(f"{place}/aliases/remove", alias="市财政").status_code == 303
    refused = admin.post(f"{place}/rename", name=AUDIT)
    assert refused.status_code == 409
    assert f"“{AUDIT}”已是“{AUDIT}”的名称" in refused.text
    assert admin.post(f"{place}/merge", successor="无此单位", on="2020-01-01").status_code == 422
    assert admin.post(f"{place}/merge", successor=AUDIT, on="2020-01-01").status_code == 303
    assert f"已并入“{AUDIT}”" in admin.get(place).text
    told = cells(system, "云溪市财政金融局")
    assert (told[Column.SUCCESSOR], told[Column.VALID_TO], told[Column.SHORT]) == (AUDIT, "2019-12-31", "")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_register_is_exported(admin, ids, kind):
    answer = admin.get(f"/offices/table.{kind}")
    assert {FINANCE, AUDIT, ISSUER} == {row.cells[Column.NAME] for row in read(answer.data).rows}


def test_a_table_is_looked_at_and_then_imported(system, admin, ids):
    table = to_csv([cells(system, FINANCE) | {Column.REGION: "云溪市"}])
    preview = admin.post("/offices/import", file=(io.BytesIO(table), "offices.csv"))
    assert "新登记 0 家，修改 1 家，不变 0 家，错误 0 处" in preview.text
    assert cells(system, FINANCE)[Column.REGION] == ""
    digest = preview.text.split('name="digest" value="')[1][:64]
    assert admin.post("/offices/import/apply", digest=digest).status_code == 303
    assert cells(system, FINANCE)[Column.REGION] == "云溪市"


def test_how_a_table_was_read_is_said_before_it_is_imported(admin, ids):
    preview = admin.post("/offices/import", file=(io.BytesIO(brought.KEPT.read_bytes()), "offices.xls"))
    for words in (
        "第 2 张工作表“备用”没有读取。",
        "隐藏的第 5 行没有读取。",
        "列“序号”“电话”没有读取：名册没有这样的列。",
    ):
        assert words in preview.text
    # The superiors are in no register and in no row.
    assert "第 3 行 · 上级“临溪市政府”没有登记" in preview.text
    assert "确认导入" not in preview.text


def test_an_office_that_may_be_there_already_is_pointed_out(system, admin, ids):
    preview = admin.post("/offices/import", file=(io.BytesIO("单位\n江苏省云溪市财政局\n".encode()), "offices.csv"))
    assert f"<b>江苏省{FINANCE}</b> · 相近的有：{FINANCE}" in preview.text
    assert "确认导入" in preview.text


def test_a_table_with_errors_cannot_be_imported(system, admin, ids):
    table = to_csv([cells(system, FINANCE) | {Column.LEVEL: "镇"}, cells(system, AUDIT) | {Column.REGION: "云溪市"}])
    preview = admin.post("/offices/import", file=(io.BytesIO(table), "offices.csv"))
    assert "第 2 行" in preview.text
    assert "确认导入" not in preview.text
    assert admin.post("/offices/import", file=(io.BytesIO(b"\x80\xff"), "offices.csv")).status_code == 422


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "0" * 64])
def test_only_a_table_looked_at_can_be_imported(admin, digest):
    assert admin.post("/offices/import/apply", digest=digest).status_code == 404


def test_the_register_is_not_for_others(system, ids):
    builders.world(system)
    secretary = Visitor(system, "secretary")
    for path in ("/offices", f"/offices/{ids[FINANCE]}", "/offices/import", "/offices/table.csv"):
        assert secretary.get(path).status_code == 403
