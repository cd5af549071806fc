"""Whole bulletins with all a body can hold: printed soundly, twice the same, nothing lost, and every spoiled one found."""

import io
import json
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from distro.press import pdf
from distro.press.document import Cell, Paragraph, Picture, Run, Table, from_plain
from distro.press.elements import figures
from distro.press.errors import BlockError
from distro.press.finished.measures import measure
from distro.press.gate import words
from distro.press.gate.check import check
from tests.press import specimens
from tests.press.looking import bare, expected, text_by_pdfium, text_by_poppler
from tests.press.spoiling import overlooked

SMALL = ("headings", "tables", "pictures", "issue", "rare")


@pytest.fixture(scope="module")
def printed_all():
    return {name: (specimens.ALL[name](), pdf.print_document(specimens.ALL[name]())) for name in SMALL}


@pytest.mark.parametrize("name", SMALL)
def test_a_specimen_is_flawless_and_says_all_in_reading_order(printed_all, name):
    document, printed = printed_all[name]
    assert check(printed.data, document) == ()
    assert bare("".join(text_by_pdfium(printed.data))) == expected(document)


@pytest.mark.parametrize("name", ["headings", "pictures", "rare"])
def test_another_reader_says_the_same(printed_all, name):
    document, printed = printed_all[name]
    said = bare(text_by_poppler(printed.data))
    assert (said if name != "rare" else "".join(sorted(said))) == (
        expected(document) if name != "rare" else "".join(sorted(expected(document)))
    )


@pytest.mark.parametrize("name", ["pictures", "issue"])
def test_a_specimen_is_printed_twice_the_same(printed_all, name):
    document, printed = printed_all[name]
    assert pdf.print_document(from_plain(json.loads(json.dumps(document.to_plain())))).sha256 == printed.sha256


def test_46_pages_are_flawless():
    document = specimens.report()
    printed = pdf.print_document(document)
    assert printed.pages == 46
    assert check(printed.data, document) == ()


def test_an_earlier_bulletin_keeps_its_plain_form(bulletin):
    assert set(bulletin.to_plain()) == {
        "format", "date", "masthead", "issue_text", "issuer", "titles", "paragraphs", "imprint"
    }  # fmt: skip


# The specimen, what is done to the style of one print, and what the judge says of each.
SPOILED: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "tables",
        {
            "tbody td { padding-bottom: 0 } .frame .rule { margin-left: 0 } .nowhere { height: .2mm }": (
                "表格右端为 38.13"
            ),
        },
    ),
    ("tables", {".frame { margin-left: 3mm }": "表格左端为 31.00", "td { text-indent: -9pt }": "表格中的“石”为压线"}),
    ("pictures", {"img { margin-left: 60mm }": "图片为超出 24.00", "img { margin-top: -40pt }": "与图片重叠"}),
    (
        "headings",
        {
            ".text span { font-family: FandolFang !important }": "的字体",
            ".text p:nth-child(9) { break-before: page }": "页末空行",
        },
    ),
    ("headings", {".text h2 + h3 { break-before: page }": "单独留在页末"}),
    ("issue", {".contents { break-after: page }": "的页码"}),
)


@pytest.mark.parametrize(("name", "spoils"), SPOILED)
def test_everything_in_a_body_set_wrongly_is_found(monkeypatch, name, spoils):
    assert overlooked(specimens.ALL[name](), spoils, monkeypatch) == {}


def test_contents_that_list_too_little_are_found(printed_all):
    document, printed = printed_all["headings"]
    listed = replace(document, articles=specimens.issue().articles)
    assert "目录" in {fault.what for fault in words.judge(measure(printed.data), listed)}


def test_a_long_table_goes_on_with_its_head(printed_all):
    _, printed = printed_all["tables"]
    pages = measure(printed.data).pages
    assert [len(each.frames) for each in pages] == [1, 1, 1, 2, 0]
    assert ["续表" in {row.text for row in each.rows} for each in pages[:4]] == [False, True, True, True]


def test_headings_are_in_the_structure_one_level_under_the_other(printed_all):
    _, printed = printed_all["headings"]
    with pypdfium2.PdfDocument(printed.data) as document:
        outline = [(each.level, each.get_title()) for each in document.get_toc()]
    assert (1, "一、基本情况") in outline
    assert (2, "（一）工程安排") in outline
    assert (2, "1.抓住关键环节") in outline


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Table(()), "空的"),
        (Table(((Cell("一"), Cell("二")), (Cell("三"),))), "第2行有1格"),
        (Table(((Cell("一"), Cell("二")),), widths=(1.0,)), "栏宽"),
        (Table((tuple(Cell("长") for _ in range(30)),)), "有30栏"),
        (Picture(b"GIF89a", "说明", 80.0), "读不出来"),
        (Picture(specimens.photograph("JPEG")[:2000], "说明", 80.0), "读不出来"),
        (Picture(specimens.photograph(), "", 80.0), "没有文字说明"),
        (Picture(specimens.photograph(), "说明", 200.0), "图片宽200毫米"),
        (Picture(b"\x89PNG" + bytes(20_000_001), "说明", 80.0), "上限为20兆"),
    ],
)
def test_what_cannot_be_set_is_refused_in_plain_words(bulletin, block, words):
    with pytest.raises(BlockError, match=words):
        pdf.print_document(replace(bulletin, paragraphs=(block,)))


def test_a_picture_too_large_to_decode_is_refused_by_its_header(bulletin):
    target = io.BytesIO()
    Image.new("1", (8001, 5001)).save(target, "PNG")
    with pytest.raises(BlockError, match="4000万像素"):
        figures.set_figure(Picture(target.getvalue(), "说明", 80.0))


def test_a_picture_loses_all_but_its_pixels():
    told, target = PngImagePlugin.PngInfo(), io.BytesIO()
    told.add_text("Comment", "SECRET")
    with Image.open(io.BytesIO(specimens.photograph())) as image:
        image.save(target, "PNG", pnginfo=told)
    assert b"SECRET" in target.getvalue()
    picture = Picture(target.getvalue(), "说明", 80.0)
    assert figures.encoded(picture) == figures.encoded(replace(picture, data=specimens.photograph()))


def test_a_row_taller_than_a_page_is_cut():
    tall = Table(((Cell("甲"), Cell("乙")), (Cell("一"), Cell("国家机关公文处理" * 200))))
    document = replace(specimens.rare(), note="", titles=("长行",), paragraphs=(Paragraph((Run("正文。"),)), tall))
    printed = pdf.print_document(document)
    assert check(printed.data, document) == ()
