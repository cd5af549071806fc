"""The pages of a 简报 as HTML: every line broken here, set on the grid of GB/T 9704-2012 by templates/pdf.

Units are points unless a name says otherwise; 1 pt = 25.4/72 mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..resources import TEMPLATES
from . import fonts
from .document import Bulletin, Run
from .errors import CharacterError
from .fonts import FOLIO, HEADLINE, TEXT, Stack, Standing
from .lines import Grid, Line, Piece, balance, justify

MM = 72 / 25.4

# Cl. 5.2: the type area is 156 mm x 225 mm, 22 lines of 28 characters of size 3 (16 pt).
WIDTH, HEIGHT = 156 * MM, 225 * MM
COLUMNS, ROWS, SIZE = 28, 22, 16.0
CELL = WIDTH / COLUMNS
# The first character touches the top edge of the type area and the last one its bottom edge; the half leading that
# every line box carries above and below its characters therefore lies in the margins.
PITCH = (HEIGHT - SIZE) / (ROWS - 1)
LEADING = (PITCH - SIZE) / 2

TITLE_SIZE = 22.0  # size 2
MASTHEAD_SIZE, MASTHEAD_CELLS, MASTHEAD_ROWS = 62.0, 14, 3

# The imprint is set in size 4, one character in from both edges (cl. 7.4.2).
IMPRINT_SIZE = 14.0
IMPRINT_CELLS = 29
IMPRINT_WIDTH = WIDTH - 2 * IMPRINT_SIZE
IMPRINT_PITCH = 0.8 * PITCH
IMPRINT_RULE = 0.35 * MM  # the thick one
IMPRINT_AIR = 4.0  # above and below each block, between its lines and the rules
LONGEST_LABEL = 8

REFUSALS = {
    Standing.MISSING: "%(place)s的“%(char)s”（%(code)s）没有可用的字形，无法印制。请改用其他写法，或请管理员安装字体。",
    Standing.PRIVATE: "%(place)s有造字区字符（%(code)s），在别处会显示成别的字。请改用标准编码的字。",
    Standing.CONTROL: "%(place)s有看不见的控制字符（%(code)s），请删去后再印制。",
    Standing.LOOKALIKE: "%(place)s的字符（%(code)s）只是形似“%(meant)s”，检索不到。请重新输入“%(meant)s”。",
}


@dataclass(frozen=True)
class Stretch:
    """Characters of one face, weight and letter-spacing (em); `family` only where the role's own face lacks them."""

    text: str
    bold: bool
    spacing: str
    family: str | None


@dataclass(frozen=True)
class Block:
    """One tier of the imprint, or the part of it that stands on one page; `hang` is the width of its label."""

    label: Line
    hang: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * IMPRINT_PITCH + 2 * IMPRINT_AIR + IMPRINT_RULE


def grid(stack: Stack, size: float, pitch: float, width: float) -> Grid:
    return Grid(size, pitch, width, cache(partial(fonts.advance, stack=stack)))


def fields(bulletin: Bulletin) -> Iterator[tuple[str, str, str, Stack]]:
    """Every text of a bulletin in printed order: field, place as a person would call it, text, faces."""
    yield "masthead", "报头名称", bulletin.masthead, HEADLINE
    yield "issue_text", "期号", bulletin.issue_text, TEXT
    yield "issuer", "编印单位", bulletin.issuer, TEXT
    yield "date", "日期", bulletin.date_text, TEXT
    for number, title in enumerate(bulletin.titles, 1):
        yield "titles", f"第{number}个标题", title, HEADLINE
    for number, paragraph in enumerate(bulletin.paragraphs, 1):
        yield "paragraphs", f"正文第{number}段", paragraph.text, TEXT
    for number, block in enumerate(bulletin.imprint, 1):
        yield "imprint", f"版记第{number}项", block, TEXT


def check_characters(bulletin: Bulletin) -> None:
    """Raise CharacterError for the first character that cannot be printed as it is written."""
    for field, place, text, stack in fields(bulletin):
        for char, found in fonts.coverage(text, stack).items():
            if message := REFUSALS.get(found.standing):
                raise CharacterError(
                    message,
                    field=field,
                    place=f"{place}第{text.index(char) + 1}字",
                    char=char,
                    code=f"U+{ord(char):04X}",
                    meant=fonts.meant(char),
                )


def stretches(line: Line, stack: Stack) -> Iterator[Stretch]:
    """Cut the pieces of a line where the face changes, so that a fall-back face cannot move the line."""

    def fallback(char: str) -> str | None:
        found = fonts.standing(char, stack)
        return found.family if found.standing is Standing.FALLBACK else None

    for piece in line:
        for family, chars in groupby(piece.text, key=fallback):
            yield Stretch("".join(chars), piece.bold, _em(piece.spacing), family)


def _em(spacing: float) -> str:
    """A letter-spacing in whole thousandths of an em, the unit of a PDF.

    WeasyPrint truncates to it; the hair added keeps the truncation from losing a unit on every character.
    """
    thousandths = round(spacing * 1000)
    return f"{(thousandths + math.copysign(0.02, thousandths)) / 1000:.5f}"


