"""The judge finds every kind of fault, says what, where, measured and allowed, and clears a sound print."""

import ctypes
import io
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from distro.press import metadata, pdf
from distro.press.document import Paragraph, Run
from distro.press.errors import FlawedError
from distro.press.gate.check import check, require_flawless
from distro.press.setting import grid
from tests.press.spoiling import overlooked

# What is done to the style sheet of one print, and what the judge says of each.
SPOILED: tuple[dict[str, str], ...] = (
    {
        "@page { size: 205mm 297mm }": "纸宽",
        "@page { margin-top: 33mm }": "天头为 35.40",
        "@page { margin-left: 26mm }": "“入冬以来，全”左端为 37.14",
        "@page { margin-bottom: 45mm }": "行数为 20 行",
        "@page :right { @bottom-right { padding-top: 12mm } }": "一字线",
    },
    {
        ".text span { word-spacing: 0; margin-left: -1mm }": "“入冬以来，全”右端为 183.16",
        ".text p { line-height: 28pt }": "行距为 28.00 磅",
        ".masthead { margin-left: -60mm }": "“水利工作简报”左缘为 3.57",
        ".foot { padding-bottom: 20pt }": "版记末线下缘为 257.34",
        ".imprint { width: 150mm }": "横线右端为 178.00",
        "@page :left { @bottom-left { padding-left: 40pt } }": "页码左端为 42.11",
        "@page :right { @bottom-right { content: none } }": "第1页：页码为“无”",
    },
    {"@page { margin-bottom: 45mm }": "第1页：版心下缘为 241.11"},
)


@pytest.mark.parametrize("spoils", SPOILED)
def test_every_measure_set_wrongly_is_found(bulletin, monkeypatch, spoils):
    assert overlooked(bulletin, spoils, monkeypatch) == {}


def test_characters_set_wider_are_counted(bulletin, monkeypatch):
    text = (Paragraph((Run("水利工程" * 60),)),)
    wide = replace(bulletin, paragraphs=text)
    assert check(pdf.print_document(wide).data, wide) == ()
    monkeypatch.setattr(grid, "CELL", grid.WIDTH / 26)
    assert any(fault.what == "每行字数" for fault in check(pdf.print_document(wide).data, wide))


def test_a_word_that_is_not_the_bulletins_is_found_by_its_place(printed, bulletin):
    said = replace(bulletin, masthead="水务工作简报")
    words, source = check(printed.data, said)
    assert str(words) == "全文：第2字起的文字为“利工作简报202”，应为“务工作简报202”。"
    assert source.what == "附带的源文件"


def test_an_imprint_that_is_not_there_is_found(bulletin):
    printed = pdf.print_document(replace(bulletin, imprint=()))
    assert "版记末线" in {fault.what for fault in check(printed.data, bulletin)}


def test_a_file_that_claims_less_is_found(bulletin, monkeypatch):
    monkeypatch.setattr(metadata, "describe", lambda *_: None)
    monkeypatch.setattr(pdf, "VARIANT", "pdf/a-3b")
    found = {str(fault) for fault in check(pdf.print_document(bulletin).data, bulletin)}
    assert found == {
        "文件：标识 pdfaid 为3B，应为3A。",
        "文件：标识 pdfuaid 为无，应为1。",
        "文件：结构标签为无，应为有。",
    }


def test_a_face_that_is_not_embedded_is_found(printed):
    spoiled = io.BytesIO()
    with pypdfium2.PdfDocument(printed.data) as document:
        leaf = document[1]
        stranger = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 14)
        raw.FPDFText_SetText(
            stranger, ctypes.cast(ctypes.create_string_buffer("a\0".encode("utf-16-le")), raw.FPDF_WIDESTRING)
        )
        raw.FPDFPage_InsertObject(leaf, stranger)
        leaf.gen_content()
        document.save(spoiled)
    assert "文件：字体 Helvetica 为未嵌入，应为嵌入。" in {str(fault) for fault in check(spoiled.getvalue())}


def test_the_gate_names_the_first_fault_and_counts_them(printed, bulletin):
    require_flawless(printed.data, bulletin)
    with pytest.raises(FlawedError, match="共 2 处") as refused:
        require_flawless(printed.data, replace(bulletin, masthead="水务工作简报"))
    assert "应为“务工作简报202”" in str(refused.value)
