"""The cells of a table somebody brings, .xlsx, .xls or text, as a spreadsheet shows them, and what of the file was left
out: read in a process of its own, since a small file may unfold into one that fills the memory."""

from __future__ import annotations

import codecs
import csv
import io
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from distro.kernel.cells import restored
from distro.kernel.errors import Refusal
from distro.offices import workbooks
from distro.offices.workbooks import Sheet, Shown
from distro.processes import confined
from distro.processes.confined import Limits, NoAnswerError

log = logging.getLogger(__name__)

LIMITS = Limits(memory=400 << 20, cpu_seconds=20, wall_seconds=40)
"""20,000 rows of all columns take 220 MB and 6 s."""
ROWS, COLUMNS = 20_000, 50
CELL_LENGTH = 1000
CHARACTERS = 8_000_000
"""In all cells together: a workbook may name one long text in every cell."""


class Line(NamedTuple):
    """A row that shows something, by its number in the file: its cells up to the last that is not empty."""

    number: int
    cells: list[Shown]


@dataclass(frozen=True)
class Note:
    """Something about the file a person should know: `message` is a Chinese sentence with `%(name)s` for `values`."""

    message: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return self.message % self.values


@dataclass(frozen=True)
class Grid:
    """The lines of the one table that was read, and what else the file holds or how it was taken."""

    lines: list[Line]
    notes: list[Note]


def spans(numbers: Iterable[int], named: Callable[[int], str] = str) -> str:
    """5, 6, 7, 9 as 5–7、9, each number as `named` writes it."""
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0])
    )
    return "、".join(named(run[0]) if len(run) == 1 else f"{named(run[0])}–{named(run[-1])}" for run in runs)


def read(data: bytes) -> Grid:
    """The first table of the file; a Refusal when it is not to be had."""
    try:
        told = json.loads(confined.ask(__name__, data, LIMITS))
    except NoAnswerError as error:
        log.warning("a table was not read: %s", error.reason)
        raise Refusal(
            "文件展开后过大，读取超出了限定的时间或内存，已经停止。没有导入。请删去多余的工作表、图片和格式，或分为几份。",
            field="file",
        ) from None
    if refused := told.get("refused"):
        raise Refusal(refused["message"], field="file", **refused["values"])
    lines = [
        Line(number, [cell if isinstance(cell, str) else Refusal(cell[0], field="file", **cell[1]) for cell in cells])
        for number, cells in told["lines"]
    ]
    return Grid(lines, [Note(**each) for each in told["notes"]])


def _answer(data: bytes) -> bytes:
    """The table or its refusal, as `read` takes them."""
    try:
        grid = taken(data)
        told: dict[str, Any] = {"lines": grid.lines, "notes": [vars(each) for each in grid.notes]}
    except Refusal as refusal:
        told = {"refused": {"message": refusal.message, "values": refusal.values}}
    return json.dumps(told, default=lambda refusal: [refusal.message, refusal.values]).encode("ascii")


def taken(data: bytes) -> Grid:
    """The same in this process."""
    try:
        if data.startswith(workbooks.XLSX):
            return _of_workbook(workbooks.xlsx(data))
        if data.startswith(workbooks.XLS):
            return _of_workbook(workbooks.xls(data))
    except workbooks.UNREADABLE:
        raise _unreadable() from None
    return Grid(_lines(list(_within_measure(_text(data)))), [])


def _of_workbook(sheets: Sequence[Sheet]) -> Grid:
    """The first sheet that shows anything."""
    filled = [(number, sheet) for number, sheet in enumerate(sheets, start=1) if not sheet.is_empty]
    chosen = next(((number, sheet) for number, sheet in filled if not sheet.is_hidden), None)
    if chosen is None:
        return Grid([], [])
    notes = []
    for number, sheet in filled:
        if number == chosen[0] and len(filled) > 1:
            notes.append(Note("读取的是第 %(number)s 张工作表“%(name)s”。", {"number": number, "name": sheet.name}))
        elif sheet.is_hidden:
            notes.append(Note("隐藏的工作表“%(name)s”没有读取。", {"name": sheet.name}))
        elif number != chosen[0]:
            notes.append(Note("第 %(number)s 张工作表“%(name)s”没有读取。", {"number": number, "name": sheet.name}))
    return _of_sheet(chosen[1], notes)


