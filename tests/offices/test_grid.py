"""A table somebody brings takes no more of the machine than it may, and what is too much of it is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import xlrd

from distro.kernel.errors import Refusal
from distro.offices import grid, workbooks
from distro.offices.table import Column
from distro.processes import confined
from tests.offices import brought
from tests.offices.making import sheet, with_part, workbook

EXCESSIVE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a large part": ("文件内容过大", lambda: with_part("xl/media/a.bin", bytes(workbooks.PART_BYTES + 1))),
    "large parts": ("文件内容过大", lambda: with_part("xl/media/a.bin", bytes(workbooks.PART_BYTES - 1), 3)),
    "many parts": ("文件内容过大", lambda: with_part("xl/media/a.bin", b"", workbooks.PARTS)),
    "many rows": ("行数过多", lambda: sheet('<row><c t="inlineStr"><is><t>a</t></is></c></row>' * (grid.ROWS + 1))),
    "many rows of CSV": ("行数过多", lambda: b"a\n" * (grid.ROWS + 1)),
    "many columns": ("第 2 行的列数过多", lambda: workbook(["全称"], ["a"] * (grid.COLUMNS + 1))),
    "many columns of CSV": ("第 2 行的列数过多", lambda: "全称\n".encode() + b"a," * 500_000 + b"a"),
    "a long cell": ("第 2 行有过长的内容", lambda: workbook(["全称"], ["a" * (grid.CELL_LENGTH + 1)])),
    "a long cell of CSV": ("第 1 行有过长的内容", lambda: b"a" * (grid.CELL_LENGTH + 1)),
    "one long text in every cell": (
        "文字过多",
        lambda: workbook(*[["a" * grid.CELL_LENGTH] * 20] * (grid.CHARACTERS // grid.CELL_LENGTH // 20 + 1)),
    ),
    "entities in entities": (
        "不能读取这个文件",
        lambda: with_part(
            "xl/workbook.xml",
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in range(ord("b"), ord("k")))
            + b"]><a>&j;</a>",
        ),
    ),
}


@pytest.mark.parametrize("name", EXCESSIVE)
def test_too_much_of_a_table_is_named(name: str) -> None:
    said, made = EXCESSIVE[name]
    with pytest.raises(Refusal, match=said) as refused:
        grid.read(made())
    assert refused.value.field == "file"


def test_a_table_that_takes_too_much_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "LIMITS", grid.LIMITS._replace(cpu_seconds=1))
    wide = sheet(f"<row>{'<c/>' * 16_000}</row>" * 400)
    assert len(wide) < 100_000
    with pytest.raises(Refusal, match="超出了限定的时间或内存"):
        grid.read(wide)


def test_no_table_is_taken_apart_in_the_process_that_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def take_apart(*_: object, **__: object) -> None:
        raise AssertionError("taken apart")

    for where in (workbooks, xlrd):
        for name in ("load_workbook", "open_workbook"):
            monkeypatch.setattr(where, name, take_apart, raising=False)
    monkeypatch.setattr("csv.reader", take_apart)
    assert grid.read(workbook(["全称", 3, None], [None, "a"])).lines == [(1, ["全称", "3"]), (2, ["", "a"])]
    assert grid.read("全称,地区\n".encode()).lines == [(1, ["全称", "地区"])]
    assert [line.number for line in grid.read(brought.KEPT.read_bytes()).lines] == [1, 2, 3, 4, 6]


def test_as_many_offices_as_a_table_may_have_are_read_within_the_limits() -> None:
    cell = '<c t="inlineStr"><is><t>云溪市农业农村局综合行政执法大队</t></is></c>'
    data = sheet(f"<row>{cell * len(Column)}</row>" * grid.ROWS)
    assert len(grid.read(data).lines) == grid.ROWS


def test_why_a_table_was_not_read_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def ask(*_: object) -> bytes:
        raise confined.NoAnswerError("the reason")

    monkeypatch.setattr(confined, "ask", ask)
    with pytest.raises(Refusal):
        grid.read(b"")
    assert "the reason" in caplog.text
