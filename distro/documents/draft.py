"""A draft as its drafter types it: text fields, any of which may still be missing."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from distro.documents.designation import FIRST_YEAR, LAST_YEAR, LONGEST, Designation, read
from distro.documents.recognition import PAGES, Kind, Recognised
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.lists.sheet.sheet import Sheet
from distro.press.document import Bulletin, Paragraph, Run

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LIMITS = {
    "masthead": 30,
    "designation": LONGEST,
    "issuer": 60,
    "titles": 400,
    "body": 200_000,
    "imprint": 20_000,
    "choices": 20_000,
    "aside": 20_000,
}


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
    chosen for names in it, `aside` what was found in the pasted text and is printed nowhere, one thing a line.

    `designation` is what the text calls its issue, whose number it claims; the series decides when the number is taken.
    `copies_numbered` asks for a number on every copy (份号).
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

    def to_plain(self) -> dict[str, Any]:
        """Values JSON can carry; what stands aside only where there is something, so that digests stay what they were."""
        plain = asdict(self) | {"date": self.date and self.date.isoformat()}
        return plain if self.aside else {name: value for name, value in plain.items() if name != "aside"}

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of all it says."""
        canonical = json.dumps(self.to_plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Draft:
        """What `to_plain` gave, or an earlier version of it, which kept the numbers without their words."""
        date = plain["date"] and datetime.date.fromisoformat(plain["date"])
        if "designation" not in plain:
            numbers = {name: plain[name] for name in ("year", "issue", "total")}
            kept = {name: value for name, value in plain.items() if name not in numbers}
            plain = kept | {"designation": _from_numbers(date, **numbers)}
        return cls(**plain | {"date": date})

    @classmethod
    def typed(cls, texts: Mapping[str, str]) -> Draft:
        """What a form's texts stand for; a Refusal names the first field that holds no date, no clean text.

        A designation is spelled in one way; what is none stays as it was typed. Dates are 2017年2月23日 or 2017-2-23.
        """
        return cls(
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
    def claim(self) -> Designation | None:
        """What the text calls its issue; None where it says nothing, or nothing that can be read."""
        return read(self.designation)

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
        if self.designation and self.claim is None:
            found.append(unreadable(self.designation))
        for name, limit in LIMITS.items():
            if len(getattr(self, name)) > limit:
                found.append(Refusal("内容过长，最多 %(limit)s 个字。没有保存。", field=name, limit=limit))
        return found

    def numbered(self) -> Bulletin:
        """The document to print under the number the text claims, or as the first of its year."""
        return self.bulletin(self.designation or f"{self.day.year}年第1期")

    def bulletin(self, designation: str) -> Bulletin:
        """The document to print as this issue; every field must be there."""
        return Bulletin(
            masthead=self.masthead,
            issue_text=designation,
            issuer=self.issuer,
            date=self.day,
            titles=tuple(_lines(self.titles)),
            paragraphs=tuple(unmarked(line) for line in _lines(self.body)),
            imprint=tuple(self.wording),
            numbered=self.copies_numbered,
        )


def unreadable(words: str) -> Refusal:
    """What is said of words that are no designation."""
    return Refusal(
        "期号“%(words)s”不能识别，没有办理。请写作“2026年第4期（总第24期）”“2026年10月第2期”“2026年第4、5期”“增刊第1期”等。",
        field="designation",
        words=words,
    )


def _cleaned(texts: Mapping[str, str], name: str) -> str:
    try:
        text = clean(texts.get(name, "")).strip()
    except Refusal as refusal:
        raise Refusal(refusal.message, field=name, **refusal.values) from None
    if name == "designation":
        return _spelled(text)
    # A line break in a name would break the subject of a mail.
    return " ".join(text.split("\n")) if name in ("masthead", "issuer") else text


def _spelled(words: str) -> str:
    """A designation in its one spelling; what is none as it was typed."""
    said = read(words)
    return said.words if said is not None else " ".join(words.split())


def _from_numbers(date: datetime.date | None, year: int | None, issue: int | None, total: int | None) -> str:
    """The words of a designation that was kept as numbers."""
    if issue is None and total is None and year is None:
        return ""
    if year is None and date is not None:
        year = date.year
    begin = f"{year}年" if year else ""
    return f"{begin}第{issue or '　'}期" + (f"（总第{total}期）" if total is not None else "")


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


WITHOUT_FORM = {
    Kind.OFFICIAL: "这份文字识别为公文（通知、请示、函等）。现在只能办理简报，没有建立草稿，原文没有改动。"
    "如果它是简报，请在开头写明简报名称和期号后再识别，或者从空白开始填写。",
    Kind.LETTER: "这份文字识别为信函格式的公文。现在只能办理简报，没有建立草稿，原文没有改动。"
    "如果它是简报，请在开头写明简报名称和期号后再识别，或者从空白开始填写。",
    Kind.ORDER: "这份文字识别为命令（令）。现在只能办理简报，没有建立草稿，原文没有改动。"
    "如果它是简报，请在开头写明简报名称和期号后再识别，或者从空白开始填写。",
    Kind.MINUTES: "这份文字识别为纪要。现在只能办理简报，没有建立草稿，原文没有改动。"
    "如果它是简报，请在开头写明简报名称和期号后再识别，或者从空白开始填写。",
}
"""What is said of a document of a kind for which there is no form yet."""

_ASIDE = {
    "doc_no": "发文字号",
    "signer": "签发人",
    "marks": "版头标记",
    "annexes": "附件",
    "copies": "印数",
    "print_org": "印发单位",
    "print_date": "印发日期",
}
"""What recognition finds and a bulletin has no place for."""


def from_recognised(found: Recognised) -> Draft:
    """The draft to show for what was recognised in a pasted text; what was not recognised stays empty.

    An unlabelled 主送 line joins the imprint (GB/T 9704-2012, 7.3.2), so that nobody it names is lost; what a bulletin has
    no place for stands `aside`. Refusals: a document of another kind (field: text); a date no calendar has (date); no tier
    block, or one without names (imprint).
    """
    _require_bulletin(found)
    address = [f"主送：{found.address}。"] if found.address else []
    return Draft(
        masthead=found.masthead or "",
        designation=found.designation.words if found.designation else _spelled(found.issue_text or ""),
        issuer=found.issuer or "",
        date=found.date,
        titles="\n".join(found.titles),
        body="\n".join(marked(paragraph) for paragraph in found.paragraphs),
        imprint="\n".join([*address, *found.imprint]),
        aside="\n".join(_set_aside(found)),
    )


def _require_bulletin(found: Recognised) -> None:
    if found.kind in WITHOUT_FORM:
        raise Refusal(WITHOUT_FORM[found.kind], field="text")
    if found.date is None and found.date_text and re.fullmatch(dates.WRITTEN, found.date_text):
        raise Refusal("日期“%(words)s”不存在，请核对。", field="date", words="".join(found.date_text.split()))
    if not found.imprint and not found.address:
        raise Refusal("没有找到分送名单：文末应有以“报：”“送：”“发：”或“主送：”“抄送：”开头的段落。", field="imprint")
    if found.list_read and not all(tier.groups for tier in found.list_read.tiers):
        raise Refusal("分送名单中有一类没有写收文单位，请补上单位或删去该类。", field="imprint")


def _set_aside(found: Recognised) -> Iterator[str]:
    """One line for each thing no other field of the draft holds. What only belongs to printed pages is none."""
    for name, label in _ASIDE.items():
        value = getattr(found, name)
        if value:
            yield f"{label}：{'　'.join(value) if isinstance(value, tuple) else value}"
    for leftover in found.leftovers:
        if leftover.name != PAGES:
            yield " ".join(leftover.text.split("\n"))
