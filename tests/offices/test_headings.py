"""A table of offices is found under its headings, whatever their words, and what is not taken from it is said."""

from __future__ import annotations

import csv
import io

import pytest

from distro.kernel.errors import Refusal
from distro.offices import grid, headings
from distro.offices.grid import taken
from distro.offices.headings import column_of, read
from distro.offices.table import Column, Table
from tests.offices import brought
from tests.offices.making import sheet


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: tests/offices/test_grid.py shows that it is another otherwise."""
    monkeypatch.setattr(grid, "read", taken)


def table(*lines: list[str]) -> Table:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return read(text.getvalue().encode())


def test_an_office_s_own_table_is_read():
    found = read(brought.xlsx())
    assert [(row.number, row.cells[Column.NAME], row.cells[Column.PARENT]) for row in found.rows] == [
        (3, "临溪市\n水 利 局", "临溪市政府"),
        (4, "临溪市财政局", "临溪市政府"),
        (6, "临溪市审计局", "临溪市人大"),
    ]
    assert {row.cells[Column.FONDS] for row in found.rows} == {"0012", "0345", "0007"}
    assert [str(each) for each in found.notes][-2:] == [
        "列名在第 2 行。第 1 行在它上面，没有读取。",
        "列“序号”“电话”没有读取：名册没有这样的列。",
    ]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *(
            (words, Column.NAME)
            for words in ("全称", "单位名称", "单 位 名 称", "机构名称", "名称*", "部门名称", "单位")
        ),
        *(
            (words, Column.MAILBOX)
            for words in ("收文邮箱（必填）", "电子邮箱", "邮箱", "E-mail", "单位邮箱", "电子邮件：")
        ),
        *(
            (words, Column.PARENT)
            for words in ("上级\n单位", "主管部门", "主管单位名称", "隶属", "上级主管部门", "归口部门")
        ),
        *((words, Column.SHORT) for words in ("单位简称", "机构简称", "规范简称")),
        *((words, Column.OTHER) for words in ("别名", "单位别名", "又称")),
        *((words, Column.FORMER) for words in ("原名", "曾用名", "原名称")),
        *((words, Column.REGION) for words in ("所在地区", "行政区划")),
        *((words, Column.VALID_FROM) for words in ("成立日期", "启用时间")),
        *((words, None) for words in ("序号", "电话", "单位电话", "备注", "地址", "联系人", "行政级别", "")),
    ],
)
def test_a_heading_is_known_by_what_it_means(heading, column):
    assert column_of(heading) is column


def test_the_headings_are_the_row_that_heads_most():
    found = table(["单位"], ["单位", "联系方式"], ["全称", "邮箱", "电话"], ["甲局", "a@example.cn", "1"])
    assert [dict(row.cells) for row in found.rows] == [{Column.NAME: "甲局", Column.MAILBOX: "a@example.cn"}]


def test_headings_that_come_again_are_passed_over_and_told():
    found = table(["全称", "简称"], ["甲局", "甲"], ["全称", "简称"], ["乙局", "乙"])
    assert [row.number for row in found.rows] == [2, 4]
    assert "第 3 行又是列名，没有读取。" in map(str, found.notes)


def test_cells_without_a_heading_are_told():
    found = table(["全称", ""], ["甲局", "", "", "丁"], ["乙局", "丙"])
    assert [str(each) for each in found.notes] == ["第 B、D 列没有列名，没有读取。"]


def test_a_heading_that_may_mean_a_name_gives_way_to_one_that_does():
    found = table(["部 门", "单位名称"], ["办公室", "甲局"])
    assert [row.cells for row in found.rows] == [{Column.NAME: "甲局"}]
    assert [str(each) for each in found.notes] == ["列“部门”没有读取：名册没有这样的列。"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["地区"], ["云溪市"]], "没有列名"),
        ([["单位", "部门"], ["云溪市", "财政局"]], "“单位”“部门”都是“全称”的意思"),
        ([], "文件是空的"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused(lines, words):
    with pytest.raises(Refusal, match=words) as refused:
        table(*lines)
    assert refused.value.field == "file"


def test_a_cell_that_cannot_be_told_is_refused_only_where_it_is_needed():
    rows = '<row><c t="str"><v>全称</v></c><c t="str"><v>%s</v></c></row><row><c t="str"><v>甲局</v></c>%s</row>'
    error = '<c t="e"><v>#N/A</v></c>'
    assert [row.cells for row in read(sheet(rows % ("备注", error))).rows] == [{Column.NAME: "甲局"}]
    with pytest.raises(Refusal, match="#N/A"):
        read(sheet(rows % ("上级", error)))


def test_headings_are_looked_for_at_the_top_only():
    with pytest.raises(Refusal, match="没有列名"):
        table(*[["甲"]] * headings.WITHIN, ["全称"])
