"""Reading a whole document: its text is measured, arranged, and put together as what was recognised in it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from distro.documents.recognition import listing
from distro.documents.recognition import words as w
from distro.documents.recognition.arrangement import Arrangement, arrange, certainty_of
from distro.documents.recognition.lines import RULES, Line, lines_of
from distro.documents.recognition.measure import joins, measure, units
from distro.documents.recognition.parts import annex_titles, told_apart
from distro.documents.recognition.proposals import Kind, Piece
from distro.documents.recognition.recognised import PAGES, Leftover, Part, Place, Recognised
from distro.documents.recognition.weights import INFERRED
from distro.kernel.errors import Refusal
from distro.lists.grammar import parse
from distro.lists.grammar.reading import Reading
from distro.press.document import Paragraph, Run

_OWN_NAME = {
    Kind.OFFICIAL: re.compile(f"文件$|{w.HEADED_GENRE.pattern}"),
    Kind.LETTER: re.compile("$"),
    Kind.ORDER: re.compile("(?:命令|嘉奖令|令)$"),
}
"""Kinds whose name at the head is that of those who issue, and what stands behind it there."""
MOST_LINES = 5000
_ORGAN_END = re.compile(f"(?:{w.ORGAN_END})$")
_LINE_END = re.compile(r"\s*\n\s*")
_DOUBTFUL = 0.3
"""How sure a date is that no calendar has, or that was not filled in."""


def recognise(text: str) -> Recognised:
    """Recognise the elements of cleaned text, whatever it is.

    Refused (field: text) is only one without words, or with more lines than MOST_LINES, so that no text can take long.
    """
    lines, furniture = lines_of(text)
    if not lines:
        raise Refusal("还没有粘贴文字，请先粘贴公文全文。", field="text")
    if len(lines) > MOST_LINES:
        raise Refusal(
            "文字超过 %(most)s 行，没有识别。请删去多余的换行，或分成几份再粘贴。", field="text", most=MOST_LINES
        )
    lines, joined = units(lines, joins(lines, measure(lines)))
    found = _Found(told_apart(arrange(lines, joined), lines, joined))
    rows = [piece.value for piece in found.pieces("tier")]
    listed = listing.read(text, lines, rows, joined)
    address = found.first("address")
    addressed = listing.read_address(text, lines, address.start, address.end) if address else None
    readings = [each.reading for each in (addressed, listed) if each]
    values = _values(found, text, readings)
    values["imprint"] = listed.wording
    values["address"] = addressed.wording[0] if addressed else ""
    values["list_read"] = _together(readings)
    body = [piece.value for piece in found.pieces("front", "body")]
    text_of = partial(_paragraphs, lines, joined)
    values["paragraphs"] = text_of(body)
    values["articles"] = tuple(Part(title, text_of(rows)) for title, rows in found.articles())
    annexed = [piece.value for piece in found.pieces("annex_texts")]
    values["annex_texts"] = tuple(
        Part(title, text_of(rows)) for title, rows in annex_titles(lines, annexed, values["annexes"])
    )
    for name in ("editors_note", "attendance", "note"):
        values[name] = tuple(_joined(lines, [piece.value for piece in found.pieces(name)], joined))
    values["editors_note"] = "\n".join(values["editors_note"])
    values["note"] = "\n".join(values["note"])
    certainty = min(
        (one.confidence for each in readings for tier in each.tiers for one in tier.recipients), default=0.0
    )
    confidence = found.confidence(values) | {
        "imprint": min(certainty, found.sureness("tier")) if rows else 0.0,
        "address": min(certainty, found.sureness("address")) if address else 0.0,
        "paragraphs": min(
            [found.sureness("body"), *(certainty_of(abs(joined[at])) for at in body if at < len(joined))]
        ),
    }
    printed = [(found.field_of(text[start:end]), start, end) for start, end in _behind_tiers(readings)]
    places = [
        *(Place(*claim) for claim in printed if claim[0]),
        *found.places(text, lines, values),
    ]
    named = [*found.left(values), *((each.start, each.end, PAGES) for each in furniture)]
    apart = [(each.start, each.end, "") for reading in readings for each in reading.leftovers]
    apart += [(start, end, "") for field, start, end in printed if not field]
    aside = [*named, *apart]
    held = list(_disjoint(text, places, aside))
    return Recognised(
        kind=found.kind,
        confidence=MappingProxyType(confidence),
        places=tuple(sorted(held, key=lambda place: place.start)),
        leftovers=tuple(_leftovers(text, lines, held, aside)),
        **values,
    )


class _Found:
    """The pieces of the best arrangement by field, each with its confidence."""

    def __init__(self, arrangement: Arrangement) -> None:
        self.kind = arrangement.kind
        self._sureness = arrangement.sureness
        self._has_all_titles = arrangement.has_all_titles
        self._pieces: dict[str, list[tuple[Piece, float]]] = {}
        for piece, sure in arrangement.placed:
            self._pieces.setdefault(piece.field, []).append((piece, sure))

    def pieces(self, *fields: str) -> list[Piece]:
        return [piece for field in fields for piece, _ in self._pieces.get(field, [])]

    def first(self, field: str) -> Piece | None:
        return next(iter(self.pieces(field)), None)

    def articles(self) -> Iterator[tuple[str, list[int]]]:
        """The titles of further articles, each with the rows of its text."""
        titles = self.pieces("article")
        for number, title in enumerate(titles):
            end = titles[number + 1].start if number + 1 < len(titles) else sys.maxsize
            yield title.value, [each.value for each in self.pieces("article_text") if title.start < each.start < end]

    def value(self, field: str) -> Any:
        piece = self.first(field)
        return piece.value if piece else None

    def sureness(self, *fields: str) -> float:
        """Of the least sure piece of the fields; 0 if there is none."""
        return min((sure for field in fields for _, sure in self._pieces.get(field, [])), default=0.0)

    def confidence(self, values: Mapping[str, Any]) -> dict[str, float]:
        sources = {name: (name,) for name in values} | {
            "designation": ("issue",),
            "issue_text": ("issue",),
            "date_text": ("date",),
            "issuer": (_source(self),),
            "signer": ("signer", "officer"),
            "articles": ("article",),
            "copies": ("copies",) if self.pieces("copies") else ("tier",),
            "print_org": ("print_org",) if self.pieces("print_org") else ("tier",),
            "print_date": ("print_date",) if self.pieces("print_date") else ("tier",),
        }
        found = {name: self.sureness(*sources[name]) if value else 0.0 for name, value in values.items()}
        signed = "".join(piece.value for piece in self.pieces("signed"))
        if _source(self) == "titles" or (_source(self) != "issuer" and signed and _named(self) not in ("", signed)):
            found["issuer"] = min(found["issuer"], INFERRED)
        found["titles"] = min(found["titles"], self._has_all_titles)
        if values["date"] is None and values["date_text"]:
            found["date_text"] = min(found["date_text"], _DOUBTFUL)
        return found | {"kind": self._sureness}

    def field_of(self, printed: str) -> str:
        """The field that words behind a tier fill, its printing line or its print run; "" if another line fills it."""
        field, other = ("copies", "copies") if w.COPIES.search(printed) else ("print_date", "print_org")
        return "" if self.pieces(field, other) else field

    def places(self, text: str, lines: Sequence[Line], values: Mapping[str, Any]) -> Iterator[Place]:
        for field, pieces in self._pieces.items():
            if field in ("left", "signed") and (field == "left" or not self._is_issuer(values)):
                continue
            for piece, _ in pieces:
                yield Place(_FIELD_OF.get(field, field), piece.start, piece.end)

    def left(self, values: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
        """The pieces that were understood, and are in no field: start, end and what they are called."""
        for piece in self.pieces("left"):
            yield piece.start, piece.end, piece.value
        if not self._is_issuer(values):
            for piece in self.pieces("signed"):
                yield piece.start, piece.end, "署名"

    def _is_issuer(self, values: Mapping[str, Any]) -> bool:
        """Whether those who sign are those who issue."""
        issuer = values["issuer"] or ""
        return all(piece.value in issuer.replace("、", "") for piece in self.pieces("signed"))


_FIELD_OF = {
    "issue": "issue_text",
    "signed": "issuer",
    "officer": "signer",
    "front": "paragraphs",
    "article": "articles",
    "article_text": "articles",
    "body": "paragraphs",
    "tier": "imprint",
    "printed": "print_date",
}
"""The field of what was recognised to which the pieces of an element belong, where its name is another."""


def _values(found: _Found, text: str, readings: Sequence[Reading]) -> dict[str, Any]:
    issue = found.first("issue")
    date = found.first("date")
    trailer = readings[-1]
    return {
        "masthead": found.value("masthead"),
        "designation": found.value("issue"),
        "issue_text": _LINE_END.sub("", text[issue.start : issue.end]) if issue else None,
        "doc_no": found.value("doc_no"),
        "signer": found.value("signer") or found.value("officer"),
        "issuer": _issuer(found),
        "date": date.value if date else None,
        "date_text": text[date.start : date.end].strip() if date else None,
        "marks": tuple(piece.value for piece in found.pieces("marks")),
        "titles": found.value("titles") or (),
        "annexes": found.value("annexes") or (),
        "copies": found.value("copies") or trailer.copies,
        "print_org": found.value("print_org") or trailer.print_org,
        "print_date": found.value("print_date") or trailer.print_date,
    }


def _source(found: _Found) -> str:
    """Where the issuer is named: in the head, else in the name at the head, where it is signed, or in the title.

    A signature that is not of the organ in the name goes before it: an office signs on the paper of the whole.
    """
    if found.first("issuer"):
        return "issuer"
    signed = [piece.value for piece in found.pieces("signed")]
    name = _named(found)
    if name and (not signed or any(organ in name or name in organ for organ in signed)):
        return "masthead"
    return "signed" if signed else "titles"


def _named(found: _Found) -> str:
    """The organ in the name at the head, where documents of the kind have it there."""
    name = found.value("masthead")
    return _OWN_NAME[found.kind].sub("", name) if name and found.kind in _OWN_NAME else ""


def _issuer(found: _Found) -> str | None:
    source = _source(found)
    if source == "issuer":
        return "、".join(dict.fromkeys(piece.value for piece in found.pieces("issuer")))
    if source == "masthead":
        return _organs(_named(found))
    if source == "signed":
        return "、".join(_organs(piece.value) for piece in found.pieces("signed"))
    return _opening(found)


def _opening(found: _Found) -> str | None:
    """The organ that opens the title of an official document: 东湾市水利局关于…."""
    organ, about, _ = "".join((found.value("titles") or ("",))[0].split()).partition("关于")
    is_one = about and found.kind in _OWN_NAME and parse.names_an_organ(organ)
    return _organs(organ) if is_one else None


def _organs(words: str) -> str:
    """The organs of a joint document, written one behind the other in its head, parted by 、."""
    for cut in range(4, len(words) - 3):
        is_whole = (
            not words.startswith(("员会", "办公"), cut)
            and _ORGAN_END.search(words[:cut])
            and parse.names_an_organ(words[:cut])
        )
        if is_whole and parse.begins_with_a_place(words[cut:]):
            return words[:cut] + "、" + _organs(words[cut:])
    return words


def _behind_tiers(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """What the lists know to be no names, outside their tiers."""
    for reading in readings:
        for start, end in reading.fields:
            if all(end <= tier.start or start >= tier.end for tier in reading.tiers):
                yield start, end


def _together(readings: Sequence[Reading]) -> Reading | None:
    tiers = tuple(tier for reading in readings for tier in reading.tiers)
    last = readings[-1]
    left = tuple(each for reading in readings for each in reading.leftovers)
    return Reading(last.text, tiers, last.copies, last.print_org, last.print_date, last.fields, left) if tiers else None


def _joined(lines: Sequence[Line], rows: Sequence[int], joined: Sequence[float]) -> Iterator[str]:
    """The paragraphs that stand in these lines."""
    words = ""
    for number, at in enumerate(rows):
        words += lines[at].words
        is_last = number + 1 == len(rows) or rows[number + 1] != at + 1
        if is_last or joined[at] <= 0:
            yield words
            words = ""


def _paragraphs(lines: Sequence[Line], joined: Sequence[float], rows: Sequence[int]) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(words) for words in _joined(lines, rows, joined))


def _paragraph(words: str) -> Paragraph:
    """`**` switches bold on and off; an unpaired one stays as it was typed."""
    parts = words.split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    return Paragraph(tuple(Run(part, bold=bool(number % 2)) for number, part in enumerate(parts) if part))


def _disjoint(text: str, places: Iterable[Place], aside: Iterable[tuple[int, int, str]]) -> Iterator[Place]:
    """The places without what is left over, and without what a place before them holds already."""
    taken = bytearray(len(text))
    for start, end, _ in aside:
        taken[start:end] = b"\1" * (end - start)
    for field, begin, end in places:
        at = begin
        while (start := taken.find(0, at, end)) >= 0:
            stop = taken.find(1, start, end)
            at = stop if stop >= 0 else end
            yield Place(field, start, at)
        taken[begin:end] = b"\1" * (end - begin)


def _leftovers(
    text: str, lines: Sequence[Line], places: Iterable[Place], named: Iterable[tuple[int, int, str]]
) -> Iterator[Leftover]:
    """Everything that says something and is in no place: the named stretches, and whatever else is there."""
    taken = bytearray(len(text))
    for place in places:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    found = sorted(named)
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
    found += [(start, end, "") for line in lines for start, end in _untaken(text, taken, line)]
    merged: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found):
        if merged and name and merged[-1][2] == name and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), name)
        else:
            merged.append((start, end, name))
    for start, end, name in merged:
        if not all(map(is_separator, text[start:end])):
            yield Leftover(text[start:end], start, end, name)


def _untaken(text: str, taken: bytearray, line: Line) -> Iterator[tuple[int, int]]:
    at = line.start
    while (start := taken.find(0, at, line.end)) >= 0:
        stop = taken.find(1, start, line.end)
        at = stop if stop >= 0 else line.end
        speaking = [place for place in range(start, at) if not is_separator(text[place])]
        if speaking:
            yield speaking[0], speaking[-1] + 1


def is_separator(character: str) -> bool:
    """Whether a character only parts words: white space, a mark, a drawn line, something invisible."""
    return unicodedata.category(character)[0] in "PZC" or character in RULES
