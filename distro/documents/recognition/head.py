"""Proposals for the head of a document: its name, numbers, issuer, date, signer, and the marks in its corners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple

from distro.documents import designation, issue_numbers
from distro.documents.recognition import words as w
from distro.documents.recognition.proposals import Kind, Piece, Proposal, Run, Stage
from distro.documents.recognition.weights import KIND, PIECE
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.lists.grammar import parse

_LONGEST = 120
_LONGEST_ISSUER = 50
_LONGEST_NAME = 40
_DATE = re.compile(rf"(?:{w.DATE_LABEL.pattern})?(?P<day>{dates.WRITTEN}|{dates.NUMERIC})")
_UNFILLED = re.compile(dates.UNFILLED)
_WEEKDAY = rf"{w.G}[（(]?星期[一二三四五六日天][）)]?"
_WITHOUT_YEAR = re.compile(rf"(?<=\s){dates.DAY}(?=(?:{_WEEKDAY})?$)")
_HOUR = re.compile(rf"{dates.HOUR}|{_WEEKDAY}")
_PRINTED = re.compile(rf"{w.G}(?:印发|编印|印制|出版|发布)")
_EDGES = " \t　|｜,，、:："
_STAFF_INSIDE = re.compile(rf"(?<=\s)(?:{w.STAFF.pattern})\s?\S{{1,8}}(?=\s)")
_MARK_BESIDE = re.compile(rf"(?<=\s)(?:{w.CIRCULATION})$|^(?:等{w.G}级{w.G}[：:]?{w.G})?(?:{w.CIRCULATION})(?=\s)")
_NO_NAME = re.compile("[。；！？，;!?]")
_COLUMN = re.compile(r"\s{2,}(?=[^\s]{2})")
_QUOTED = re.compile(r"[^《》]{0,20}《(?P<name>[^《》]{2,20})》")
"""市府办《督查通报》: the name of a bulletin behind that of its office."""
_BRACKETED = re.compile(r"[（(][^（()）]{2,}[）)]")
_ISSUED = (Kind.BULLETIN, Kind.MINUTES)
_NUMBERED = (Kind.OFFICIAL, Kind.LETTER, Kind.ORDER, Kind.MINUTES)


class Part(NamedTuple):
    """A stretch of words with what it is taken for. `kinds` and `bonus` are those of a Proposal."""

    piece: Piece
    worth: float
    kinds: frozenset[Kind] = frozenset(Kind)
    bonus: tuple[tuple[Kind, float], ...] = ()


Anchor = tuple[int, int, Part]
"""Where it begins and ends in the words of the run, and what it is."""


def heads(run: Run) -> Iterator[Proposal]:
    """Every way in which the words of the run are a part of a head."""
    if len(run.words) > _LONGEST or "。" in run.words:
        return
    if w.ATTENDANCE.match(run.words) and not _DATE.fullmatch(run.words):
        return
    if not run.joints:
        yield from _marks(run)
    for number in (*_numbers(run), None):
        for parts in _readings(run, _anchors(run, number)):
            if parts and all(_is_crossed(run, joint, parts) for joint in run.joints):
                proposal = _proposal(run, parts)
                yield proposal
                if proposal.name == "doc_no":
                    below = proposal.worth + PIECE["number below the title"]
                    yield replace(proposal, stage=Stage.TITLE, worth=below, kinds=(Kind.OFFICIAL,))


def _proposal(run: Run, parts: Sequence[Part]) -> Proposal:
    kinds = frozenset(Kind).intersection(*(part.kinds for part in parts))
    named = [part for part in parts if part.piece.field != "between"]
    bonus: dict[Kind, float] = {}
    for part in parts:
        for kind, worth in part.bonus:
            bonus[kind] = bonus.get(kind, 0.0) + worth
    return Proposal(
        name=" ".join(part.piece.field for part in named),
        stage=Stage.HEAD,
        first=run.first,
        last=run.last,
        worth=sum(part.worth for part in parts),
        pieces=tuple(part.piece for part in parts if part.piece.field != "between"),
        takes=frozenset(part.piece.field for part in named if part.piece.field not in ("marks", "left")),
        kinds=tuple(sorted(kinds)),
        bonus=bonus,
    )


def more_issuers(above: str, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The same with an issuer that joins the one with which the line above begins."""
    if not parse.names_an_organ("".join(_COLUMN.split(above)[0].split())):
        return
    for proposal in proposals:
        issuer = next((piece.value for piece in proposal.pieces if piece.field == "issuer"), "")
        if issuer and parse.names_an_organ(issuer):
            yield replace(
                proposal,
                worth=proposal.worth + PIECE["one more issuer"],
                takes=proposal.takes - {"issuer"},
                needs=frozenset(("issuer",)),
            )


