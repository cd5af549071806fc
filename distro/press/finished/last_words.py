"""The words at the end of a finished PDF, read from its bytes: what was printed, whoever printed it from whatever."""

from __future__ import annotations

import re

import pypdfium2

from .pdfium import opened

_FOLIO = re.compile(r"—\s*\d+\s*—\s*\Z")


def last_words(data: bytes, length: int) -> str:
    """The last words of a PDF, whole pages of them until they are `length` characters or more, without spaces and page
    numbers; empty if these bytes are no PDF."""
    words = ""
    try:
        with opened(data) as document:
            for number in reversed(range(len(document))):
                text = document[number].get_textpage().get_text_range()
                words = "".join(_FOLIO.sub("", text).split()) + words
                if len(words) >= length:
                    break
    except pypdfium2.PdfiumError:
        return ""
    return words
