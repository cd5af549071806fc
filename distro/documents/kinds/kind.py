"""What a kind of document is, and what a format: the form it is printed in, with its fields, numbers and list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from distro.documents import issue_numbers, references
from distro.documents.designation import Designation
from distro.documents.draft import Draft
from distro.lists.tier import Tier
from distro.press.document import Document


class Direction(StrEnum):
    """In which direction a kind usually goes (条例 2012, art. 8; the direction is usage)."""

    UPWARD = "上行"
    LEVEL = "平行"
    DOWNWARD = "下行"
    PUBLIC = "公布"
    ANY = "各向"


class Numbering(Enum):
    """How documents are numbered: the word for it, how the number is read, what is said of words that are none, and what
    stands where none is written yet."""

    ISSUE = (
        "期号",
        issue_numbers.read,
        "期号“%(words)s”不能识别，没有办理。请写作“2026年第4期（总第24期）”“2026年10月第2期”"
        "“2026年第4、5期”“增刊第1期”等。",
        "",
    )
    REFERENCE = (
        "发文字号",
        references.reference,
        "发文字号“%(words)s”不能识别，没有办理。请写作“云政发〔2026〕5号”，号数未定的写作“云政发〔2026〕　号”。",
        "",
    )
    ORDER = "令号", references.order, "令号“%(words)s”不能识别，没有办理。请写作“第5号”。", "第　号"

    def __init__(self, label: str, read: Callable[[str], Designation | None], unreadable: str, blank: str) -> None:
        self.label = label
        self.read = read
        self.unreadable = unreadable
        self.blank = blank


@dataclass(frozen=True)
class Field:
    """A field of a form, and of the draft.

    `missing` is what is said where it must not be empty. `rows` of a field of several lines, `choices` of one to choose
    from, the first of them without a word of the person.
    """

    name: str
    label: str
    hint: str = ""
    rows: int = 0
    missing: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Printed:
    """What must stand in the print of a draft for its list to be there.

    `head` stands somewhere in the text, unless it had to make room for the text: then `moved` stands before the `foot`,
    with which the print ends.
    """

    foot: tuple[str, ...]
    head: str = ""
    moved: str = ""


@dataclass(frozen=True)
class Format:
    """How a document is made up: its fields in the order of the page, card by card, and what becomes of them.

    `tiers` are those its list may have. `title` is what it is called in lists, `paper` what the press gets under the
    designation given, `printed` how its list stands in print.
    """

    name: str
    numbering: Numbering
    cards: tuple[tuple[Field, ...], ...]
    tiers: tuple[Tier, ...]
    title: Callable[[Draft], str]
    paper: Callable[[Draft, str], Document]
    printed: Callable[[Draft], Printed]

    @property
    def fields(self) -> Sequence[Field]:
        return [field for card in self.cards for field in card]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class Kind:
    """A kind of document, and the formats it may be issued in, the usual one first."""

    name: str
    direction: Direction
    formats: tuple[Format, ...]
