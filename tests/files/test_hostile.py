"""Hostile files are refused, each for its own reason, and good ones are taken."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from typing import BinaryIO

import pytest

from distro.files import judging, kinds, names, receiving
from distro.files.receiving import receive
from distro.kernel.errors import Refusal
from distro.processes import confined
from distro.processes.confined import Limits
from tests.files import hostile, hostile_content
from tests.files.office import PNG, good, sheet
from tests.files.portable import linked, pdf

HOSTILE = {
    **hostile.NAMES,
    **hostile.BYTES,
    **hostile.ARCHIVES,
    **hostile_content.OFFICE_FILES,
    **hostile_content.PDFS,
}
"""By what is wrong with them."""


def received(data: bytes, name: str, declared: str = "") -> tuple[str, str, int | None, int]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        found = receive(file, name, declared)
        return found.name, found.kind.name, found.pages, found.size


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are judged where they are sent: all the reasons in the time of a few processes."""

    def ask(_: str, question: BinaryIO, __: Limits) -> bytes:
        question.seek(0)
        return judging._answer(question.read())

    monkeypatch.setattr(confined, "ask", ask)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60
    assert len({each.said for each in HOSTILE.values()}) >= 30


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.usefixtures("in_this_process")
def test_a_hostile_file_is_refused_for_its_own_reason(what: str) -> None:
    each = HOSTILE[what]
    with pytest.raises(Refusal) as refused:
        received(each.make(), each.name, each.declared)
    assert each.said in str(refused.value)
    assert any(word in str(refused.value) for word in ("没有收下", "不接收涉密公文"))


def test_what_takes_more_than_it_may_ends_with_its_process(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(receiving, "LIMITS", receiving.LIMITS._replace(memory=1 << 20))
    with pytest.raises(Refusal, match="用去的时间或内存超过了限度"):
        received(pdf(), "附件.pdf")
    assert "distro.files.judging ended with" in caplog.text


def test_what_judges_stays_out_of_the_processes_that_receive() -> None:
    script = (
        "import distro.web, sys; print(*{'pikepdf', 'distro.files.openxml', 'distro.files.pdfs'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def _picture(kind: str, folder: str) -> bytes:
    return good(
        kind,
        related=[("image", "media/1.png"), ("hyperlink", "https://example.cn/a?b=1", "External")],
        more={f"{folder}/media/1.png": PNG, f"{folder}/printerSettings/printerSettings1.bin": bytes(50)},
    )


GOOD = {
    "a page": (pdf, "附件.pdf", "PDF", 1),
    "many pages": (lambda: pdf(300), "附表 1.PDF", "PDF", 300),
    "a link to the web": (lambda: pdf(2, linked("https://example.cn/a")), "a.pdf", "PDF", 2),
    "a link to a mailbox": (lambda: pdf(2, linked("mailto:a@example.cn")), "a.pdf", "PDF", 2),
    "white space behind the end": (lambda: pdf() + b"\r\n\0\0", "a.pdf", "PDF", 1),
    "text": (lambda: good("docx"), "附件.docx", "DOCX", None),
    "text with pictures": (lambda: _picture("docx", "word"), "附件.docx", "DOCX", None),
    "slides": (lambda: _picture("pptx", "ppt"), "附件.pptx", "PPTX", None),
    "table": (lambda: good("xlsx", more={"xl/worksheets/sheet1.xml": sheet("<c><f>SUM(A1:B2)&amp;\"|\"</f></c>")}), "表.xlsx", "XLSX", None),
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD)
def test_a_good_file_is_taken_and_its_pages_are_counted_where_they_can_be(what: str) -> None:
    make, name, kind, pages = GOOD[what]
    data = make()
    assert received(data, name) == (name, kind, pages, len(data))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\文秘\\附件 一.pdf", "附件 一.pdf"),
        ("../../附件.pdf", "附件.pdf"),
        (" ..附\u200b件.pdf ", "附件.pdf"),
        ("附件<1>?.pdf", "附件_1__.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_kept_as_it_can_be_anywhere(given: str, kept: str) -> None:
    assert names.tidy(given) == (kept, kinds.Kind.PDF)


@pytest.mark.parametrize("declared", ["application/pdf", "application/octet-stream", "", "Application/PDF; x=y"])
def test_what_a_file_is_sent_as_may_be_vague(declared: str) -> None:
    kinds.require_declared(kinds.Kind.PDF, declared)
