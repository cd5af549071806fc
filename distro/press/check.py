"""Judges a finished PDF by GB/T 9704-2012: what was measured against what is allowed, before anything is issued."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest

from . import check_body, check_words, gate, grid, page, verapdf
from .document import Bulletin, Document, Official, from_plain
from .errors import FlawedError
from .faults import GRANTED, TOLERANCE, Fault, length
from .measures import BOTTOM, CELL, LEFT, MM, RIGHT, TOP, Measures, Page, measure

_PITCH = grid.PITCH / MM
_PITCH_TOLERANCE = 0.05
_FOLIO = 14 / MM
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
    if isinstance(kind, Official):
        found = list(gate.faults(measures, kind))
    else:
        found = [fault for number, each in enumerate(measures.pages, 1) for fault in _page_faults(each, number)]
    words = (*_word_faults(measures, document), *check_words.judge(measures, document)) if document else ()
    return (
        *found,
        *check_body.judge(measures, runs_full=not isinstance(kind, Official)),
        *_file_faults(measures),
        *words,
    )


def _page_faults(each: Page, number: int) -> Iterator[Fault]:
    where = f"第{number}页"
    yield from length("纸宽", where, each.width, 210)
    yield from length("纸高", where, each.height, 297)
    yield from _within(each, where)
    yield from _body(each, where, first=number == 1)
    for rule in each.rules:
        yield from length("横线左端", where, rule.left, LEFT)
        yield from length("横线右端", where, rule.right, RIGHT)
    yield from _number(each, number, where)


def _within(each: Page, where: str) -> Iterator[Fault]:
    """Nothing but the page number stands outside the type area; a larger line rises by half of what it is larger."""
    for row in each.rows:
        left, _, right, _ = row.ink
        rise = max(0.0, row.size - grid.SIZE) / 2 / MM
        sides = (("左", LEFT - left, left), ("上", TOP - rise - row.top, row.top), ("右", right - RIGHT, right))
        for side, over, value in (*sides, ("下", row.bottom - BOTTOM - rise, row.bottom)):
            if over > GRANTED:
                yield Fault(f"“{row.text[:6]}”{side}缘", where, f" {value:.2f} 毫米", "不出版心")


def _body(each: Page, where: str, first: bool) -> Iterator[Fault]:
    if not each.body:
        return
    if not first and each.rows[0] is each.body[0]:
        yield from length("天头", where, each.body[0].top, TOP)
    if each.continued:
        yield from length("版心下缘", where, each.body[-1].bottom, BOTTOM)
        if not first and each.lines != grid.ROWS:
            yield Fault("行数", where, f" {each.lines} 行", f" {grid.ROWS} 行")
    for pitch in each.pitches:
        # A paragraph of nothing but spaces leaves its line empty.
        lines = max(1, round(pitch / _PITCH))
        if abs(pitch - lines * _PITCH) > _PITCH_TOLERANCE:
            yield Fault("行距", where, f" {pitch * MM:.2f} 磅", f" {_PITCH * MM:.2f} 磅")
    for row in each.body:
        if abs(row.left - LEFT) > TOLERANCE and row.left < LEFT + 2 * CELL - TOLERANCE:
            yield Fault(f"“{row.text[:6]}”左端", where, f" {row.left:.2f} 毫米", f" {LEFT:.2f} 毫米或缩进二字")
    for row in each.full:
        yield from length(f"“{row.text[:6]}”右端", where, row.right, RIGHT)
    for count in each.columns:
        if count != grid.COLUMNS:
            yield Fault("每行字数", where, f" {count} 字", f" {grid.COLUMNS} 字")


def _number(each: Page, number: int, where: str) -> Iterator[Fault]:
    """Cl. 7.5: odd pages right, even pages left, one character in; the dashes 7 mm under the type area."""
    row = each.folio
    said = re.sub(r"\s", "", row.text) if row else "无"
    if row is None or said != f"—{number}—":
        yield Fault("页码", where, f"“{said}”", f"“— {number} —”")
        return
    if number % 2:
        yield from length("页码右端", where, row.right, RIGHT - _FOLIO)
    else:
        yield from length("页码左端", where, row.left, LEFT + _FOLIO)
    _, top, _, bottom = row.chars[0].ink
    yield from length("页码一字线", where, (top + bottom) / 2, BOTTOM + 7, 1)


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
