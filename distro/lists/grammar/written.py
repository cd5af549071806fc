"""The members of a block as they were written: cut at separators, wrapped names joined, remarks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import LONGEST_NAME, Anatomy, anatomy
from distro.lists.grammar.blocks import Block
from distro.lists.grammar.wraps import SPACE, Gap, clean, parts_names

SURE, LIKELY, DOUBTFUL, UNKNOWN = 1.0, 0.9, 0.7, 0.5
"""Degrees of certainty; below LIKELY a person should look."""

_TOKEN = re.compile(
    r"(?P<major>[，,；;。]+)|(?P<minor>[、|/]+)|(?P<gap>(?:\s|\*\*)+)"
    r"|(?P<words>(?:[^，,；;。、|/\s*（(“《]+|[（(][^（()）]{0,60}[)）]|“[^“”]{0,40}”|《[^《》]{0,60}》|[（(“《]|\*(?!\*)){1,40})"
)
_CONJUNCTION = re.compile(r"以及|[和及与]")


class Written(NamedTuple):
    """A piece as it was written: how much of it are names, the names with their offsets, the 和 between two."""

    length: int
    names: tuple[tuple[int, Anatomy], ...]
    joint: int
    remark: str
    copies: int | None


@dataclass(slots=True)
class Member:
    """One recipient in the making: its own words, and what was restored around them."""

    parts: Anatomy
    start: int
    end: int
    remark: str = ""
    copies: int | None = None
    prefix: str = ""
    suffix: str = ""
    persons: str = ""
    confidence: float = SURE
    alternatives: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def organ(self) -> str:
        return self.prefix + self.parts.organ + self.suffix

    @property
    def name(self) -> str:
        if self.parts.is_person:
            return self.parts.words
        return self.organ + (self.parts.persons or self.persons)

    @property
    def is_open_ended(self) -> bool:
        """A body or place to which a suffix may still be added."""
        return not (self.parts.persons or self.persons or self.suffix)


def groups(text: str, block: Block, leftovers: list[tuple[int, int]]) -> Iterator[list[Member]]:
    """The members of a block, group by group. What is no name is added to `leftovers`."""
    for pieces in _pieces(text, block):
        members = [one for start, end in pieces for one in _members(text, start, end, leftovers)]
        if members:
            yield members


def _pieces(text: str, block: Block) -> Iterator[list[tuple[int, int]]]:
    """Places of the pieces between separators, one list per group."""
    group: list[tuple[int, int]] = []
    start = end = -1
    is_break = is_flowing = False
    for token in _TOKEN.finditer(text, block.content, block.end):
        kind = token.lastgroup
        if kind == "gap":
            is_break = is_break or "\n" in token.group()
            continue
        if kind == "words":
            first, last = token.span()
            if start >= 0 and end < first:
                gap = _gap(text, end, block, is_flowing) if is_break else SPACE
                if parts_names(text, start, end, first, block.end, gap):
                    group.append((start, end))
                    start = -1
                    if is_break:
                        yield group
                        group = []
                    else:
                        is_flowing = True
            if start < 0:
                start = first
            end = last
            is_flowing = is_flowing and not is_break
        else:
            if start >= 0:
                group.append((start, end))
            if kind == "major" and group:
                yield group
                group = []
            start, is_flowing = -1, True
        is_break = False
    if start >= 0:
        group.append((start, end))
    if group:
        yield group


def _gap(text: str, end: int, block: Block, is_flowing: bool) -> Gap:
    """The line break behind the piece that ends here."""
    line_start = text.rfind("\n", block.start, end) + 1 or block.start
    next_start = text.find("\n", end) + 1
    next_end = text.find("\n", next_start, block.end)
    next_line = text[next_start : next_end if next_end > 0 else block.end]
    is_running = is_flowing or any(mark in next_line for mark in "，、；")
    return Gap(is_break=True, is_flowing=is_running, is_full=end - line_start + 1 >= len(next_line))


def _members(text: str, start: int, end: int, leftovers: list[tuple[int, int]]) -> Iterator[Member]:
    written = _written(text[start:end])
    last = start + written.length
    if last < end:
        leftovers.append((last, end))
    for first, parts in written.names:
        stop = last if parts is written.names[-1][1] else start + written.names[1][0] - written.joint
        confidence = SURE if parts.is_known else UNKNOWN
        yield Member(parts, start + first, stop, written.remark, written.copies, confidence=confidence)


@lru_cache(maxsize=8192)
def _written(raw: str) -> Written:
    """Read one piece between separators. Names recur in every imprint of an office, hence the cache."""
    length = len(raw)
    words = clean(raw)
    if words.endswith("）") and "（" not in words:
        length, words = max(raw.rfind(")"), raw.rfind("）")), words[:-1]
    elif words.endswith(("：", ":", ".", "．")):
        length, words = raw.rfind(words[-1]), words[:-1]
    others = lx.AND_OTHERS.search(words)
    if others:
        length, words = raw.rfind("等", 0, length), words[: others.start()]
    words, remark, copies = _remark(words)
    if not words:
        return Written(0, (), 0, "", None)
    joint = _conjunction(words)
    if joint and words == raw[:length]:
        names = ((0, anatomy(words[: joint.start()])), (joint.end(), anatomy(words[joint.end() :])))
        return Written(length, names, len(joint.group()), remark, copies)
    return Written(length, ((0, anatomy(words)),), 0, remark, copies)


def _remark(words: str) -> tuple[str, str, int | None]:
    """Take off how many copies, and remarks such as （不含附件）."""
    remarks, copies = [], None
    match = lx.COPIES.search(words)
    if match and match.start():
        copies = lx.SMALL_NUMBERS.get(match["few"] or match["each"]) or int(match["in_bracket"] or match["behind"])
        remarks.append(match.group().strip("（）"))
        words = words[: match.start()] + words[match.end() :]
    match = lx.REMARK.search(words)
    if match and match.start():
        remarks.append(match.group().strip("（）"))
        words = words[: match.start()] + words[match.end() :]
    return words, "；".join(remarks), copies


def _conjunction(words: str) -> re.Match[str] | None:
    """省委和省政府 are two names, 市交通和港航管理局 is one: both sides must be whole, the right one at home.

    直辖市和计划单列市教育局 are two places; 北平市和安区 is one, so 和 parts only places known as such.
    """
    if len(words) > LONGEST_NAME:
        return None
    for match in _CONJUNCTION.finditer(words):
        left, right = anatomy(words[: match.start()]), anatomy(words[match.end() :])
        if not left.is_known or not (left.path or left.body or left.quantifier or left.is_class):
            continue
        if words.startswith(("中央和国家", "党委和政府")) or not right.is_known or len(right.words) < 2:
            continue
        is_at_home = right.quantifier or lx.STATIONED.match(right.words) or (right.path and right.place_kind != "named")
        are_places = left.is_place and right.path and (match.group() != "和" or lx.KNOWN_PLACE.match(right.words))
        if is_at_home or are_places or (right.body and left.body):
            return match
    return None
