"""Where the tiers of an imprint begin and end: labels, contents, printing line, staff lines, what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import anatomy
from distro.lists.tier import Tier

LONGEST_IMPRINT = 30_000
"""Characters; what follows is left as a remainder unread, so that no text can take long."""

_LINE = re.compile(r"\S[^\n]*")
_MARKS_BEFORE_LABEL = frozenset(" \t\u3000\n。，；;,）)】*|")
_OPENING = frozenset("*|")
_AFTER_DATE = re.compile(r"\s{0,4}(?:印发|印制|编印|印|发)?\s{0,4}[。.]?\s{0,16}")
_LONGEST_ADDRESS = 1500
_PRINTING = re.compile(rf"(?P<organ>[^，、；：:。]{{2,60}}?)(?P<date>{dates.WRITTEN})印发[。.]?")
_SEPARATORS = re.compile(r"[，,；;。、\s]+")
_BRACKET = re.compile(r"[（(][^（()）]{0,60}[)）]")
_SENTENCE = re.compile(r"现将|如下|下列|特此|为了|根据|按照|通知|[。！？]")
_NO_ORGAN = re.compile(r"[，、；：:。]")


@dataclass(slots=True)
class Block:
    """A tier's stretch of text: the label at start:content, the names in content:end."""

    tier: Tier
    start: int
    content: int
    end: int


@dataclass(slots=True)
class Outline:
    """What an imprint consists of besides names; `remainders` are the stretches in no block."""

    blocks: list[Block] = field(default_factory=list)
    remainders: list[tuple[int, int]] = field(default_factory=list)
    copies: int | None = None
    print_org: str | None = None
    print_date: date | None = None


def outline(text: str) -> Outline:
    """Cut the text into blocks and remainders; every character that is no white space falls into one of them."""
    found = Outline()
    if len(text) > LONGEST_IMPRINT:
        found.remainders.append((LONGEST_IMPRINT, len(text)))
        text = text[:LONGEST_IMPRINT]
    labels = list(_labels(text))
    first = labels[0][0] if labels else len(text)
    _read_address(text, first, found)
    for number, (start, content, tier) in enumerate(labels):
        limit = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        block = Block(tier, start, content, content)
        found.blocks.append(block)
        _fill(text, block, limit, found)
    return found


def leading_label(line: str) -> str:
    """The tier label a line begins with, or nothing."""
    first = next(_labels(line[:60]), None)
    return line[first[0] : first[1]] if first and not line[: first[0]].strip() else ""


def _labels(text: str) -> Iterator[tuple[int, int, Tier]]:
    for match in lx.LABEL.finditer(text):
        if _is_label(text, match):
            yield match.start(), match.end(), lx.TIER_OF_LABEL["".join(match["word"].split())]


def _is_label(text: str, match: re.Match[str]) -> bool:
    word = "".join(match["word"].split())
    if (match["scope"] and word not in lx.SCOPED_LABELS) or (word == "印发" and not match["scope"]):
        return False
    at_line_start = _begins_line(text, match.start())
    if match["colon"]:
        before = text[match.start() - 1 : match.start()]
        anywhere = word in ("主送", "抄送", "抄报", "抄发")
        return at_line_start or anywhere or before in _MARKS_BEFORE_LABEL or before in "日份" or before.isdigit()
    after = text[match.end() : match.end() + 1]
    if not at_line_start or not after or match["scope"]:
        return False
    is_spaced = match.group()[-1].isspace() or after.isspace()
    return is_spaced or bool(match["edition"]) or word in ("主送", "抄送", "抄报", "抄发")


def _begins_line(text: str, position: int) -> bool:
    for index in range(position - 1, max(-1, position - 60), -1):
        if text[index] == "\n":
            return True
        if not text[index].isspace() and text[index] not in _OPENING:
            return False
    return position < 60


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank, without white space around it."""
    for match in _LINE.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip())


def _read_address(text: str, limit: int, found: Outline) -> None:
    """An unlabelled list that ends in a colon is the address (主送) at the head of an official document.

    A text of one line that is nothing but names is an address too.
    """
    lines = [(start, end) for start, end in _lines(text, 0, limit) if not _is_printing_line(text, start, end, found)]
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
            lines[first : number + 1] = [(names_end, end)]
            break
    for start, end in lines:
        _leave(text, start, end, found)


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the stretch reads as a list of names: mostly known ones, and no sentence."""
    if not start < end <= start + _LONGEST_ADDRESS or lx.STAFF_LINE.match(text, start, end):
        return False
    words = _BRACKET.sub("", text[start:end])
    return not _SENTENCE.search(words) and (_is_mostly_names(words) or _is_mostly_names("".join(words.split())))


