"""Where the tiers of an imprint begin and end: labels, contents, fields such as the printing line, what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.lists.grammar import labels
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.tables import MOSTLY_NAMES, SHORT, SURELY_NAMES
from distro.lists.tier import Tier

LONGEST_IMPRINT = 30_000
"""Characters; what follows is left over unread, so that no text can take long."""

_LINE = re.compile(r"\S[^\n]*")
_MARKS_BEFORE_LABEL = frozenset(" \t\u3000\n。，；、)）】*|日份")
_BEFORE_LINE_LABEL = re.compile(r"[\s*|\d.、]*")
_ANYWHERE = frozenset(("主送", "抄送", "抄报", "抄发"))
"""Labels that are no ordinary words, and need no mark before them."""

_AFTER_DATE = re.compile(r"\s{0,4}(?:印发|印制|编印|印|发)?\s{0,4}[。.]?\s{0,16}")
_LONGEST_ADDRESS = 1500
_DATE = re.compile(dates.WRITTEN + r"|\d{4}年\s{0,4}[X×*]{1,2}月\s{0,4}[X×*]{1,2}日")
_PRINTING = re.compile(rf"(?P<organ>[^，、；：:。]{{2,60}}?)(?P<date>{dates.WRITTEN})印发[。.]?")
_SEPARATORS = re.compile(r"[，,；;。、\s]+")
_PIECES = re.compile(r"[，,；;。、：:\s]+")
_BRACKET = re.compile(r"[（(][^（()）]{0,60}[)）]")
_PROSE = re.compile(r"现将|如下|下列|特此|为了|根据|按照|通知|请各|已于|关于|〔|^\s*附[件表注：:]|[！？]")
_NO_ORGAN = re.compile(r"[，、；：:。]")
_COLON_LABEL = re.compile(r"[^，、；。（）()：:\n]{1,14}[：:]")
_LONGEST_NAME = 40


@dataclass(slots=True)
class Block:
    """A tier's stretch of text: the label at start:content, the names in content:end.

    `is_doubtful`: that its label means this tier, or is a label, is only likely.
    """

    tier: Tier
    start: int
    content: int
    end: int
    is_doubtful: bool = False


@dataclass(slots=True)
class Outline:
    """What an imprint consists of besides names; `fields` are stretches understood, `leftovers` those that are not."""

    blocks: list[Block] = field(default_factory=list)
    fields: list[tuple[int, int]] = field(default_factory=list)
    leftovers: list[tuple[int, int]] = field(default_factory=list)
    copies: int | None = None
    print_org: str | None = None
    print_date: date | None = None


def outline(text: str) -> Outline:
    """Cut the text into blocks, fields and leftovers; every character but white space falls into one of them."""
    found = Outline()
    if len(text) > LONGEST_IMPRINT:
        found.leftovers.append((LONGEST_IMPRINT, len(text)))
        text = text[:LONGEST_IMPRINT]
    begun = list(_labels(text))
    known = {start for start, *_ in begun}
    begun += [each for each in _unknown_labels(text) if not known.intersection(range(each[0], each[1]))]
    begun.sort()
    _read_address(text, begun[0][0] if begun else len(text), found)
    for number, (start, content, tier, is_doubtful) in enumerate(begun):
        limit = begun[number + 1][0] if number + 1 < len(begun) else len(text)
        block = Block(tier, start, content, content, is_doubtful)
        found.blocks.append(block)
        _fill(text, block, limit, found)
    return found


def leading_label(line: str) -> str:
    """The tier label a line begins with, or nothing."""
    first = next(_labels(line[:60]), None)
    return line[first[0] : first[1]] if first and not line[: first[0]].strip() else ""


def may_name_an_office(words: str) -> bool:
    """Whether one of the pieces between separators reads as the name of an office."""
    if labels.STAFF_LINE.match(words):
        return False
    pieces = (piece for piece in _PIECES.split(words.strip("（）()：: ")) if 1 < len(piece) < _LONGEST_NAME)
    return any(
        not (_PROSE.search(piece) or labels.AND_OTHERS.fullmatch(piece)) and anatomy(piece).is_known for piece in pieces
    )


Label = tuple[int, int, Tier, bool]
"""Where it begins and ends, its tier, whether that is only likely."""


def _labels(text: str) -> Iterator[Label]:
    for match in labels.LABEL.finditer(text):
        if _is_label(text, match):
            yield match.start(), match.end(), labels.TIER_OF_LABEL["".join(match["word"].split())], False


def _is_label(text: str, match: re.Match[str]) -> bool:
    word = "".join(match["word"].split())
    if match["scope"] and (word not in labels.SCOPED_LABELS or (word == "印发" and match["scope"] in ("机关", "单位"))):
        return False
    at_line_start = _begins_line(text, match.start())
    if word in labels.LINE_LABELS and not (at_line_start and match["colon"]) and not match["scope"]:
        return False
    if match["colon"]:
        before = text[match.start() - 1 : match.start()]
        is_bracketed = match.group()[0] in "【[〔" and match["colon"].strip()[0] in "】]〕"
        return at_line_start or word in _ANYWHERE or is_bracketed or before in _MARKS_BEFORE_LABEL or before.isdigit()
    after = text[match.end() : match.end() + 1]
    if not at_line_start or not after or match["scope"]:
        return False
    is_spaced = match.group()[-1].isspace() or after.isspace()
    return is_spaced or bool(match["edition"]) or word in _ANYWHERE


def _begins_line(text: str, position: int) -> bool:
    line = text.rfind("\n", max(0, position - 60), position) + 1
    return (line > 0 or position < 60) and _BEFORE_LINE_LABEL.fullmatch(text, line, position) is not None


def _unknown_labels(text: str) -> Iterator[Label]:
    """阅送：…, 报（送）：…: a word of sending before a colon and a list of organs is the label of a tier, most likely."""
    for start, end in _lines(text, 0, len(text)):
        match = labels.UNKNOWN_LABEL.match(text, start, end)
        if not match or labels.STAFF_LINE.match(text, start, match.end()) or _PROSE.search(text, start, end):
            continue
        word = match["word"]
        tier = next((tier for mark, tier in labels.MARKS_OF_SENDING.items() if mark in word), None)
        tier = tier or (Tier.DISTRIBUTE if labels.INSIDE.fullmatch(word) else None)
        if tier and _share_of_names(text[match.end() : end]) > SURELY_NAMES:
            yield match.start(), match.end(), tier, True


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank, without white space around it."""
    for match in _LINE.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip())


