"""The structured document the press accepts, and the print it gives back: typed plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Run:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body, without its indent."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Bulletin:
    """A 简报 as it will be printed; `issue_text` is the whole issue line, e.g. 2017年第5期（总第5期）.

    `imprint` holds the 报/送/发 blocks word for word as they stand at the foot of the last page, one
    string per tier, label included: nothing is printed that is not in one of these fields.
    """

    masthead: str
    issue_text: str
    issuer: str
    date: date
    titles: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    imprint: tuple[str, ...]

    @property
    def date_text(self) -> str:
        """The date as official documents write it: Arabic, no zero padding (GB/T 9704-2012, 7.3.5)."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    def to_plain(self) -> dict[str, Any]:
        """Values JSON can carry; `from_plain` restores an equal document."""
        return asdict(self) | {"date": self.date.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Bulletin:
        paragraphs = tuple(
            Paragraph(tuple(Run(**run) for run in paragraph["runs"])) for paragraph in plain["paragraphs"]
        )
        return cls(
            **plain
            | {
                "date": date.fromisoformat(plain["date"]),
                "titles": tuple(plain["titles"]),
                "paragraphs": paragraphs,
                "imprint": tuple(plain["imprint"]),
            }
        )


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its bytes, number of pages, SHA-256 in hexadecimal and the faces embedded in it.

    `tools` are the versions of the libraries and faces the bytes depend on.
    """

    data: bytes
    pages: int
    sha256: str
    faces: tuple[str, ...]
    tools: dict[str, str]
