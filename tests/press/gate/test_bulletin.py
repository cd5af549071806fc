"""The judge finds every kind of fault, says what, where, measured and allowed, and clears a sound print."""

import ctypes
import io
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from distro.press import metadata, page, pdf
from distro.press.document import Paragraph, Run
from distro.press.errors import FlawedError
from distro.press.gate.check import check, require_flawless
from distro.press.setting import grid

# What is done to the style sheet, and what the judge says of it.
SPOILED = {
    "paper": ("@page { size: 205mm 297mm }", "纸宽"),
    "top": ("@page { margin-top: 33mm }", "天头"),
    "left": ("@page { margin-left: 26mm }", "左端"),
    "right": (".text span { word-spacing: 0; margin-left: -1mm }", "右端"),
    "pitch": (".text p { line-height: 28pt }", "行距"),
    "rows": ("@page { margin-bottom: 45mm }", "行数"),
    "edge": ("@page { margin-bottom: 45mm }", "版心下缘"),
    "outside": (".masthead { margin-left: -60mm }", "左缘"),
    "last rule": (".foot { padding-bottom: 20pt }", "版记末线"),
    "rule": (".imprint { width: 150mm }", "横线右端"),
    "number away": ("@page :left { @bottom-left { padding-left: 40pt } }", "页码左端"),
    "number gone": ("@page :right { @bottom-right { content: none } }", "页码为“无”"),
    "number too low": ("@page :right { @bottom-right { padding-top: 12mm } }", "一字线"),
}


@pytest.mark.parametrize(("style", "words"), SPOILED.values(), ids=SPOILED)
def test_a_page_set_wrongly_is_found(bulletin, monkeypatch, style, words):
    sheet = page.stylesheet("bulletin")
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + style)
    faults = check(pdf.print_document(bulletin).data, bulletin)
    assert any(words in str(fault) for fault in faults), [str(fault) for fault in faults]


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
