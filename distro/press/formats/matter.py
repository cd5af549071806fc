"""主体 and 版记: what stands between the head of an official document and its end, the same in all its formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..document import Attendance, Official, Run
from ..elements import annexes, imprint, signed, titles
from ..elements.body import SetBody, set_body
from ..setting import characters
from ..setting.characters import Field
from ..setting.filling import Flow
from ..setting.fonts import HEADLINE, HEI, TEXT
from ..setting.grid import CELL, ROWS, text_measure
from ..setting.lines import Line, justify
from ..setting.placing import Hanging, hanging

TITLE_AIR = 1  # rows between the title and the text
BODY = 1  # rows of text the first page must show at the least (cl. 7.3.3)


def title_fields(document: Official) -> Iterator[Field]:
    yield Field("title", "标题", document.title, HEADLINE)


def set_title(document: Official) -> list[Line]:
    """As broken by hand; else by sense."""
    return titles.set_title("\n".join(document.title_lines or (document.title,)))


def _address(document: Official) -> Field:
    return Field("address", "主送机关", document.address and f"{document.address}：", TEXT)


def set_address(document: Official) -> list[Line]:
    """CharacterError rather than a guess: whether 主送 stays decides what is printed where."""
    characters.check([_address(document)])
    return justify((Run(_address(document).text),), text_measure()) if document.address else []


def address_moves(document: Official, row: int) -> bool:
    """Whether 主送, beginning on this row, must leave the first page because no text would fit under it."""
    return row + len(set_address(document)) + BODY > ROWS


def text_fields(document: Official, row: int, moved: bool = False) -> Iterator[Field]:
    """From 主送, which begins on this row of the first page unless it had to leave it, to 附件说明."""
    if not moved:
        yield _address(document)
    yield from _text(document, row, moved).fields
    yield from annexes.list_fields(document.annexes)


def _text(document: Official, row: int, moved: bool) -> SetBody:
    begins = row if moved else row + len(set_address(document))
    return set_body(document.body, Flow(begins), "body", "正文")


def end_fields(document: Official, moved: bool = False) -> Iterator[Field]:
    """From 附注 to the end of the imprint."""
    if document.note:
        yield Field("note", "附注", _note(document), TEXT)
    yield from annexes.page_fields(document.annexes)
    if moved:
        yield Field("address", "主送机关", f"主送：{document.address}。", TEXT)
    if document.copies_to:
        yield Field("copies_to", "抄送机关", f"抄送：{document.copies_to}。", TEXT)
    yield Field("print_organ", "印发机关", document.print_organ, TEXT)
    yield Field("print_date", "印发日期", _print_day(document), TEXT)


def attendance_fields(document: Official) -> Iterator[Field]:
    for each in document.attendance:
        yield Field("attendance", "名单", f"{each.label}：", HEI)
        yield Field("attendance", f"{each.label}名单", each.people, TEXT)


def context(document: Official, row: int, moved: bool = False, ruled: bool = True) -> dict[str, Any]:
    """What the templates need of it, all lines broken; `row` as above, `ruled` is whether the imprint has rules."""
    return {
        "title": set_title(document),
        "address": [] if moved else set_address(document),
        "text": _text(document, row, moved),
        "listed": annexes.set_list(document.annexes),
        "signature": signed.set_signature(document),
        "attendance": set_attendance(document.attendance),
        "note": justify((Run(_note(document)),), text_measure(), indent=2) if document.note else [],
        "annexes": annexes.set_pages(document.annexes),
        "imprint": imprint.pages(_imprint(document, moved, ruled)),
        "ruled": ruled,
    }


def set_attendance(lists: Sequence[Attendance]) -> tuple[Hanging, ...]:
    return tuple(hanging(f"{each.label}：", each.people, 2 * CELL, HEI) for each in lists)


def _imprint(document: Official, moved: bool, ruled: bool) -> list[imprint.Block]:
    """主送, when it had to leave the head, and 抄送 without a rule between them; then who printed it, and when."""
    blocks = [imprint.block(f"主送：{document.address}。", ruled)] if moved else []
    if document.copies_to:
        blocks.append(imprint.block(f"抄送：{document.copies_to}。", ruled and not blocks))
    if document.print_organ or document.print_date:
        blocks.append(imprint.printing(document.print_organ, _print_day(document)))
    return blocks


def _note(document: Official) -> str:
    return f"（{document.note}）"


def _print_day(document: Official) -> str:
    day = document.print_date
    return f"{day.year}年{day.month}月{day.day}日印发" if day else ""
