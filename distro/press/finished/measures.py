"""What can be measured in a finished PDF: rows, rules, page numbers, faces, marks and words, in millimetres.

Lengths are measured from the upper left corner of the paper. The em box of a character stands 0.88 of its size above
its base line, as in the faces of Chinese type; WeasyPrint's own numbers are not asked.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ..elements.headings import is_numbered
from ..metadata import EARLIER, SOURCE
from ..setting import grid
from .frames import Frame, Rule, apart
from .pdfium import opened

MM = grid.MM
LEFT, TOP = 28.0, 37.0
RIGHT, BOTTOM = LEFT + grid.WIDTH / MM, TOP + grid.HEIGHT / MM
CELL = grid.CELL / MM
EM_ASCENT = 0.88

# How far, in mm, base lines of one row and characters of one pitch may stray, and equal sizes in points.
_SAME_ROW, _SAME_CELL, _SAME_SIZE = 1.0, 0.03, 0.1

# Size 4, in points.
_SMALL = 14.0

# What PDFium says in place of a hyphen at the end of a line.
_HYPHEN = "\x02"


@dataclass(frozen=True)
class Char:
    """A printed character: the advance from `x` to `end`, the box of its ink, its base line `y`; `size` in points.

    `face` is the name of the face it is set in.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    ink: tuple[float, float, float, float]  # left, top, right, bottom
    face: str
    red: bool = False


@dataclass(frozen=True)
class Row:
    """The characters of one line in the order they are read; the first and the last are no spaces."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @property
    def left(self) -> float:
        return self.chars[0].x

    @property
    def right(self) -> float:
        """The end of the last character; the edge of the type area where only its blank side hangs over that."""
        last = self.chars[-1]
        return min(max(RIGHT, last.ink[2]), last.end)

    @property
    def top(self) -> float:
        return self.chars[0].y - EM_ASCENT * self.size / MM

    @property
    def bottom(self) -> float:
        return self.top + self.size / MM

    @property
    def ink(self) -> tuple[float, float, float, float]:
        lefts, tops, rights, bottoms = zip(*(char.ink for char in self.chars), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True)
class Page:
    """One page: paper, rows inside the type area, the page number under it, rules, frames of tables, pictures.

    `body` are the rows under the red rule that have the size of the text. `continued` says that running text goes on
    overleaf; `full` are the body rows followed by one that begins at the left edge, so that they reach the right one.
    """

    width: float
    height: float
    rows: tuple[Row, ...]
    folio: Row | None
    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    pictures: tuple[Rule, ...]
    body: tuple[Row, ...]
    continued: bool
    full: tuple[Row, ...]
    columns: tuple[int, ...]  # characters, with the indent, of each full line that can be counted

    @property
    def lines(self) -> int:
        """The lines of the grid from the first row of a page to the last of its body."""
        return round((self.body[-1].bottom - self.rows[0].bottom) / (grid.PITCH / MM)) + 1 if self.body else 0

    @property
    def pitches(self) -> tuple[float, ...]:
        return tuple(below.chars[0].y - above.chars[0].y for above, below in pairwise(self.body))

    def to_plain(self) -> dict[str, Any]:
        body = self.body
        inks = [row.ink for row in self.rows]
        return {
            "paper": [round(self.width, 2), round(self.height, 2)],
            "ink": [
                round(edge(side), 2) for edge, side in zip((min, min, max, max), zip(*inks, strict=True), strict=True)
            ]
            if inks
            else None,
            "top": round(body[0].top, 2) if body else None,
            "bottom": round(body[-1].bottom, 2) if body else None,
            "left": round(min(row.left for row in body), 2) if body else None,
            "right": round(max(row.right for row in self.full), 2) if self.full else None,
            "rows": len(body),
            "lines": self.lines,
            "pitch_pt": sorted({round(pitch * MM, 2) for pitch in self.pitches}),
            "characters": sorted(set(self.columns)),
            "number": None
            if self.folio is None
            else {"text": self.folio.text, "left": round(self.folio.left, 2), "right": round(self.folio.right, 2)},
            "rules": [
                {"left": round(rule.left, 2), "top": round(rule.top, 2), "right": round(rule.right, 2)}
                | {"bottom": round(rule.bottom, 2), "red": rule.red}
                for rule in self.rules
            ],
        }


@dataclass(frozen=True)
class Measures:
    """A finished PDF as measured.

    `faces` says of each whether it is embedded; `marks` are what the file calls itself: the part and level of PDF/A,
    the part of PDF/UA; `source` is the attached document, `text` all that is printed but spaces and page numbers.
    """

    pages: tuple[Page, ...]
    faces: tuple[tuple[str, bool], ...]
    marks: tuple[tuple[str, str], ...]
    tagged: bool
    source: bytes | None
    text: str

    @property
    def last_rule(self) -> float | None:
        """Where the last rule of the imprint ends, if there is one."""
        black = [rule.bottom for rule in self.pages[-1].rules if not rule.red]
        return max(black) if black else None

    def to_plain(self) -> dict[str, Any]:
        """Values JSON can carry, lengths in mm but for the pitch."""
        return {
            "pages": [each.to_plain() for each in self.pages],
            "last_rule": None if self.last_rule is None else round(self.last_rule, 2),
            "faces": dict(self.faces),
            "marks": dict(self.marks),
            "tagged": self.tagged,
            "source": self.source is not None,
            "characters": len(self.text),
        }


def measure(data: bytes) -> Measures:
    """Measure a PDF of the press; of a stranger's PDF this tells only what it happens to have in common."""
    with opened(data) as document:
        sheets = [_Sheet(each) for each in document]
        source = next(
            (
                bytes(attached.get_data())
                for attached in map(document.get_attachment, range(document.count_attachments()))
                if attached.get_name() in (SOURCE, EARLIER)
            ),
            None,
        )
        tagged = document.is_tagged()
    return Measures(
        pages=tuple(_pages(sheets)),
        faces=tuple(sorted({face for sheet in sheets for face in sheet.faces})),
        marks=tuple(sorted(_marks(_description(data)).items())),
        tagged=tagged,
        source=source,
        text="".join(row.text for sheet in sheets for row in sheet.rows).translate(dict.fromkeys(map(ord, " \u3000"))),
    )


