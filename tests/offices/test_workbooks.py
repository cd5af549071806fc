"""A workbook is read as its spreadsheet shows it, and what of it was not read is said."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from distro.kernel.errors import Refusal
from distro.offices.grid import Grid, taken
from tests.offices import brought
from tests.offices.making import sheet, with_part, workbook

FORMS = {"xlsx": brought.xlsx, "xls": brought.KEPT.read_bytes}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_read_as_it_is_shown(form):
    grid = taken(FORMS[form]())
    assert grid.lines == [
        (1, [brought.TITLE]),
        (2, ["序号", "单位名称", "主管部门", "全宗号", "成立日期", "", "电 话"]),
        (3, ["1", "临溪市\n水 利 局", "临溪市政府", "0012", "2017年2月23日", "", "138-0013-8000"]),
        (4, ["2", "临溪市财政局", "临溪市政府", "0345", "1999年12月31日", "", "139-0013-9000"]),
        (6, ["4", "临溪市审计局", "临溪市人大", "0007", "2001年5月6日", "", "136-0013-6000"]),
    ]
    assert told(grid) == [
        "读取的是第 1 张工作表“单位”。",
        "第 2 张工作表“备用”没有读取。",
        "合并的单元格（第 3–5 行）：内容用于它所盖的每一行。",
        "隐藏的第 5 行没有读取。",
        "隐藏的第 F 列没有读取。",
    ]


def test_hidden_sheets_are_passed_over_and_told_unless_they_are_empty():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["全称"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("空")
    book.create_sheet("名册").append(["全称", "上级"])
    data = io.BytesIO()
    book.save(data)
    grid = taken(data.getvalue())
    assert grid.lines == [(1, ["全称", "上级"])]
    assert told(grid) == ["隐藏的工作表“Sheet”没有读取。", "读取的是第 3 张工作表“名册”。"]


def test_what_is_hidden_and_empty_is_not_told():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["全称"])
    book.worksheets[0].row_dimensions[7].hidden = True
    book.worksheets[0].column_dimensions["D"].hidden = True
    data = io.BytesIO()
    book.save(data)
    assert told(taken(data.getvalue())) == []


def test_a_formula_shows_what_it_came_to():
    grid = taken(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'))
    assert grid.lines == [(1, ["1", "2"])]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("<c><f>1+1</f></c>", "第 1 行有公式，文件里没有它的结果"),
        ('<c t="e"><v>#N/A</v></c>', "第 1 行有一格显示为错误“#N/A”"),
    ],
)
def test_a_cell_that_cannot_be_told_says_why(cell, words):
    ((_, cells),) = taken(sheet(f"<row><c><v>7</v></c>{cell}</row>")).lines
    assert cells[0] == "7"
    assert isinstance(cells[1], Refusal)
    assert words in str(cells[1])


def test_a_format_that_cannot_be_shown_says_so():
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 5
    book.worksheets[0]["A1"].number_format = "# ?/?"
    data = io.BytesIO()
    book.save(data)
    ((_, (cell,)),) = taken(data.getvalue()).lines
    assert isinstance(cell, Refusal)
    assert "“# ?/?”" in str(cell)


def test_a_date_in_a_built_in_format_is_shown_as_in_chinese():
    book = openpyxl.Workbook()
    for place, form in (("A1", "mm-dd-yy"), ("B1", "d-mmm-yy")):
        book.worksheets[0][place] = 42789
        book.worksheets[0][place].number_format = form
    data = io.BytesIO()
    book.save(data)
    with zipfile.ZipFile(data) as archive:
        styles = archive.read("xl/styles.xml").replace(b'numFmtId="15"', b'numFmtId="31"')
    built_in = with_part("xl/styles.xml", styles, of=data.getvalue())
    assert taken(built_in).lines == [(1, ["2017/2/23", "2017年2月23日"])]


def test_a_colour_far_below_the_table_makes_it_no_larger():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["全称"])
    book.worksheets[0].cell(1_000_000, 60).number_format = "0"
    data = io.BytesIO()
    book.save(data)
    assert taken(data.getvalue()).lines == [(1, ["全称"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no workbook", "不能读取这个文件"),
        (brought.KEPT.read_bytes()[:2000], "不能读取这个文件"),
        (brought.KEPT.read_bytes().replace(b"W\0o\0r\0k\0b\0o\0o\0k", b"E\0n\0c\0r\0y\0p\0t\0e"), "请先去掉密码"),
        (b"\r\n<html><table><tr><td>", "网页格式"),
        (b"\x80\xff\x00", "不能读取这个文件"),
    ],
)
def test_what_is_no_table_is_refused(data, words):
    with pytest.raises(Refusal, match=words):
        taken(data)


@pytest.mark.parametrize(
    "data",
    [
        "全称\t邮箱\r\n市财政局\ta@example.cn,b@example.cn\r\n".encode("utf-16"),
        "全称\t邮箱\n市财政局\ta@example.cn,b@example.cn\n".encode(),
        '全称,邮箱\n市财政局,"a@example.cn,b@example.cn"\n'.encode("gb18030"),
        '﻿全称,邮箱\n市财政局,"a@example.cn,b@example.cn"\n'.encode(),
        b"\xfe\xff" + "全称\t邮箱\n市财政局\ta@example.cn,b@example.cn".encode("utf-16-be"),
    ],
)
def test_a_table_in_text_is_read_in_every_form_it_is_saved_in(data):
    assert taken(data).lines == [(1, ["全称", "邮箱"]), (2, ["市财政局", "a@example.cn,b@example.cn"])]


def test_a_workbook_without_anything_has_no_lines():
    assert taken(workbook()).lines == []


def told(grid: Grid) -> list[str]:
    return [str(each) for each in grid.notes]
