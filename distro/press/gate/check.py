"""Judges a finished PDF by GB/T 9704-2012: what was measured against what is allowed, before anything is issued."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest

from .. import page
from ..document import Bulletin, Document, Official, from_plain
from ..errors import FlawedError
from ..finished.measures import BOTTOM, Measures, measure
from . import body, bulletin, official, verapdf, words
from .faults import Fault, length

MARKS = {"pdfaid": "3A", "pdfuaid": "1"}


def check(data: bytes, document: Document | None = None) -> tuple[Fault, ...]:
    """Measure a PDF of the press and judge it; with a document also whether the PDF says it, word for word."""
    return judge(measure(data), document)


def require_flawless(data: bytes, document: Document) -> None:
    """Raise FlawedError, which tells the first fault, if there is any; veraPDF is asked too, where it is installed."""
    claims = (Fault(f"veraPDF 对 {name} 的验证", "文件", f"“{why}”", "“PASS”") for name, why in verapdf.failures(data))
    if faults := (*check(data, document), *claims):
        raise FlawedError(
            "印成的版面不合规格（%(first)s共 %(count)s 处）。没有印发。", first=str(faults[0]), count=len(faults)
        )


def judge(measures: Measures, document: Document | None = None) -> tuple[Fault, ...]:
    """The faults of what was measured, page by page, then those of the file.

    What is wanted of the pages depends on the format: that of the document, or of the source the file carries.
    """
    kind = document or attached(measures)
    pages = official.faults(measures, kind) if isinstance(kind, Official) else bulletin.faults(measures)
    said = (*_word_faults(measures, document), *words.judge(measures, document)) if document else ()
    return (
        *pages,
        *body.judge(measures, runs_full=not isinstance(kind, Official)),
        *_file_faults(measures),
        *said,
    )


def _file_faults(measures: Measures) -> Iterator[Fault]:
    if measures.last_rule is not None:
        yield from length("版记末线下缘", "末页", measures.last_rule, BOTTOM)
    for name, embedded in measures.faces:
        if not embedded:
            yield Fault(f"字体 {name} ", "文件", "未嵌入", "嵌入")
    said = dict(measures.marks)
    for name, mark in MARKS.items():
        if said.get(name) != mark:
            yield Fault(f"标识 {name} ", "文件", said.get(name, "无"), mark)
    if not measures.tagged:
        yield Fault("结构标签", "文件", "无", "有")


def _word_faults(measures: Measures, document: Document) -> Iterator[Fault]:
    if isinstance(document, Bulletin) and document.imprint and measures.last_rule is None:
        yield Fault("版记末线", "末页", "无", f" {BOTTOM:.2f} 毫米")
    said = "".join(text for _, _, text, _ in page.fields(document))
    wanted = re.sub(r"\s", "", said)
    if wanted != measures.text:
        at = next(place for place, pair in enumerate(zip_longest(wanted, measures.text)) if len(set(pair)) > 1)
        yield Fault(f"第{at + 1}字起的文字", "全文", f"“{measures.text[at : at + 8]}”", f"“{wanted[at : at + 8]}”")
    if attached(measures) != document:
        yield Fault("附带的源文件", "文件", "另一份或无", "所印的文件")


def attached(measures: Measures) -> Document | None:
    """The document a PDF carries as its source, or None where there is none or it cannot be read."""
    try:
        return from_plain(json.loads(measures.source)) if measures.source else None
    except (ValueError, KeyError, TypeError):
        return None
