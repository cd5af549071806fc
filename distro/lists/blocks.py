"""Where the tiers of an imprint begin and end: labels, content, printing line, staff lines, what is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from distro.lists import lexicon as lx
from distro.lists.anatomy import anatomy
from distro.lists.tier import Tier

_FIELD_LINE = re.compile(r"[^，、；。：:（）()\n]{2,14}[：:]")
_BEFORE_LABEL = " \t\u3000\n\r。，；;,.）)】]"
_PRINT_LINE = re.compile(r"\s{0,4}(?:印发|印制|编印|印)?\s{0,4}[。.]?\s{0,8}")


@dataclass(slots=True)
class Block:
    """A tier's stretch of text: the label stands at start:content, the names lie in the `lines` (start, end)."""

    tier: Tier
    label: str
    start: int
    content: int
    end: int
    lines: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Imprint:
    """What an imprint consists of besides names."""

    blocks: list[Block] = field(default_factory=list)
    remainders: list[tuple[int, int]] = field(default_factory=list)
    copies: int | None = None
    print_org: str | None = None
    print_date: date | None = None


def outline(text: str) -> Imprint:
    """Cut the text into blocks and remainders; every character that is no white space falls into one of them."""
    imprint = Imprint()
    labels = list(_labels(text))
    head_end = labels[0][0] if labels else len(text)
    _salutation(text, head_end, imprint, alone=not labels)
    for number, (start, content, tier) in enumerate(labels):
        limit = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        block = Block(tier, text[start:content], start, content, content)
        _fill(text, block, content, limit, imprint)
        imprint.blocks.append(block)
    imprint.remainders.sort()
    return imprint


def _labels(text: str):
    for match in lx.LABEL.finditer(text):
        word = "".join(match["word"].split())
        before = text[match.start() - 1] if match.start() else "\n"
        line_start = _begins_line(text, match.start())
        if match["unit"] and word not in ("主送", "抄送", "抄报", "发送", "分送"):
            continue
        if match["colon"]:
            loose = len(word) == 2 and word in ("抄送", "抄报", "抄发", "主送")
            if not (line_start or before in _BEFORE_LABEL or loose or before in "日份" or before.isdigit()):
                continue
        else:
            after = text[match.end() : match.end() + 1]
            spaced = match.group()[-1:].isspace() or after in ("\n", "\t", "\u3000", " ")
            if not line_start or not after or match["unit"]:
                continue
            if not spaced and not (match["edition"] or word in ("抄送", "抄报", "抄发", "主送")):
                continue
        yield match.start(), match.end(), lx.TIER_OF_LABEL[word]


def _begins_line(text: str, position: int) -> bool:
    limit = max(0, position - 40)
    while position > limit:
        position -= 1
        if text[position] == "\n":
            return True
        if not text[position].isspace() and text[position] not in "（(【[〔":
            return False
    return position == 0


def _lines(text: str, start: int, end: int):
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _salutation(text: str, end: int, imprint: Imprint, *, alone: bool) -> None:
    """An unlabelled list that ends in a colon is the address at the head of an official document."""
    first = len(text) - len(text.lstrip())
    for line_start, line_end in _lines(text, 0, end):
        line = text[line_start:line_end].rstrip()
        stripped = line.strip()
        if not stripped:
            continue
        if stripped[-1] in "：:" and not lx.STAFF.match(stripped) and not imprint.blocks:
            start = max(first, line_start) if alone else line_start
            start = first if alone and not imprint.remainders else start
            block = Block(Tier.ADDRESS, "", start, start, line_end)
            block.lines = list(_lines(text, start, line_start + len(line) - 1))
            imprint.blocks.append(block)
            imprint.remainders.append((line_start + len(line) - 1, line_start + len(line)))
            continue
        if alone and not imprint.blocks and text[line_end:end].strip() and _ahead(text, line_end, end):
            continue
        _leave(text, line_start, line_end, imprint)


def _ahead(text: str, start: int, end: int) -> bool:
    """Whether the lines that follow still lead to a closing colon: a wrapped address."""
    line = text[start : min(end, start + 400)].strip()
    return bool(line) and line.split("\n")[-1].rstrip()[-1] in "：:" and end - start < 400


def _fill(text: str, block: Block, content: int, limit: int, imprint: Imprint) -> None:
    closed = False
    for line_start, line_end in _lines(text, content, limit):
        line = text[line_start:line_end]
        if not line.strip():
            continue
        if block.lines and (lx.STAFF.match(line) or _FIELD_LINE.match(line.lstrip())):
            closed = True
        stop = _print_line(text, line_start, line_end, imprint)
        if closed:
            _leave(text, line_start, stop, imprint)
            continue
        if text[line_start:stop].strip():
            block.lines.append((line_start, stop))
            block.end = stop
        closed = stop < line_end or line.rstrip().endswith("。")


def _leave(text: str, start: int, end: int, imprint: Imprint) -> None:
    run = lx.PRINT_RUN.search(text, start, end)
    if run and imprint.copies is None:
        imprint.copies = int(run["copies"])
    words = text[start:end]
    if words.strip():
        imprint.remainders.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))


def _print_line(text: str, start: int, end: int, imprint: Imprint) -> int:
    """Note print run, printing organ and date at the end of a line; returns where they begin, or the line's end."""
    cut = end
    run = lx.PRINT_RUN.search(text, start, end)
    if run:
        imprint.copies = int(run["copies"])
        cut = run.start()
    for found in lx.DATE.finditer(text, start, cut):
        if not _PRINT_LINE.fullmatch(text, found.end(), cut):
            continue
        left = text[start : found.start()].rstrip()
        organ = re.split(r"[。\s]", left)[-1]
        if any(mark in organ for mark in "，、；：:"):
            organ = ""
        imprint.print_org = organ or imprint.print_org
        imprint.print_date = _date(found) or imprint.print_date
        cut = start + len(left) - len(organ)
        break
    if cut < end:
        imprint.remainders.append((cut, end))
    return cut


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def leading_label(line: str) -> str:
    """The tier label a line begins with, or nothing."""
    for start, content, _ in _labels(line):
        return line[start:content] if not line[:start].strip() else ""
    return ""


def names_an_organ(words: str) -> bool:
    """Whether the words look like the name of an organ."""
    parts = anatomy(words)
    return parts.is_known and not parts.persons and bool(lx.OFFICE_END.search(words))
