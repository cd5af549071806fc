"""The register as a table: what is exported comes back the same, nothing in it runs, and an import is all or nothing."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from distro.kernel.errors import Forbidden, Refusal
from distro.offices import actions, importing, queries
from distro.offices.headings import read
from distro.offices.rules import AliasKind, Branch, Level, Particulars, Twins
from distro.offices.table import Column, Row, canonical, date_in, to_csv, to_xlsx
from distro.system import System
from tests import builders
from tests.builders import TESTER
from tests.offices.making import workbook

FORMS = {"csv": to_csv, "xlsx": to_xlsx}
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1", '=HYPERLINK("http://x.example")']


@pytest.fixture
def filled(system: System) -> System:
    with system.work(TESTER) as w:
        above, below = actions.register(w, ["云溪市政府", "云溪市财政局"])
        told = Particulars(
            parent_id=above.id,
            level=Level.PREFECTURE,
            branch=Branch.GOVERNMENT,
            region="云溪市",
            rank=3,
            mailboxes=("office@yunxi.example",),
            fonds="012",
            valid_from=date(2010, 1, 1),
        )
        actions.edit(w, below.id, told)
        actions.add_alias(w, below.id, "市财政", AliasKind.SHORT)
        actions.rename(w, below.id, "云溪市财政金融局")
    return system


def exported(system: System) -> list[dict[Column, str]]:
    with system.work(TESTER) as w:
        return queries.table(w)


def previewed(system: System, *rows: dict[Column, str]) -> importing.Preview:
    with system.work(TESTER) as w:
        return importing.preview(w, [Row(number, cells) for number, cells in enumerate(rows, start=2)])


@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_comes_back_unchanged(filled, form):
    table = exported(filled)
    rows = read(FORMS[form](table)).rows
    assert [row.cells for row in rows] == table
    with filled.work(TESTER) as w:
        preview = importing.apply(w, rows)
    assert (preview.new, preview.changed, len(preview.unchanged)) == ([], [], 2)
    assert exported(filled) == table


def test_no_exported_cell_runs(system):
    with system.work(TESTER) as w:
        actions.register(w, HOSTILE)
    sheet = load_workbook(io.BytesIO(to_xlsx(exported(system)))).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for line in sheet.iter_rows() for cell in line)
    names = [line.split(",")[0].strip('"') for line in to_csv(exported(system)).decode("utf-8-sig").splitlines()[1:]]
    assert all(name.startswith("'") for name in names)
    for form in FORMS.values():
        assert {row.cells[Column.NAME] for row in read(form(exported(system))).rows} == set(HOSTILE)


def test_a_preview_says_what_would_change_and_changes_nothing(filled):
    before = exported(filled)
    preview = previewed(
        filled,
        {Column.NAME: "云溪市教育局", Column.PARENT: "云溪市新政府", Column.LEVEL: "地"},
        {Column.NAME: "云溪市新政府", Column.PARENT: "", Column.LEVEL: ""},
        {Column.NAME: "云溪市财政金融局", Column.PARENT: "云溪市新政府", Column.LEVEL: "地"},
        {Column.NAME: "云溪市政府", Column.PARENT: "", Column.LEVEL: ""},
    )
    assert [each.name for each in preview.new] == ["云溪市教育局", "云溪市新政府"]
    (change,) = preview.changed
    assert [(each.column, each.before, each.after) for each in change.differences] == [
        (Column.PARENT, "云溪市政府", "云溪市新政府")
    ]
    assert (preview.unchanged, preview.errors) == (["云溪市政府"], [])
    assert exported(filled) == before


def test_columns_that_are_not_in_the_file_stay_as_they_are(filled):
    before = {cells[Column.NAME]: cells for cells in exported(filled)}["云溪市财政金融局"]
    with filled.work(TESTER) as w:
        importing.apply(w, [Row(2, {Column.NAME: "云溪市财政金融局", Column.MAILBOX: ""})])
    after = {cells[Column.NAME]: cells for cells in exported(filled)}["云溪市财政金融局"]
    assert after == before | {Column.MAILBOX: ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {Column.LEVEL: "镇"},
        {Column.BRANCH: "工会"},
        {Column.RANK: "第一"},
        {Column.VALID_TO: "2017-02-30"},
        {Column.VALID_FROM: "2018-01-01", Column.VALID_TO: "2017-01-01"},
        {Column.MAILBOX: "nowhere"},
        {Column.PARENT: "无此单位"},
        {Column.PARENT: "云溪市审计局"},
        {Column.SHORT: "市财政"},
        {Column.FONDS: "012"},
        {Column.SUCCESSOR: "云溪市政府"},
        {Column.NAME: ""},
        {Column.NAME: "市财政"},
        {Column.NAME: "云溪市政府"},
    ],
)
def test_an_error_is_named_by_its_row_and_nothing_is_imported(filled, wrong):
    before = exported(filled)
    rows = [
        {Column.NAME: "云溪市政府", Column.RANK: "9"},
        {Column.NAME: "云溪市教育局"},
        {Column.NAME: "云溪市审计局"} | wrong,
    ]
    preview = previewed(filled, *rows)
    assert [number for number, _ in preview.errors] == [4]
    with pytest.raises(Refusal, match="第 4 行"), filled.work(TESTER) as w:
        importing.apply(w, [Row(number, cells) for number, cells in enumerate(rows, start=2)])
    assert exported(filled) == before


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        (Column.SHORT, "市财政、市财政局\n财 政 局", "市财政；市财政局；财政局"),
        (Column.OTHER, "甲，乙,丙;丁", "丁；丙；乙；甲"),
        (Column.PARENT, "云 溪 市\n政府", "云溪市政府"),
        (Column.LEVEL, "省级", "省"),
        (Column.LEVEL, "乡镇级", "乡"),
        (Column.MAILBOX, "a@example.cn、b@example.cn\nc@example.cn", "a@example.cn；b@example.cn；c@example.cn"),
        (Column.VALID_FROM, "2017/2/23 0:00", "2017-02-23"),
    ],
)
def test_a_cell_may_be_written_as_people_do(column, written, kept):
    assert canonical({column: written}) == {column: kept}


def test_a_level_that_may_be_two_is_not_understood():
    with pytest.raises(Refusal, match="市级"):
        canonical({Column.LEVEL: "市级"})


def test_a_name_spaced_out_in_a_table_is_the_office_s(filled):
    preview = previewed(filled, {Column.NAME: "云溪市\n财　政　金融局", Column.REGION: "云溪市"})
    assert (preview.unchanged, preview.errors) == (["云溪市财政金融局"], [])


def test_new_offices_that_may_be_old_ones_are_pointed_out(filled):
    names = ["云溪市人民政府", "江苏省云溪市教育局", "云溪市教育局", "云溪市（财政）金融局", "市、财政", "云溪市民政局"]
    preview = previewed(filled, *({Column.NAME: name} for name in names))
    assert [(near.number, near.name, near.others) for near in preview.near] == [
        (2, "云溪市人民政府", ("云溪市政府",)),
        (3, "江苏省云溪市教育局", ("云溪市教育局",)),
        (4, "云溪市教育局", ("江苏省云溪市教育局",)),
        (5, "云溪市（财政）金融局", ("云溪市财政金融局",)),
        (6, "市、财政", ("市财政",)),
    ]
    assert "第 2 行 云溪市人民政府：与“云溪市政府”相近，请核对是不是同一家" in preview.lines()


@pytest.mark.parametrize(
    ("one", "other"),
    [("云溪市委", "云溪市纪委"), ("江苏省云溪市教育局", "安徽省云溪市教育局"), ("云溪市教育局", "云溪市体育局")],
)
def test_offices_that_are_two_are_no_twins(one, other):
    assert Twins([one]).of(other) == []


def test_only_administrators_import(system):
    world = builders.world(system)
    with pytest.raises(Forbidden), system.work(world.secretary) as w:
        importing.preview(w, [])


def test_a_workbook_made_by_hand_is_read_with_its_dates_and_numbers():
    data = workbook(["全称", "排序", "生效日期"], ["云溪市财政局", 3, datetime(2017, 2, 23)], [None, None, None])
    (row,) = read(data).rows
    assert canonical(row.cells) == {Column.NAME: "云溪市财政局", Column.RANK: "3", Column.VALID_FROM: "2017-02-23"}


def test_a_table_in_the_encoding_of_older_spreadsheets_is_read():
    assert read("全称,地区\r\n云溪市财政局,云溪市\r\n".encode("gb18030")).rows[0].cells[Column.REGION] == "云溪市"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no workbook",
        "地区\n云溪市\n".encode(),
        "全称,全称\n甲,乙\n".encode(),
        b"\x80\xff\x00",
        workbook(["全称"], ["=1+1"]),
    ],
)
def test_what_is_no_table_of_offices_is_refused(data):
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.field == "file"


@pytest.mark.parametrize("written", ["2017-02-23", "2017/2/23", "2017.2.23", "2017年2月23日"])
def test_a_date_may_be_written_as_people_do(written):
    assert date_in(written) == date(2017, 2, 23)
