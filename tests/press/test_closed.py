"""Text is text: markup in any field prints as it is written, fetches nothing and embeds nothing but the bulletin."""

import http.server
import logging
import threading
from dataclasses import replace

import pypdfium2
import pytest
import weasyprint

from distro.press import metadata, page, pdf
from distro.press.document import Paragraph, Run
from distro.press.errors import PrintingError
from distro.press.gate.check import check
from tests.press.looking import bare, expected, inflated, text_by_pdfium, text_by_poppler

VECTORS = (
    '<img src="{url}">',
    "<img srcset='{url} 2x'>",
    '<link rel=stylesheet href="{url}">',
    '<link rel=attachment href="{url}">',
    '<a rel=attachment href="{url}">a</a>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<iframe src="{url}"></iframe>',
    '<base href="{url}"><img src=x>',
    '<meta http-equiv=refresh content="0;url={url}">',
    '<style>@import "{url}";</style>',
    "<style>@font-face{{font-family:x;src:url({url})}}*{{font-family:x}}</style>",
    '</span><p style="background:url({url})">',
    '"; background: url({url}); x="',
    "'; font-family: url({url}); '",
    "<svg><image href='{url}'/><use href='{url}#a'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg'><style>@import url({url})</style></svg>",
    "<input value=x><select><option>1</select><textarea>t</textarea>",
    "<script>fetch('{url}')</script>",
    "<!--#include file='{url}'--><?xml-stylesheet href='{url}'?>",
    "{{{{ 7 * 7 }}}}{{% include '{url}' %}}{{# x #}}",
    "<table><tr><td colspan=1000000>",
    "&lt;b&gt;&amp;#65;&#x41;&nbsp;",
)
FIELDS = ("masthead", "issue_text", "issuer", "titles", "paragraphs", "imprint")


@pytest.fixture
def trap():
    """A server on this machine that only counts who knocks."""
    knocks = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            knocks.append(self.path)
            self.send_error(404)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/trap", knocks
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("target", ["http", "file"])
def test_markup_is_printed_not_obeyed(bulletin, trap, field, target):
    url, knocks = trap
    # A file that is on every machine, under the same name: where lines break must not depend on the name of a folder.
    text = "水" + "利".join(VECTORS).format(url=url if target == "http" else "file:///etc/passwd")
    values = {"titles": (text,), "imprint": (text,), "paragraphs": (Paragraph((Run(text),)),)}
    hostile = replace(bulletin, paragraphs=bulletin.paragraphs[:1])
    hostile = replace(hostile, **{field: values.get(field, text)})

    printed = pdf.print_document(hostile)

    assert knocks == []
    # Both readers take a hyphen at the end of a line for a divided word and drop it.
    said = expected(hostile).replace("-", "")
    assert bare("".join(text_by_pdfium(printed.data))).replace("-", "") == said
    assert bare(text_by_poppler(printed.data)).replace("-", "") == said
    for word in (b"root:x:0", b"/Annots", b"/JavaScript", b"/AcroForm", b"/URI", b"/Image"):
        assert word not in inflated(printed.data)
    with pypdfium2.PdfDocument(printed.data) as document:
        assert [
            attached.get_name() for attached in map(document.get_attachment, range(document.count_attachments()))
        ] == [metadata.SOURCE]
    assert check(printed.data, hostile) == ()


def test_the_fetcher_opens_nothing_and_the_refusal_is_an_ordinary_error(bulletin, trap, monkeypatch):
    url, knocks = trap
    whole = page.html(bulletin)
    monkeypatch.setattr(page, "html", lambda _: whole.replace("</body>", f'<img src="{url}"></body>'))
    with pytest.raises(PrintingError, match="外部资源"):
        pdf.print_document(bulletin)
    assert knocks == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "data:text/css,p{}", "ftp://127.0.0.1/", "HTTP://127.0.0.1/"])
def test_every_scheme_is_closed(url):
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        pdf.ClosedFetcher().fetch(url)
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        pdf.ClosedFetcher().open(url)


def test_a_complaint_of_the_typesetter_stops_the_printing_even_when_its_log_is_off(bulletin, monkeypatch):
    sheet = page.stylesheet("bulletin")
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + "p { no-such-property: 1 }")
    logger = logging.getLogger("weasyprint")
    monkeypatch.setattr(logger, "disabled", True)
    with pytest.raises(PrintingError, match="no-such-property"):
        pdf.print_document(bulletin)
    assert logger.disabled
    assert logger.handlers == [handler for handler in logger.handlers if isinstance(handler, logging.NullHandler)]
