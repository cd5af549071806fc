"""Days that cannot be meant: a weekday that is another, a day no calendar has, a date far off, a number of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from distro.documents.checks.case import PROSE, Case
from distro.documents.checks.finding import Finding, Rule
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.lists.checks import joined
from distro.outside.clock import date_text

AHEAD, BACK = timedelta(days=31), timedelta(days=366)
"""How far from today a date may be before somebody has to look."""

WEEKDAYS = "一二三四五六日"
_ON = re.compile(
    rf"(?P<day>{dates.WRITTEN}|{dates.DAY}){dates.GAP}[（(]?{dates.GAP}(?:星期|礼拜|周)(?P<weekday>[{WEEKDAYS}天])"
    rf"(?![{WEEKDAYS}、至到或和—–~～－-])[）)]?"
)
_WRITTEN = re.compile(dates.WRITTEN)


def check(case: Case) -> Iterator[Finding]:
    yield from _another_year(case)
    yield from _far_off(case)
    yield from _printed_early(case)
    for name in PROSE:
        # A date at the end of one line says nothing of the weekday at the beginning of the next.
        text = [line for line in getattr(case.content, name).split("\n") if "月" in line]
        yield from _wrong_weekdays(case, name, text)
        yield from _no_such_days(name, text)


def _another_year(case: Case) -> Iterator[Finding]:
    said = case.format.numbering.read(case.number or case.content.designation)
    day = case.content.date
    if said is not None and said.year and day is not None and said.year != day.year:
        values = {"words": said.words, "date": date_text(day)}
        yield Finding(
            Rule.ANOTHER_YEAR,
            "编号“%(words)s”与日期“%(date)s”不是同一年。%(basis)s。请改正，或说明理由，再送审。",
            values,
            "designation",
            said.words,
            f"{said.year}\n{day.year}",
        )


def _far_off(case: Case) -> Iterator[Finding]:
    day = case.content.date
    if day is None:
        return
    if day - case.today > AHEAD:
        yield Finding(
            Rule.FAR_AHEAD,
            "日期“%(date)s”在一个多月以后。%(basis)s。请改正，或说明理由，再送审。",
            {"date": date_text(day)},
            "date",
            date_text(day),
            day.isoformat(),
        )
    elif case.today - day > BACK:
        values = {"date": date_text(day)}
        yield Finding(Rule.FAR_BACK, "日期“%(date)s”在一年以前。%(basis)s。", values, "date")


def _printed_early(case: Case) -> Iterator[Finding]:
    day, printed = case.content.date, case.content.print_date
    if day is not None and printed is not None and printed < day:
        yield Finding(
            Rule.PRINTED_EARLY,
            "印发日期“%(printed)s”早于成文日期“%(date)s”。%(basis)s。请改正，或说明理由，再送审。",
            {"printed": date_text(printed), "date": date_text(day)},
            "print_date",
            date_text(printed),
            f"{printed.isoformat()}\n{day.isoformat()}",
        )


def _wrong_weekdays(case: Case, name: str, text: list[str]) -> Iterator[Finding]:
    """Without a year in the text, the day may be of the document's year, or of the one before or after it."""
    wrong = []
    near = (case.content.date or case.today).year
    for line in text:
        for found in _ON.finditer(line):
            weekday = WEEKDAYS.index(found["weekday"].replace("天", "日"))
            days = _meant(found["day"], near)
            if days and all(day.weekday() != weekday for day in days):
                wrong.append(("".join(found.group().split()), days))
    if not wrong:
        return
    (_, days), words = wrong[0], joined(words for words, _ in wrong)
    passage = "\n".join([*(words for words, _ in wrong), str(near)])
    if len(wrong) == 1 and len(days) == 1:
        values = {"words": words, "date": date_text(days[0]), "weekday": WEEKDAYS[days[0].weekday()]}
        yield Finding(
            Rule.WRONG_WEEKDAY,
            "日期与星期不符：%(words)s，%(date)s是星期%(weekday)s。%(basis)s。请改正，或说明理由，再送审。",
            values,
            name,
            words,
            passage,
        )
    else:
        yield Finding(
            Rule.WRONG_WEEKDAY,
            "日期与星期不符：%(words)s。%(basis)s。请改正，或说明理由，再送审。",
            {"words": words},
            name,
            words,
            passage,
        )


def _meant(words: str, near: int) -> list[date]:
    """The days the words can mean; none where no calendar has them."""
    try:
        if _WRITTEN.fullmatch(words):
            return [dates.read(words)]
        month, _, day = words.rstrip("日").partition("月")
        numbers = dates.number(month), dates.number(day)
    except (Refusal, ValueError):
        return []
    return [found for year in (near, near - 1, near + 1) if (found := _day(year, *numbers)) is not None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_such_days(name: str, text: list[str]) -> Iterator[Finding]:
    words = ["".join(found.group().split()) for line in text for found in _WRITTEN.finditer(line) if _is_none(found)]
    if words:
        yield Finding(
            Rule.NO_SUCH_DAY,
            "没有这一天：%(words)s。%(basis)s。请改正，或说明理由，再送审。",
            {"words": joined(words)},
            name,
            joined(words),
            "\n".join(words),
        )


def _is_none(found: re.Match[str]) -> bool:
    try:
        dates.read(found.group())
    except Refusal:
        return True
    return False
