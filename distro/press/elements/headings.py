"""Headings of the body and their faces, known by how a paragraph begins (cl. 7.3.3): 一、（一）1.（1）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Run
from ..setting.fonts import HEI, KAI, Stack
from ..setting.grid import COLUMNS
from ..setting.lines import Faced

FACES: dict[int, Stack | None] = {1: HEI, 2: KAI, 3: None, 4: None}

_HAN = "[一二三四五六七八九十百零〇]"
_NUMBERS = {
    1: re.compile(rf"\s*{_HAN}{{1,5}}、"),
    2: re.compile(rf"\s*[（(]{_HAN}{{1,5}}[）)]"),
    3: re.compile(r"\s*\d{1,2}[.．](?!\d)"),
    4: re.compile(r"\s*[（(]\d{1,2}[）)]"),
}
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’）》]*")

# A first sentence of more than two lines is numbered text, no heading.
LONGEST = 2 * COLUMNS


@dataclass(frozen=True)
class Heading:
    """The heading a paragraph begins with: its level from 1 to 4, its length in characters, whether it is all there is."""

    level: int
    length: int
    alone: bool

    @property
    def stack(self) -> Stack | None:
        return FACES[self.level]

    def faced(self, runs: Sequence[Run]) -> Iterator[Run]:
        """The runs of the paragraph, those of the heading in its faces; 黑体 is bold enough by itself."""
        left = self.length if self.stack else 0
        for run in runs:
            head, rest = run.text[:left], run.text[left:]
            left -= len(head)
            if head:
                yield Faced(head, run.bold and self.stack is not HEI, self.stack)
            if rest:
                yield replace(run, text=rest)


def is_numbered(text: str) -> bool:
    """Whether a text begins like a heading."""
    return any(number.match(text) for number in _NUMBERS.values())


def headings(texts: Sequence[str]) -> Iterator[Heading | None]:
    """The heading of each paragraph of a body, None where it has none.

    Items of an enumeration – clauses that end with ； and the last one after them – are numbered like headings and
    are none.
    """
    item = 0
    for text in texts:
        level = next((level for level, number in _NUMBERS.items() if number.match(text)), 0)
        sentence = next(_SENTENCE.finditer(text))[0]
        if level == 0 or len(sentence) > LONGEST:
            item = 0
            yield None
            continue
        enumerated = text.rstrip().endswith("；") or (item == level and sentence == text)
        item = level if text.rstrip().endswith("；") else 0
        alone = sentence.strip() == text.strip() and (level < 3 or sentence[-1] not in "。！？；")
        yield None if enumerated or sentence.endswith("；") else Heading(level, len(sentence), alone)
