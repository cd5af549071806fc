"""An open PDF: PDFium may not be used by two threads at once, so all of the press opens files here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_one_at_a_time = threading.Lock()


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document these bytes are; nobody else in this process uses PDFium until it is closed."""
    with _one_at_a_time, pypdfium2.PdfDocument(data) as document:
        yield document