class _Sheet:
    """What stands on one page, before it is known what the other pages hold."""

    def __init__(self, leaf: pypdfium2.PdfPage) -> None:
        width, height = leaf.get_size()
        self.width, self.height = width / MM, height / MM
        rows = list(_rows(_characters(leaf.get_textpage(), self.height)))
        self.rows = tuple(row for row in rows if row.chars[0].y < BOTTOM + _SAME_ROW)
        self.folio = next((row for row in rows if row.chars[0].y >= BOTTOM + _SAME_ROW), None)
        drawn: list[Rule] = []
        self.pictures: list[Rule] = []
        self.faces: set[tuple[str, bool]] = set()
        for item in leaf.get_objects():
            # What is drawn inside a form is a picture or the watermark of a copy.
            if item.type == raw.FPDF_PAGEOBJ_IMAGE or (item.type == raw.FPDF_PAGEOBJ_PATH and item.level == 0):
                left, bottom, right, top = (edge / MM for edge in item.get_bounds())
                image = item.type == raw.FPDF_PAGEOBJ_IMAGE
                box = Rule(left, self.height - top, right, self.height - bottom, not image and _is_red(item))
                (self.pictures if image else drawn).append(box)
            elif item.type == raw.FPDF_PAGEOBJ_TEXT:
                self.faces.add(_face(item))
        self.frames, self.rules = apart(sorted(drawn, key=lambda rule: rule.top))

    @property
    def order(self) -> list[Row | Frame | Rule]:
        """Rows outside of frames, frames and pictures from above."""
        rows = [row for row in self.rows if not any(frame.holds(row) for frame in self.frames)]
        return sorted([*rows, *self.frames, *self.pictures], key=lambda each: each.top)

    def ends_with(self, row: Row) -> bool:
        """Whether nothing but a page number and the imprint, both in size 4, stands below a row."""
        below = (each for each in self.order if each.top > row.top)
        return all(isinstance(each, Row) and abs(each.size - _SMALL) < _SAME_SIZE for each in below)


def _pages(sheets: list[_Sheet]) -> Iterator[Page]:
    bodies = _bodies(sheets)
    for number, (sheet, body) in enumerate(zip(sheets, bodies, strict=True)):
        overleaf = bodies[number + 1][:1] if number + 1 < len(bodies) else ()
        beside = list(pairwise((*body, *overleaf)))
        yield Page(
            width=sheet.width,
            height=sheet.height,
            rows=sheet.rows,
            folio=sheet.folio,
            rules=tuple(sheet.rules),
            frames=tuple(sheet.frames),
            pictures=tuple(sheet.pictures),
            body=body,
            continued=bool(body and overleaf)
            and sheet.ends_with(body[-1])
            and _is_running(sheets[number + 1].order[0], overleaf[0]),
            full=tuple(row for row, below in beside if below.left < LEFT + CELL),
            columns=tuple(
                len(row.chars) + round((row.left - LEFT) / CELL)
                for row, below in beside
                if below.left < LEFT + CELL and (freely_broken(row, below) or _evenly_set(row))
            ),
        )


