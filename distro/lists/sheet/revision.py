"""A printed list after a person changed it: new words where recipients changed, the old ones everywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading, TierBlock
from distro.lists.sheet.wording import Name, TierWording, Unwritable, names_of, says, write_group, write_tier

_SEPARATOR = re.compile(r"[，；,;。\s]+")
_BLANK = re.compile(r"\s*")


class _Edit(NamedTuple):
    """Words to put in the place start:end of the text."""

    start: int
    end: int
    words: str


def revise(reading: Reading, tiers: Sequence[TierWording]) -> str:
    """The text of the reading changed to these tiers. Raises Unwritable.

    An unchanged list is the text itself, character for character. Of a changed one every group that is the same keeps
    its words and the separator behind it; so do labels, the printing line and all that is no name.
    """
    wanted = tuple(tier for tier in tiers if tier.groups)
    if wanted == names_of(reading):
        return reading.text
    for rewrite in (_changed_groups, _whole_tier):
        text = _applied(reading.text, _edits(reading, wanted, rewrite))
        read = parse(text)
        if says(read, wanted) and _imprint(read) == _imprint(reading):
            return text
    raise Unwritable([one.name for tier in wanted for one in tier.names])


def _imprint(reading: Reading) -> tuple[object, ...]:
    return reading.copies, reading.print_org, reading.print_date


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def _edits(reading: Reading, wanted: Sequence[TierWording], rewrite: Callable[..., _Edit]) -> Iterator[_Edit]:
    """Tiers are the same when their labels are; one that is gone goes with its label, a new one gets its own line."""
    text, old = reading.text, names_of(reading)
    blocks = [block for block in reading.tiers if block.groups]
    for change, first, last, wanted_first, wanted_last in _changes(
        [(tier.tier, tier.label) for tier in old], [(tier.tier, tier.label) for tier in wanted]
    ):
        gone, new = blocks[first:last], wanted[wanted_first:wanted_last]
        if change == "equal":
            pairs = zip(gone, old[first:last], new, strict=True)
            yield from (rewrite(text, block, becomes) for block, was, becomes in pairs if was != becomes)
            continue
        words = "\n".join(map(write_tier, new))
        if new and gone:
            replaced = gone.pop(0)
            yield _Edit(replaced.start, replaced.end, words)
        elif new and first < len(blocks):
            yield _Edit(blocks[first].start, blocks[first].start, words + "\n")
        elif new:
            end = blocks[-1].end if blocks else len(text)
            yield _Edit(end, end, "\n" + words if text[:end].strip() else words)
        yield from (_removal(text, block) for block in gone)


def _changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _removal(text: str, block: TierBlock) -> _Edit:
    """The block with the white space that parted it from the next, or from the one before if it is the last."""
    end = next(_BLANK.finditer(text, block.end)).end()
    start = block.start if end < len(text) else len(text[: block.start].rstrip())
    return _Edit(start, end, "")


def _changed_groups(text: str, block: TierBlock, wanted: TierWording) -> _Edit:
    gaps = [text[group.end : following.start] for group, following in pairwise(block.groups)]
    comma = gaps[0] if gaps and _SEPARATOR.fullmatch(gaps[0]) else "，"
    gaps.append(comma)
    pieces: list[str] = []
    old = [tuple(map(Name.of, group.recipients)) for group in block.groups]
    for change, first, last, wanted_first, wanted_last in _changes(old, wanted.groups):
        if change == "equal":
            for group, gap in zip(block.groups[first:last], gaps[first:last], strict=True):
                pieces += (text[group.start : group.end], gap)
        else:
            for names in wanted.groups[wanted_first:wanted_last]:
                pieces += (write_group(names), comma)
    return _Edit(block.groups[0].start, block.groups[-1].end, "".join(pieces[:-1]))


def _whole_tier(text: str, block: TierBlock, wanted: TierWording) -> _Edit:
    words = write_tier(wanted)
    return _Edit(block.start, block.end, words if block.label else words.removesuffix("："))
