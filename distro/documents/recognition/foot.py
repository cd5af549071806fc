"""Proposals for what stands behind the text: annexes, signature and date, note, tiers, printing line, staff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from distro.documents.recognition import words as w
from distro.documents.recognition.head import day_line, day_of, is_day, label_of
from distro.documents.recognition.lines import Line
from distro.documents.recognition.measure import SENTENCE_END
from distro.documents.recognition.proposals import Kind, Piece, Proposal, Run, Stage
from distro.documents.recognition.weights import KIND, PIECE
from distro.kernel import dates
from distro.lists.grammar import blocks, parse

_OFFICIAL = (Kind.OFFICIAL, Kind.LETTER, Kind.ORDER, Kind.MINUTES)
_MOST_SIGNATORIES = 6
_LONGEST_ORGAN = 40
_STAMPED = re.compile(r"\s*[（(](?:代章|盖章|公章|印章|章)[）)]$")
_NUMBER = re.compile(r"(?P<arabic>\d{1,2})\s?[.．、，]|(?P<circled>[①-⑲])")
_TIER_WORDS = frozenset("报送发")


def feet(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    """Everything the line may begin behind the text."""
    words = lines[first].words
    yield from _annexes(lines, first)
    yield from _signed(lines, first)
    run = Run(lines, first, first + 1)
    if w.NOTE.fullmatch(words):
        yield Proposal("note", Stage.NOTE, first, first + 1, PIECE["note"], (run.piece("left", w.NOTE_BELOW),))
    yield from _attachments(run)
    yield from _tiers(lines, first)
    yield from _printings(lines, first)
    if copies := w.COPIES.fullmatch(words):
        piece = run.piece("copies", dates.number(copies["number_of_copies"]))
        yield Proposal("copies", Stage.FOOT, first, first + 1, PIECE["copies"], (piece,), frozenset(("copies",)))
    if w.KEYWORDS.match(words):
        yield Proposal("keywords", Stage.FOOT, first, first + 1, PIECE["keywords"], (run.piece("left", "主题词"),))
    if w.STAFF.match(words) or w.SIGNER.match(words.lstrip("（(【")):
        yield from _staff(run)


def _attachments(run: Run) -> Iterator[Proposal]:
    """The beginning of an annex's text: 附件1, or behind the date whatever looks like a title."""
    piece = (run.piece("left", w.ANNEX_TEXT),)
    place = run.first, run.last
    if w.ATTACHMENT.fullmatch(run.words):
        yield Proposal("attachment", Stage.FOOT, *place, PIECE["attachment begins"], piece)
    else:
        is_title = not any(mark in run.words for mark in "。；：:") and len(run.words) <= _LONGEST_ORGAN
        worth = PIECE["attachment without its word" if is_title else "attachment without its title"]
        for before in ("sign", "note"):
            yield Proposal("attachment", Stage.FOOT, *place, worth, piece, kinds=_OFFICIAL, after=before)


def continuations(lines: Sequence[Line], at: int, joined: float) -> Iterator[Proposal]:
    """The line as going on with a tier, or with the text of an annex; `joined` says what speaks for its going on."""
    words = lines[at].words
    run = Run(lines, at, at + 1)
    yield Proposal(
        "attachment",
        Stage.FOOT,
        at,
        at + 1,
        PIECE["attachment"],
        (run.piece("left", w.ANNEX_TEXT),),
        after="attachment",
    )
    if blocks.leading_label(words) or w.is_field(words) or at == 0:
        return
    names = blocks.may_name_an_office(words)
    worth = PIECE["tier goes on" if joined > 0 or (names and not w.PROSE.search(words)) else "tier breaks off"]
    if lines[at - 1].words[-1] == "。":
        worth += PIECE["tier behind 。"]
    yield Proposal("tier", Stage.FOOT, at, at + 1, worth, (run.piece("tier", at),), after="tier")


