"""期号: the designation of an issue, read from the words that offices write and written again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from distro.kernel import dates

FIRST_YEAR, LAST_YEAR = 1949, 2999
LARGEST_NUMBER, LARGEST_TOTAL = 9999, 99999
LONGEST = 60
"""Characters that a designation has at most."""


class SeriesKind(StrEnum):
    """A series within a bulletin. Each counts for itself."""

    MAIN = "正刊"
    SUPPLEMENT = "增刊"
    THEMATIC = "专刊"
    SPECIAL = "特刊"


class Numbers(NamedTuple):
    """From `first` to `last`, alike where it is one number; both None where the place is left open (第　期)."""

    first: int | None = None
    last: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The numbers; ValueError while the place is open."""
        if self.first is None or self.last is None:
            raise ValueError("no number stands there yet")
        return self.first, self.last

    @property
    def is_open(self) -> bool:
        return self.first is None


def one(number: int) -> Numbers:
    return Numbers(number, number)


@dataclass(frozen=True)
class Designation:
    """What an issue is called beside its masthead.

    `year` is None where the words have none, `month` where they do not count by month (2026年10月第2期), `number` and
    `total` where they have no place for one (2026年增刊, 总第123期). `theme` are the words before the kind of a series
    (国庆专刊). `words` are as printed: spacing closed up, digits and brackets uniform, an open place a wide blank.
    """

    words: str
    kind: SeriesKind = SeriesKind.MAIN
    theme: str = ""
    year: int | None = None
    month: int | None = None
    number: Numbers | None = None
    total: Numbers | None = None

    @property
    def is_open(self) -> bool:
        """Whether a number is still to be written into it."""
        return any(each is not None and each.is_open for each in (self.number, self.total))

    def rewritten(
        self,
        *,
        year: int | None = None,
        month: int | None = None,
        number: Numbers | None = None,
        total: Numbers | None = None,
    ) -> Designation:
        """The same form with other numbers in their places, in the numerals that stand there; None leaves what stands.

        A total for which it has no place is added at its end.
        """
        wanted = {"year": year and one(year), "month": month and one(month), "number": number, "total": total}
        run = _whole(self.words)
        if run is None:
            raise ValueError(f"no designation: {self.words!r}")
        words = run.designation.words
        for place in sorted(run.places, key=lambda place: place.start, reverse=True):
            value = wanted[place.name]
            if value and value != place.numbers:
                numeral = _numeral(
                    value, is_chinese=bool(_CHINESE_NUMERAL.fullmatch(place.text)), is_year=place.name == "year"
                )
                words = words[: place.start] + numeral + words[place.end :]
        if total and all(place.name != "total" for place in run.places):
            words += f"（总第{_numeral(total)}期）"
        rewritten = read(words)
        if rewritten is None:
            raise ValueError(f"no designation any more: {words!r}")
        return rewritten


@dataclass(frozen=True)
class Found:
    """A designation in a line, from `start` to before `end`."""

    designation: Designation
    start: int
    end: int


def read(words: str) -> Designation | None:
    """What the words mean if they are a designation and nothing else; None if they are not."""
    run = _whole(words)
    return run.designation if run else None


def find(line: str) -> Found | None:
    """The first designation in a line, with or without other words around it.

    Whatever is written like one: 第三期 in 第三期培训班 too. Who asks knows where the line stands.
    """
    half = _uniform(line)
    if not _HINT.search(half):
        return None
    for start in range(len(half)):
        run = _run(half, start, is_whole=False)
        if run is not None:
            return Found(run.designation, run.start, run.end)
    return None


@dataclass(frozen=True)
class _Place:
    """Where a number stands in the words, how it is written there, and what it is."""

    name: str
    start: int
    end: int
    text: str
    numbers: Numbers


@dataclass(frozen=True)
class _Element:
    """A part of a designation, as it stands in the line."""

    name: str
    match: re.Match[str]


@dataclass(frozen=True)
class _Run:
    """Elements that are a designation together: where in the line, and which places its words have for numbers."""

    designation: Designation
    start: int
    end: int
    places: Sequence[_Place]


