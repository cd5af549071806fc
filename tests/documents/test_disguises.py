"""The same draft of the same text, however it arrives; and of a printed bulletin the draft it was printed from."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from distro.documents.draft import Draft, from_recognised
from distro.documents.recognition import PAGES, recognise
from distro.kernel.pasted import clean
from distro.press import pdf
from distro.sample.world import STORY, bulletin
from tests.documents.disguises import disguises

SEED = Path(__file__).parents[3] / "shared" / "sample" / "seed-bulletin.txt"
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
TEXT = bulletin(3)


def draft(text: str) -> Draft:
    """Without the marks of bold, which no print keeps, and digits in one width."""
    found = from_recognised(recognise(clean(text)))
    return replace(
        found,
        designation=found.designation.translate(HALF_WIDTH),
        titles=found.titles.translate(HALF_WIDTH),
        body=found.body.replace("**", "").translate(HALF_WIDTH),
    )


@pytest.mark.parametrize("name", [name for name, _ in disguises(TEXT)])
def test_the_same_draft_in_every_disguise(name: str) -> None:
    assert draft(dict(disguises(TEXT))[name]) == draft(TEXT)


@pytest.mark.skipif(not SEED.exists(), reason="no sample beside the checkout")
def test_a_given_bulletin_in_every_disguise() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert [name for name, disguised in disguises(text) if draft(disguised) != draft(text)] == []


def from_pdf(data: bytes, tmp_path: Path, layout: bool) -> str:
    (tmp_path / "print.pdf").write_bytes(data)
    options = ["-layout"] if layout else []
    told = subprocess.run(["pdftotext", *options, "print.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)  # noqa: S607
    return told.stdout.decode()


def from_pdfium(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("number", [3, 5])
def test_a_print_copied_back_is_the_draft_it_was_printed_from(number: int, tmp_path: Path) -> None:
    written = draft(bulletin(number))
    data = pdf.print_document(from_recognised(recognise(bulletin(number))).numbered()).data
    assert draft(from_pdf(data, tmp_path, layout=False)) == written
    assert draft(from_pdf(data, tmp_path, layout=True)) == written
    assert draft(from_pdfium(data)) == written


def test_every_sample_is_read_without_anything_left() -> None:
    for number in STORY:
        assert recognise(bulletin(number)).leftovers == ()


def test_what_only_belongs_to_pages_is_told_but_stands_in_no_draft() -> None:
    text = dict(disguises(TEXT))["wrapped at 30 with page numbers and running heads"]
    left = recognise(text).leftovers
    assert {each.name for each in left} == {PAGES}
    assert left[0].text.startswith("— 1 —")
    assert draft(text).aside == ""
