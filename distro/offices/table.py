"""The register as a table for spreadsheets: its columns, their texts, and its forms XLSX and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openpyxl import Workbook

from distro.kernel import dates
from distro.kernel.cells import harmless
from distro.kernel.errors import Refusal
from distro.offices.grid import Note
from distro.offices.rules import Branch, Level, tidy

BETWEEN_NAMES = "；"
# A spreadsheet may show midnight behind a day.
_MIDNIGHT = re.compile(r" 0?0:00(?::00)?$")
# 市级 may be a prefecture's or a county-level city's.
_LEVELS = {"国家级": "国", "中央": "国", "地市级": "地", "区县级": "县", "县区级": "县", "乡镇级": "乡"}


class Column(StrEnum):
    """The columns, in the words of the field."""

    NAME = "全称"
    SHORT = "简称"
    OTHER = "别名"
    FORMER = "曾用名"
    PARENT = "上级"
    LEVEL = "级别"
    BRANCH = "系统"
    REGION = "地区"
    RANK = "排序"
    MAILBOX = "收文邮箱"
    FONDS = "全宗号"
    VALID_FROM = "生效日期"
    VALID_TO = "失效日期"
    SUCCESSOR = "并入单位"


Cells = Mapping[Column, str]


@dataclass(frozen=True)
class Row:
    """An office as the file says it; columns the file does not have are absent. `number` is the row in the file."""

    number: int
    cells: Cells


@dataclass(frozen=True)
class Table:
    """What a file says of offices, and what of the file was left out or how it was taken."""

    rows: list[Row]
    notes: list[Note]


def to_csv(table: Iterable[Cells]) -> bytes:
    """UTF-8 with BOM, as spreadsheets in China expect it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(Column)
    writer.writerows([harmless(cells[column]) for column in Column] for cells in table)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: Iterable[Cells]) -> bytes:
    """A workbook of one sheet in which every cell is text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "单位名册"
    sheet.freeze_panes = "B2"
    for row, cells in enumerate([{column: str(column) for column in Column}, *table], start=1):
        for place, column in enumerate(Column, start=1):
            cell = sheet.cell(row, place, harmless(cells[column]))
            cell.data_type, cell.number_format = "s", "@"
    for letter, width in (("A", 32), ("B", 16), ("E", 32), ("H", 20), ("J", 28)):
        sheet.column_dimensions[letter].width = width
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def canonical(cells: Cells) -> dict[Column, str]:
    """The same in the one way the register writes it, or Refusal at the column that cannot be understood."""
    return {column: _FORMS[column](cell) if column in _FORMS else cell for column, cell in cells.items()}


def names_in(cell: str) -> list[str]:
    """The other names or the mailboxes a cell lists, however they are set apart."""
    return list(dict.fromkeys(name.strip() for name in re.split("[;；、,，\n]", cell) if name.strip()))


def date_in(cell: str) -> date | None:
    if not cell:
        return None
    try:
        return dates.read(cell)
    except (ValueError, Refusal):
        raise Refusal("“%(value)s”不是日期，应如 2017-02-23。", value=cell) from None


def _level(cell: str) -> str:
    level = _LEVELS.get(cell, cell.removesuffix("级"))
    return level if level in list(Level) else _one_of(Level, cell)


def _one_of(kind: type[StrEnum], cell: str) -> str:
    if cell and cell not in list(kind):
        raise Refusal("“%(value)s”不在可填的词之中：%(words)s。", value=cell, words="、".join(kind))
    return cell


def _rank(cell: str) -> str:
    if cell and not re.fullmatch("[0-9]{1,9}", cell):
        raise Refusal("“%(value)s”不是排序号，应是不小于 0 的整数。", value=cell)
    return str(int(cell or 0))


def _names(cell: str) -> str:
    return BETWEEN_NAMES.join(sorted(map(tidy, names_in(cell))))


def _day(cell: str) -> str:
    day = date_in(_MIDNIGHT.sub("", cell))
    return day.isoformat() if day else ""


_FORMS = {
    Column.SHORT: _names,
    Column.OTHER: _names,
    Column.FORMER: _names,
    Column.PARENT: tidy,
    Column.LEVEL: _level,
    Column.BRANCH: lambda cell: _one_of(Branch, cell),
    Column.RANK: _rank,
    Column.MAILBOX: lambda cell: BETWEEN_NAMES.join(names_in(cell)),
    Column.VALID_FROM: _day,
    Column.VALID_TO: _day,
}
