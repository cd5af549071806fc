"""A draft as its drafter types it: text fields, any of which may still be missing."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from distro.kernel.errors import Refusal
from distro.press.document import Bulletin, Paragraph, Run

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LIMITS = {"masthead": 30, "issuer": 60, "titles": 400, "body": 200_000, "imprint": 20_000}


def issue_line(year: int, issue: int, total: int | None) -> str:
    """2017年第5期（总第5期）: full-width brackets, no zero padding."""
    return f"{year}年第{issue}期" + (f"（总第{total}期）" if total is not None else "")


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
    """`titles` and `body` hold one title or paragraph a line, `imprint` one tier block a line.

    `issue` and `total` are the numbers the text claims; the series decides when the number is taken.
    """

    masthead: str = ""
    year: int | None = None
    issue: int | None = None
    total: int | None = None
    issuer: str = ""
    date: date | None = None
    titles: str = ""
    body: str = ""
    imprint: str = ""

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"date": self.date and self.date.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Draft:
        return cls(**plain | {"date": plain["date"] and date.fromisoformat(plain["date"])})

    @property
    def first_title(self) -> str:
        return _lines(self.titles)[0] if _lines(self.titles) else ""

    @property
    def wording(self) -> list[str]:
        """The tier blocks, one string each, as they will be printed."""
        return _lines(self.imprint)

    def problems(self) -> list[Refusal]:
        """What must be put right before the draft can go on, one refusal a field."""
        missing = {
            "masthead": (self.masthead, "缺少版头（简报名称）。请填写。"),
            "issuer": (self.issuer, "缺少编印单位。请填写。"),
            "date": (self.date, "缺少日期。请填写。"),
            "titles": (self.first_title, "缺少标题。请填写。"),
            "body": (_lines(self.body), "缺少正文。请填写。"),
            "imprint": (self.wording, "缺少分送名单。请按“报：…”“送：…”“发：…”填写。"),
        }
        found = [Refusal(message, field=name) for name, (value, message) in missing.items() if not value]
        for name, limit in LIMITS.items():
            if len(getattr(self, name)) > limit:
                found.append(Refusal("内容过长，最多 %(limit)s 个字。没有保存。", field=name, limit=limit))
        return found

    def bulletin(self, year: int, issue: int, total: int | None) -> Bulletin:
        """The document to print under this number; every field must be there."""
        if self.date is None:
            raise ValueError("a bulletin needs its date")
        return Bulletin(
            masthead=self.masthead,
            issue_text=issue_line(year, issue, total),
            issuer=self.issuer,
            date=self.date,
            titles=tuple(_lines(self.titles)),
            paragraphs=tuple(unmarked(line) for line in _lines(self.body)),
            imprint=tuple(self.wording),
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
