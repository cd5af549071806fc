"""How wide the lines of a text were set, and where one line goes on in the next: measured before anything is joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from distro.documents.recognition.lines import Line, width
from distro.documents.recognition.weights import JOIN
from distro.documents.recognition.words import ATTENDANCE, is_field

PROSE_MARK = "[，。；、]"
SENTENCE_END = "。！？：；…”）】》!?:;.)"
CLOSING = "，。、；：！？”’）》】」』,;:!?)"
_OPENING = "（《“‘「『【〔("
ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|[（(]\d{1,2}[)）]|【|附件|[●■◆▲★•○◎※]|·\s"
)
_FIRST_UNIT = re.compile(r"[（《“‘「『【〔(]*(?:[A-Za-z0-9０-９.%:/@-]+|…+|—+|.)[，。、；：！？”’）》】」』,;:!?)]*")
_ENDED = re.compile("[。！？：；…!?:;][”’）)*]*(?:（[^（）]*）)?$")
"""The end of a sentence; a closing quotation or bracket alone ends none, but names of writers may stand behind it."""
_SHORTEST_FULL = 12
_CERTAIN = 5.0
_LONG_LINE = 45
"""Characters; a longer line is a paragraph that came whole, or the part of one that a page cut off."""


@dataclass(frozen=True)
class Measure:
    """What the lines of a text have in common.

    `width` is that of a full line, None where lines end with their paragraphs; `of` says how wide a line is: as printed,
    or character by character where a program broke the lines. `first_short` is how much narrower the first line of a
    paragraph is when its indent was lost. `is_indented`: first lines stand in, the others do not. `is_spaced`: blank lines
    part paragraphs, not all lines. `is_by_indent`: the indents alone tell where every paragraph begins.
    """

    width: float | None
    of: Callable[[Line], float]
    first_short: float = 0.0
    is_indented: bool = False
    is_spaced: bool = False
    is_by_indent: bool = False


def measure(lines: Sequence[Line]) -> Measure:
    """Measured at the lines that end in the midst of a sentence: they were broken for want of room."""
    cut = [line for line, after in pairwise(lines) if _is_cut(line, after)]
    printed, most = _fullest(cut, _printed, 2.6)
    counted, exact = _fullest(cut, _counted, 0.0)
    full, of, alike = (counted, _counted, exact) if exact >= 0.8 * len(cut) else (printed, _printed, most)
    longer = 0 if full is None else sum(of(line) > full + 1.5 for line in lines)
    if full is None or longer > len(lines) / 20 or 2 * alike < len(cut):
        return Measure(None, _printed, is_spaced=_is_spaced(lines), is_by_indent=_is_by_indent(lines))
    measured = Measure(full, of, 0.0, _is_indented(lines), _is_spaced(lines), _is_by_indent(lines))
    return replace(measured, first_short=_first_short(lines, measured))


def _is_cut(line: Line, after: Line) -> bool:
    """Whether a line of running text ends in the midst of a sentence."""
    return (
        line.width > _SHORTEST_FULL
        and line.words.rstrip("*")[-1:] not in SENTENCE_END
        and re.search(PROSE_MARK, line.words) is not None
        and re.search(PROSE_MARK, after.words) is not None
        and not is_field(after.words)
    )


def joins(lines: Sequence[Line], measured: Measure) -> list[float]:
    """For each line but the last how much speaks for its going on in the next one: above 0 it does."""
    found: list[float] = []
    within = _within(lines) if measured.is_by_indent else [False] * len(lines)
    is_first, is_running = True, False
    long = _LONG_LINE if measured.width is None else 0.7 * measured.width
    before = 0.0
    for at in range(len(lines) - 1):
        reach = before + measured.of(lines[at])
        is_long = lines[at].width > long and re.search(PROSE_MARK, lines[at].words) is not None
        is_running = (is_running and not is_first) or is_long or "。" in lines[at].words
        found.append(_join(lines, at, measured, reach, is_first))
        if within[at]:
            found[-1] = max(found[-1], JOIN["goes on at the margin"])
        elif found[-1] < 0 and is_running and _is_broken_off(lines[at], lines[at + 1]):
            found[-1] = JOIN["broken off"]
        is_first = found[-1] <= 0
        # A printed line torn in two reaches as far as both halves.
        is_torn = found[-1] in (JOIN["closing mark"], JOIN["halved"])
        before = reach if is_torn and reach + lines[at + 1].width <= (measured.width or 0.0) + 1 else 0.0
    return found


def units(lines: Sequence[Line], joined: Sequence[float]) -> tuple[list[Line], list[float]]:
    """The lines put together where running text was certainly cut, and what speaks for each going on in the next."""
    found: list[Line] = []
    kept: list[float] = []
    for at, line in enumerate(lines):
        is_cut = at > 0 and joined[at - 1] >= _CERTAIN and re.search("[，。；、：]", found[-1].words) is not None
        if is_cut:
            before = found[-1]
            found[-1] = replace(before, words=before.words + line.words, spans=(*before.spans, *line.spans))
        else:
            found.append(line)
            kept += joined[at - 1 : at] if at else []
    return found, kept


def _join(lines: Sequence[Line], at: int, measured: Measure, reach: float, is_first: bool) -> float:
    line, after = lines[at], lines[at + 1]
    last, first = line.words.rstrip("*")[-1:] or "*", after.words.lstrip("*")[:1]
    if first and first in CLOSING:
        return JOIN["closing mark"]
    if last in _OPENING:
        return JOIN["opening mark"]
    if is_field(after.words):
        return JOIN["field"]
    worth = JOIN["item"] if ITEM.match(after.words) else 0.0
    is_open = last not in SENTENCE_END
    is_left_open = is_open and line.width > _SHORTEST_FULL and _is_prose(line) and _is_prose(after)
    short = JOIN["short"] + (JOIN["left open"] if is_left_open else 0.0)
    if measured.width is None:
        return worth + (JOIN["comma"] if last in "，、" else short)
    if measured.is_spaced and after.is_spaced:
        worth += JOIN["blank line"]
    if measured.is_indented and _stands_in(after):
        worth += JOIN["stands in"]
    room = measured.width - reach
    if room >= _unit(after, measured) + (measured.first_short if is_first or is_open else 0.0):
        if _is_halved(line, after, measured):
            return JOIN["halved"]
        return worth + (JOIN["comma"] if last in "，、" else short)
    if is_open:
        return worth + JOIN["cut" if re.search(PROSE_MARK, line.words + after.words) else "cut without a mark"]
    if measured.is_indented and not _stands_in(after):
        return worth + JOIN["does not stand in"]
    return worth + JOIN["full"] + _goes_on(lines, at + 1, measured)


def _is_broken_off(line: Line, after: Line) -> bool:
    """Whether a sentence stops short of its end, as pages cut them, and another line of running text follows."""
    is_open = line.words.rstrip("*")[-1:] not in SENTENCE_END
    return (
        is_open
        and re.search(PROSE_MARK, after.words) is not None
        and not ITEM.match(after.words)
        and not is_field(after.words)
        and not ATTENDANCE.match(after.words)
    )


def _goes_on(lines: Sequence[Line], at: int, measured: Measure) -> float:
    """What the width of a line says of its being the first of a paragraph, where first lines are narrower."""
    if not measured.first_short or at + 1 >= len(lines) or lines[at].words[-1] in SENTENCE_END:
        return 0.0
    room = (measured.width or 0.0) - measured.of(lines[at])
    unit = _unit(lines[at + 1], measured)
    if room < unit:
        return JOIN["full behind full"]
    return JOIN["first line"] if room < unit + measured.first_short else 0.0


def _unit(line: Line, measured: Measure) -> float:
    """The room the first word of a line would have needed."""
    if measured.of is _counted:
        return 1.0
    unit = _FIRST_UNIT.match(line.words.lstrip("*"))
    return min(width(unit.group()), 8.0) + 0.3 if unit else 1.0


def _is_halved(line: Line, after: Line, measured: Measure) -> bool:
    """Whether both are the halves of one printed line, as programs tear them apart at marks set closer."""
    is_at_mark = line.words[-1] in CLOSING and after.words[0] in CLOSING + _OPENING
    return is_at_mark and abs(measured.of(line) + after.width - (measured.width or 0.0)) <= 1.0


def _fullest(lines: Sequence[Line], of: Callable[[Line], float], slack: float) -> tuple[float | None, int]:
    """The width most lines have, give or take the slack below it, and how many these are."""
    widths = sorted(map(of, lines))
    best: tuple[float | None, int] = (None, 0)
    first = 0
    for at, each in enumerate(widths):
        while widths[first] < each - slack:
            first += 1
        if at - first + 1 >= best[1]:
            best = each, at - first + 1
    return best


def _printed(line: Line) -> float:
    return line.width + (line.indent if _stands_in(line) else 0.0)


def _counted(line: Line) -> float:
    return len(line.words) + line.margin


def _stands_in(line: Line) -> bool:
    return 0.9 <= line.indent <= 4.5


def _is_indented(lines: Sequence[Line]) -> bool:
    prose = [line for line in lines if line.width > _SHORTEST_FULL]
    inside = sum(map(_stands_in, prose))
    return inside > 0 and any(line.indent < 0.9 for line in prose)


def _within(lines: Sequence[Line]) -> list[bool]:
    """For each line but the last whether a paragraph that began with an indent goes on from it at the margin."""
    found: list[bool] = []
    is_inside = False
    for line, after in pairwise(lines):
        is_inside = (is_inside or _stands_in(line)) and line.width > _SHORTEST_FULL and not _ENDED.search(line.words)
        is_at_margin = after.indent < 0.9 and not after.is_spaced and not is_field(after.words)
        is_inside = is_inside and is_at_margin and (_is_prose(line) or _is_prose(after))
        found.append(is_inside)
    return found


def _is_by_indent(lines: Sequence[Line]) -> bool:
    """Whether lines that go on never stand in, and those that follow the end of a sentence mostly do."""
    pairs = [(line, after) for line, after in pairwise(lines) if _is_prose(line) and _is_prose(after)]
    within = sum(_within(lines))
    begun = [after for line, after in pairs if _ENDED.search(line.words)]
    outside = sum(after.indent < 0.9 and not is_field(after.words) for after in begun)
    broken = sum(
        _stands_in(after) and not ITEM.match(line.words) and not _ENDED.search(line.words) for line, after in pairs
    )
    return within > 0 and 2 * broken <= within and 2 * outside <= within + len(begun)


def _is_prose(line: Line) -> bool:
    return re.search(PROSE_MARK, line.words) is not None


def _is_spaced(lines: Sequence[Line]) -> bool:
    spaced = sum(line.is_spaced for line in lines[1:])
    return 0 < spaced < 0.9 * (len(lines) - 1)


def _first_short(lines: Sequence[Line], measured: Measure) -> float:
    """How much narrower the first lines of paragraphs are, measured behind lines that certainly end one."""
    full = measured.width or 0.0
    short = [
        full - measured.of(line)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if full - measured.of(before) > 3 and before.words[-1] in SENTENCE_END and _is_cut(line, after)
    ]
    usual = median(short) if short else 2.0 * (measured.of is _printed and not measured.is_indented)
    return next((narrower for narrower in (2.0, 1.0) if 0.7 * narrower <= usual <= 3.6), 0.0)
