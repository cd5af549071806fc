"""The structured documents the press accepts, and the print it gives back: typed plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints


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
class Document:
    """What every format has. Nothing is printed that is not in one of the fields."""

    format: ClassVar[str]
    date: date

    @property
    def date_text(self) -> str:
        """The date as official documents write it: Arabic, no zero padding (GB/T 9704-2012, 7.3.5)."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    @property
    def name(self) -> str:
        """What the file is called for those who list it: the title."""
        raise NotImplementedError

    @property
    def identifier(self) -> str:
        """Its number as printed, empty if it has none."""
        raise NotImplementedError

    @property
    def publisher(self) -> str:
        """Who issues it."""
        raise NotImplementedError

    def to_plain(self) -> dict[str, Any]:
        """Values JSON can carry; `from_plain` restores an equal document."""
        return {"format": self.format} | asdict(self) | {"date": self.date.isoformat()}


@dataclass(frozen=True)
class Bulletin(Document):
    """A 简报 as it will be printed; `issue_text` is the whole issue line, e.g. 2017年第5期（总第5期）.

    `imprint` holds the 报/送/发 blocks word for word as they stand at the foot of the last page, one
    string per tier, label included.
    """

    format = "bulletin"
    masthead: str
    issue_text: str
    issuer: str
    titles: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    imprint: tuple[str, ...]

    @property
    def name(self) -> str:
        return "　".join(self.titles) or self.masthead

    @property
    def identifier(self) -> str:
        return self.issue_text

    @property
    def publisher(self) -> str:
        return self.issuer


def from_plain(plain: dict[str, Any]) -> Document:
    """The document of plain values as `to_plain` gives them; one that names no format is a bulletin.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    kind = next((each for each in FORMATS if each.format == plain.get("format", Bulletin.format)), None)
    if kind is None:
        raise ValueError(f"no such format: {plain['format']}")
    return _restored(kind, {name: value for name, value in plain.items() if name != "format"})


FORMATS: tuple[type[Document], ...] = (Bulletin,)


def _restored(kind: Any, value: Any) -> Any:
    """A plain value as the type says it was."""
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_restored(get_args(kind)[0], each) for each in value)
    if origin is UnionType:
        return (
            value
            if value is None
            else _restored(next(each for each in get_args(kind) if each is not type(None)), value)
        )
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if hasattr(kind, "__dataclass_fields__"):
        hints = get_type_hints(kind)
        unknown = set(value) - {each.name for each in fields(kind)}
        if unknown:
            raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
        return kind(**{name: _restored(hints[name], each) for name, each in value.items()})
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


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
