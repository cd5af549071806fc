"""Proposals for the text of a document: its title, whom it goes to, what stands before it, and the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from distro.documents import issue_numbers
from distro.documents.recognition import words as w
from distro.documents.recognition.announced import Announced
from distro.documents.recognition.head import day_line, day_of, is_day
from distro.documents.recognition.lines import Line
from distro.documents.recognition.measure import ITEM
from distro.documents.recognition.proposals import KINDS, Kind, Proposal, Run, Stage
from distro.documents.recognition.weights import KIND, PIECE
from distro.kernel import dates
from distro.lists.grammar import blocks, parse
from distro.lists.tier import Tier

LONG_LINE = 45
_LONGEST_TITLE = 160
_MOST_TITLE_LINES = 6
_MOST_ADDRESS_LINES = 8
_LONGEST_ADDRESS = 1500
_MOST_ENTRIES = 50
_SHORTEST_ARTICLE = 7
_LONGEST_WHO = 16
_SOME = 4
_CENTRED = 2.5
"""How much further in a centred title begins than its text."""
_NUMBER_BEFORE_ABOUT = re.compile(rf"(?:{w.DOC_NO.pattern}).*关于")
_DASHES = ("—", "－", "-")
_FIELD = re.compile(r"[一-鿿]{2,10}[：:][^，。；]{1,20}$")
"""今日火情：无; of several below each other none is a title."""
_SOURCE = re.compile(r"[（(][^（）()。]{2,30}[）)]$")
"""（青石县府办）: who wrote the piece that ends there."""
_BRACKETED_DATE = re.compile(rf"[（(].{{0,12}}{dates.WRITTEN}.{{0,60}}[）)]")
"""（2024年3月5日）, （2024年3月5日…通过）: under a title, when it was said or passed."""
_ISSUED_IN_BRACKETS = re.compile(rf"[（(]\s?(?P<day>{dates.WRITTEN})\s?[，,]?\s?(?P<doc>{w.DOC_NO.pattern})?\s?[）)]")
_WHOLLY_BRACKETED = re.compile("[（(][^（）()]*[）)]")


def is_prose(words: str) -> bool:
    """Whether the words are a sentence, or the better part of one."""
    return (
        "。" in words
        or words[-1] in "；！？…，"
        or (len(words) > LONG_LINE and "，" in words)
        or words.startswith("【")
    )


def titles(lines: Sequence[Line], first: int, announced: Announced) -> Iterator[Proposal]:
    """The title that begins with this line, on one line or several, subtitles among them."""
    if _WHOLLY_BRACKETED.fullmatch(lines[first].closed):
        return
    named = PIECE["title announced above"] if first in announced.below else 0.0
    named += PIECE["title announces another"] if first in announced.above else 0.0
    total = 0
    for last in range(first + 1, min(len(lines), first + _MOST_TITLE_LINES) + 1):
        line = lines[last - 1]
        total += len(line.words)
        if not _may_be_title(line.words) or total > _LONGEST_TITLE:
            return
        titled = _title(lines, first, last)
        parts = sum(at in announced.below for at in range(first + 1, last)) if first in announced.below else 0
        parts += sum(at in announced.sections for at in range(first, last))
        yield replace(titled, worth=titled.worth + named + parts * PIECE["title announced in parts"])


def articles(lines: Sequence[Line], first: int, announced: Announced) -> Iterator[Proposal]:
    """The title of a further article that begins with this line, on one line or on two."""
    if first == 0 or first in announced.above | announced.sections or _WHOLLY_BRACKETED.fullmatch(lines[first].closed):
        return
    for last in (first + 1, first + 2):
        if last >= len(lines) or not _may_be_title(lines[last - 1].words):
            return
        is_section = first - 1 in announced.sections or w.SECTION.fullmatch(lines[first - 1].closed) is not None
        worth = PIECE["article"] + _parted(lines, first, last, is_section)
        worth += PIECE["title announced above"] if first in announced.below else 0.0
        run = Run(lines, first, last)
        said = _spaced_out(run.words.replace("**", "").strip())
        yield Proposal("article", Stage.BODY, first, last, worth, (run.piece("article", said),), kinds=(Kind.BULLETIN,))


def _parted(lines: Sequence[Line], first: int, last: int, is_section: bool) -> float:
    """How a title stands apart from the text or the name of a section above, and from its own text below."""
    line, above, below = lines[first], lines[first - 1], lines[last]
    worth = PIECE["article is short"] if len(line.closed) < _SHORTEST_ARTICLE else 0.0
    worth += PIECE["title with a comma"] if "，" in line.words else 0.0
    if _tells_who(line.closed):
        worth += PIECE["article tells who"]
    if line.indent >= below.indent + _CENTRED:
        worth += PIECE["article centred"]
    if line.is_spaced and not below.is_spaced:
        worth += PIECE["article glued to its text"]
    if _SOURCE.search(above.words):
        worth += PIECE["article behind a source"]
    if is_section:
        worth += PIECE["article below its section"]
    elif not is_prose(above.words) and not _SOURCE.search(above.words):
        worth += PIECE["article behind no sentence"]
    if not is_prose(below.words):
        worth += PIECE["article before no sentence"]
    return worth


def _tells_who(words: str) -> bool:
    """Whether words open with a place or an organ that does something: 青石县…, 我市…, 市水利局…."""
    if w.DOING.match(words):
        return False
    ends = [found.end() for found in w.WHO.finditer(words[:_LONGEST_WHO]) if found.end() + 3 < len(words)]
    return w.HERE.match(words) is not None or any(parse.names_an_organ(words[:end]) for end in ends)


def _may_be_title(words: str) -> bool:
    plain = words.replace("**", "").strip()
    return bool(plain) and not (
        "。" in plain
        or plain[-1] in "：:；…，、"
        or ITEM.match(plain)
        or w.EDITOR.match(plain)
        or w.SECTION.fullmatch(plain)
        or blocks.leading_label(plain)
        or w.STAFF.match(plain)
        or w.ATTENDANCE.match(plain)
        or w.META.match(plain)
        or w.DOC_NO.fullmatch(plain)
        or issue_numbers.read(plain) is not None
    )


def _title(lines: Sequence[Line], first: int, last: int) -> Proposal:
    texts = [line.words.replace("**", "").strip() for line in lines[first:last]]
    main = [text for text in texts if not text.startswith(_DASHES)]
    subtitles = [text for text in texts if text not in main]
    if not main:
        main, subtitles = [texts[0].lstrip("—－- ")], texts[1:]
    title = "".join(main)
    closed = "".join(title.split())
    worth = PIECE["title"] + (PIECE["title behind a dash"] if texts[0].startswith(_DASHES) else 0.0)
    worth += len(subtitles) * PIECE["subtitle"] + max(0, len(main) - 1) * PIECE["title on another line"]
    has_genre = w.GENRE.search(closed) is not None
    if "关于" in closed:
        worth += PIECE["title with 关于"]
        worth += sum(PIECE["title goes on"] for text in main[:-1] if not w.GENRE.search("".join(text.split())))
    if has_genre:
        worth += PIECE["title ends in its genre"]
    if any(w.GENRE.search("".join(text.split())) for text in main[:-1]) or any(ITEM.match(text) for text in main[1:]):
        worth -= PIECE["title ends in its genre"]
    if len(main) > 1 and len(main[-1]) <= 4 and not has_genre:
        worth += PIECE["title's last line is short"]
    if _NUMBER_BEFORE_ABOUT.search(closed):
        worth += PIECE["title holds a number"]
    if any(_BRACKETED_DATE.fullmatch("".join(text.split())) for text in main):
        worth += PIECE["title holds a date"]
    if len(closed) <= _SOME:
        worth += PIECE["title of some characters"]
    if any(_ends_in_a_day(text) for text in main):
        worth += PIECE["title holds a date"]
    if "，" in title:
        worth += PIECE["title with a comma"]
    if any(_FIELD.match(text) for text in main) and any(_FIELD.match(one.words) for one in _around(lines, first, last)):
        worth += PIECE["title among fields"]
    if any("，" in text for text in main[1:]):
        worth += PIECE["title goes on in a sentence"]
    if is_day(closed):
        worth += PIECE["body looks like a date"]
    if last < len(lines):
        behind = lines[last].words
        if behind[-1] in "：:" and not is_prose(behind):
            worth += PIECE["title before its address"]
        elif is_prose(behind):
            worth += PIECE["title before prose"]
        worth += PIECE["title stands apart"] if lines[last].is_spaced else 0.0
    run = Run(lines, first, last)
    bonus = {kind: KIND[kind, "genre"] for kind in (Kind.OFFICIAL, Kind.LETTER) if has_genre}
    organ, about, _ = closed.partition("关于")
    if about and has_genre and parse.names_an_organ(organ):
        bonus = {kind: worth + KIND[kind, "organ in its title"] for kind, worth in bonus.items()}
    is_opened = closed.startswith("关于") or (len(main) > 1 and parse.names_an_organ("".join(main[0].split())))
    if is_opened and first and parse.names_an_organ(lines[first - 1].closed):
        for kind in (Kind.OFFICIAL, Kind.LETTER):
            bonus[kind] = bonus.get(kind, 0.0) + KIND[kind, "organ left above"]
    kinds = KINDS if "关于" in closed else tuple(kind for kind in KINDS if kind is not Kind.ORDER)
    said = tuple(_spaced_out(text) for text in (title, *subtitles))
    return Proposal(
        "titles", Stage.TITLE, first, last, worth, (run.piece("titles", said),), frozenset(("titles",)), kinds, bonus
    )


def _ends_in_a_day(words: str) -> bool:
    """东湾市水利局　2021年3月4日: who issues it and when."""
    day = day_line(words)
    return day is not None and day[0] > 0 and words[day[0] - 1].isspace()


def _around(lines: Sequence[Line], first: int, last: int) -> Iterator[Line]:
    """The lines above and below, and those inside but the first."""
    yield from lines[max(0, first - 1) : first]
    yield from lines[first + 1 : last + 1]


def _spaced_out(title: str) -> str:
    """A title without its letter-spacing; a blank between its halves stays."""
    words = title.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else title


def dated(lines: Sequence[Line], at: int) -> Iterator[Proposal]:
    """（2018年2月26日）, （1985年5月4日东政〔1985〕38号） below the title: when it was issued, and its number."""
    found = _ISSUED_IN_BRACKETS.fullmatch(lines[at].words)
    if found is None or at == 0:
        return
    run = Run(lines, at, at + 1)
    pieces = [run.piece("date", day_of(found["day"]), *found.span("day"))]
    takes = {"date"}
    if found["code"]:
        start, end = found.span("doc")
        pieces.append(run.piece("doc_no", "".join(found["doc"].split()), start, end))
        takes.add("doc_no")
    kinds = (Kind.OFFICIAL, Kind.LETTER)
    worth = PIECE["date in brackets"]
    yield Proposal("dated", Stage.ADDRESS, at, at + 1, worth, tuple(pieces), frozenset(takes), kinds)


def addresses(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    """The 主送 before the text, without its label, up to a colon."""
    total = 0
    for last in range(first + 1, min(len(lines), first + _MOST_ADDRESS_LINES) + 1):
        words = lines[last - 1].words
        total += len(words)
        if "。" in words or total > _LONGEST_ADDRESS or blocks.leading_label(words):
            return
        if words[-1] not in "：:":
            continue
        run = Run(lines, first, last)
        share = 0.0 if w.ANNOUNCING.search(run.words.rstrip("：: ")) else _share_of_names(run.words)
        if share >= 0.5:
            worth = PIECE["address"] + share * PIECE["address of names"]
            bonus = {kind: KIND[kind, "address"] for kind in (Kind.OFFICIAL, Kind.LETTER)}
            names = run.words.rstrip("：: ")
            piece = run.piece("address", names, 0, len(names))
            yield Proposal("address", Stage.ADDRESS, first, last, worth, (piece,), frozenset(("address",)), bonus=bonus)
        return


def _share_of_names(words: str) -> float:
    """How sure the grammar of lists is of an address, 0 where it reads none."""
    reading = parse.parse(words)
    if len(reading.tiers) != 1 or reading.tiers[0].tier is not Tier.ADDRESS or len(reading.leftovers) > 1:
        return 0.0
    sure = [one.confidence for one in reading.tiers[0].recipients]
    return sum(sure) / len(sure) if sure else 0.0


def fronts(lines: Sequence[Line], first: int, announced: Announced) -> Iterator[Proposal]:
    """What stands between head and title: an editor's note, a table of contents."""
    line = lines[first]
    last = first + 1
    if first in announced.above or first in announced.sections:
        piece = Run(lines, first, last).piece("front", first)
        yield Proposal("front", Stage.FRONT, first, last, PIECE["front announces"], (piece,))
    if w.CONTENTS.fullmatch(line.closed):
        stop = min(len(lines), last + _MOST_ENTRIES)
        while last < stop and not is_prose(lines[last].words) and _is_entry(lines, last):
            last += 1
    elif not w.EDITOR.match(line.words) and not w.SECTION.fullmatch(line.closed):
        return
    for stop in {first + 1, last}:
        pieces = tuple(Run(lines, at, at + 1).piece("front", at) for at in range(first, stop))
        yield Proposal("front", Stage.FRONT, first, stop, PIECE["front"] * (stop - first), pieces)


def _is_entry(lines: Sequence[Line], at: int) -> bool:
    words = w.CONTENTS_MARK.sub("", lines[at].words).rstrip("0123456789.…· ")
    return words != lines[at].words or any(words in one.words for one in lines[at + 1 : at + 200])


def body(lines: Sequence[Line], at: int) -> Proposal:
    """The line as a part of the text."""
    words = lines[at].words
    worth = PIECE["body"]
    if w.is_field(words):
        worth += PIECE["body looks like a field"]
    elif is_day(lines[at].closed):
        worth += PIECE["body looks like a date"]
    elif not is_prose(words) and not ITEM.match(words) and words[-1] not in "：:":
        worth += PIECE["body without a mark"]
    return Proposal("body", Stage.BODY, at, at + 1, worth, (Run(lines, at, at + 1).piece("body", at),))
