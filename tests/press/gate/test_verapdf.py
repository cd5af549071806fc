"""Prints and copies are what they claim to be, as veraPDF judges where it is installed (docs/operations.md)."""

import io
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from distro.press import pdf
from distro.press.copies import copy
from distro.press.errors import FlawedError
from distro.press.gate import verapdf
from distro.press.gate.check import require_flawless

installed = pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")


@installed
def test_prints_and_copies_are_what_they_claim(bulletin):
    numbered = replace(bulletin, numbered=True)
    base = pdf.print_document(numbered).data
    assert list(verapdf.failures(base)) == []
    require_flawless(copy(base, 12, "云溪𬱖族自治县水利局（镕堃）\U000323af"), numbered)


@installed
def test_what_is_less_is_found_by_the_gate(bulletin, monkeypatch):
    monkeypatch.setattr(pdf, "VARIANT", "pdf/a-3b")
    with pytest.raises(FlawedError, match="共 4 处"):
        require_flawless(pdf.print_document(bulletin).data, bulletin)


@installed
def test_a_file_that_is_nothing_of_it_fails_with_a_reason():
    target = io.BytesIO()
    Image.new("L", (10, 10)).save(target, "PDF")
    assert [claimed for claimed, why in verapdf.failures(target.getvalue()) if why] == ["PDF/A-3a", "PDF/UA-1"]


def test_without_it_nothing_is_said(printed, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(verapdf.failures(printed.data)) == []
