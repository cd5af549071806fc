"""The cells of a table somebody brings, XLSX or CSV, as texts: read in a process of its own, since a small file may
unfold into one that fills the memory."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from distro.kernel.cells import restored
from distro.kernel.errors import Refusal
from distro.processes import confined
from distro.processes.confined import Limits, NoAnswerError

log = logging.getLogger(__name__)

Grid = list[list[str]]

LIMITS = Limits(memory=300 << 20, cpu_seconds=15, wall_seconds=40)
"""20,000 rows of all columns take 130 MB and 3.5 s."""
ROWS, COLUMNS = 20_000, 50
CELL_LENGTH = 1000
CHARACTERS = 8_000_000
"""In all cells together: a workbook may name one long text in every cell."""
PARTS, PART_BYTES, UNFOLDED = 200, 32 << 20, 64 << 20
"""What the archive of a workbook may hold: so many parts, none of them larger, all together."""
# What openpyxl raises for files that only look like workbooks.
_UNREADABLE = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, SyntaxError),
    *(AttributeError, IndexError, KeyError, NotImplementedError, OverflowError, TypeError, ValueError, RuntimeError),
)


def read(data: bytes) -> Grid:
    """The rows of the table, each with the texts a spreadsheet shows; a Refusal when they are not to be had."""
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
    grid: Grid = told["rows"]
    return grid


def _answer(data: bytes) -> bytes:
    """The table or its refusal, as `read` takes them."""
    try:
        told: dict[str, Any] = {"rows": list(_within_measure(_xlsx(data) if data.startswith(b"PK") else _csv(data)))}
    except Refusal as refusal:
        told = {"refused": {"message": refusal.message, "values": refusal.values}}
    return json.dumps(told).encode("ascii")


def _within_measure(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    characters = 0
    for number, row in enumerate(rows, start=1):
        if number > ROWS:
            raise Refusal("行数过多，最多 %(limit)s 行。没有导入。", limit=ROWS)
        while row and not row[-1]:
            row.pop()
        if len(row) > COLUMNS:
            raise Refusal("第 %(row)s 行的列数过多，最多 %(limit)s 列。没有导入。", row=number, limit=COLUMNS)
        if any(len(cell) > CELL_LENGTH for cell in row):
            raise Refusal(
                "第 %(row)s 行有过长的内容，一格最多 %(limit)s 个字。没有导入。", row=number, limit=CELL_LENGTH
            )
        characters += sum(map(len, row))
        if characters > CHARACTERS:
            raise Refusal("表中文字过多，最多 %(limit)s 个字。没有导入。请分为几份。", limit=CHARACTERS)
        yield row


def _csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _unreadable()
    try:
        for line in csv.reader(io.StringIO(text, "")):
            yield [restored(cell).strip() for cell in line]
    except csv.Error:
        raise _unreadable() from None


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
        if len(sizes) > PARTS or max(sizes, default=0) > PART_BYTES or sum(sizes) > UNFOLDED:
            raise Refusal("文件内容过大。没有导入。")
        book = load_workbook(io.BytesIO(data), read_only=True)
        for number, line in enumerate(book.worksheets[0].iter_rows(max_row=ROWS + 1, max_col=COLUMNS + 1), start=1):
            if any(cell.data_type == "f" for cell in line):
                raise Refusal("第 %(row)s 行有公式。没有导入。请改为文字。", row=number)
            yield [_text(cell.value) for cell in line]
        book.close()
    except _UNREADABLE:
        raise _unreadable() from None


def _text(cell: object) -> str:
    """What a spreadsheet shows for the value."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return (restored(cell) if isinstance(cell, str) else str(cell)).strip()


def _unreadable() -> Refusal:
    return Refusal("不能读取这个文件。没有导入。请用本系统导出的 XLSX 或 CSV 文件修改后导入。")


if __name__ == "__main__":
    confined.serve(_answer)