def _is_crossed(run: Run, joint: int, parts: Sequence[Part]) -> bool:
    """Whether something goes over from one line to the next: else the lines are read each by itself."""
    before, behind = run.place(joint, is_end=True), run.place(joint)
    return any(part.piece.start < before and part.piece.end > behind for part in parts)


def _marks(run: Run) -> Iterator[Proposal]:
    if w.META.match(run.words):
        piece = run.piece("left", label_of(run.words))
        yield Proposal("meta", Stage.HEAD, run.first, run.last, PIECE["field of the staff"], (piece,), kinds=_NUMBERED)
        label = w.NUMBER_LABEL.match(run.words)
        if label and (number := w.DOC_NO.fullmatch(run.words, label.end())):
            piece = run.piece("doc_no", "".join(number.group().split()), number.start(), number.end())
            worth = PIECE["number among particulars"]
            yield Proposal(
                "doc_no", Stage.HEAD, run.first, run.last, worth, (piece,), frozenset(("doc_no",)), kinds=_NUMBERED
            )
    closed = "".join(run.words.split())
    is_spaced_out = re.fullmatch(w.CIRCULATION, closed) is not None
    if is_spaced_out or w.MARK.fullmatch(run.words) or all(w.MARK.fullmatch(word) for word in run.words.split()):
        piece = run.piece("marks", closed if is_spaced_out else run.words)
        yield Proposal("marks", Stage.HEAD, run.first, run.last, PIECE["mark"], (piece,))


def _anchors(run: Run, number: Anchor | None) -> list[Anchor]:
    """What is known by its own form, wherever it stands: number, date, signer, fields of the staff; none overlaps."""
    found: list[Anchor] = [number] if number else []
    for start, end, part in (*_dates(run), *_signers(run), *_marked(run)):
        if all(end <= other or start >= stop for other, stop, _ in found):
            found.append((start, end, part))
    return sorted(found, key=lambda each: each[0])


def _numbers(run: Run) -> Iterator[Anchor]:
    """Each reading of the number that stands in the words."""
    words = run.words
    number = w.DOC_NO.search(words)
    if number and len(words) - len(number.group()) < _LONGEST_NAME and "关于" not in words:
        start = number.start()
        if name := re.search(".*(?:文件|令|纪要|通知|决定|意见|报告|批复)(?=.)", number["code"]):
            start += name.end()  # 东湾市水利局文件东水〔2021〕12号
        start += w.organ_before(words[start : number.end("code")])
        if apart := re.search(r".*\s{2,}(?=\S\s?\S)", words[start : number.end("code")]):
            start += apart.end()
        start = max((joint for joint in run.joints if joint < number.end("code")), default=start)
        code = "".join(words[start : number.end("code")].split())
        said = "".join(words[start : number.end()].split())
        bonus = ((Kind.LETTER, KIND[Kind.LETTER, "code 函"]),) if code.endswith("函") else ()
        piece = run.piece("doc_no", said, start, number.end())
        yield start, number.end(), Part(piece, PIECE["document number"], frozenset(_NUMBERED), bonus)
        return
    if "关于" in words or len(words) > 80:
        return
    issue = issue_numbers.find(words)
    if issue:
        is_usual = "期" in words[issue.start : issue.end] or "刊" in words[issue.start : issue.end]
        worth = PIECE["designation" if is_usual else "designation by 号"]
        worth += PIECE["designation with a total"] if issue.designation.total else 0.0
        piece = run.piece("issue", issue.designation, issue.start, issue.end)
        yield issue.start, issue.end, Part(piece, worth, frozenset(_ISSUED))
    if period := w.PERIOD.fullmatch(words):
        year = dates.number(period["year"]) if period["year"] else None
        part = Part(
            run.piece("issue", designation.Designation("".join(words.split()), year=year)),
            PIECE["designation by a period"],
            frozenset((Kind.BULLETIN,)),
        )
        yield 0, len(words), part
    if order := w.ORDER_NO.search(words):
        said = "".join(order.group().split())
        piece = run.piece("doc_no", said.strip("（()）"), order.start(), order.end())
        kinds = frozenset((Kind.ORDER, Kind.OFFICIAL))
        yield order.start(), order.end(), Part(piece, PIECE["number of an order"], kinds)
    meeting = w.MEETING_NO.fullmatch(words)
    if meeting:
        counted = designation.one(dates.number(meeting["number"]))
        year = dates.number(meeting["year"]) if meeting["year"] else None
        called = designation.Designation("".join(words.split()), year=year, number=counted)
        part = Part(run.piece("issue", called), PIECE["number of a meeting"], frozenset((Kind.MINUTES,)))
        yield 0, len(words), part


