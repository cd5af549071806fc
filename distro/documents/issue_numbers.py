"""期号: the designation of an issue, read from the words that offices write. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from distro.documents.designation import LONGEST, OF_ISSUES, Designation, Place, SeriesKind
from distro.documents.numerals import BLANK, GAP, NUMERAL, SEVERAL, Numbers, closed, numbers, uniform
from distro.kernel import dates


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
    half = uniform(line)
    if not _HINT.search(half):
        return None
    for start in range(len(half)):
        run = _run(half, start, is_whole=False)
        if run is not None:
            return Found(run.designation, run.start, run.end)
    return None


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
    places: Sequence[Place]


_RANGE = rf"{NUMERAL}(?:{GAP}[期号]?{GAP}{SEVERAL}{GAP}第?{GAP}{NUMERAL}){{0,11}}"
_WORD = "[一-鿿“”]"
_KINDS = "|".join(kind for kind in OF_ISSUES if kind is not SeriesKind.MAIN)
# In the order in which they are tried; a group is the place of a number.
_ELEMENTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("total", rf"(?:总|累计){GAP}(?:期数?)?{GAP}第?{GAP}(?P<total>{_RANGE}|{BLANK}){GAP}[期号]"),
        (
            "number",
            rf"(?<!总)第{GAP}(?:(?P<year>(?:19|2\d)\d\d){GAP}[-—–]{GAP}(?!(?:19|2\d)\d\d))?(?P<number>{_RANGE}|{BLANK}){GAP}合?[期号]",
        ),
        ("number", rf"(?:N[Oo][.:]?|№){GAP}(?P<number>{_RANGE})"),
        ("year", rf"[(〔\[【]{GAP}(?P<year>{dates.YEAR}){GAP}[)〕\]】](?:{GAP}年)?(?={GAP}[第\d])"),
        ("year", rf"(?P<year>{dates.YEAR}|(?:19|20|)[Xx×_]{{2,4}}){GAP}年(?:{GAP}度)?"),
        ("year", rf"(?P<year>{dates.YEAR})(?={GAP}(?:第|[·•・,，、]{GAP}[总累]))"),
        ("year", rf"(?P<year>)年(?={GAP}第)"),
        ("month", rf"(?P<month>{NUMERAL}){GAP}月(?:{GAP}份)?"),
        ("bare", rf"(?P<number>{_RANGE}){GAP}合?[期号]"),
        ("part", rf"(?:之{GAP})?(?P<number>{_RANGE})(?=[\s()]|$)"),
        ("part", rf"[(]{GAP}(?P<number>{_RANGE}){GAP}[)]"),
        ("rest", rf"(?P<number>{_RANGE})$"),
        ("joint", "合刊"),
        ("note", "[创试复终]刊号?"),
        ("kind", rf"(?P<theme>{_WORD}{{0,12}}?)(?P<kind>{_KINDS})"),
        ("open", r"[(〔\[【]"),
        ("close", r"[)〕\]】]"),
        ("mark", r"[,，、·•●|/\-—]"),
    )
)
_ONLY_YEAR = rf"[(〔\[【]?{GAP}(?:{dates.YEAR}){GAP}[)〕\]】]?{GAP}年?"
_DEEPEST = 2  # brackets in brackets
_NUMBERED = ("year", "month", "number", "total")
_HINT = re.compile(rf"[期号刊№]|N[Oo]|^\s*{_ONLY_YEAR}{GAP}[(\d]")
# What the name of a bulletin ends in: behind it begins the kind of a series, elsewhere 防汛专刊 is a name itself.
_NAMED = re.compile(r"(?:[简专快通日周月]报|[通简快]讯|信息|动态|参考|内参|要情|情况反映)$")


def _whole(words: str) -> _Run | None:
    """The words as one run, if they are one from end to end."""
    half = uniform(words).strip()
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
            # 增刊2, 增刊之二, 增刊（二）; 2026年（3） where it is all the line says.
            if before != "kind" and not (before == "year" and _is_all(line, at, match.end())):
                continue
            name = "number"
        if name == "rest":
            # 〔2026〕3 where it is all the line says.
            if before != "year" or line[:at].rstrip()[-1] not in ")〕]】" or not _is_all(line, at, match.end()):
                continue
            name = "number"
        return _Element(name, match)
    return None


def _is_all(line: str, at: int, end: int) -> bool:
    """Whether nothing but a year stands before, and nothing behind."""
    return not line[end:].strip() and re.fullmatch(_ONLY_YEAR, line[:at].strip()) is not None


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
    if not all(place.is_possible for place in places):
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
        places=tuple(places),
    )
    return _Run(designation, elements[0].match.start(), elements[-1].match.end(), places)


def _words(elements: Sequence[_Element]) -> tuple[str, list[Place]]:
    """The elements in uniform words, closed up, and where in them the numbers stand."""
    words, places = "", list[Place]()
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
            words += closed(match.string[end : match.start(name)])
            counted = numbers(text)
            shown = "　" if counted == Numbers() else closed(text)
            places.append(Place(name, len(words), len(words) + len(shown), shown, counted))
            words += shown
            end = match.end(name)
        words += closed(match.string[end : match.end()])
        end = match.end()
    return words, places
