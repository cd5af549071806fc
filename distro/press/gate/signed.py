"""What follows the text: the list of annexes, the signature with its room for seals, the note (cl. 7.3.4 to 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from ..document import Official, Seal
from ..elements.signed import SEAL, STAMP
from ..finished.measures import CELL, LEFT, MM, RIGHT
from ..setting import grid
from .faults import Fault, length
from .standing import Standing

PITCH = grid.PITCH / MM
ABOVE = {Seal.SEALED: 3.0, Seal.UNSEALED: 2.0, Seal.STAMPED: 3.5}
"""From the last line of the text to the first of the signature, in lines."""


def faults(document: Official, standing: Sequence[Standing]) -> Iterator[Fault]:
    text = [each for each in standing if each.field.name == "body"]
    listed = [each for each in standing if each.field.name == "annexes"]
    names = [each for each in standing if each.field.name == "signatories"]
    date = [each for each in standing if each.field.name == "date"]
    attendance = [each for each in standing if each.field.name == "attendance"]
    yield from _below("附件说明", listed, text, 2)
    if listed:
        yield from length("附件说明左端", f"第{listed[0].page}页", listed[0].row.left, LEFT + 2 * CELL)
    if document.format == "minutes":
        yield from _attendance(attendance, listed or text)
    else:
        yield from _beside_text(names, date, text)
        yield from _below("署名", names, listed or text, ABOVE[document.seal])
        yield from {Seal.SEALED: _sealed, Seal.UNSEALED: _unsealed, Seal.STAMPED: _stamped}[document.seal](names, date)
    note = [each for each in standing if each.field.name == "note"]
    if note:
        yield from length("附注左端", f"第{note[0].page}页", note[0].row.left, LEFT + 2 * CELL)
        if document.format != "minutes":
            yield from _below("附注", note, date, 1)


def _below(what: str, lower: Sequence[Standing], upper: Sequence[Standing], rows: float) -> Iterator[Fault]:
    if lower and upper and lower[0].page == upper[-1].page:
        distance = lower[0].line - upper[-1].line
        yield from length(f"{what}与上文的行距", f"第{lower[0].page}页", distance, rows * PITCH)


def _beside_text(names: Sequence[Standing], date: Sequence[Standing], text: Sequence[Standing]) -> Iterator[Fault]:
    """No signature on a page without text (cl. 7.3.5.5)."""
    pages = {each.page for each in text}
    for each in (*names[:1], *date):
        if text and each.page not in pages and not (each in date and len(names) > 1):
            yield Fault("署名所在页的正文", f"第{each.page}页", "无", "有")


def _sealed(names: Sequence[Standing], date: Sequence[Standing]) -> Iterator[Fault]:
    """The last name in the middle over the date, that four characters from the right; seals that do not touch."""
    if not names or not date:
        return
    where = f"第{date[0].page}页"
    yield from length("成文日期中线", where, date[0].middle, names[-1].middle)
    if names[-1].row.right <= RIGHT - CELL / 2:
        yield from length("成文日期右端", where, date[0].row.right, RIGHT - 4 * CELL)
    elif names[-1].row.right > RIGHT + 0.5:
        yield Fault("署名右端", where, f" {names[-1].row.right:.2f} 毫米", "不出版心")
    for one, other in combinations(names, 2):
        apart = max(abs(one.middle - other.middle), abs(one.line - other.line))
        if one.page == other.page and apart < SEAL / MM:
            yield Fault(
                f"“{one.row.text[:6]}”与“{other.row.text[:6]}”的印章间距",
                where,
                f" {apart:.2f} 毫米",
                f"不小于 {SEAL / MM:.0f} 毫米",
            )


def _unsealed(names: Sequence[Standing], date: Sequence[Standing]) -> Iterator[Fault]:
    """Name or date two characters from the right, the date two characters further in than the name."""
    if not names or not date:
        return
    where = f"第{date[0].page}页"
    right = max(each.row.right for each in (*names, *date))
    yield from length("署名右端", where, right, RIGHT - 2 * CELL)
    yield from length("成文日期左端", where, date[0].row.left, names[-1].row.left + 2 * CELL)


def _stamped(names: Sequence[Standing], date: Sequence[Standing]) -> Iterator[Fault]:
    """The title two characters left of the stamp, that and the date four characters from the right."""
    for each in names:
        if each.field.place == "署名":
            wanted = RIGHT - 6 * CELL - STAMP / MM
            yield from length(f"“{each.row.text[:6]}”右端", f"第{each.page}页", each.row.right, wanted)
    for each in date:
        yield from length("成文日期右端", f"第{each.page}页", each.row.right, RIGHT - 4 * CELL)
    yield from _below("成文日期", date, names, 2.5)


def _attendance(attendance: Sequence[Standing], above: Sequence[Standing]) -> Iterator[Fault]:
    """One line under the text, two characters in, all names after the colon (cl. 10.3)."""
    yield from _below("出席名单", attendance, above, 2)
    for label, people in pairwise(attendance):
        if label.field.text.endswith("：") and people.field is not label.field:
            yield from length(f"“{label.row.text}”左端", f"第{label.page}页", label.row.left, LEFT + 2 * CELL)
            yield from length(f"“{label.row.text}”名单左端", f"第{label.page}页", people.row.left, label.row.right)
        elif people.field is label.field:
            yield from length(f"“{people.row.text[:6]}”左端", f"第{people.page}页", people.row.left, label.row.left)
