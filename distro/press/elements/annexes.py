"""附件说明 under the text, and the annexes themselves, each from a page of its own (GB/T 9704-2012, 7.3.4, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Annex
from ..setting.characters import Field
from ..setting.filling import Flow
from ..setting.fonts import HEADLINE, HEI, TEXT
from ..setting.grid import CELL
from ..setting.placing import Hanging, hanging, plain, width
from .body import SetBody, set_body
from .titles import set_title

LABEL = "附件："


def _numbers(annexes: tuple[Annex, ...]) -> list[str]:
    """A number only where there are several."""
    return [str(at) for at in range(1, len(annexes) + 1)] if len(annexes) > 1 else [""]


def list_fields(annexes: tuple[Annex, ...]) -> Iterator[Field]:
    for at, (number, annex) in enumerate(zip(_numbers(annexes), annexes, strict=False)):
        yield Field("annexes", "附件说明", _label(number, first=at == 0), TEXT)
        yield Field("annexes", f"附件{number}的名称", annex.title, TEXT)


def page_fields(annexes: tuple[Annex, ...]) -> Iterator[Field]:
    for number, annex in zip(_numbers(annexes), annexes, strict=False):
        if annex.body:
            yield Field("annexes.label", "附件", f"附件{number}", HEI)
            yield Field("annexes.title", f"附件{number}的标题", annex.title, HEADLINE)
            yield from _text(number, annex).fields


def set_list(annexes: tuple[Annex, ...]) -> tuple[Hanging, ...]:
    """Turned-over lines begin under the first character of the name; the numbers stand under each other."""
    return tuple(
        hanging(_label(number, at == 0), annex.title, 2 * CELL + (0 if at == 0 else width(LABEL)))
        for at, (number, annex) in enumerate(zip(_numbers(annexes), annexes, strict=False))
    )


def set_pages(annexes: tuple[Annex, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"label": plain(f"附件{number}", HEI), "title": set_title(annex.title), "text": _text(number, annex)}
        for number, annex in zip(_numbers(annexes), annexes, strict=False)
        if annex.body
    )


def _text(number: str, annex: Annex) -> SetBody:
    """It begins under the label, a blank row, the title and another blank row."""
    return set_body(annex.body, Flow(3 + len(set_title(annex.title))), "annexes.body", f"附件{number}")


def _label(number: str, first: bool) -> str:
    return (LABEL if first else "") + (f"{number}. " if number else "")