_G = r"[^\S\n]{0,8}"
_NUM = rf"(?:\d(?:{_G}\d){{0,5}}|(?!\d){dates.NUMERAL})"
_SEVERAL = r"[、,，\-—–~至和及/]"
_RANGE = rf"{_NUM}(?:{_G}[期号]?{_G}{_SEVERAL}{_G}第?{_G}{_NUM}){{0,11}}"
_BLANK = r"[Xx×_\s]{0,8}"
_WORD = "[一-鿿“”]"
_KINDS = "|".join(kind for kind in SeriesKind if kind is not SeriesKind.MAIN)
# In the order in which they are tried; a group is the place of a number.
_ELEMENTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("total", rf"(?:总|累计){_G}(?:期数?)?{_G}第?{_G}(?P<total>{_RANGE}|{_BLANK}){_G}[期号]"),
        (
            "number",
            rf"(?<!总)第{_G}(?:(?P<year>(?:19|2\d)\d\d){_G}[-—–]{_G}(?!(?:19|2\d)\d\d))?(?P<number>{_RANGE}|{_BLANK}){_G}合?[期号]",
        ),
        ("number", rf"(?:N[Oo][.:]?|№){_G}(?P<number>{_RANGE})"),
        ("year", rf"[(〔\[【]{_G}(?P<year>{dates.YEAR}){_G}[)〕\]】](?:{_G}年)?(?={_G}[第\d])"),
        ("year", rf"(?P<year>{dates.YEAR}|(?:19|20|)[Xx×_]{{2,4}}){_G}年(?:{_G}度)?"),
        ("year", rf"(?P<year>{dates.YEAR})(?={_G}第)"),
        ("year", rf"(?P<year>)年(?={_G}第)"),
        ("month", rf"(?P<month>{_NUM}){_G}月(?:{_G}份)?"),
        ("bare", rf"(?P<number>{_RANGE}){_G}合?[期号]"),
        ("part", rf"(?:之{_G})?(?P<number>{_RANGE})(?=[\s()]|$)"),
        ("part", rf"[(]{_G}(?P<number>{_RANGE}){_G}[)]"),
        ("joint", "合刊"),
        ("note", "[创试复终]刊号?"),
        ("kind", rf"(?P<theme>{_WORD}{{0,12}}?)(?P<kind>{_KINDS})"),
        ("open", r"[(〔\[【]"),
        ("close", r"[)〕\]】]"),
        ("mark", r"[,，、·•●|/\-—]"),
    )
)
_DEEPEST = 2  # brackets in brackets
_NUMBERED = ("year", "month", "number", "total")
_HINT = re.compile("[期号刊№]|N[Oo]")
_FULL_TO_HALF = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: " ", ord("－"): "-"}
_PRINTED = str.maketrans("()[],", "（）〔〕，")
# What the name of a bulletin ends in: behind it begins the kind of a series, elsewhere 防汛专刊 is a name itself.
_NAMED = re.compile(r"(?:[简专快通日周月]报|[通简快]讯|信息|动态|参考|内参|要情|情况反映)$")
_CHINESE_NUMERAL = re.compile(r"[〇零○◯一二三四五六七八九十百千廿卅、至和-]+")
_CHINESE = "〇一二三四五六七八九"
_UNFILLED = re.compile(r"[〇○◯]*|\d*[Xx×_]+")
_PLACES = ("千", "百", "十", "")


def _uniform(line: str) -> str:
    """The same line, place by place, with half-width digits, letters and brackets."""
    return line.translate(_FULL_TO_HALF)


def _whole(words: str) -> _Run | None:
    """The words as one run, if they are one from end to end."""
    half = _uniform(words).strip()
    if not half or len(half) > LONGEST:
        return None
    run = _run(half, 0, is_whole=True)
    return run if run is not None and run.end == len(half) else None


def _run(line: str, start: int, *, is_whole: bool) -> _Run | None:
    """The longest designation that begins exactly here; `is_whole` where nothing else may stand in the line."""
    elements = list(_elements(line, start, is_whole))
    while elements:
        run = _made(elements)
        if run is not None and (is_whole or run.places or _stands_alone(line, run)):
            return run
        elements.pop()
    return None


def _stands_alone(line: str, run: _Run) -> bool:
    """Whether brackets, spaces or nothing are around it: 增刊 alone is no designation within a sentence."""
    is_apart = line[run.start] in "(〔[【" or not line[: run.start][-1:].strip()
    return is_apart and not line[run.end :][:1].strip()


def _elements(line: str, start: int, is_whole: bool) -> Iterator[_Element]:
    """The elements one behind the other from here on, each at most once, up to the first words that are none."""
    at, depth, before = start, 0, ""
    end = min(len(line), start + LONGEST)
    seen: set[str] = set()
    while at < end:
        element = _element(line, at, end, before, is_whole)
        if element is None or element.name in seen:
            return
        # Behind the number the year or month is that of a date, unless brackets say otherwise.
        if element.name in ("year", "month") and "number" in seen and not depth:
            return
        if element.name in ("kind", "joint", *_NUMBERED):
            seen.add(element.name)
        depth += {"open": 1, "close": -1}.get(element.name, 0)
        if not 0 <= depth <= _DEEPEST or element.name == before == "mark":
            return
        yield element
        before, at = element.name, element.match.end()
        while line[at : at + 1] in (" ", "\t"):
            at += 1


