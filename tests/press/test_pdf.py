"""The file itself: the same bytes for the same bulletin, an archivable variant, a bold that shows."""

import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
import weasyprint
import weasyprint.draw.text

from distro.press import metadata, pdf
from distro.press.document import Paragraph, Run, from_plain
from distro.press.errors import CharacterError
from distro.press.finished import pictures
from distro.press.setting import bold
from tests.press.looking import inflated

ROOT = Path(__file__).parents[2]
PRINT = """
import json, sys
from distro.press import pdf
from distro.press.document import from_plain
print(pdf.print_document(from_plain(json.load(sys.stdin))).sha256)
"""


def test_the_same_bulletin_gives_the_same_bytes_in_every_process(bulletin, printed):
    assert printed.sha256 == hashlib.sha256(printed.data).hexdigest()
    assert pdf.print_document(bulletin) == printed
    for seed, zone in (("1", "UTC"), ("2", "America/New_York")):
        found = subprocess.run(
            [sys.executable, "-c", PRINT],
            input=json.dumps(bulletin.to_plain()),
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert found.stdout.strip() == printed.sha256


def test_title_author_language_and_date_come_from_the_bulletin(printed, bulletin):
    with pypdfium2.PdfDocument(printed.data) as document:
        described = document.get_metadata_dict()
    assert described["Title"] == "全县冬修水利工程进展情况"
    assert described["Author"] == bulletin.issuer
    assert described["CreationDate"] == described["ModDate"] == "D:20261103000000+08'00"
    assert b"/Lang (zh-CN)" in inflated(printed.data)


def test_it_declares_pdf_a_3a_and_carries_its_structure(printed):
    described = inflated(printed.data)
    assert re.search(rb"pdfaid:part\W+3\W", described)
    assert re.search(rb"pdfaid:conformance\W+A\W", described)
    with pypdfium2.PdfDocument(printed.data) as document:
        assert document.is_tagged()


def test_every_face_is_embedded_and_named(printed):
    assert set(printed.faces) == {"FandolFang", "FandolSong", "Noto Serif CJK SC"}
    described = inflated(printed.data)
    assert len(re.findall(rb"/Type\s*/FontDescriptor", described)) == described.count(b"/FontFile3") == 3


def test_the_versions_its_bytes_depend_on_are_told(printed):
    assert printed.tools["WeasyPrint"] == weasyprint.__version__
    assert set(printed.tools) == {"WeasyPrint", "Pango", "HarfBuzz", "jieba", *printed.faces}
    assert all(re.search(r"\d+\.\d+", version) for version in printed.tools.values())


def test_it_carries_the_bulletin_as_its_source(printed, bulletin):
    with pypdfium2.PdfDocument(printed.data) as document:
        carried = document.get_attachment(0)
        assert carried.get_name() == metadata.SOURCE
        assert from_plain(json.loads(bytes(carried.get_data()))) == bulletin
        assert carried.get_str_value("CreationDate") == "D:20261102160000Z"
    assert b"/AFRelationship /Source" in inflated(printed.data)


def test_its_description_names_number_issuer_and_date_and_claims_pdf_ua(printed, bulletin):
    described = inflated(printed.data).decode("utf-8", "replace")
    assert 'pdfuaid:part="1"' in described
    for words in (bulletin.titles[0], bulletin.issue_text, bulletin.issuer, "2026-11-03"):
        assert f"{words}</" in described
    xmp = described[described.index("<x:xmpmeta") : described.index("</x:xmpmeta>") + len("</x:xmpmeta>")]
    ElementTree.fromstring(xmp)  # noqa: S314


def test_bold_is_drawn_with_an_outline_and_only_bold(bulletin):
    plain = replace(bulletin, paragraphs=(Paragraph((Run("冬修水利"),)),))
    strong = replace(bulletin, paragraphs=(Paragraph((Run("冬修"), Run("水利", bold=True))),))
    assert inflated(pdf.print_document(plain).data).count(b"2 Tr") == 0
    assert inflated(pdf.print_document(strong).data).count(b"2 Tr") == 1


def ink(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return sum(255 - grey for grey in document[0].render(scale=2, grayscale=True).to_pil().tobytes())


def test_bold_is_visibly_darker(bulletin):
    text = "冬修水利工程" * 40
    plain = replace(bulletin, paragraphs=(Paragraph((Run(text),)),))
    strong = replace(bulletin, paragraphs=(Paragraph((Run(text, bold=True),)),))
    bare = replace(bulletin, paragraphs=())
    without, thin, thick = (ink(pdf.print_document(each).data) for each in (bare, plain, strong))
    assert (thick - without) / (thin - without) > 1.25


def test_the_one_patch_of_weasyprint_still_finds_its_place():
    bold.install()
    patched = weasyprint.draw.text.draw_first_line
    assert patched.__module__ == "weasyprint.draw.text"
    assert patched.__wrapped__.__code__.co_varnames[:2] == ("stream", "textbox")
    assert "draw_first_line" in weasyprint.draw.text.draw_text.__code__.co_names
    bold.install()
    assert weasyprint.draw.text.draw_first_line is patched


def test_what_comes_out_can_go_to_another_process(printed):
    assert pickle.loads(pickle.dumps(printed)) == printed  # noqa: S301
    refused = CharacterError("%(place)s有误。", field="titles", place="标题")
    copied = pickle.loads(pickle.dumps(refused))  # noqa: S301
    assert (str(copied), copied.field) == ("标题有误。", "titles")


def test_a_page_becomes_a_picture(printed):
    picture = pictures.page_image(printed.data, 5, scale=1)
    assert picture.startswith(b"\x89PNG")
    assert picture != pictures.page_image(printed.data, 1, scale=1)
    with pytest.raises(IndexError):
        pictures.page_image(printed.data, 6)
