"""Documents that came on one line: where their lines broke."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.kernel import dates

_FEWEST_LINES = 3
_SHORTEST = 80
_DATE = dates.WRITTEN
_GENRE = "通知|通报|函|意见|决定|决议|报告|请示|批复|公告|通告|方案|纪要"

# One rule a line: what stands before, (what is to have a line of its own), what stands behind.
_BREAKS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # masthead and document number
        (r"^([^。，：:\n]{2,40}?文件)\s*(?=[一-鿿]{1,14}[〔\[(（【]\d{4})", r"\1\n"),
        (r"^((?:[^\n]{2,40}\n)?[一-鿿]{1,14}[〔\[(（【]\d{4}[〕\])）】]第?\d{1,5}号)\s*", r"\1\n"),
        # masthead, issue, issuer and date of a bulletin
        (
            r"^([^。，：:\n]{2,30}?)\s*((?:[（(]\s?)?(?:\d{4}年(?:度)?)?\s?第\s?\d{1,4}\s?期(?:\s?[（(，,]?\s?总第?\s?\d{1,5}\s?期)?(?:\s?[）)])?)\s*",
            r"\1\n\2\n",
        ),
        (rf"(?<=期\n|）\n|\)\n)([^。，\n]{{2,40}}?)\s*({_DATE})\s*", r"\1 \2\n"),
        # title and address
        (rf"\n([^。，：:\n]{{4,80}}?的(?:{_GENRE}))\s*(?=[^。\n]{{1,400}}?[：:])", r"\n\1\n"),
        (r"(?<=\n)((?:各|省|市|县|区|州|国|总|中|有关)[^。：:\n]{1,400}[：:])\s*(?=[^\n])", r"\1\n"),
        (r"(?<=日\n)([^。，：:\n]{4,40}?)(?=(?:\d{1,2}月\d{1,2}日|近日|日前|今年|为)[^\n]{0,60}?，)", r"\1\n"),
        # annexes
        (r"(?<=[。…；])\s*(附\s?件\s?[：:])", r"\n\1"),
        (r"(?<=\n)(附\s?件\s?[：:]\s?1[.．、。][^\n]{2,60}?)(2[.．、])", r"\1\n\2"),
        # tiers, printing line, signature
        (r"(?<=[。\s日）)…])((?:本期)?(?:报|送|发|主送|抄送|抄报|抄发|报送)\s{0,4}[：:])", r"\n\1"),
        (rf"(?<=[。\n…日])([^。，、：:\n\d]{{2,40}}{_DATE}印发)", r"\n\1"),
        (rf"(?<=[。…])([^。…，、：:\n\d]{{2,60}})\s*({_DATE})\s*(?=\n|$)", r"\n\1\n\2"),
        (rf"(?<=[^\n年月日\d])({_DATE})\s*(?=\n(?:主送|抄送|抄报|抄发|报|送|发|[^。\n]{{2,40}}印发))", r"\n\1"),
    )
)


def line_breaks(text: str) -> list[int]:
    """Where the lines of the text end: at its line breaks, or where those of head and foot were if it has almost none."""
    flat = text.strip()
    if len(flat) < _SHORTEST or flat.count("\n") >= _FEWEST_LINES:
        return [at for at, character in enumerate(text) if character == "\n"]
    for pattern, replacement in _BREAKS:
        flat = pattern.sub(replacement, flat, count=0 if "本期" in pattern.pattern else 1)
    return list(_places(text, flat))


def _places(text: str, broken: str) -> Iterator[int]:
    """Where the line breaks of a text stand in another one that has the same characters but for white space."""
    at = 0
    is_broken = False
    for character in broken:
        if character.isspace():
            is_broken = is_broken or character == "\n"
            continue
        if is_broken and at:
            yield at
        is_broken = False
        while text[at] != character:
            at += 1
        at += 1
