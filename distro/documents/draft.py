"""A draft as its drafter types it: text fields, any of which may still be missing."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from distro.documents import issue_numbers, references
from distro.documents.designation import FIRST_YEAR, LAST_YEAR, LONGEST
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.lists.sheet.sheet import Sheet
from distro.press.document import Paragraph, Run

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LIMITS = {
    "kind": 10,
    "format": 20,
    "masthead": 30,
    "designation": LONGEST,
    "issuer": 400,
    "titles": 400,
    "body": 200_000,
    "imprint": 20_000,
    "choices": 20_000,
    "aside": 20_000,
    "marks": 100,
    "editors_note": 2_000,
    "articles": 200_000,
    "urgency": 10,
    "signers": 200,
    "seal": 10,
    "signatories": 400,
    "annexes": 200_000,
    "note": 200,
    "attendance": 20_000,
    "print_organ": 60,
    "countersigners": 1_000,
}
DAYS = ("date", "print_date")
# What every draft says, also where it is empty: earlier digests stay what they were.
_ALWAYS = ("masthead", "designation", "issuer", "date", "titles", "body", "imprint", "choices", "copies_numbered")


def marked(paragraph: Paragraph) -> str:
    """A paragraph as text, bold runs between ** marks."""
    return "".join(f"**{run.text}**" if run.bold else run.text for run in paragraph.runs)


def unmarked(text: str) -> Paragraph:
    """The paragraph a marked text stands for."""
    runs: list[Run] = []
    place = 0
    for bold in _BOLD.finditer(text):
        if bold.start() > place:
            runs.append(Run(text[place : bold.start()]))
        runs.append(Run(bold.group(1), bold=True))
        place = bold.end()
    if place < len(text):
        runs.append(Run(text[place:]))
    return Paragraph(tuple(runs))


@dataclass(frozen=True)
class Draft:
    """What a drafter has typed, of whatever kind: a kind has only some of the fields (`documents.kinds`).

    `titles` and `body` hold one title or paragraph a line, `imprint` one tier block a line, `choices` the readings
    chosen for names in it, `aside` what was found in the pasted text and is printed nowhere, one thing a line.

    `designation` is what the text is called by number, whose number it claims; the series decides when it is taken.
    `copies_numbered` asks for a number on every copy (份号). `issuer` holds one organ a line, the sponsor of a joint
    document first; `signers`, `signatories` (职务 姓名), `attendance` and `marks` one thing a line, `annexes` and
    `articles` parts as `documents.sections` reads them, `countersigners` one turn of offices a line. `format` is empty for the usual one of the kind.
    """

    masthead: str = ""
    designation: str = ""
    issuer: str = ""
    date: datetime.date | None = None
    titles: str = ""
    body: str = ""
    imprint: str = ""
    choices: str = ""
    copies_numbered: bool = False
    aside: str = ""
    kind: str = "简报"
    format: str = ""
    marks: str = ""
    editors_note: str = ""
    articles: str = ""
    urgency: str = ""
    signers: str = ""
    seal: str = ""
    signatories: str = ""
    annexes: str = ""
    note: str = ""
    attendance: str = ""
    print_organ: str = ""
    print_date: datetime.date | None = None
    countersigners: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Values JSON can carry: those that say something, and those that every draft says."""
        plain = asdict(self) | {name: (day := getattr(self, name)) and day.isoformat() for name in DAYS}
        said = {each.name for each in fields(self) if getattr(self, each.name) != each.default}
        return {name: value for name, value in plain.items() if name in said or name in _ALWAYS}

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of all it says."""
        canonical = json.dumps(self.to_plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Draft:
        """What `to_plain` gave, or an earlier version of it, which kept the numbers without their words."""
        days = {name: datetime.date.fromisoformat(plain[name]) if plain.get(name) else None for name in DAYS}
        if "designation" not in plain:
            numbers = {name: plain[name] for name in ("year", "issue", "total")}
            kept = {name: value for name, value in plain.items() if name not in numbers}
            plain = kept | {"designation": _from_numbers(days["date"], **numbers)}
        return cls(**plain | days)

    @classmethod
    def typed(cls, texts: Mapping[str, str]) -> Draft:
        """What a form's texts stand for; a Refusal names the first field that holds no date, no clean text.

        A designation is spelled in one way; what is none stays as it was typed. Dates are 2017年2月23日 or 2017-2-23.
        Fields that the form does not have are empty.
        """
        said: dict[str, Any] = {name: _cleaned(texts, name) for name in LIMITS if name in texts}
        said |= {name: _day(texts, name) for name in DAYS}
        return cls(**said, copies_numbered=bool(texts.get("copies_numbered")))

    def with_list(self, sheet: Sheet) -> Draft:
        """The same draft with another distribution list; Refusal when its text is no clean text."""
        texts = {"imprint": sheet.wording, "choices": sheet.tidied().choices}
        return replace(self, imprint=_cleaned(texts, "imprint"), choices=_cleaned(texts, "choices"))

    def changed_since(self, earlier: Draft) -> list[str]:
        """The names of the fields that say something else than they did."""
        return [each.name for each in fields(self) if getattr(self, each.name) != getattr(earlier, each.name)]

    @property
    def first_title(self) -> str:
        return next(iter(lines(self.titles)), "")

    @property
    def sponsor(self) -> str:
        """The organ in whose name it is issued, the first of several (主办机关)."""
        return next(iter(lines(self.issuer)), "")

    @property
    def day(self) -> datetime.date:
        """The date; ValueError while it is missing, which it is in no draft without problems."""
        if self.date is None:
            raise ValueError("the draft has no date")
        return self.date

    @property
    def print_day(self) -> datetime.date:
        """When it goes to the press, as printed; ValueError while it has no date either."""
        return self.print_date or self.day

    @property
    def sheet(self) -> Sheet:
        """The distribution list."""
        return Sheet(self.imprint, self.choices)

    @property
    def wording(self) -> list[str]:
        """The tier blocks, one string each, as they will be printed."""
        return self.sheet.lines


def _cleaned(texts: Mapping[str, str], name: str) -> str:
    try:
        text = clean(texts.get(name, "")).strip()
    except Refusal as refusal:
        raise Refusal(refusal.message, field=name, **refusal.values) from None
    return spelled(text) if name == "designation" else text


def spelled(words: str) -> str:
    """A designation in its one spelling; what is none as it was typed."""
    said = issue_numbers.read(words) or references.reference(words)
    return said.words if said is not None else " ".join(words.split())


def _from_numbers(date: datetime.date | None, year: int | None, issue: int | None, total: int | None) -> str:
    """The words of a designation that was kept as numbers."""
    if issue is None and total is None and year is None:
        return ""
    if year is None and date is not None:
        year = date.year
    begin = f"{year}年" if year else ""
    return f"{begin}第{issue or '　'}期" + (f"（总第{total}期）" if total is not None else "")


def _day(texts: Mapping[str, str], name: str) -> datetime.date | None:
    text = texts.get(name, "").strip()
    if not text:
        return None
    try:
        day = dates.read(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refusal("日期“%(words)s”不存在，请核对。没有保存。", field=name, words=text)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=name, **refusal.values) from None
    except ValueError:
        raise Refusal("日期应写作 2017年2月23日 或 2017-2-23。没有保存。", field=name) from None
    return day


def lines(text: str) -> list[str]:
    """The lines that say something, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]
