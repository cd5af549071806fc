"""The numbers of a series: each the next of its year or month, the running total always one more. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from distro.documents.designation import Designation, SeriesKind, one
from distro.documents.issue_numbers import read
from distro.documents.numerals import Numbers
from distro.kernel.errors import Conflict, Refusal


@dataclass(frozen=True)
class Taken:
    """A number that was taken: the words it was printed as, and what it counts.

    `month` is None where numbers run through the year, `number` and `total` where the words have no place for one.
    """

    words: str
    year: int
    month: int | None = None
    number: Numbers | None = None
    total: Numbers | None = None


def take(taken: Sequence[Taken], claim: Designation | None, day: date, approved: Designation | None = None) -> Taken:
    """The number an issue of this day gets in a series of which these are taken.

    `claim` is what its text says, if anything; `approved` what the approving officer saw, which settles the form: its
    kind, its words, and whether it has a total. Without it an issue has a total where the series or its text has one.
    The first number of a series may be any: those before it were made elsewhere.

    Raises Conflict when the claimed number is taken, Refusal when it would leave a gap or was never taken.
    """
    form = _form(taken, claim, day, approved)
    year = form.year or day.year
    month = form.month
    if form.number is None and form.total is None:
        return _unnumbered(taken, form, year)
    number = _number(taken, form, year, month) if form.number is not None else None
    total = _total(taken, form, number, is_settled=approved is not None)
    words = form.rewritten(year=year, month=month, number=number, total=total).words
    return Taken(words, year, month, number, total)


def enter(taken: Sequence[Taken], words: Designation, day: date) -> Taken:
    """The number an issue of this day had that was made elsewhere; Conflict when it is taken."""
    year = words.year or day.year
    if words.number is None and words.total is None:
        return _unnumbered(taken, words, year)
    for counted, known, label in (
        (words.number, _within(taken, year, words.month), _label(words, year, words.month)),
        (words.total, [(each, each.total) for each in taken if each.total], _total_label(words)),
    ):
        holder = next((each for each, numbers in known if counted is not None and _overlap(counted, numbers)), None)
        if counted is not None and holder is not None:
            raise Conflict(
                "“%(claimed)s”已经用过，即“%(words)s”。没有登记，原有内容没有改变。",
                field="designation",
                claimed=label % _said(counted),
                words=holder.words,
            )
    return Taken(words.words, year, words.month, words.number, words.total)


def newest(taken: Sequence[Taken]) -> Taken | None:
    """The issue that comes last in the count."""
    return max(
        taken,
        key=lambda each: (each.year, each.month or 0, _last(each.number), _last(each.total)),
        default=None,
    )


def _form(taken: Sequence[Taken], claim: Designation | None, day: date, approved: Designation | None) -> Designation:
    """The words to be numbered, with open places for what no text claims."""
    form = approved or claim or _following(newest(taken), day)
    if claim is not None:
        number, total, year, month = claim.number, claim.total, claim.year, claim.month
    else:
        number = total = None
        year, month = day.year if form.year is not None else None, day.month if form.month is not None else None
    return replace(
        form,
        year=year,
        month=month,
        number=number or (form.number and Numbers()),
        total=total or (form.total and Numbers()),
    )


def _following(before: Taken | None, day: date) -> Designation:
    """The form of the issue before, which an issue follows that says nothing of its own."""
    words = before.words if before is not None and before.number is not None and "刊" not in before.words else ""
    form = read(words) or read(f"{day.year}年第　期")
    assert form is not None
    return form


def _number(taken: Sequence[Taken], form: Designation, year: int, month: int | None) -> Numbers:
    within = _within(taken, year, month)
    due = max((_last(numbers) for _, numbers in within), default=0) + 1
    assert form.number is not None
    if form.number.is_open:
        return one(due)
    first, _ = form.number.span
    before = newest(taken)
    # A count without years in its words may go on over the new year: 第52期, 第53期.
    goes_on = before is not None and not within and form.year is None and first == _last(before.number) + 1
    if first != due and taken and not goes_on:
        _refuse(form.number, due, within, _label(form, year, month))
    return form.number


def _total(taken: Sequence[Taken], form: Designation, number: Numbers | None, *, is_settled: bool) -> Numbers | None:
    known = [(each, each.total) for each in taken if each.total is not None]
    if form.total is None and (is_settled or not known):
        return None
    due = max((_last(total) for _, total in known), default=0) + 1
    if form.total is not None and not form.total.is_open:
        if known and form.total.first != due:
            _refuse(form.total, due, known, _total_label(form))
        return form.total
    if not known:
        if form.kind is SeriesKind.ORDER:
            return one(1)
        if taken or number is None:
            raise Refusal(
                "以前各期没有记载总期号，不知道这一期总第几期。没有编号。请在期号中写明，如“总第5期”。",
                field="designation",
            )
        return number
    first, last = number.span if number is not None else (1, 1)
    return Numbers(due, due + last - first)


def _unnumbered(taken: Sequence[Taken], form: Designation, year: int) -> Taken:
    """增刊 without any number: one of these words a year."""
    if any(each.year == year and each.number is None and each.total is None for each in taken):
        raise Conflict(
            "%(year)s年已有一期没有编号的“%(words)s”，没有再次使用，原有内容没有改变。请写明期号，如“%(kind)s第2期”。",
            field="designation",
            year=year,
            words=form.words,
            kind=form.theme + form.kind,
        )
    return Taken(form.words, year)


def _refuse(claimed: Numbers, due: int, known: Sequence[tuple[Taken, Numbers]], label: str) -> None:
    """Say why the claimed number is not the one that is due."""
    first, _ = claimed.span
    values = {"claimed": label % _said(claimed), "due": label % due}
    holder = next((each for each, numbers in known if _overlap(claimed, numbers)), None)
    if holder is not None:
        raise Conflict(
            "“%(claimed)s”已经用过，即“%(words)s”，没有再次编号，原有内容没有改变。下一个号是“%(due)s”。",
            field="designation",
            words=holder.words,
            **values,
        )
    if first < due:
        raise Refusal(
            "已有“%(known)s”，“%(claimed)s”没有取过号。没有编号。下一个号是“%(due)s”；"
            "“%(claimed)s”如在本系统以外印发过，请登记旧期。",
            field="designation",
            known=label % "、".join(_stretches([numbers for _, numbers in known])),
            **values,
        )
    raise Refusal("“%(claimed)s”与已有编号不连续，没有编号。下一个号是“%(due)s”。", field="designation", **values)


def _within(taken: Sequence[Taken], year: int, month: int | None) -> list[tuple[Taken, Numbers]]:
    """What is taken of one year, or of one month of it."""
    return [
        (each, each.number) for each in taken if each.number is not None and (each.year, each.month) == (year, month)
    ]


def _label(form: Designation, year: int, month: int | None) -> str:
    """How a number of this count is spoken of."""
    if form.kind is SeriesKind.REFERENCE:
        return f"{form.theme}〔{year}〕%s号"
    kind = "" if form.kind is SeriesKind.MAIN else f"{form.theme}{form.kind}"
    return f"{year}年" + (f"{month}月" if month else "") + kind + "第%s期"


def _total_label(form: Designation) -> str:
    return "第%s号" if form.kind is SeriesKind.ORDER else "总第%s期"


def _last(numbers: Numbers | None) -> int:
    return (numbers and numbers.last) or 0


def _overlap(one: Numbers, other: Numbers) -> bool:
    (first, last), (begin, end) = one.span, other.span
    return first <= end and begin <= last


def _said(numbers: Numbers) -> str:
    first, last = numbers.span
    return str(first) if first == last else f"{first}–{last}"


def _stretches(taken: Sequence[Numbers]) -> list[str]:
    """Numbers in order, those that follow each other as one stretch: 3–7, 9."""
    stretches: list[Numbers] = []
    for first, last in sorted(numbers.span for numbers in taken):
        if stretches and stretches[-1].last == first - 1:
            stretches[-1] = Numbers(stretches[-1].first, last)
        else:
            stretches.append(Numbers(first, last))
    return [_said(each) for each in stretches]