def _is_mostly_names(words: str) -> bool:
    names = [name for name in _SEPARATORS.split(words) if name]
    return 2 * sum(len(name) < 40 and anatomy(name).is_known for name in names) >= len(names)


def _is_printing_line(text: str, start: int, end: int, found: Outline) -> bool:
    if not text.endswith("印发", start, end) or _printing(text, start, end, found) > start:
        return False
    found.remainders.append((start, end))
    return True


def _has_separator(text: str, line: tuple[int, int]) -> bool:
    return any(mark in text[line[0] : line[1]] for mark in "，、；,")


def _fill(text: str, block: Block, limit: int, found: Outline) -> None:
    """Find where the names of the block end; note the printing line, leave staff lines and the rest."""
    limit = _wrapped_printing_line(text, block.content, limit, found)
    is_closed = is_ended = False
    before: tuple[int, int] | None = None
    for start, end in _lines(text, block.content, limit):
        is_closed = is_closed or (before is not None and _is_field(text, start, end))
        is_closed = is_closed or (is_ended and not _is_sentence_of_names(text, start, end))
        stop = min(_printing(text, start, end, found), _staff(text, start, end))
        if is_closed:
            _leave(text, start, stop, found)
        elif text[start:stop].strip():
            block.end = start + len(text[start:stop].rstrip())
        elif before and stop < end:
            _take_back_organ(text, before, block, found)
        if stop < end:
            found.remainders.append((stop, end))
            is_closed = True
        is_ended = text[end - 1] == "。"
        before = (start, end)


def _wrapped_printing_line(text: str, content: int, limit: int, found: Outline) -> int:
    """Note a printing line that follows the last 。 and may itself be wrapped; returns where it begins, or `limit`."""
    begin = text.rfind("。", content, limit) + 1
    if not begin or not 0 < limit - begin < 200:
        return limit
    match = _PRINTING.fullmatch("".join(text[begin:limit].split()))
    if not match:
        return limit
    found.print_org, found.print_date = match["organ"], _date(match["date"])
    found.remainders.append((begin, limit))
    return begin


def _take_back_organ(text: str, line: tuple[int, int], block: Block, found: Outline) -> None:
    """A printing date alone on its line: the line before it was the printing organ, not a recipient."""
    start, end = line
    if start <= block.content or found.print_org or _has_separator(text, line) or text[end - 1] == "。":
        return
    if found.print_date and text.rfind("\n", block.content, start) >= 0:
        found.print_org = text[start:end]
        found.remainders.append(line)
        block.end = block.content + len(text[block.content : start].rstrip())


def _is_sentence_of_names(text: str, start: int, end: int) -> bool:
    """Whether a line behind a 。 still belongs to the list: it ends with 。 itself and holds nothing but names."""
    names = [name for name in _SEPARATORS.split(text[start:end]) if name]
    return text[end - 1] == "。" and all(len(name) < 40 and anatomy(name).is_known for name in names)


def _is_field(text: str, start: int, end: int) -> bool:
    """Whether the line is a labelled field such as 编辑：…"""
    if lx.STAFF_LINE.match(text, start, end):
        return True
    colon = min((place for mark in "：:" if (place := text.find(mark, start, min(end, start + 15))) > 0), default=0)
    return bool(colon) and not re.search(r"[，、；。（）]", text[start:colon])


def _staff(text: str, start: int, end: int) -> int:
    """Where staff fields begin that stand on the line of the names, or the line's end."""
    match = lx.FIELD_IN_LINE.search(text, start, end)
    return match.start() if match else end


def _leave(text: str, start: int, end: int, found: Outline) -> None:
    if start >= end:
        return
    run = lx.PRINT_RUN.search(text, start, end)
    if run and found.copies is None:
        found.copies = int(run["copies"])
    found.remainders.append((start, end))


def _printing(text: str, start: int, end: int, found: Outline) -> int:
    """Note print run, printing organ and date at the end of a line; returns where they begin, or the line's end."""
    cut = end
    run = lx.PRINT_RUN.search(text, start, end)
    if run:
        found.copies = int(run["copies"])
        cut = run.start()
    for match in lx.DATE.finditer(text, start, cut):
        if not _AFTER_DATE.fullmatch(text, match.end(), cut):
            continue
        left = text[start : match.start()].rstrip()
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
    except Refusal:
        return None
