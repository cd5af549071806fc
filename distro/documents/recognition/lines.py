"""The lines of a text with their places, and what stands between the pages of a print: numbers, running heads, rules."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from distro.documents.recognition.flat import line_breaks
from distro.documents.recognition.words import DOC_NO

_PAGE_NUMBER = re.compile(
    r"[—\-–－─·.]{1,3}\s{0,3}\d{1,4}\s{0,3}[—\-–－─·.]{1,3}|第\s?\d{1,4}\s?页(?:[，,]?\s?共\s?\d{1,4}\s?页)?|[Pp]age\s?\d{1,4}|\d{1,4}\s?/\s?\d{1,4}"
)
_GLUED_NUMBER = re.compile(r"[—–－─]\s?\d{1,4}\s?[—–－─](?=\s*\S)")
_NUMBER_BEFORE_TITLE = re.compile(rf"{DOC_NO.pattern}(?=\s*(?!文)[^。，《]{{0,30}}关于)")
"""东水〔2021〕12号 东湾市水利局关于…: on one line, as web pages show them."""
_BARE_NUMBER = re.compile(r"\d{1,4}")
RULES = "-—–―─━═_=＝~～＿*＊·.…"
"""What a line is drawn with that stands between parts of a document."""
_RULE = re.compile(rf"[{re.escape(RULES)}\s]{{3,}}")
_LONGEST_RUNNING_HEAD = 40
_HEAD_LINES = 4


@dataclass(frozen=True)
class Line:
    """One line of the text: its words without white space around them, their place, and how they stand.

    `spans` are start and end in the text; there are several where it was broken and put together again. `indent` is the width of the white space before them in full characters, `margin` its length as typed. `is_spaced`: a
    blank line stands before.
    """

    words: str
    spans: tuple[tuple[int, int], ...]
    indent: float = 0.0
    margin: int = 0
    is_spaced: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def places(self) -> Iterator[int]:
        """Where in the text each character of the words stands."""
        return chain.from_iterable(range(start, end) for start, end in self.spans)

    @cached_property
    def width(self) -> float:
        """In full characters, as printed: a digit or a Latin letter is half one."""
        return width(self.words)

    @cached_property
    def closed(self) -> str:
        """The words without white space, so that letter-spacing makes no difference."""
        return "".join(self.words.split())


def width(words: str) -> float:
    """How wide words are in print, in full characters; marks of bold take no room."""
    words = words.replace("**", "")
    if words.isascii():
        return len(words) / 2
    return sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in words)


def lines_of(text: str) -> tuple[list[Line], list[Line]]:
    """The lines that say something, and those that only belong to the pages the text was printed on."""
    found = list(_cut(text))
    is_furniture = _between_pages(found)
    kept, furniture = [], []
    after_page = False
    for line, aside in zip(found, is_furniture, strict=True):
        if aside:
            furniture.append(line)
        else:
            # A gap at the end of a page is no blank line of the text.
            kept.append(replace(line, is_spaced=False) if after_page else line)
        after_page = aside
    return kept, furniture


def _cut(text: str) -> Iterator[Line]:
    is_spaced = False
    start = 0
    for end in (*line_breaks(text), len(text)):
        raw = text[start:end]
        words = raw.strip()
        if not words:
            is_spaced = True
            start = end + (text[end : end + 1] == "\n")
            continue
        first = start + raw.index(words[0])
        blank = raw[: first - start]
        glued = _GLUED_NUMBER.match(words) or _NUMBER_BEFORE_TITLE.match(words)
        if glued:
            yield Line(words[: glued.end()], ((first, first + glued.end()),))
            rest = words[glued.end() :].lstrip()
            yield Line(rest, ((first + len(words) - len(rest), first + len(words)),))
        else:
            indent = blank.count("　") + blank.count("\t") * 2 + blank.count(" ") / 2
            yield Line(words, ((first, first + len(words)),), indent, len(blank), is_spaced)
        is_spaced = False
        start = end + (text[end : end + 1] == "\n")


def _between_pages(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it only belongs to the page: a page number, a rule, a running head beside either."""
    numbers = [_PAGE_NUMBER.fullmatch(line.words) is not None for line in lines]
    _mark_bare_numbers(lines, numbers)
    rules = [
        not any(each.isalnum() for each in line.words) and _RULE.fullmatch(line.words) is not None for line in lines
    ]
    beside = Counter(
        lines[near].closed
        for at in range(len(lines))
        if numbers[at]
        for near in (at - 1, at + 1)
        if 0 <= near < len(lines) and not numbers[near] and lines[near].width <= _LONGEST_RUNNING_HEAD
    )
    running = [False] * len(lines)
    for at, line in enumerate(lines):
        is_beside = (at > 0 and numbers[at - 1]) or (at + 1 < len(lines) and numbers[at + 1])
        if at < 2 or not is_beside or line.width > _LONGEST_RUNNING_HEAD or line.words[-1] in "。；，、！？：":
            continue
        running[at] = beside[line.closed] > 1 or _repeats(line, lines[: min(at, _HEAD_LINES)])
    return [any(signs) for signs in zip(numbers, rules, running, strict=True)]


def _repeats(line: Line, head: Sequence[Line]) -> bool:
    """Whether a line begins with a whole line of the head: 海塘建设简报　2021年第7期."""
    return any(
        len(first.closed) > 3 and line.closed.startswith(first.closed) and len(line.closed) < len(first.closed) + 25
        for first in head
    )


def _mark_bare_numbers(lines: Sequence[Line], numbers: list[bool]) -> None:
    """Numbers alone on their lines are page numbers if they count up by one."""
    bare = [at for at, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.words)]
    counted = [int(lines[at].words) for at in bare]
    if len(bare) > 1 and counted == list(range(counted[0], counted[0] + len(bare))) and counted[0] < 3:
        for at in bare:
            numbers[at] = True