def _dates(run: Run) -> Iterator[Anchor]:
    for found in _DATE.finditer(run.words):
        end = found.end("day")
        printed = _PRINTED.match(run.words, end)
        hour = _HOUR.match(run.words, end)
        behind = printed.end() if printed else hour.end() if hour else end
        worth = PIECE["date"] + (PIECE["date with 印发"] if printed else 0.0)
        # The hour of a daily is kept by no field: it is left over.
        stop = behind if printed else end
        yield (
            found.start(),
            stop,
            Part(run.piece("date", day_of(found["day"]), found.start(), stop), worth, frozenset(_ISSUED)),
        )
        if stop < behind:
            yield stop, behind, Part(Piece("between", None, 0, 0), 0.0)
    for found in chain(_UNFILLED.finditer(run.words), _WITHOUT_YEAR.finditer(run.words)):
        piece = run.piece("date", None, found.start(), found.end())
        yield found.start(), found.end(), Part(piece, PIECE["date not filled in"], frozenset(_ISSUED))
        if weekday := _HOUR.match(run.words, found.end()):
            yield *weekday.span(), Part(Piece("between", None, 0, 0), 0.0)


def day_of(words: str) -> date | None:
    """The day, or None when no calendar has it."""
    try:
        return dates.read(words)
    except Refusal:
        return None


def _signers(run: Run) -> Iterator[Anchor]:
    for found in w.SIGNER.finditer(run.words):
        name = "".join((found["name"] or "").split())
        worth = PIECE["signer" if name else "signer not filled in"]
        piece = run.piece("signer" if name else "left", name or "签发", found.start(), found.end())
        yield found.start(), found.end(), Part(piece, worth)
    for found in _STAFF_INSIDE.finditer(run.words):
        piece = run.piece("left", label_of(found.group()), found.start(), found.end())
        yield found.start(), found.end(), Part(piece, PIECE["field of the staff"])
    staff = w.STAFF.match(run.words)
    if staff:
        stop = next((found.start() for found in w.SIGNER.finditer(run.words)), len(run.words))
        yield 0, stop, Part(run.piece("left", label_of(run.words), 0, stop), PIECE["field of the staff"])


def _marked(run: Run) -> Iterator[Anchor]:
    """How far and how fast it goes, told beside the name: 云河集团有限公司　　加急."""
    for found in _MARK_BESIDE.finditer(run.words):
        piece = run.piece("marks", "".join(found.group().split()), found.start(), found.end())
        yield found.start(), found.end(), Part(piece, PIECE["mark"])


def label_of(words: str) -> str:
    """What a field of the staff is called: 责任编辑."""
    return "".join(re.split("[：:]", words)[0].split()).strip("（(【[")


def _readings(run: Run, anchors: Sequence[Anchor]) -> Iterator[list[Part]]:
    """The anchors with what stands between them read as name or issuer."""
    numbers = [start for start, _, part in anchors if part.piece.field in ("issue", "doc_no")]
    is_free = all(part.piece.field == "marks" for _, _, part in anchors)
    for is_name in (True, False):
        parts: list[Part] = []
        at = 0
        for start, end, part in (*anchors, (len(run.words), len(run.words), None)):
            gap = _trimmed(run.words, at, start)
            if gap:
                before_number = any(number >= gap[1] for number in numbers)
                parts.append(_gap(run, gap, is_name=is_name and (before_number or is_free)))
            if part is not None:
                parts.append(part)
            at = end
        if parts and not any(part is _UNREADABLE for part in parts) and _is_once(parts):
            yield parts
        if len(numbers) == 0 and not is_free:
            return


_UNREADABLE = Part(Piece("between", None, 0, 0), PIECE["words between"])


def _is_once(parts: Sequence[Part]) -> bool:
    fields = [part.piece.field for part in parts if part.piece.field not in ("between", "left", "marks")]
    return len(fields) == len(set(fields))


def _trimmed(words: str, start: int, end: int) -> tuple[int, int] | None:
    gap = words[start:end]
    kept = gap.strip(_EDGES)
    if not kept or not any(each.isalnum() for each in kept):
        return None
    first = start + gap.index(kept)
    return first, first + len(kept)


def _gap(run: Run, gap: tuple[int, int], *, is_name: bool) -> Part:
    words = run.words[gap[0] : gap[1]]
    bracketed = _BRACKETED.match(words)
    if _NO_NAME.search(words) or (bracketed and bracketed.end() < len(words)):
        return _UNREADABLE
    return _name(run, words, gap) if is_name else _issuer(run, words, gap)


