"""The sheets of a workbook, .xlsx or .xls: each cell as the text its spreadsheet shows, or why that cannot be told."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, NamedTuple

import xlrd
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError

from distro.kernel.errors import Refusal
from distro.offices.number_formats import CHINESE, UnknownFormat, shown, shown_text

XLSX, XLS = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the files begin with."""
PARTS, PART_BYTES, UNFOLDED = 200, 32 << 20, 64 << 20
"""What the archive of a .xlsx file may hold: so many parts, none of them larger, all together."""
UNREADABLE = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, XLRDError, CompDocError, EOFError, SyntaxError),
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError),
    RuntimeError,
)
"""What the libraries raise for files that only look like workbooks."""


Shown = str | Refusal
"""The text a cell shows; the Refusal to give who needs it, if that cannot be told or is an error."""


class Block(NamedTuple):
    """Merged cells, counted from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. `rows` are read when they are asked for, from the first on, however wide each is."""

    name: str
    is_hidden: bool
    is_empty: bool
    rows: Callable[[], Iterator[list[Shown]]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Block, ...] = ()


def xlsx(data: bytes) -> list[Sheet]:
    """The sheets in their order. Formulas show what they last came to."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [part.file_size for part in archive.infolist()]
    if len(sizes) > PARTS or max(sizes, default=0) > PART_BYTES or sum(sizes) > UNFOLDED:
        raise Refusal("文件内容过大。没有导入。")
    book, formulas = _calculated(data)
    return [
        Sheet(
            name=sheet.title,
            is_hidden=sheet.sheet_state != "visible",
            is_empty=not _filled(sheet),
            rows=_xlsx_rows(sheet, formulas[sheet.title], book.epoch == CALENDAR_MAC_1904),
            hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
            hidden_columns=frozenset(
                number
                for column in sheet.column_dimensions.values()
                if column.hidden
                for number in range(column.min or 0, (column.max or 0) + 1)
            ),
            merged=tuple(
                Block(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges
            ),
        )
        for sheet in book.worksheets
    ]


Places = frozenset[tuple[int, int]]
"""Rows and columns, counted from 1."""


def _filled(sheet: Worksheet) -> Places:
    # To walk along the rows would make every cell there could be up to the last one that was ever given a colour.
    return frozenset(place for place, cell in sheet._cells.items() if cell.value is not None)


def _calculated(data: bytes) -> tuple[Workbook, dict[str, Places]]:
    """The workbook with the last results of its formulas, and where these stand in each sheet."""
    book = load_workbook(io.BytesIO(data))
    formulas = {
        sheet.title: frozenset(at for at in _filled(sheet) if sheet.cell(*at).data_type == "f")
        for sheet in book.worksheets
    }
    return (load_workbook(io.BytesIO(data), data_only=True) if any(formulas.values()) else book), formulas


def _xlsx_rows(sheet: Worksheet, formulas: Places, since_1904: bool) -> Callable[[], Iterator[list[Shown]]]:
    def rows() -> Iterator[list[Shown]]:
        last_row, last_column = (max(at) for at in zip(*_filled(sheet) | formulas, strict=True))
        for line in sheet.iter_rows(max_row=last_row, max_col=last_column):
            yield [_xlsx_text(cell, (cell.row, cell.column) in formulas, since_1904) for cell in line]

    return rows


def _xlsx_text(cell: Cell | MergedCell, is_formula: bool, since_1904: bool) -> Shown:
    if cell.value is None and is_formula:
        return Refusal(
            "第 %(row)s 行有公式，文件里没有它的结果。没有导入。请用电子表格软件打开后另存，或改为文字。", row=cell.row
        )
    if cell.value is None or isinstance(cell, MergedCell):
        return ""
    if cell.data_type == "e":
        return _wrong(cell.row, str(cell.value))
    value: Any = cell.value
    if isinstance(value, (date, time, timedelta)):
        begin = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
        value = to_excel(value, begin)  # type: ignore[no-untyped-call]  # the stubs say nothing of it
    # The library gives General for the built-in formats it has no words for.
    known_by = cell._style.numFmtId  # type: ignore[attr-defined]  # there is no public way to the number
    return _text(value, CHINESE.get(known_by, cell.number_format), cell.row, since_1904)


def xls(data: bytes) -> list[Sheet]:
    """The sheets in their order, those that are charts left out. Formulas show what they last came to."""
    # What the library has to say would go to the standard output, where the answer goes.
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=sys.stderr)
    return [
        Sheet(
            name=sheet.name,
            is_hidden=bool(sheet.visibility),
            is_empty=all(kind in _NOTHING for row in range(sheet.nrows) for kind in sheet.row_types(row)),
            rows=_xls_rows(book, sheet),
            hidden_rows=frozenset(number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden),
            hidden_columns=frozenset(number + 1 for number, column in sheet.colinfo_map.items() if column.hidden),
            merged=tuple(Block(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        )
        for sheet in book.sheets()
    ]


_NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def _xls_rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Callable[[], Iterator[list[Shown]]]:
    def rows() -> Iterator[list[Shown]]:
        for row in range(sheet.nrows):
            yield [_xls_text(book, cell, row + 1) for cell in sheet.row(row)]

    return rows


def _xls_text(book: xlrd.Book, cell: xlrd.sheet.Cell, row: int) -> Shown:
    if cell.ctype in _NOTHING:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _wrong(row, error_text_from_code.get(int(cell.value), "#?"))
    key = book.xf_list[cell.xf_index or 0].format_key
    value = bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value
    return _text(value, CHINESE.get(key, book.format_map[key].format_str or ""), row, bool(book.datemode))


def _text(value: Any, form: str, row: int, since_1904: bool) -> Shown:
    """What the spreadsheet shows for the value of a cell under its number format."""
    if isinstance(value, bool):
        return str(value).upper()
    try:
        if isinstance(value, (int, float)):
            return shown(value, form, since_1904=since_1904)
        return shown_text(str(value), form)
    except UnknownFormat:
        return Refusal(
            "第 %(row)s 行有一格的数字格式是“%(form)s”，不能照原样读取。没有导入。请把这一格改为文本。",
            row=row,
            form=form,
        )


def _wrong(row: int, words: str) -> Refusal:
    return Refusal("第 %(row)s 行有一格显示为错误“%(value)s”。没有导入。请改正后再传。", row=row, value=words)