def _of_sheet(sheet: Sheet, notes: list[Note]) -> Grid:
    """The sheet without what is hidden in it; what stands in merged cells stands in each row they cover."""
    rows = list(_within_measure(sheet.rows()))
    covered: set[int] = set()
    for block in sheet.merged:
        words = _cell(rows, block.top, block.left)
        below = range(block.top + 1, min(block.bottom, len(rows)) + 1)
        if words and below:
            covered |= {block.top, *below}
            for number in below:
                row = rows[number - 1]
                row += [""] * (block.left - len(row))
                row[block.left - 1] = words
    hidden = {number for number in sheet.hidden_rows if number <= len(rows) and any(rows[number - 1])}
    columns = {
        number for number in sheet.hidden_columns if any(_cell(rows, at, number) for at in range(1, len(rows) + 1))
    }
    for row in rows:
        for number in columns:
            row[number - 1 : number] = [""] * (number <= len(row))
    if covered:
        notes.append(Note("合并的单元格（第 %(rows)s 行）：内容用于它所盖的每一行。", {"rows": spans(covered)}))
    if hidden:
        notes.append(Note("隐藏的第 %(rows)s 行没有读取。", {"rows": spans(hidden)}))
    if columns:
        notes.append(Note("隐藏的第 %(columns)s 列没有读取。", {"columns": spans(columns, get_column_letter)}))
    return Grid(_lines(rows, hidden), notes)


def _cell(rows: Sequence[list[Shown]], row: int, column: int) -> Shown:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""


def _lines(rows: Iterable[list[Shown]], hidden: Collection[int] = ()) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(rows, start=1) if any(row) and number not in hidden]


def _within_measure(rows: Iterable[Sequence[Shown]]) -> Iterator[list[Shown]]:
    """The rows without the empty cells at their ends; a Refusal where there is too much of them."""
    characters = 0
    for number, row in enumerate(rows, start=1):
        if number > ROWS:
            raise Refusal("行数过多，最多 %(limit)s 行。没有导入。", limit=ROWS)
        texts = [restored(cell).strip() if isinstance(cell, str) else cell for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > COLUMNS:
            raise Refusal("第 %(row)s 行的列数过多，最多 %(limit)s 列。没有导入。", row=number, limit=COLUMNS)
        lengths = [len(cell) for cell in texts if isinstance(cell, str)]
        if max(lengths, default=0) > CELL_LENGTH:
            raise Refusal(
                "第 %(row)s 行有过长的内容，一格最多 %(limit)s 个字。没有导入。", row=number, limit=CELL_LENGTH
            )
        characters += sum(lengths)
        if characters > CHARACTERS:
            raise Refusal("表中文字过多，最多 %(limit)s 个字。没有导入。请分为几份。", limit=CHARACTERS)
        yield texts


def _text(data: bytes) -> Iterator[list[str]]:
    """A table in text: between its cells stand tabs, if there are more of them than of commas, or else commas."""
    text = _decoded(data)
    if text.lstrip().startswith("<"):
        raise Refusal("这个文件是网页格式，不是表格。没有导入。请用电子表格软件打开，另存为 XLSX 后再传。")
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, ""), delimiter=delimiter)
    except csv.Error:
        raise _unreadable() from None


def _decoded(data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _unreadable() -> Refusal:
    return Refusal("不能读取这个文件。没有导入。能读取 XLSX、XLS、CSV 和用制表符分隔的文本；有打开密码的请先去掉密码。")


if __name__ == "__main__":
    confined.serve(_answer)
