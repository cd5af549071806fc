"""The register as a table for spreadsheets: its columns, their texts, and its forms XLSX and CSV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from distro.kernel.cells import harmless, restored
from distro.kernel.errors import Refusal
from distro.offices.rules import Branch, Level

ROWS = 20_000
# A workbook is a zip: a small file may unfold into one that fills the memory.
UNFOLDED = 50 * 1024**2
BETWEEN_NAMES = "；"
# What openpyxl raises for files that only look like workbooks.
_UNREADABLE = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, SyntaxError),
    *(AttributeError, IndexError, KeyError, TypeError, ValueError),
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


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


def read(data: bytes) -> list[Row]:
    """The rows of an XLSX or CSV file under its line of headings, or Refusal. Empty rows are passed over."""
    grid = _from_xlsx(data) if data.startswith(b"PK") else _from_csv(data)
    if not grid:
        raise Refusal("文件是空的。没有导入。", field="file")
    headings = [_text(cell) for cell in grid[0]]
    while headings and not headings[-1]:
        headings.pop()
    for heading in headings:
        if heading not in list(Column):
            raise Refusal(
                "不认识列“%(column)s”。没有导入。可用的列：%(columns)s。",
                field="file",
                column=heading,
                columns="、".join(Column),
            )
    columns = [Column(heading) for heading in headings]
    if Column.NAME not in columns or len(set(columns)) < len(columns):
        raise Refusal("第一行应是列名，其中要有“全称”，且每列只出现一次。没有导入。", field="file")
    if len(grid) > ROWS:
        raise Refusal("行数过多，最多 %(limit)s 行。没有导入。", field="file", limit=ROWS)
    rows = []
    for number, line in enumerate(grid[1:], start=2):
        texts = [_text(cell) for cell in line[: len(columns)]]
        if any(texts):
            texts += [""] * (len(columns) - len(texts))
            rows.append(Row(number, dict(zip(columns, texts, strict=True))))
    return rows


def canonical(cells: Cells) -> dict[Column, str]:
    """The same in the one way the register writes it, or Refusal at the column that cannot be understood."""
    return {column: _FORMS[column](cell) if column in _FORMS else cell for column, cell in cells.items()}


def names_in(cell: str) -> list[str]:
    """The other names or the mailboxes a cell lists."""
    return list(dict.fromkeys(name.strip() for name in re.split("[;；]", cell) if name.strip()))


def date_in(cell: str) -> date | None:
    if not cell:
        return None
    found = _DATE.fullmatch(cell)
    try:
        if found is None:
            raise ValueError
        return date(*map(int, found.groups()))
    except ValueError:
        raise Refusal("“%(value)s”不是日期，应如 2017-02-23。", value=cell) from None


def _from_csv(data: bytes) -> list[Sequence[object]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [[restored(cell) for cell in line] for line in csv.reader(io.StringIO(data.decode(encoding), ""))]
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
    raise Refusal("不能读取这个文件。没有导入。请用本系统导出的 XLSX 或 CSV 文件修改后导入。", field="file")


def _from_xlsx(data: bytes) -> list[Sequence[object]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNFOLDED:
                raise Refusal("文件内容过大。没有导入。", field="file")
        book = load_workbook(io.BytesIO(data), read_only=True)
        grid: list[Sequence[object]] = []
        for line in book.worksheets[0].iter_rows(max_row=ROWS + 1, max_col=2 * len(Column)):
            if any(cell.data_type == "f" for cell in line):
                raise Refusal("第 %(row)s 行有公式。没有导入。请改为文字。", field="file", row=len(grid) + 1)
            grid.append([restored(cell.value) if isinstance(cell.value, str) else cell.value for cell in line])
        book.close()
    except _UNREADABLE as error:
        raise Refusal(
            "不能读取这个文件。没有导入。请用本系统导出的 XLSX 或 CSV 文件修改后导入。", field="file"
        ) from error
    return grid


def _text(cell: object) -> str:
    """What a spreadsheet shows for the value."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _one_of(kind: type[StrEnum], cell: str) -> str:
    if cell and cell not in list(kind):
        raise Refusal("“%(value)s”不在可填的词之中：%(words)s。", value=cell, words="、".join(kind))
    return cell


def _rank(cell: str) -> str:
    if cell and not re.fullmatch("[0-9]{1,9}", cell):
        raise Refusal("“%(value)s”不是排序号，应是不小于 0 的整数。", value=cell)
    return str(int(cell or 0))


def _names(cell: str) -> str:
    return BETWEEN_NAMES.join(sorted(names_in(cell)))


def _day(cell: str) -> str:
    day = date_in(cell)
    return day.isoformat() if day else ""


_FORMS = {
    Column.SHORT: _names,
    Column.OTHER: _names,
    Column.FORMER: _names,
    Column.LEVEL: lambda cell: _one_of(Level, cell),
    Column.BRANCH: lambda cell: _one_of(Branch, cell),
    Column.RANK: _rank,
    Column.MAILBOX: lambda cell: BETWEEN_NAMES.join(names_in(cell)),
    Column.VALID_FROM: _day,
    Column.VALID_TO: _day,
}
