"""Numbered copies: one print, and for each recipient its 份号 and a watermark, without printing again.

A print shows empty drawings where they belong (distro/press/slots.py). A copy is the print, byte for byte, and after it
an incremental update (ISO 32000-1, 7.5.6) that fills them in with outlines of characters: no new face, nothing that is
read as text, and the same bytes for the same copy as long as the same faces are installed.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass

from .errors import CopyError
from .setting import grid
from .setting.fonts import HEADLINE, TEXT
from .setting.lines import balance
from .setting.outlines import drawable, drawn, width

LAST = 999_999
"""The highest number: six digits (GB/T 9704-2012, 7.2.1)."""

# Names that begin with XX are left to whoever writes the file (ISO 32000-1, annex E).
SLOT, WATERMARK, NUMBER = "XXSlot", "XXWatermark", "XXNumber"

ROOMS = {WATERMARK: (-290, -70, 290, 70), NUMBER: (0, -4, 96, 16)}
"""The room of each drawing in points: the watermark around its middle, the number from the left end of its line."""

# A name that fits into one row is written larger.
_ONE_ROW, _MORE_ROWS, _LEADING = 24.0, 16.0, 1.4
_LIGHT, _BLACK = b"0.88 g\n", b"0 g\n"

_LEVEL = 4  # a third of the time of 6, and 2 % more

_OBJECT = re.compile(rb"(\d+) 0 obj\n<<[^\n]*/XXSlot /(\w+)([^\n]*)>>\nstream\n")
_XREF = re.compile(
    rb"\d+ 0 obj\n<</Type /XRef\b[^\n]*/Size (\d+)(/Root [^/\n]*(?:/Info [^/\n]*)?)/ID \[\((\w+)\)[^\n]*"
)


@dataclass(frozen=True)
class Copy:
    """One copy of a print: its number, and the office it is for."""

    number: int
    office: str


def copy(data: bytes, number: int, office: str) -> bytes:
    """The copy of a print with this number for this office.

    The number stands on the first line too where the document keeps it free. A character of the office's name that no
    face has is drawn as 〓. Raises CopyError when the data is no print of this press, or a copy already; ValueError for
    a number out of range.
    """
    if not 1 <= number <= LAST:
        raise ValueError(f"no number of a copy: {number}")
    digits, name = f"{number:06d}", ("\ufeff" + office).encode("utf-16-be").hex().encode()
    update = _Update(data)
    update.fill(WATERMARK, _watermark(office, digits), b"/Number %d/Office <%s>" % (number, name))
    if NUMBER in update.slots:
        update.fill(NUMBER, _BLACK + drawn(digits, TEXT, grid.SIZE, 0, 0))
    return update.finished()


def copy_of(data: bytes) -> Copy | None:
    """Which copy these bytes are; None for a print that is no copy, and for anything else."""
    update = data[len(base_of(data)) :]
    found = _OBJECT.match(update) if data.endswith(b"%%EOF\n") else None
    said = found and re.match(rb"/Number (\d+)/Office <((?:[0-9a-f]{4})+)>", found[3])
    return Copy(int(said[1]), bytes.fromhex(said[2].decode()).decode("utf-16", "replace")) if said else None


def base_of(data: bytes) -> bytes:
    """The print a copy was made from."""
    return data[: data.rfind(b"%%EOF\n", 0, -1) + len(b"%%EOF\n")]


def _object(data: bytes, slot: str) -> int | None:
    """The number of the object that is this slot; looked for from its name backwards, for most of a print is fonts."""
    head = data.rfind(b" 0 obj\n", 0, max(0, data.find(b"/%b /%b" % (SLOT.encode(), slot.encode()))))
    found = _OBJECT.match(data, data.rfind(b"\n", 0, max(0, head)) + 1)
    return int(found[1]) if found and found[2] == slot.encode() else None


class _Update:
    """An update of a print under way."""

    def __init__(self, data: bytes) -> None:
        start = re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data[-64:])
        xref = start and _XREF.match(data, int(start[1]))
        self.slots = {slot: number for slot in ROOMS if (number := _object(data, slot)) is not None}
        if not (start and xref) or b"/Prev" in xref[0] or WATERMARK not in self.slots:
            raise CopyError("这份文件没有为份号和水印留出位置，或者本身已是编号的一份。没有制作。")
        self.data = data
        self.previous = int(start[1])
        self.size, self.kept, self.identifier = int(xref[1]), xref[2], xref[3]
        self.written = b""
        self.rows: list[tuple[int, int]] = []

    def _add(self, number: int, dictionary: bytes, content: bytes) -> None:
        self.rows.append((number, len(self.data) + len(self.written)))
        self.written += b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            number,
            dictionary,
            len(content),
            content,
        )

    def fill(self, slot: str, drawing: bytes, said: bytes = b"") -> None:
        """Draw in a slot, and say more of it in its dictionary."""
        room = b" ".join(b"%d" % edge for edge in ROOMS[slot])
        form = b"/Type /XObject/Subtype /Form/BBox [%s]/Resources <<>>/Filter /FlateDecode" % room
        self._add(
            self.slots[slot], form + b"/%b /%b" % (SLOT.encode(), slot.encode()) + said, zlib.compress(drawing, _LEVEL)
        )

    def finished(self) -> bytes:
        """The print and its update."""
        # A new second half of the identifier says that the file is another state of the same document.
        changed = hashlib.sha256(self.written).hexdigest()[:32].encode()
        position, number = len(self.data) + len(self.written), self.size
        rows = sorted([*self.rows, (number, position)])
        index = b" ".join(b"%d 1" % row for row, _ in rows)
        table = b"".join(b"\x01" + at.to_bytes(4, "big") + b"\0" for _, at in rows)
        dictionary = b"/Type /XRef/Index [%s]/W [1 4 1]/Size %d%s/ID [(%s) (%s)]/Prev %d" % (
            index,
            number + 1,
            self.kept,
            self.identifier,
            changed,
            self.previous,
        )
        self._add(number, dictionary, table)
        return b"%s%sstartxref\n%d\n%%%%EOF\n" % (self.data, self.written, position)


def _watermark(office: str, digits: str) -> bytes:
    """Office and number, light enough to be read through, around the middle of their room."""
    text = drawable(f"{office}　{digits}", HEADLINE)
    rows, size = [text], _ONE_ROW
    room = ROOMS[WATERMARK][2] - ROOMS[WATERMARK][0]
    if width(text, HEADLINE, size) > room:
        size = _MORE_ROWS
        lines = balance(text, grid.measure(HEADLINE, size, size, room))
        rows = ["".join(piece.text for piece in line).strip("　") for line in lines]
    pitch = size * _LEADING
    top = (len(rows) - 1) / 2 * pitch - 0.38 * size
    return _LIGHT + b"\n".join(
        drawn(row, HEADLINE, size, -width(row, HEADLINE, size) / 2, top - place * pitch)
        for place, row in enumerate(rows)
    )