def _tiers(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    words = lines[first].words
    label = blocks.leading_label(words) or _unknown_label(words)
    if not label:
        return
    run = Run(lines, first, first + 1)
    piece = (run.piece("tier", first),)
    own: dict[Kind, float] = {
        Kind.BULLETIN: KIND[Kind.BULLETIN, "own tier"],
        Kind.MINUTES: KIND[Kind.MINUTES, "own tier"],
    }
    is_own = "".join(label.split()).strip("：:本期此（(【[") in _TIER_WORDS
    tier = frozenset(("tier",))
    yield Proposal("tier", Stage.FOOT, first, first + 1, PIECE["tier"], piece, tier, bonus=own if is_own else {})
    if "主" in label:
        yield Proposal("tier", Stage.ADDRESS, first, first + 1, PIECE["tier"], piece, frozenset(("address",)))


def _unknown_label(words: str) -> str:
    colon = re.match(r"[^，、；。（）()：:\n]{1,12}[：:]", words)
    if not colon or w.STAFF.match(words) or w.ATTENDANCE.match(words):
        return ""
    reading = parse.parse(words)
    return reading.tiers[0].label if reading.tiers and reading.tiers[0].start == 0 else ""


def _annexes(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    """附件：1. …, 2. … below the text: the titles of the annexes."""
    label = w.ANNEXES.match(lines[first].words)
    last = first + 1
    if not label or (label.end() == len(label.string) and not (last < len(lines) and w.ENTRY.match(lines[last].words))):
        return
    while last < len(lines) and _is_next_annex(lines, first, last):
        last += 1
    for stop in range(last, first, -1):
        run = Run(lines, first, stop)
        found: list[str] = []
        for line in lines[first:stop]:
            label = w.ANNEXES.match(line.words)
            for entry in _counted(line.words[label.end() if label else 0 :]):
                number = w.ENTRY.match(entry)
                if found and not number and not label:
                    found[-1] += entry
                else:
                    found.append(entry[number.end() if number else 0 :].strip())
        worth = PIECE["annexes"] + (stop - first - 1) * PIECE["annex on another line"]
        said = tuple(each.rstrip("；;。") for each in found if each)
        if said:
            takes = frozenset(("annexes",))
            yield Proposal("annexes", Stage.ANNEXES, first, stop, worth, (run.piece("annexes", said),), takes)


def _counted(words: str) -> Iterator[str]:
    """The entries of a line that counts on in itself: 1.检查表2.名单."""
    number = _NUMBER.match(words)
    at = 0
    while number:
        if number["circled"]:
            following = chr(ord(number["circled"]) + 1)
        else:
            following = rf"(?<!\d){int(number['arabic']) + 1}\s?[.．、，](?=\s?[^\d\s])"
        after = re.search(following, words[at + 1 :])
        if not after:
            break
        stop = at + 1 + after.start()
        yield words[at:stop]
        at = stop
        number = _NUMBER.match(words, at)
    yield words[at:]


def _is_next_annex(lines: Sequence[Line], first: int, at: int) -> bool:
    line = lines[at]
    if w.is_field(line.words) or "。" in line.words[:-1] or is_day(line.closed):
        return False
    if w.ENTRY.match(line.words) or w.ANNEXES.match(line.words):
        return True
    goes_on = at + 1 < len(lines) and w.ENTRY.match(lines[at + 1].words) is not None
    return (line.indent >= 3 or goes_on) and not parse.names_an_organ(line.closed)


def _signed(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    """Organs, or the officer, one below the other, and the date below them."""
    organs: list[Piece] = []
    worth = 0.0
    for at in range(first, min(len(lines), first + _MOST_SIGNATORIES)):
        line = lines[at]
        run = Run(lines, at, at + 1)
        day = day_line(line.words)
        if day is not None:
            start, end = day
            before = line.words[:start].strip()
            said = (run.piece("date", day_of(line.words[start:end]), start, end),)
            if before and not _may_sign(before):
                return
            if before:
                organs.append(run.piece("signed", "".join(before.split()), 0, start))
                worth += _signature(before)
            takes = frozenset(("sign", "date"))
            pieces = (*organs, *said)
            yield Proposal("sign", Stage.SIGNED, first, at + 1, worth + PIECE["signed with a date"], pieces, takes)
            return
        officer = w.POSTS.fullmatch(line.words)
        if officer:
            name = "".join(officer["name"].split())
            organs.append(run.piece("left", "职务", 0, officer.end("post")))
            organs.append(run.piece("officer", name, *officer.span("name")))
            worth += PIECE["signed by an officer"]
        elif _may_sign(words := _STAMPED.sub("", line.words)):
            organs.append(run.piece("signed", "".join(words.split()), 0, len(words)))
            worth += _signature(words)
        else:
            return
        if at == first or at == first + 1:
            yield Proposal("sign", Stage.SIGNED, first, at + 1, worth, tuple(organs), frozenset(("sign",)), _OFFICIAL)


def _may_sign(words: str) -> bool:
    return (
        len(words) <= _LONGEST_ORGAN
        and not any(mark in words for mark in "。；！？…，：:")
        and words[-1] not in SENTENCE_END
    )


def _signature(words: str) -> float:
    return PIECE["signed by an organ" if parse.names_an_organ("".join(words.split())) else "signed by words"]


def _printings(lines: Sequence[Line], first: int) -> Iterator[Proposal]:
    for last in (first + 1, first + 2):
        if last > len(lines) or (last > first + 1 and w.is_field(lines[first].words)):
            return
        run = Run(lines, first, last)
        found = w.PRINTING.fullmatch(run.words)
        if not found or (run.joints and (found.end("day") <= run.joints[0] or not found["word"])):
            continue
        organ = "".join((found["organ"] or "").split())
        if organ and not _may_sign(organ):
            continue
        worth = PIECE["printing line" if found["word"] else "printing line without its word"]
        pieces = [run.piece("print_date", day_of(found["day"]), *found.span("day"))]
        if found["word"]:
            pieces.append(run.piece("printed", None, *found.span("word")))
        if organ:
            pieces.append(run.piece("print_org", organ, 0, found.end("organ")))
        else:
            worth += PIECE["printing line without its organ"]
        takes = {"print"}
        if found["copies"]:
            pieces.append(
                run.piece("copies", dates.number(found.groupdict()["number_of_copies"]), *found.span("copies"))
            )
            takes.add("copies")
        yield Proposal("printing", Stage.FOOT, first, last, worth, tuple(pieces), frozenset(takes))


def _staff(run: Run) -> Iterator[Proposal]:
    """A line of fields; who signed stands in one of them."""
    signer = w.SIGNER.search(run.words)
    copies = w.COPIES.search(run.words)
    worth = PIECE["field of the staff"]
    if copies and not signer:
        pieces = [run.piece("copies", dates.number(copies["number_of_copies"]), *copies.span())]
        pieces += _left_around(run, *copies.span())
        sure = worth + PIECE["copies"]
        yield Proposal("staff", Stage.FOOT, run.first, run.last, sure, tuple(pieces), frozenset(("copies",)))
    if signer and signer["name"]:
        pieces = [run.piece("signer", "".join(signer["name"].split()), *signer.span())]
        pieces += _left_around(run, *signer.span())
        sure = worth + PIECE["signer among the staff"]
        takes = frozenset(("signer",))
        yield Proposal("staff", Stage.FOOT, run.first, run.last, sure, tuple(pieces), takes)
    yield Proposal("staff", Stage.FOOT, run.first, run.last, worth, (run.piece("left", label_of(run.words)),))


def _left_around(run: Run, start: int, end: int) -> Iterator[Piece]:
    """The fields that stand on the line before start and behind end."""
    for begin, stop in ((0, start), (end, len(run.words))):
        rest = run.words[begin:stop].strip()
        if rest:
            begin = run.words.index(rest, begin)
            yield run.piece("left", label_of(rest), begin, begin + len(rest))