def _read_address(text: str, limit: int, found: Outline) -> None:
    """An unlabelled list that ends in a colon is the address (主送) at the head of an official document.

    A text of one line that is nothing but names is an address too.
    """
    lines: list[tuple[int, int]] = []
    for start, end in _lines(text, 0, limit):
        cut = _printing(text, start, end, found)
        if cut < end:
            if cut == start and lines and limit < len(text) and _signs(text, lines[-1], start):
                found.fields.append(lines.pop())
            _leave(text, start, cut, found)
            found.fields.append((cut, end))
        else:
            lines.append((start, end))
    is_alone = limit == len(text) and len(lines) == 1
    for number, (_, end) in enumerate(lines):
        if text[end - 1] not in "：:" and not is_alone:
            continue
        first = number
        while first > 0 and text[lines[first - 1][1] - 1] not in "。：:！？" and _has_separator(text, lines[first - 1]):
            first -= 1
        start, names_end = lines[first][0], end - (text[end - 1] in "：:")
        if _is_address(text, start, names_end):
            found.blocks.append(Block(Tier.ADDRESS, start, start, names_end))
            del lines[first : number + 1]
            break
    for start, end in lines:
        _leave(text, start, end, found)


def _signs(text: str, line: tuple[int, int], below: int) -> bool:
    """Whether the line is the organ that signed what stands above the imprint: nothing but its date follows."""
    is_next = not text[line[1] : below].strip()
    return is_next and not _has_separator(text, line) and may_name_an_office(text[line[0] : line[1]])


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the stretch reads as a list of names: mostly known ones, and no sentence."""
    if not start < end <= start + _LONGEST_ADDRESS or labels.STAFF_LINE.match(text, start, end):
        return False
    words = _BRACKET.sub("", text[start:end])
    if _PROSE.search(words) or "。" in words:
        return False
    return max(_share_of_names(words), _share_of_names("".join(words.split()))) >= MOSTLY_NAMES


def _share_of_names(words: str) -> float:
    """How many of the pieces between separators read as names, 0 to 1."""
    names = [name for name in _SEPARATORS.split(_BRACKET.sub("", words).strip("：: ")) if name]
    known, is_shared = 0, False
    for name in reversed(names):
        parts = anatomy(name)
        is_stub = is_shared and len(name) <= SHORT and not parts.persons
        known += is_stub or (len(name) < _LONGEST_NAME and parts.is_known)
        is_shared = is_stub or (parts.is_known and not parts.persons)
    return known / len(names) if names else 0.0


def _has_separator(text: str, line: tuple[int, int]) -> bool:
    return any(mark in text[line[0] : line[1]] for mark in "，、；,")


def _fill(text: str, block: Block, limit: int, found: Outline) -> None:
    """Find where the names of the block end; the printing line and other fields behind them are noted."""
    limit = _wrapped_printing_line(text, block.content, limit, found)
    is_closed = is_ended = False
    before: tuple[int, int] | None = None
    for start, end in _lines(text, block.content, limit):
        if before is not None and not is_closed:
            is_closed = _is_field(text, start, end) or labels.MADE_BY.search(text[start:end]) is not None
            is_closed = is_closed or _PROSE.search(text, start, end) is not None
            is_closed = is_closed or (is_ended and _share_of_names(text[start:end]) < MOSTLY_NAMES)
        printed = _printing(text, start, end, found)
        stop = min(printed, _staff(text, start, printed))
        if is_closed:
            _leave(text, start, stop, found)
        elif text[start:stop].strip():
            block.end = start + len(text[start:stop].rstrip())
        elif before and stop < end:
            _take_back_organ(text, before, block, found)
        _leave(text, stop, printed, found)
        if printed < end:
            found.fields.append((printed, end))
        is_closed = is_closed or stop < end
        is_ended = text[end - 1] == "。"
        before = (start, end)


def _wrapped_printing_line(text: str, content: int, limit: int, found: Outline) -> int:
    """Note a print run or a printing line that follows the last 。 and may itself be wrapped; returns where it begins, or `limit`."""
    begin = text.rfind("。", content, limit) + 1
    if not begin or not 0 < limit - begin < 200:
        return limit
    words = "".join(text[begin:limit].split())
    run = labels.PRINT_RUN.fullmatch(words)
    if run:
        found.copies = int(run["copies"])
        found.fields.append((begin, limit))
        return begin
    match = _PRINTING.fullmatch(words)
    if not match:
        return limit
    found.print_org, found.print_date = match["organ"], _date(match["date"])
    found.fields.append((begin, limit))
    return begin


def _take_back_organ(text: str, line: tuple[int, int], block: Block, found: Outline) -> None:
    """A printing date alone on its line: the line before it was the printing organ, not a recipient."""
    start, end = line
    if start <= block.content or found.print_org or _has_separator(text, line) or text[end - 1] == "。":
        return
    if found.print_date and text.rfind("\n", block.content, start) >= 0:
        found.print_org = text[start:end]
        found.fields.append(line)
        block.end = block.content + len(text[block.content : start].rstrip())


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether the line is a labelled field such as 编辑：…"""
    return bool(labels.STAFF_LINE.match(text, start, end) or _COLON_LABEL.match(text, start, end))