def _element(line: str, at: int, end: int, before: str, is_whole: bool) -> _Element | None:
    for name, pattern in _ELEMENTS:
        match = pattern.match(line, at, end)
        if match is None or (name == "mark" and not before):
            continue
        if name == "kind" and not before and not is_whole and not _may_begin(line, match):
            continue
        if name == "bare":
            # 2026年4期, 〔2026〕3号: without 第 only behind what it is a number of.
            is_bracketed = before == "year" and line[:at].rstrip()[-1] in ")〕]】"
            if before not in ("year", "month", "kind") or (match.group()[-1] == "号" and not is_bracketed):
                continue
            name = "number"
        if name == "part":
            # 增刊2, 增刊之二, 增刊（二）.
            if before != "kind":
                continue
            name = "number"
        return _Element(name, match)
    return None


def _may_begin(line: str, kind: re.Match[str]) -> bool:
    """Whether a designation may begin with this kind of a series, and not in the midst of a name."""
    before = line[: kind.start()]
    return not kind["theme"] and (
        kind["kind"] == SeriesKind.SUPPLEMENT or _NAMED.search(before) is not None or not re.search(f"{_WORD}$", before)
    )


def _made(elements: Sequence[_Element]) -> _Run | None:
    """What the elements mean together; None if they are no designation, or a bracket, a mark or a date hangs loose."""
    names = [each.name for each in elements]
    if names[-1] in ("open", "mark", "year", "month") or names.count("open") != names.count("close"):
        return None
    kind = next((each.match for each in elements if each.name == "kind"), None)
    if kind is None and "number" not in names and "total" not in names:
        return None
    words, places = _words(elements)
    counted = {place.name: place.numbers for place in places}
    if not all(_is_possible(place) for place in places):
        return None
    is_by_month = "number" in names and "month" in names and names.index("month") < names.index("number")
    designation = Designation(
        words,
        kind=SeriesKind(kind["kind"]) if kind else SeriesKind.MAIN,
        theme=kind["theme"] if kind else "",
        year=counted.get("year", Numbers()).first,
        month=counted["month"].first if is_by_month else None,
        number=counted.get("number"),
        total=counted.get("total"),
    )
    return _Run(designation, elements[0].match.start(), elements[-1].match.end(), places)


def _words(elements: Sequence[_Element]) -> tuple[str, list[_Place]]:
    """The elements in uniform words, closed up, and where in them the numbers stand."""
    words, places = "", list[_Place]()
    end, before = elements[0].match.start(), ""
    for element in elements:
        match = element.match
        if (
            match.start() > end
            and before in ("number", "total", "kind")
            and element.name not in ("open", "close", "mark")
        ):
            words += " "
        end, before = match.start(), element.name
        for name, text in match.groupdict().items():
            if name not in _NUMBERED or text is None:
                continue
            words += _closed(match.string[end : match.start(name)])
            numbers = _numbers(text)
            shown = "　" if numbers == Numbers() else _closed(text)
            places.append(_Place(name, len(words), len(words) + len(shown), shown, numbers))
            words += shown
            end = match.end(name)
        words += _closed(match.string[end : match.end()])
        end = match.end()
    return words, places


def _closed(text: str) -> str:
    return "".join(text.split()).translate(_PRINTED)


def _numbers(text: str) -> Numbers:
    """The numbers that stand in a place; Numbers(0, 0) for what counts nothing: 第0期, 第4、6期."""
    text = "".join(text.split())
    if _UNFILLED.fullmatch(text):
        return Numbers()
    each = [dates.number(part) for part in re.split(_SEVERAL, re.sub("[第期号]", "", text))]
    is_stretch = len(each) == 2 and re.search(r"[\-—–~至]", text)
    if is_stretch or each == list(range(each[0], each[0] + len(each))):
        return Numbers(each[0], each[-1])
    return Numbers(0, 0)


def _is_possible(place: _Place) -> bool:
    first, last = place.numbers
    if first is None or last is None:
        return place.name != "month"
    least, most = {
        "year": (FIRST_YEAR, LAST_YEAR),
        "month": (1, 12),
        "number": (1, LARGEST_NUMBER),
        "total": (1, LARGEST_TOTAL),
    }[place.name]
    return least <= first <= last <= most


def _numeral(numbers: Numbers, *, is_chinese: bool = False, is_year: bool = False) -> str:
    """How numbers are written: 4, 4、5, 4-6, 四."""
    first, last = numbers.span
    each = [_one(number, is_chinese, is_year) for number in dict.fromkeys((first, last))]
    return ("、" if last == first + 1 else "-").join(each)


def _one(number: int, is_chinese: bool, is_year: bool) -> str:
    if not is_chinese:
        return str(number)
    digits = [int(digit) for digit in str(number)]
    if is_year or number > 9999:
        return "".join(_CHINESE[digit] for digit in digits)
    said = "".join(
        _CHINESE[digit] + (unit if digit else "") for digit, unit in zip(digits, _PLACES[-len(digits) :], strict=True)
    )
    said = re.sub("〇+", "〇", said).rstrip("〇")
    return said.removeprefix("一") if 10 <= number < 20 else said
