"""The printing itself: a document in, the bytes of a PDF/A-3a and PDF/UA-1 out, the same bytes for the same document.

WeasyPrint works here behind a fetcher that opens nothing, and whatever it would only log makes the printing fail.
The bytes depend on the document, the installed faces and the versions of WeasyPrint, Pango and HarfBuzz.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType

import weasyprint
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import metadata, page, slots, tools
from .document import Document, Printed
from .elements import figures
from .elements.ending import FLOWING
from .errors import NotReadyError, PrintingError
from .setting import bold, fonts, unkerned

VARIANT = "pdf/a-3a"

# Pango's font map is shared by the whole process and knows no threads.
_one_at_a_time = threading.Lock()


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint tells no types
    """Opens nothing but the pictures it is given, by their addresses: a page of the press is complete in itself."""

    def __init__(self, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self._pictures:
            return URLFetcherResponse(url, self._pictures[url])
        raise FatalURLFetchingError(url)


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint would only log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Raise PrintingError if WeasyPrint warns of anything: a missing glyph, a style it does not know."""
    logger, complaints = logging.getLogger("weasyprint"), _Complaints()
    level, disabled = logger.level, logger.disabled
    logger.addHandler(complaints)
    # A logging configuration loaded elsewhere may have silenced the logger.
    logger.disabled = False
    logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings():
            # WeasyPrint leaves the closing of its colour profile to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    except FatalURLFetchingError as refused:  # a BaseException, which would end a worker
        raise PrintingError("印制失败：版面引用了外部资源（%(url)s）。", url=str(refused)) from refused
    finally:
        logger.removeHandler(complaints)
        logger.setLevel(level)
        logger.disabled = disabled
    if complaints.heard:
        raise PrintingError("印制失败：排版程序报告“%(complaint)s”。", complaint=complaints.heard[0])


@cache
def _font_configuration() -> FontConfiguration:
    """One per process: a new one for every document would double the memory of a worker."""
    return FontConfiguration()


def make_ready() -> None:
    """Check the machine and warm up; workers call this when they start. NotReadyError names the Debian package."""
    if harfbuzz_subset is None:
        # WeasyPrint would go on with another way of cutting fonts that takes 28 times as long.
        raise NotReadyError("缺少字体裁剪库，请安装 Debian 软件包 %(package)s。", package="libharfbuzz-subset0")
    for stack in fonts.STACKS:
        fonts.faces(stack)
    bold.install()
    unkerned.install()
    _font_configuration()


def _typeset(source: str, document: Document, pictures: Mapping[str, bytes]) -> weasyprint.Document:
    return weasyprint.HTML(string=source, url_fetcher=ClosedFetcher(pictures)).render(
        stylesheets=[weasyprint.CSS(string=page.stylesheet(document.format), url_fetcher=ClosedFetcher())],
        font_config=_font_configuration(),
        pdf_variant=VARIANT,
    )


def _layout(pages: weasyprint.Document) -> list[frozenset[str]]:
    """The marked places on each page."""
    return [frozenset(each.anchors) for each in pages.pages]


def print_document(document: Document) -> Printed:
    """Print a document.

    Nothing stands on the pages that the document does not say, page numbers excepted. Raises CharacterError for a
    character no face can print, PrintingError for anything the typesetter complains of.
    """
    make_ready()
    source = page.html(document)
    pictures = {figures.address(picture): figures.encoded(picture) for picture in figures.pictures(document)}
    with _one_at_a_time, _no_complaints():
        pages = _typeset(source, document, pictures)
        if (ending := page.ending(document, _layout(pages))) != FLOWING:
            pages = _typeset(page.html(document, ending), document, pictures)
        metadata.describe(pages, document)
        data = pages.write_pdf(
            finisher=slots.writer(document),
            pdf_variant=VARIANT,
            attachments=[metadata.source(document, ClosedFetcher())],
        )
    faces = {font.family for font in pages.fonts.values()}
    if strangers := faces - fonts.known_names():
        raise PrintingError("印制失败：有字符落到了规定以外的字体（%(faces)s）。", faces="、".join(sorted(strangers)))
    return Printed(
        data=data,
        pages=len(pages.pages),
        sha256=hashlib.sha256(data).hexdigest(),
        faces=tuple(sorted(faces)),
        tools=tools.versions(faces),
    )