def _masthead(text: str) -> dict:
    """The masthead as large as it fits, spread a little when it is short; very long ones take two lines."""
    cell = grid(HEADLINE, 1, 1, MASTHEAD_CELLS)
    lines = balance(text, cell)
    if not lines:
        return {"size": MASTHEAD_SIZE, "spacing": 0, "height": MASTHEAD_ROWS * PITCH, "lines": []}
    widest = max(lines, key=cell.measure)
    cells, gaps = cell.measure(widest), sum(len(piece.text) for piece in widest) - 1
    room = 0.94 * WIDTH
    size = min(MASTHEAD_SIZE, room / cells)
    spacing = min(0.4, (room / size - cells) / max(1, gaps))
    return {
        "size": size,
        "spacing": spacing,
        "height": max(MASTHEAD_ROWS, math.ceil(len(lines) * 1.2 * size / PITCH)) * PITCH,
        "lines": [tuple(replace(piece, spacing=spacing) for piece in line) for line in lines],
    }


def _issuer(bulletin: Bulletin) -> dict:
    """The issuer, and on its last line the date, `gap` to the right of it (both one character in from the edges).

    Text placed by CSS positions, floats or flex boxes would be painted, and therefore read, out of order.
    """
    text = grid(TEXT, SIZE, CELL, WIDTH - 2 * CELL)
    date = (Piece(bulletin.date_text, False, text.spacing),)
    room = text.width - text.measure(date)
    lines = justify((Run(bulletin.issuer),), replace(text, width=room - 2 * CELL))
    return {"lines": lines, "date": date, "gap": room - (text.measure(lines[-1]) if lines else 0)}


def _block(text: str) -> Block:
    """A tier broken into lines that all begin after its label, e.g. 报： (cl. 7.4.2)."""
    at = text.find("：") + 1
    name, rest = (text[:at], text[at:]) if at <= LONGEST_LABEL else ("", text)
    measure = grid(TEXT, IMPRINT_SIZE, IMPRINT_WIDTH / IMPRINT_CELLS, IMPRINT_WIDTH)
    label = (Piece(name, False, measure.spacing),)
    hang = measure.measure(label)
    lines = justify((Run(rest),), replace(measure, width=IMPRINT_WIDTH - hang))
    return Block(label, hang, tuple(lines) or ((),))


def _imprint(texts: Sequence[str]) -> list[list[Block]]:
    """The blocks of the imprint page by page; nearly always one page, at the foot of which they will stand."""
    pages: list[list[Block]] = [[]]
    room = whole = HEIGHT - IMPRINT_RULE
    for text in texts:
        block = _block(text)
        while block.height > room:
            fit = int((room - replace(block, lines=()).height) // IMPRINT_PITCH)
            if fit > 0:
                pages[-1].append(replace(block, lines=block.lines[:fit]))
                block = replace(block, label=(), lines=block.lines[fit:])
            pages.append([])
            room = whole
        pages[-1].append(block)
        room -= block.height
    return pages if texts else []


@cache
def environment() -> Environment:
    """The templates of the press."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "pdf"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(bulletin: Bulletin) -> str:
    """The whole bulletin as one HTML document, its lines broken; CharacterError if one cannot be printed."""
    check_characters(bulletin)
    text = grid(TEXT, SIZE, CELL, WIDTH)
    title = grid(HEADLINE, TITLE_SIZE, TITLE_SIZE, WIDTH)
    return (
        environment()
        .get_template("bulletin.html")
        .render(
            bulletin=bulletin,
            stretches=stretches,
            TEXT=TEXT,
            HEADLINE=HEADLINE,
            masthead=_masthead(bulletin.masthead),
            issue=balance(bulletin.issue_text, text),
            issuer=_issuer(bulletin),
            titles=[balance(each, title) for each in bulletin.titles],
            paragraphs=[justify(paragraph.runs, text, indent=2) for paragraph in bulletin.paragraphs],
            imprint=_imprint(bulletin.imprint),
        )
    )


def stylesheet() -> str:
    """The style sheet: the measures and the faces as variables, then templates/pdf/bulletin.css, which uses them."""
    measures = {
        "width": WIDTH,
        "pitch": PITCH,
        "leading": LEADING,
        "size": SIZE,
        "cell": CELL,
        "top": 37 * MM - LEADING,
        "bottom": 297 * MM - (37 * MM - LEADING) - ROWS * PITCH,
        "title-size": TITLE_SIZE,
        "imprint-size": IMPRINT_SIZE,
        "imprint-pitch": IMPRINT_PITCH,
        "imprint-air": IMPRINT_AIR,
    }
    stacks = {"text": TEXT, "headline": HEADLINE, "folio": FOLIO}
    values = [f"--{name}: {value:.4f}pt;" for name, value in measures.items()]
    values += [f"--{name}: {stack.css};" for name, stack in stacks.items()]
    return ":root {" + " ".join(values) + "}\n" + (TEMPLATES / "pdf" / "bulletin.css").read_text(encoding="utf-8")