def _staff(text: str, start: int, end: int) -> int:
    """Where staff fields begin that stand on the line of the names, or the line's end."""
    match = labels.FIELD_IN_LINE.search(text, start, end)
    return match.start() if match else end


def _leave(text: str, start: int, end: int, found: Outline) -> None:
    """Note a line that belongs to no tier."""
    if any(character.isalnum() for character in text[start:end]):
        found.leftovers.append((start, end))


def _printing(text: str, start: int, end: int, found: Outline) -> int:
    """Note print run, printing organ and date at the end of a line; returns where they begin, or the line's end."""
    cut = end
    run = labels.PRINT_RUN.search(text, start, end)
    if run and not may_name_an_office(text[run.end() : end]):
        found.copies = int(run["copies"])
        cut = run.start()
    for match in _DATE.finditer(text, start, cut):
        if not _AFTER_DATE.fullmatch(text, match.end(), cut):
            continue
        left = labels.MADE_BY.sub("", text[start : match.start()].rstrip())
        organ = re.split(r"[。\s]", left[-80:])[-1]
        if _NO_ORGAN.search(organ):
            organ = ""
        found.print_org = organ or found.print_org
        found.print_date = _date(match.group()) or found.print_date
        return start + len(left) - len(organ)
    return cut


def _date(words: str) -> date | None:
    try:
        return dates.read(words)
    except (Refusal, ValueError):  # XX月: left blank
        return None