def _name(run: Run, words: str, gap: tuple[int, int]) -> Part:
    name = "".join(words.split())
    if not 2 <= len(name) <= _LONGEST_NAME or w.ISSUER_LABEL.match(words) or re.search("[：:]", name):
        return _UNREADABLE
    inside = [joint for joint in run.joints if gap[0] < joint < gap[1]]
    worth = len(inside) * PIECE["masthead on another line"]
    first = "".join(run.words[gap[0] : inside[0]].split()) if inside else ""
    is_issued = len(name) - len(first) > 2 and w.BULLETIN_NAME.search(name) and parse.names_an_organ(first)
    last = "".join(run.words[inside[-1] : gap[1]].split()) if inside else ""
    if last and w.BULLETIN_WORD.fullmatch(last):
        worth += PIECE["masthead ends in a bare word"]
    elif first and is_issued:
        worth += PIECE["masthead begins with an organ's line"]
    piece = run.piece("masthead", name, *gap)
    quoted = _QUOTED.fullmatch(words)
    if quoted and w.BULLETIN_NAME.search(quoted["name"]):
        start, end = (gap[0] + at for at in quoted.span("name"))
        piece = run.piece("masthead", "".join(quoted["name"].split()), start, end)
        return Part(piece, worth + PIECE["masthead of a bulletin"], frozenset((Kind.BULLETIN,)))
    for kind, pattern in (
        (Kind.BULLETIN, w.BULLETIN_NAME),
        (Kind.OFFICIAL, w.OFFICIAL_NAME),
        (Kind.ORDER, w.ORDER_NAME),
        (Kind.MINUTES, w.MINUTES_NAME),
    ):
        if pattern.search(name) and not name.startswith("关于"):
            article = "minutes" if kind is Kind.MINUTES else f"a{'n' if kind[0] in 'aeiou' else ''} {kind}"
            return Part(piece, worth + PIECE[f"masthead of {article}"], frozenset((kind,)))
    if "关于" in name:
        return _UNREADABLE
    ends = (*(joint - gap[0] for joint in inside), len(words))
    organs = ["".join(words[start:end].split()) for start, end in pairwise((0, *ends))]
    if parse.names_an_organ(name) or all(map(parse.names_an_organ, organs)):
        return Part(piece, worth + PIECE["masthead of a letter"], frozenset((Kind.LETTER,)))
    if w.HEADED_GENRE.search(name) and parse.names_an_organ(w.HEADED_GENRE.sub("", name)):
        return Part(piece, worth + PIECE["masthead of a genre"], frozenset((Kind.OFFICIAL,)))
    if w.GENRE.search(name):
        return _UNREADABLE
    return Part(piece, worth + PIECE["masthead of no kind"], frozenset((Kind.BULLETIN,)))


def _issuer(run: Run, words: str, gap: tuple[int, int]) -> Part:
    if _BRACKETED.fullmatch(words):
        words = words[1:-1].strip()
        if not w.ISSUER_LABEL.match(words) and not w.ISSUER_TAIL.search(words):
            return _UNREADABLE
    label = w.ISSUER_LABEL.match(words)
    numbered = issue_numbers.find(words)
    if numbered and numbered.start == 0 and numbered.designation.number:
        return _UNREADABLE
    cuts = [joint - gap[0] for joint in run.joints if gap[0] < joint < gap[1]]
    begun = words[label.end() if label else 0 :]
    lines = [words[start:end] for start, end in pairwise((0, *cuts, len(words)))] if cuts and not label else [begun]
    organs = ["".join(each.split()) for each in lines]
    is_glued = len(lines) > 1 and parse.begins_with_a_place(organs[-1]) and not all(map(parse.names_an_organ, organs))
    parts = [part for line in lines for part in line.split()]
    between = "、" if len(parts) > 1 and all(len(each) > 3 and parse.names_an_organ(each) for each in parts) else ""
    name = w.ISSUER_TAIL.sub("", between.join(parts))
    if not 2 <= len(name) <= _LONGEST_ISSUER or ":" in name or "：" in name:
        return _UNREADABLE
    if label:
        worth = PIECE["issuer with its label"]
    elif parse.names_an_organ(name):
        worth = PIECE["issuer is an organ"]
    elif w.GENRE.search(name):
        return _UNREADABLE
    elif re.fullmatch(r"(?:[一-鿿]\s+){2,}[一-鿿]", words):
        worth = PIECE["issuer letter-spaced"]
    else:
        worth = PIECE["issuer is no known organ"]
    worth += PIECE["issuer below other words"] if is_glued else 0.0
    if w.MEETING.search(name):
        worth += PIECE["issuer is a meeting"]
    return Part(run.piece("issuer", name, *gap), worth, frozenset(_ISSUED))


def day_line(words: str) -> tuple[int, int] | None:
    """Where the date stands with which a line ends; None if it ends with none, or goes on behind it."""
    found = max(_DATE.finditer(words), key=lambda each: each.end(), default=None)
    if found is None:
        return None
    behind = words[found.end() :].strip()
    return found.span("day") if not behind or _HOUR.fullmatch(behind) else None


def is_day(words: str) -> bool:
    """Whether the words are a date and nothing else."""
    return day_line(words) is not None and _DATE.match(words) is not None
