"""Workbooks as they are made, and as nobody makes them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl


def workbook(*lines: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def with_part(name: str, content: bytes, number: int = 1, of: bytes = b"") -> bytes:
    """A workbook with parts put into its archive, the sheet among them if it is named."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of or workbook(["全称"]))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        for which in range(number):
            new.writestr(name if number == 1 else f"{name}{which}", content)
    return data.getvalue()


def sheet(rows: str) -> bytes:
    """A workbook whose sheet holds these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )
