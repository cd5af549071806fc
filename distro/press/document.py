"""The structured documents the press accepts, and the print it gives back: typed plain data."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from . import plain


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
class Cell:
    """One cell of a table; `bold` marks the head of its row."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table as wide as the type area: every row has as many cells as the first, the first `head` rows are its head.

    `widths` are the columns' shares of the width; none are given where the contents shall decide.
    """

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1
    widths: tuple[float, ...] = ()
    caption: str = ""

    kind = "table"


@dataclass(frozen=True)
class Picture:
    """A picture (PNG or JPEG) `width` mm wide; `alt` says to those who cannot see it what it shows."""

    data: bytes = field(repr=False)
    alt: str
    width: float
    caption: str = ""

    kind = "picture"


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Document:
    """What every format has. Nothing is printed that is not in one of the fields.

    `numbered` keeps the first line of the first page free for the number of each copy (份号, distro/press/copies.py).
    """

    format: ClassVar[str]
    date: date
    numbered: bool = field(default=False, kw_only=True)

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
        """Values JSON can carry; `from_plain` restores an equal document.

        What a field says by default is left out: a document keeps its form, and the bytes printed from it, when its
        format learns a new element.
        """
        said = (each for each in fields(self) if each.default is MISSING or getattr(self, each.name) != each.default)
        return {"format": self.format} | {each.name: plain.plain(getattr(self, each.name)) for each in said}


@dataclass(frozen=True)
class Article:
    """One piece of a bulletin of several: its title (a line break in it breaks the line), who wrote it, its text.

    `note` is the 编者按 at its head; empty where there is none.
    """

    title: str
    body: tuple[Block, ...]
    author: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bulletin(Document):
    """A 简报 as it will be printed; `issue_text` is the whole issue line, e.g. 2017年第5期（总第5期）.

    `imprint` holds the 报/送/发 blocks word for word as they stand at the foot of the last page, one
    string per tier, label included. `titles` and `paragraphs` are the leading piece, `articles` those that follow;
    where several have titles a 目录 stands before them if `contents` says so. A line break in a title breaks its line.
    `marks` (内部资料 注意保存) stand upper left, `copy_number` upper right, `edition` (增刊) under the name, `note`
    (编者按) before the titles; `copies` is the number of printed copies.
    """

    format = "bulletin"
    masthead: str
    issue_text: str
    issuer: str
    titles: tuple[str, ...]
    paragraphs: tuple[Block, ...]
    imprint: tuple[str, ...]
    marks: tuple[str, ...] = ()
    copy_number: str = ""
    edition: str = ""
    note: str = ""
    articles: tuple[Article, ...] = ()
    contents: bool = True
    copies: int | None = None

    @property
    def name(self) -> str:
        titles = self.titles or tuple(article.title for article in self.articles)
        return "　".join(title.replace("\n", "") for title in titles) or self.masthead

    @property
    def identifier(self) -> str:
        return self.issue_text

    @property
    def publisher(self) -> str:
        return self.issuer


class Seal(StrEnum):
    """How a document is signed off (GB/T 9704-2012, 7.3.5)."""

    SEALED = "加盖印章"
    UNSEALED = "不加盖印章"
    STAMPED = "加盖签名章"


@dataclass(frozen=True)
class Signatory:
    """One organ under a document, or the officer who stamps it: `title` is the officer's (县长).

    `name` is printed where the stamp would stand, for documents that go out without it.
    """

    organ: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True)
class Annex:
    """附件: its title, which stands under the text too, and its text (cl. 7.3.4, 7.3.7).

    It begins on a page of its own before the imprint; one that is bound separately has no text here.
    """

    title: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Attendance:
    """One list of 纪要: `label` 出席, 请假 or 列席, and who (cl. 10.3)."""

    label: str
    people: str


@dataclass(frozen=True)
class Official(Document):
    """公文: the eighteen elements of 条例 art. 9, all but 页码, which the press counts itself; empty where there is none.

    `organs` stand at the head, the sponsor first; `mark` follows them (文件, 命令, 令, 纪要 or nothing). `number` is the
    发文字号, of an order its 令号. `signers` are the 签发人 of an upward document. `title_lines` breaks the title by
    hand: joined they are the title. `address` is 主送, `copies_to` 抄送, both as printed, without label and last mark,
    as `note` (附注) is without its brackets. Without `signatories` the organs at the head sign.
    """

    organs: tuple[str, ...]
    body: tuple[Block, ...]
    title: str = ""
    mark: str = "文件"
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signers: tuple[str, ...] = ()
    title_lines: tuple[str, ...] = ()
    address: str = ""
    seal: Seal = Seal.SEALED
    signatories: tuple[Signatory, ...] = ()
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    copies_to: str = ""
    print_organ: str = ""
    print_date: date | None = None

    format = "official"

    @property
    def name(self) -> str:
        return self.title or "、".join(self.organs) + self.mark

    @property
    def identifier(self) -> str:
        return self.number

    @property
    def publisher(self) -> str:
        return "、".join(self.organs)


@dataclass(frozen=True)
class Letter(Official):
    """信函 (cl. 10.1): the organ's name without 文件 over a double red rule; no number on the first page."""

    mark: str = ""

    format = "letter"


@dataclass(frozen=True)
class Order(Official):
    """命令（令） (cl. 10.2): no title, no red rule; the officer's stamp at the end."""

    mark: str = "令"
    seal: Seal = Seal.STAMPED

    format = "order"


@dataclass(frozen=True)
class Minutes(Official):
    """纪要 (cl. 10.3): ×××××纪要 at the head, attendance after the text, no seal.

    Issuer and date stand over the red rule, as in a bulletin: the clause leaves them to the organs.
    """

    mark: str = "纪要"
    seal: Seal = Seal.UNSEALED

    format = "minutes"


@dataclass(frozen=True)
class Form(Document):
    """A form filled in, for the file of the document that it is `about`."""

    format = "form"
    title: str
    organ: str
    about: str
    body: tuple[Block, ...]

    @property
    def name(self) -> str:
        return f"{self.title}　{self.about}".strip()

    @property
    def identifier(self) -> str:
        return ""

    @property
    def publisher(self) -> str:
        return self.organ


def from_plain(values: dict[str, Any]) -> Document:
    """The document of plain values as `to_plain` gives them; one that names no format is a bulletin.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    kind = next((each for each in FORMATS if each.format == values.get("format", Bulletin.format)), None)
    if kind is None:
        raise ValueError(f"no such format: {values['format']}")
    return plain.restored(kind, {name: value for name, value in values.items() if name != "format"})


FORMATS: tuple[type[Document], ...] = (Bulletin, Official, Letter, Order, Minutes, Form)


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
