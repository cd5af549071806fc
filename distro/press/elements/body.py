"""What stands inside a body: paragraphs, headings in their faces, tables and pictures, each placed on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Block, Paragraph, Picture, Table
from ..setting.characters import Field
from ..setting.filling import Flow
from ..setting.fonts import HEI, TEXT
from ..setting.grid import WIDTH, measure, text_measure
from ..setting.lines import Line, balance, justify
from .figures import Figure, set_figure
from .headings import Heading, headings
from .tables import CONTINUED, SIZES, Part, SetTable, set_table

INDENT = 2


@dataclass(frozen=True)
class SetParagraph:
    """A paragraph broken into lines; `tag` is what it is in the structure of the file: p, or h1 to h6.

    `fresh` says of any piece of a body that it begins a page the text before it did not reach by itself.
    """

    lines: tuple[Line, ...]
    tag: str = "p"
    fresh: bool = False

    kind = "paragraph"

    @property
    def rows(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class SetPicture:
    """A picture and the lines under it."""

    figure: Figure
    caption: tuple[Line, ...]
    fresh: bool = False

    kind = "picture"

    @property
    def rows(self) -> int:
        return self.figure.rows + len(self.caption)


Piece = SetParagraph | SetPicture | Part


@dataclass(frozen=True)
class SetBody:
    """A body page by page; `fields` are its texts in printed order, heads said again where a table goes on."""

    pieces: tuple[Piece, ...]
    fields: tuple[Field, ...]

    @property
    def fresh(self) -> bool:
        """Whether it begins on a page of its own, though there was room above."""
        return bool(self.pieces) and self.pieces[0].fresh


def set_body(blocks: Sequence[Block], flow: Flow, name: str, place: str, under: int = 1) -> SetBody:
    """Set the blocks of a body from where the flow has come to; the flow then stands behind them.

    `name` and `place` are those of the document's field, for messages. Headings count their levels from `under`, the
    level of the title. A heading stays with what follows it. BlockError for a table or picture that cannot be set.
    """
    found = list(headings([block.text if isinstance(block, Paragraph) else "" for block in blocks]))
    laid = [_laid(block, heading) for block, heading in zip(blocks, found, strict=True)]
    tags = _tags(found, under)
    pieces: list[Piece] = []
    fields: list[Field] = []
    for at, (block, heading, item) in enumerate(zip(blocks, found, laid, strict=True)):
        where = f"{place}第{at + 1}段"
        if isinstance(item, SetTable):
            parts = list(item.parts(flow))
            pieces += parts
            fields += (field for part in parts for field in _table_fields(part, name, where))
            continue
        fresh = flow.turn_unless(_needed(laid, found, at))
        flow.take(item.rows)
        if isinstance(item, SetParagraph):
            item = replace(item, tag=tags[at])
        pieces.append(replace(item, fresh=fresh))
        fields += _texts(block, heading, name, where)
    return SetBody(tuple(pieces), tuple(fields))


def _laid(block: Block, heading: Heading | None) -> SetParagraph | SetPicture | SetTable:
    if isinstance(block, Table):
        return set_table(block)
    if isinstance(block, Picture):
        caption = balance(block.caption, measure(HEI, SIZES[0], SIZES[0], WIDTH))
        return SetPicture(set_figure(block), tuple(caption))
    runs = tuple(heading.faced(block.runs)) if heading else block.runs
    return SetParagraph(tuple(justify(runs, text_measure(), indent=INDENT)))


def _needed(laid: Sequence[SetParagraph | SetPicture | SetTable], found: Sequence[Heading | None], at: int) -> int:
    """The rows that must stay together from here on: a heading, those right under it, and the beginning of the text."""
    rows = 0
    for item, heading in zip(laid[at:], found[at:], strict=True):
        if isinstance(item, SetTable):
            return rows + item.least
        if heading is None or not heading.alone:
            return rows + (1 if isinstance(item, SetParagraph) else item.rows)
        rows += item.rows
    return rows


def least(blocks: Sequence[Block]) -> int:
    """The rows at the beginning of a body that must stay together, e.g. with its title."""
    found = list(headings([block.text if isinstance(block, Paragraph) else "" for block in blocks[:4]]))
    laid = [_laid(block, heading) for block, heading in zip(blocks[:4], found, strict=True)]
    return _needed(laid, found, 0)


def _tags(found: Sequence[Heading | None], under: int) -> list[str]:
    """h2 to h6 for headings that stand alone, by how deep they are nested: a level left out leaves no gap."""
    open_levels: list[int] = []
    tags = []
    for heading in found:
        if heading is None or not heading.alone:
            tags.append("p")
            continue
        open_levels = [level for level in open_levels if level < heading.level] + [heading.level]
        tags.append(f"h{min(6, under + len(open_levels))}")
    return tags


def _texts(block: Block, heading: Heading | None, name: str, where: str) -> Iterator[Field]:
    """The texts of a paragraph or a picture; those of a table are told part by part."""
    if isinstance(block, Table):
        return
    if isinstance(block, Picture):
        yield Field(name, f"{where}图题", block.caption, HEI)
    elif heading is None or heading.stack is None:
        yield Field(name, where, block.text, TEXT)
    else:
        yield Field(name, where, block.text[: heading.length], heading.stack)
        yield Field(name, f"{where}标题后", block.text[heading.length :], TEXT)


def _table_fields(part: Part, name: str, where: str) -> Iterator[Field]:
    label = "".join(piece.text for line in part.label for piece in line)
    yield Field(name, CONTINUED if part.continued else f"{where}表题", label, HEI)
    for number, row in enumerate((*part.head, *part.body), 1):
        for cell in row.cells:
            yield Field(name, f"{where}表格第{number}行", cell.text, cell.stack)