def _bodies(sheets: list[_Sheet]) -> list[tuple[Row, ...]]:
    """The rows of the text page by page: of its size, and under the red rule."""
    begun, bodies = False, []
    for sheet in sheets:
        red = next((rule.bottom for rule in sheet.rules if rule.red), None)
        under = red if red is not None and not begun else 0.0 if begun else float("inf")
        begun = begun or red is not None
        bodies.append(tuple(row for row in sheet.rows if row.top > under and abs(row.size - grid.SIZE) < _SAME_SIZE))
    return bodies


def _is_running(first: Row | Frame | Rule, row: Row) -> bool:
    """Whether a page begins with this row of text, which is neither a heading nor set apart like a remark."""
    return first is row and not is_numbered(row.text) and row.left < LEFT + 2.5 * CELL


def freely_broken(row: Row, below: Row) -> bool:
    """Whether nothing but the width ended the row: it is all hanzi, and two more follow."""
    return len(below.chars) > 1 and all(
        unicodedata.category(char) == "Lo" and unicodedata.east_asian_width(char) == "W"
        for char in row.text + below.text[:2]
    )


def _evenly_set(row: Row) -> bool:
    """Whether every character stands in a cell of its own, neither pressed nor spread."""
    return all(abs(after.x - before.x - CELL) < _SAME_CELL for before, after in pairwise(row.chars))


def _characters(words: pypdfium2.PdfTextPage, height: float) -> Iterator[Char]:
    """The characters of a page as they were printed, the spaces PDFium adds left out."""
    x, y, matrix, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
    edges = [ctypes.c_double() for _ in range(4)]
    colour = [ctypes.c_uint() for _ in range(4)]
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    high = 0
    for index in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a pair; the second follows
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        text = "-" if chr(code) == _HYPHEN else chr(code)
        if text.isspace() and raw.FPDFText_IsGenerated(words, index):
            continue
        raw.FPDFText_GetCharOrigin(words, index, x, y)
        raw.FPDFText_GetMatrix(words, index, matrix)
        raw.FPDFText_GetLooseCharBox(words, index, loose)
        raw.FPDFText_GetCharBox(words, index, *edges)
        left, right, bottom, top = (edge.value / MM for edge in edges)
        size = raw.FPDFText_GetFontSize(words, index) * matrix.a
        ink = (left, height - top, right, height - bottom)
        raw.FPDFText_GetFillColor(words, index, *colour)
        red = colour[0].value > 128 > colour[1].value
        raw.FPDFText_GetFontInfo(words, index, name, len(name), flags)
        face = _untagged(name.value)
        yield Char(text, x.value / MM, loose.right / MM, height - y.value / MM, size, ink, face, red)


def _rows(chars: Iterator[Char]) -> Iterator[Row]:
    row: list[Char] = []
    for char in chars:
        if row and abs(char.y - row[0].y) > _SAME_ROW:
            yield from _row(row)
            row = []
        row.append(char)
    yield from _row(row)


def _row(chars: list[Char]) -> Iterator[Row]:
    inked = [place for place, char in enumerate(chars) if not char.text.isspace()]
    if inked:
        yield Row(tuple(chars[inked[0] : inked[-1] + 1]))


def _is_red(item: pypdfium2.PdfObject) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return red.value > 128 > green.value


def _face(item: pypdfium2.PdfObject) -> tuple[str, bool]:
    """The name of the face, and whether it is embedded."""
    font = raw.FPDFTextObj_GetFont(item)
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return _untagged(name.value), raw.FPDFFont_GetIsEmbedded(font) == 1


@cache
def _untagged(name: bytes) -> str:
    """The name of a face without the tag of its subset."""
    return re.sub(r"^[A-Z]{6}\+", "", name.decode("utf-8", "replace"))


def _description(data: bytes) -> bytes:
    """The XMP packet of a file, empty if it has none that can be read."""
    found = re.search(rb"/Type\s*/Metadata\b.{0,200}?\bstream\r?\n", data, re.DOTALL)
    if found is None:
        return b""
    packet = data[found.end() : data.find(b"endstream", found.end())]
    try:
        return zlib.decompressobj().decompress(packet)
    except zlib.error:
        return packet


def _marks(description: bytes) -> dict[str, str]:
    """What a file says it conforms to, e.g. pdfaid 3A and pdfuaid 1; values stand in attributes or in elements."""

    def value(name: str) -> str:
        found = re.search(rf"{name}(?:>|\s*=\s*[\"'])\s*(\w+)".encode(), description)
        return found.group(1).decode() if found else ""

    said = {"pdfaid": value("pdfaid:part") + value("pdfaid:conformance"), "pdfuaid": value("pdfuaid:part")}
    return {name: mark for name, mark in said.items() if mark}
