"""One text in the disguises in which texts arrive: wrapped, indented, printed, spaced, in other widths and encodings."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from distro.documents.draft import Draft
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import recognise
from distro.kernel.pasted import clean, decode

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
INDENT = "　　"


def draft(text: str) -> Draft:
    """Without the marks of bold, which no print keeps, and digits in one width."""
    found = from_recognised(recognise(clean(text)))
    return replace(
        found,
        designation=found.designation.translate(HALF_WIDTH),
        titles=found.titles.translate(HALF_WIDTH),
        body=found.body.replace("**", "").translate(HALF_WIDTH),
    )


def disguises(text: str) -> Iterator[tuple[str, str]]:
    """Name and text of each, made from a bulletin with masthead, issue, issuer and date in its first three paragraphs."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    for width in (20, 24, 28, 33, 38, 44):
        yield f"wrapped at {width}, blank lines between", _wrapped(paragraphs, width, "", "\n\n")
        yield f"wrapped at {width}, first lines indented", _wrapped(paragraphs, width, INDENT, "\n")
    yield "wrapped at 26 with page numbers", _paged(_wrapped(paragraphs, 26, INDENT, "\n"), "")
    running = f"{paragraphs[0]}　{paragraphs[1]}"
    yield "wrapped at 30 with page numbers and running heads", _paged(_wrapped(paragraphs, 30, INDENT, "\n"), running)
    yield (
        "not wrapped, first lines indented",
        "\n".join((INDENT if number > 3 else "") + paragraph for number, paragraph in enumerate(paragraphs)),
    )
    yield "no blank lines", "\n".join(paragraphs)
    yield "a letter-spaced head", text.replace(paragraphs[0], "　".join(paragraphs[0]), 1)
    yield "line ends of another system", text.replace("\n", "\r\n")
    yield "GB 18030", decode(text.encode("gb18030"))
    yield "full-width digits", text.translate(_FULL_WIDTH)


def _wrapped(paragraphs: list[str], width: int, indent: str, between: str) -> str:
    """Every line but the last of a paragraph has `width` characters; the head and the tiers are not indented."""
    broken = []
    for number, paragraph in enumerate(paragraphs):
        is_text = number > 3 and paragraph[:2] not in ("本期", "报：", "送：", "发：")
        words = (indent if is_text else "") + paragraph
        broken.append("\n".join(words[at : at + width] for at in range(0, len(words), width)))
    return between.join(broken)


def _paged(text: str, running: str) -> str:
    """A page number behind every fourteen lines, and the running head below it."""
    lines = text.split("\n")
    printed: list[str] = []
    for number, line in enumerate(lines, start=1):
        printed.append(line)
        if number % 14 == 0:
            printed += [f"— {number // 14} —", *([running] if running else [])]
    return "\n".join(printed)


def copied_back(data: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    """The text of a print as two programs give it."""
    (folder / "print.pdf").write_bytes(data)
    for name, options in (("pdftotext", []), ("pdftotext -layout", ["-layout"])):
        command = ["pdftotext", *options, "print.pdf", "-"]
        yield name, subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode()
    yield "pdfium", "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
