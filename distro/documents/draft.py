"""A draft as its drafter types it: text fields, any of which may still be missing."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from distro.documents.recognition import Recognised
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.lists.sheet.sheet import Sheet
from distro.press.document import Bulletin, Paragraph, Run

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
FIRST_YEAR, LAST_YEAR = 1949, 2999
LIMITS = {"masthead": 30, "issuer": 60, "titles": 400, "body": 200_000, "imprint": 20_000, "choices": 20_000}


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
    """`titles` and `body` hold one title or paragraph a line, `imprint` one tier block a line, `choices` the readings
    chosen for names in it.

    `issue` and `total` are the numbers the text claims; the series decides when the number is taken. `copies_numbered` asks
    for a number on every copy (份号).
    """

    masthead: str = ""
    year: int | None = None
    issue: int | None = None
    total: int | None = None
    issuer: str = ""
    date: datetime.date | None = None
    titles: str = ""
    body: str = ""
    imprint: str = ""
    choices: str = ""
    copies_numbered: bool = False

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"date": self.date and self.date.isoformat()}

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of all it says."""
        canonical = json.dumps(self.to_plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Draft:
        return cls(**plain | {"date": plain["date"] and datetime.date.fromisoformat(plain["date"])})

    @classmethod
    def typed(cls, texts: Mapping[str, str]) -> Draft:
        """What a form's texts stand for; a Refusal names the first field that holds no number, no date, no clean text.

        Full-width digits count as digits; dates are 2017年2月23日 or 2017-2-23.
        """
        return cls(
            year=_number(texts, "year", FIRST_YEAR, LAST_YEAR),
            issue=_number(texts, "issue", 1, 9999),
            total=_number(texts, "total", 1, 99999),
            date=_day(texts),
            copies_numbered=bool(texts.get("copies_numbered")),
            **{name: _cleaned(texts, name) for name in LIMITS},
        )

    def with_list(self, sheet: Sheet) -> Draft:
        """The same draft with another distribution list; Refusal when its text is no clean text."""
        texts = {"imprint": sheet.wording, "choices": sheet.tidied().choices}
        return replace(self, imprint=_cleaned(texts, "imprint"), choices=_cleaned(texts, "choices"))

    def changed_since(self, earlier: Draft) -> list[str]:
        """The names of the fields that say something else than they did."""
        return [each.name for each in fields(self) if getattr(self, each.name) != getattr(earlier, each.name)]

    @property
    def first_title(self) -> str:
        return _lines(self.titles)[0] if _lines(self.titles) else ""

    @property
    def day(self) -> datetime.date:
        """The date; ValueError while it is missing, which it is in no draft without problems."""
        if self.date is None:
            raise ValueError("the draft has no date")
        return self.date

    @property
    def sheet(self) -> Sheet:
        """The distribution list."""
        return Sheet(self.imprint, self.choices)

    @property
    def wording(self) -> list[str]:
        """The tier blocks, one string each, as they will be printed."""
        return self.sheet.lines

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

    def numbered(self) -> Bulletin:
        """The document to print under the number the text claims, or as the first of its year."""
        return self.bulletin(self.year or self.day.year, self.issue or 1, self.total)

    def bulletin(self, year: int, issue: int, total: int | None) -> Bulletin:
        """The document to print under this number; every field must be there."""
        return Bulletin(
            masthead=self.masthead,
            issue_text=issue_line(year, issue, total),
            issuer=self.issuer,
            date=self.day,
            titles=tuple(_lines(self.titles)),
            paragraphs=tuple(unmarked(line) for line in _lines(self.body)),
            imprint=tuple(self.wording),
            numbered=self.copies_numbered,
        )


def _cleaned(texts: Mapping[str, str], name: str) -> str:
    try:
        text = clean(texts.get(name, "")).strip()
    except Refusal as refusal:
        raise Refusal(refusal.message, field=name, **refusal.values) from None
    # A line break in a name would break the subject of a mail.
    return " ".join(text.split("\n")) if name in ("masthead", "issuer") else text


def _number(texts: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = unicodedata.normalize("NFKC", texts.get(name, "")).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise Refusal("应为 %(least)s 至 %(most)s 的整数。没有保存。", field=name, least=least, most=most)
    return int(text)


def _day(texts: Mapping[str, str]) -> datetime.date | None:
    text = texts.get("date", "").strip()
    if not text:
        return None
    try:
        day = dates.read(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refusal("日期“%(words)s”不存在，请核对。没有保存。", field="date", words=text)
    except ValueError:
        raise Refusal("日期应写作 2017年2月23日 或 2017-2-23。没有保存。", field="date") from None
    return day


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def from_recognised(found: Recognised) -> Draft:
    """The draft to show for what was recognised in a pasted text; what was not recognised stays empty.

    An unlabelled 主送 line joins the imprint (GB/T 9704-2012, 7.3.2), so that nobody it names is lost.
    """
    address = [f"主送：{found.address.rstrip('：:')}。"] if found.address else []
    return Draft(
        masthead=found.masthead or "",
        year=found.year,
        issue=found.issue,
        total=found.total,
        issuer=found.issuer or "",
        date=found.date,
        titles="\n".join(found.titles),
        body="\n".join(marked(paragraph) for paragraph in found.paragraphs),
        imprint="\n".join([*address, *found.imprint]),
    )
