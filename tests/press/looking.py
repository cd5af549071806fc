"""What can be read and measured in a finished PDF."""

from __future__ import annotations

import ctypes
import re
import subprocess
import zlib
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from distro.press import page
from distro.press.document import Bulletin

MM = 72 / 25.4
A4_HEIGHT = 297 * MM


@dataclass(frozen=True)
class Char:
    """A printed character: left edge and base line in mm from the upper left corner of the paper, size in points."""

    text: str
    x: float
    y: float
    size: float


def bare(text: str) -> str:
    """Without white space, page numbers and the mark PDFium writes for a hyphen at the end of a line."""
    return re.sub(r"[\s\ufffe]", "", re.sub(r"—\s*\d+\s*—", "", text))


def expected(bulletin: Bulletin) -> str:
    return bare("".join(text for _, _, text, _ in page.fields(bulletin)))


def text_by_pdfium(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [each.get_textpage().get_text_range() for each in document]


def text_by_poppler(data: bytes) -> str:
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def characters(data: bytes) -> list[list[Char]]:
    """The characters of each page."""
    with pypdfium2.PdfDocument(data) as document:
        return [list(_characters(each.get_textpage())) for each in document]


def _characters(textpage):
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for index in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, index))
        if not char.isspace():
            raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            raw.FPDFText_GetMatrix(textpage, index, matrix)
            size = raw.FPDFText_GetFontSize(textpage, index) * matrix.a
            yield Char(char, x.value / MM, (A4_HEIGHT - y.value) / MM, size)


def rows(chars: list[Char], size: float = 16) -> list[list[Char]]:
    """The characters of one size, row by row from the top."""
    found = defaultdict(list)
    for char in chars:
        if abs(char.size - size) < 0.1:
            found[round(char.y, 1)].append(char)
    return [found[y] for y in sorted(found)]


def rules(data: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The rules of each page: left, top, right, bottom in mm from the upper left corner of the paper."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            [
                (left / MM, (A4_HEIGHT - top) / MM, right / MM, (A4_HEIGHT - bottom) / MM)
                for left, bottom, right, top in (
                    item.get_bounds() for item in each.get_objects() if item.type == raw.FPDF_PAGEOBJ_PATH
                )
            ]
            for each in document
        ]


def inflated(data: bytes) -> bytes:
    """The file and all that is compressed in it: its objects, its drawing operators."""
    found = data
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found
