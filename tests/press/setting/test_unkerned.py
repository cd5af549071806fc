"""A character stays as wide as its face says, whatever stands beside it; and a print leaves nothing behind in memory."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from distro.press import pdf
from distro.press.document import Paragraph, Run
from distro.press.setting import fonts

ROOT = Path(__file__).parents[3]
HEADING = "一、VAVAVAVAV与HHHHHHHHH"

PRINTING = """
import ctypes, gc, sys
from tests.press import samples
from distro.press import pdf
from distro.processes import limits
def own():
    gc.collect()
    limits.trim()
    return limits.own_memory()
document = samples.bulletin(6)
for _ in range(6):
    pdf.print_document(document)
before = own()
for _ in range(30):
    pdf.print_document(document)
print(own() - before)
"""


def test_letters_that_would_be_kerned_stand_as_far_apart_as_they_are_wide(bulletin):
    printed = pdf.print_document(replace(bulletin, paragraphs=(Paragraph((Run(HEADING),)), *bulletin.paragraphs[:2])))
    with pypdfium2.PdfDocument(printed.data) as opened:
        page = opened[0].get_textpage()
        edges = [page.get_charbox(at) for at in range(page.count_chars()) if page.get_text_range(at, 1) in "VH"]
    # The left edges of the same letter differ by exactly what stands between.
    kerned, plain = edges[4][0] - edges[0][0], edges[13][0] - edges[5][0]
    wide = {letter: fonts.advance(letter, fonts.HEI) * 16 for letter in "VAH"}
    assert len(edges) == 14
    assert kerned - 4 * (wide["V"] + wide["A"]) == pytest.approx(plain - 8 * wide["H"], abs=0.2)


def test_a_print_leaves_no_memory_taken():
    told = subprocess.run([sys.executable, "-c", PRINTING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout) < 1 << 20
