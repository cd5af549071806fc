"""The judge of documents of organs finds each measure that is spoiled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.press import pdf
from distro.press.elements import ending, imprint, masthead, signed
from distro.press.formats import letter, official, order
from distro.press.gate.check import check
from tests.press import organs
from tests.press.spoiling import overlooked, unsaid

# The document, what is done to the style sheet of one print, and what the judge says of each.
SPOILED: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "official",
        {
            "@page { size: 205mm 297mm }": "纸宽",
            ".head { padding-top: 2mm }": "发文机关标志上缘为 73.80",
            ".name { margin-left: 8mm }": "发文机关标志中线",
            ".name { color: #000 }": "颜色为黑色，应为红色",
            ".text { color: #d7000f }": "颜色为红色，应为黑色",
            ".head .row { margin-left: 3mm }": "密级和保密期限左端为 31.00",
            ".red { padding-top: 4mm }": "红线与上方文字的距离",
            ".red div { width: 150mm }": "横线右端为 178.00",
            ".address { margin-left: 3mm }": "主送机关左端",
            ".text p { text-indent: 1em }": "“入冬以来，全”左端为 33.64",
            ".text p { line-height: 28pt }": "第1页：行距为 28.00 磅",
            ".listed { margin-top: 0 }": "附件说明与上文的行距",
            ".listed { margin-left: 4mm }": "附件说明左端",
            ".signature { margin-top: -10pt }": "署名与上文的行距",
            ".signature { margin-left: 4mm }": "成文日期右端为 165.80",
            ".foot { padding-bottom: 20pt }": "版记末线",
            ".rule { height: 0.5mm }": "版记线粗为 0.50",
            ".thick { height: 0.25mm }": "版记线粗为 0.25",
            ".imprint p { margin-left: 20pt }": "“抄送：县委各”左端为 35.06",
            "@page :blank { @bottom-right { content: '— ' counter(page) ' —'; font: 14pt/14pt var(--folio); padding: 20pt } }": (
                "第3页：页码"
            ),
            "@page unnumbered { @bottom-left { content: '— ' counter(page) ' —'; font: 14pt/14pt var(--folio) } }": (
                "第4页：页码"
            ),
            "@page :right { @bottom-right { content: none } }": "页码为“无”",
        },
    ),
    (
        "official",
        {
            ".head .row { padding-top: 2mm }": "密级和保密期限上缘",
            ".row { margin-left: 3mm }": "发文字号中线",
            ".red div { background: #000 }": "红线条数为0，应为1",
            "h1 { margin-left: 5mm }": "标题“云溪县人民政”中线为 108.50",
            ".text span { margin-left: -1mm }": "“入冬以来，全”右端为 183.16",
            ".signature { break-before: page }": "署名所在页的正文为无",
        },
    ),
    (
        "official",
        {
            ".red { height: 25pt }": "标题上空为 0.75 行",
            "@page { margin-top: 33mm }": "天头为 35.40",
            ".text.note { margin-left: 4mm }": "附注左端为 43.14",
        },
    ),
    ("minutes long", {".text p { break-inside: avoid }": "版心下缘"}),
    ("unsealed", {".signature { margin-left: 4mm }": "署名右端为 176.94"}),
    ("unsealed", {".signature .row + .row { margin-left: 4mm }": "成文日期左端"}),
    (
        "order",
        {
            ".signature { margin-left: 4mm }": "“县长”右端",
            ".signature .row + .row { margin-top: 0 !important }": "成文日期与上文的行距",
            ".text { margin-top: 20pt }": "正文上空",
            ".head { padding-top: 2mm }": "发文机关标志上缘",
        },
    ),
    (
        "three annexes",
        {
            ".annex { break-before: auto }": "附件标识上缘",
            ".annex .label { margin-left: 4mm }": "附件标识左端",
            ".annex h1 { margin-left: 8mm }": "附件标题“冬修水利工程”中线",
        },
    ),
    ("three annexes", {".annex .label { margin-bottom: 0 }": "附件标题为 50.27"}),
    (
        "letter",
        {
            "@page :first { @bottom-right { content: '— 1 —'; font: 14pt/14pt var(--folio) } }": "第1页：页码",
            ".head { padding-top: 2mm }": "发文机关标志上缘",
            ".head .double { padding-top: 2mm }": "上双线与标志的距离",
            ".low { margin-top: 2mm }": "下双线",
            ".double { width: 156mm }": "横线右端为 177.00 毫米，应为 191.00",
            ".row { padding-left: 3mm }": "发文字号右端为 186.67",
            ".head .row { padding-top: 2mm }": "发文字号与上双线的距离",
            ".foot { padding-bottom: 40pt }": "版记下缘",
        },
    ),
    (
        "minutes",
        {
            ".attendance { margin-top: 0 }": "出席名单与上文的行距",
            ".attendance { margin-left: 4mm }": "“出席：”左端",
        },
    ),
)


@pytest.mark.parametrize(("name", "spoils"), SPOILED)
def test_every_spoiled_measure_is_found(name, spoils, monkeypatch):
    assert overlooked(organs.SPECIMENS[name], spoils, monkeypatch) == {}


# The document, the constants of the press that are set wrongly in one print, and what the judge says of each.
MISTAKEN = (
    (
        "official",
        (
            (masthead, "BLANK", 1, "发文字号上空"),
            (official, "TOP", official.TOP + 5, "发文机关标志上缘"),
            (official, "EVEN", False, "版记所在页为第3页，应为偶数页"),
            (imprint, "SIZE", 12.0, "“抄送：县委各”左端"),
        ),
    ),
    ("order", ((order, "TOP", order.TOP + 5, "发文机关标志上缘"), (signed, "STAMP", 60.0, "“县长”右端"))),
    ("letter", ((letter, "TOP", letter.TOP + 5, "发文机关标志上缘"), (letter, "THICK", 0.5, "双线粗细"))),
    ("ten organs", ((signed, "_SEAL_ROWS", 3, "印章间距"),)),
)


@pytest.mark.parametrize(("name", "mistakes"), MISTAKEN)
def test_every_mistaken_measure_is_found(name, mistakes, monkeypatch):
    document = organs.SPECIMENS[name]
    with monkeypatch.context() as wrong:
        for module, constant, value, _ in mistakes:
            wrong.setattr(module, constant, value)
        data = pdf.print_document(document).data
    faults = [str(fault) for fault in check(data, document)]
    assert unsaid(faults, {constant: words for _, constant, _, words in mistakes}) == {}


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
