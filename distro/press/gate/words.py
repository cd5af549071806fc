"""Judges the printed words one by one: in which face each stands, and that the contents name the true pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import page
from ..document import Bulletin, Document
from ..finished.measures import Measures, Page
from ..setting import fonts, grid
from ..setting.fonts import Stack
from .faults import Fault

_ENTRY = re.compile(r"…{2,}\s*(\d+)$")


def judge(measures: Measures, document: Document) -> Iterator[Fault]:
    """The faults of faces, if the words are the document's, and of the contents."""
    yield from _faces(measures, document)
    if isinstance(document, Bulletin):
        yield from _contents(measures, document)


def _faces(measures: Measures, document: Document) -> Iterator[Fault]:
    """The first character of each page that stands in a face its place does not ask for."""
    printed = [
        (char, number)
        for number, each in enumerate(measures.pages, 1)
        for row in each.rows
        for char in row.chars
        if not char.text.isspace()
    ]
    meant = [
        (char, field.stack, field.place) for field in page.fields(document) for char in field.text if not char.isspace()
    ]
    if [char.text for char, _ in printed] != [char for char, _, _ in meant]:
        return
    told: set[int] = set()
    for (char, number), (_, stack, place) in zip(printed, meant, strict=True):
        if number not in told and not _is_face(char.face, char.text, stack):
            told.add(number)
            yield Fault(f"{place}“{char.text}”的字体", f"第{number}页", f" {char.face}", stack.role)


def _is_face(name: str, char: str, stack: Stack) -> bool:
    """Whether this is the face that prints a character of a stack."""
    family = fonts.standing(char, stack).family
    names = next((face.names for face in fonts.faces(stack) if face.family == family), frozenset())
    plain = name.replace("-", " ").casefold()
    return any(plain.startswith(each.replace("-", " ").casefold()) for each in names)


def _contents(measures: Measures, bulletin: Bulletin) -> Iterator[Fault]:
    """Every page number of the contents is that of the page the title stands on."""
    titles = [*bulletin.titles[:1], *(article.title for article in bulletin.articles)]
    said = [entry.group(1) for each in measures.pages for row in each.rows if (entry := _ENTRY.search(row.text))]
    if not bulletin.contents or len(titles) < 2:
        return
    if len(said) < len(titles):
        yield Fault("目录", "全文", f" {len(said)} 项", f" {len(titles)} 项")
        return
    start = 0
    for title, number in zip(titles, said[: len(titles)], strict=True):
        bare = re.sub(r"\s", "", title)
        found = next((at for at, each in enumerate(measures.pages) if at >= start and bare in _headlines(each)), None)
        true = "无" if found is None else str(found + 1)
        start = found or start
        if number != true:
            yield Fault(f"目录中“{bare[:6]}”的页码", "全文", f" {number}", f" {true}")


def _headlines(each: Page) -> str:
    """All that is set in the size of titles on a page."""
    rows = (row for row in each.rows if abs(row.size - grid.TITLE_SIZE) < 0.1)
    return "".join(re.sub(r"\s", "", row.text) for row in rows)
