"""What others read in a finished PDF, and what is compressed in it."""

from __future__ import annotations

import re
import subprocess
import zlib

import pypdfium2

from distro.press import page
from distro.press.document import Bulletin


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


def inflated(data: bytes) -> bytes:
    """The file and all that is compressed in it: its objects, its drawing operators."""
    found = data
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found
