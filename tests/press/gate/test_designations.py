"""Whatever an issue is called is printed as it is called, passes the gate, and stands in what the file says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.press import pdf
from distro.press.gate.check import check
from tests.press.looking import bare, inflated, text_by_pdfium


@pytest.mark.parametrize(
    "words",
    [
        "第4期",
        "2026年第4期（增刊）",
        "2026年增刊（总第6期）",
        "第4、5期（总第4、5期）",
        "2026年第4-5期合刊",
        "2026年10月第2期",
        "二〇二六年第四期（总第一百二十三期）",
        "〔2026〕3号",
        "№3",
        "2026年第12期“学习贯彻全会精神”专刊（总第一千二百三十四期）",
    ],
)
def test_it_is_printed_as_it_is_called(bulletin, words):
    said = replace(bulletin, issue_text=words, paragraphs=bulletin.paragraphs[:1])
    printed = pdf.print_document(said)
    assert check(printed.data, said) == ()
    assert bare(words) in bare(text_by_pdfium(printed.data)[0])
    assert f"<dc:identifier>{words}</dc:identifier>".encode() in inflated(printed.data)
