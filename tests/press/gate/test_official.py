"""The judge of documents of organs finds each measure that is spoiled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.press import page, pdf
from distro.press.elements import ending, imprint, masthead, signed
from distro.press.formats import letter, official, order
from distro.press.gate.check import check
from tests.press import organs

# The document, what is done to its style sheet, and what the judge says of it.
SPOILED = {
    "paper": ("official", "@page { size: 205mm 297mm }", "纸宽"),
    "name": ("official", ".head { padding-top: 2mm }", "发文机关标志上缘"),
    "name aside": ("official", ".name { margin-left: 8mm }", "发文机关标志中线"),
    "name black": ("official", ".name { color: #000 }", "颜色为黑色，应为红色"),
    "text red": ("official", ".text { color: #d7000f }", "颜色为红色，应为黑色"),
    "corner": ("official", ".head .row { margin-left: 3mm }", "密级和保密期限左端"),
    "corner low": ("official", ".head .row { padding-top: 2mm }", "密级和保密期限上缘"),
    "number aside": ("official", ".row { margin-left: 3mm }", "发文字号中线"),
    "red rule": ("official", ".red { padding-top: 4mm }", "红线与上方文字的距离"),
    "red rule short": ("official", ".red div { width: 150mm }", "横线右端"),
    "no red rule": ("official", ".red div { background: #000 }", "红线条数为0，应为1"),
    "title near": ("official", ".red { height: 25pt }", "标题上空"),
    "title aside": ("official", "h1 { margin-left: 5mm }", "中线"),
    "address": ("official", ".address { margin-left: 3mm }", "主送机关左端"),
    "paragraph": ("official", ".text p { text-indent: 1em }", "左端"),
    "right": ("official", ".text span { margin-left: -1mm }", "右端"),
    "pitch": ("official", ".text p { line-height: 28pt }", "行距"),
    "foot of a page": ("minutes long", ".text p { break-inside: avoid }", "版心下缘"),
    "top": ("official", "@page { margin-top: 33mm }", "天头"),
    "list near": ("official", ".listed { margin-top: 0 }", "附件说明与上文的行距"),
    "list aside": ("official", ".listed { margin-left: 4mm }", "附件说明左端"),
    "signature near": ("official", ".signature { margin-top: -10pt }", "署名与上文的行距"),
    "signature aside": ("official", ".signature { margin-left: 4mm }", "成文日期右端"),
    "signature alone": ("official", ".signature { break-before: page }", "署名所在页的正文为无"),
    "unsealed aside": ("unsealed", ".signature { margin-left: 4mm }", "署名右端"),
    "date of unsealed": ("unsealed", ".signature .row + .row { margin-left: 4mm }", "成文日期左端"),
    "stamp": ("order", ".signature { margin-left: 4mm }", "“县长”右端"),
    "date near stamp": ("order", ".signature .row + .row { margin-top: 0 !important }", "成文日期与上文的行距"),
    "note aside": ("official", ".text.note { margin-left: 4mm }", "附注左端"),
    "annex goes on": ("three annexes", ".annex { break-before: auto }", "附件标识上缘"),
    "annex label": ("three annexes", ".annex .label { margin-left: 4mm }", "附件标识左端"),
    "annex title": ("three annexes", ".annex .label { margin-bottom: 0 }", "附件标题"),
    "annex title aside": ("three annexes", ".annex h1 { margin-left: 8mm }", "附件标题"),
    "last rule": ("official", ".foot { padding-bottom: 20pt }", "版记末线"),
    "rule too thick": ("official", ".rule { height: 0.5mm }", "版记线粗"),
    "no thick rule": ("official", ".thick { height: 0.25mm }", "版记线粗"),
    "imprint aside": ("official", ".imprint p { margin-left: 20pt }", "左端"),
    "blank page numbered": (
        "official",
        "@page :blank { @bottom-right { content: '— ' counter(page) ' —'; font: 14pt/14pt var(--folio); padding: 20pt } }",
        "第3页：页码",
    ),
    "imprint numbered": (
        "official",
        "@page unnumbered { @bottom-left { content: '— ' counter(page) ' —'; font: 14pt/14pt var(--folio) } }",
        "第4页：页码",
    ),
    "number gone": ("official", "@page :right { @bottom-right { content: none } }", "页码为“无”"),
    "letter numbered": (
        "letter",
        "@page :first { @bottom-right { content: '— 1 —'; font: 14pt/14pt var(--folio) } }",
        "第1页：页码",
    ),
    "letter name": ("letter", ".head { padding-top: 2mm }", "发文机关标志上缘"),
    "letter rule": ("letter", ".head .double { padding-top: 2mm }", "上双线与标志的距离"),
    "letter low rule": ("letter", ".low { margin-top: 2mm }", "下双线"),
    "letter rules short": ("letter", ".double { width: 156mm }", "横线右端为 177.00 毫米，应为 191.00"),
    "letter number": ("letter", ".row { padding-left: 3mm }", "发文字号右端"),
    "letter number low": ("letter", ".head .row { padding-top: 2mm }", "发文字号与上双线的距离"),
    "letter imprint high": ("letter", ".foot { padding-bottom: 40pt }", "版记下缘"),
    "order text": ("order", ".text { margin-top: 20pt }", "正文上空"),
    "order name": ("order", ".head { padding-top: 2mm }", "发文机关标志上缘"),
    "minutes list": ("minutes", ".attendance { margin-top: 0 }", "出席名单与上文的行距"),
    "minutes list aside": ("minutes", ".attendance { margin-left: 4mm }", "“出席：”左端"),
}


@pytest.mark.parametrize(("name", "style", "words"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_measure_is_found(name, style, words, monkeypatch):
    document = organs.SPECIMENS[name]
    sheet = page.stylesheet(document.format)
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + style)
    faults = check(pdf.print_document(document).data, document)
    assert any(words in str(fault) for fault in faults), [str(fault) for fault in faults]


# The document, the constant of the press that is set wrongly, and what the judge says of it.
MISTAKEN = {
    "blank lines under the name": ("official", masthead, "BLANK", 1, "发文字号上空"),
    "mark": ("official", official, "TOP", official.TOP + 5, "发文机关标志上缘"),
    "order mark": ("order", order, "TOP", order.TOP + 5, "发文机关标志上缘"),
    "letter mark": ("letter", letter, "TOP", letter.TOP + 5, "发文机关标志上缘"),
    "letter rules": ("letter", letter, "THICK", 0.5, "双线粗细"),
    "seals that touch": ("ten organs", signed, "_SEAL_ROWS", 3, "印章间距"),
    "stamp": ("order", signed, "STAMP", 60.0, "右端"),
    "odd imprint": ("official", official, "EVEN", False, "版记所在页为第3页，应为偶数页"),
    "imprint inset": ("official", imprint, "SIZE", 12.0, "左端"),
}


@pytest.mark.parametrize(("name", "module", "constant", "value", "words"), MISTAKEN.values(), ids=MISTAKEN)
def test_a_mistaken_measure_is_found(name, module, constant, value, words, monkeypatch):
    document = organs.SPECIMENS[name]
    with monkeypatch.context() as wrong:
        wrong.setattr(module, constant, value)
        data = pdf.print_document(document).data
    faults = check(data, document)
    assert any(words in str(fault) for fault in faults), [str(fault) for fault in faults]


def test_without_the_document_the_source_in_the_file_says_what_is_wanted():
    document = organs.letter()
    assert check(pdf.print_document(document).data) == ()


def test_another_word_is_found():
    document = organs.order()
    faults = check(pdf.print_document(document).data, replace(document, number="第6号"))
    assert {"附带的源文件"} < {fault.what for fault in faults}


@pytest.mark.parametrize(
    ("pages", "blocks", "text_end", "wanted"),
    [
        (2, 1, 2, ending.Ending()),
        (1, 1, 1, ending.Ending("left", numbered=True)),
        (3, 1, 3, ending.Ending("left", numbered=True)),
        (3, 1, 2, ending.Ending("left", numbered=False)),
        (5, 2, 3, ending.Ending("right", numbered=False)),
        (3, 0, 3, ending.Ending()),
    ],
)
def test_the_imprint_is_turned_to_an_even_end(pages, blocks, text_end, wanted):
    assert ending.turned(pages, blocks, text_end) == wanted
