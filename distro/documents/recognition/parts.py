"""Parts that the place of a piece tells: an editor's note, further articles, who attended, the texts of annexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from distro.documents.recognition import words as w
from distro.documents.recognition.arrangement import Arrangement, Placed
from distro.documents.recognition.lines import Line
from distro.documents.recognition.proposals import Kind, Piece
from distro.documents.recognition.text import is_prose


def told_apart(arrangement: Arrangement, lines: Sequence[Line], joined: Sequence[float]) -> Arrangement:
    """The same pieces, each under the field of the part that it belongs to."""
    placed = list(_notes_and_annexes(arrangement.placed, lines))
    if arrangement.kind is Kind.BULLETIN:
        placed = _articles(_editors_note(placed, lines, joined))
    if arrangement.kind is Kind.MINUTES:
        placed = _attendance(placed, lines, joined)
    return replace(arrangement, placed=tuple(placed))


def annex_titles(lines: Sequence[Line], rows: Sequence[int], listed: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """For each annex in the rows its title and the rows of its text; `listed` are the titles told above them."""
    begun = [place for place, at in enumerate(rows) if w.ATTACHMENT.fullmatch(lines[at].words)]
    for number, (start, stop) in enumerate(pairwise((*begun, len(rows)))):
        known = listed[number] if number < len(listed) else ""
        title, first = "", start + 1
        while first < stop and not is_prose(lines[rows[first]].words):
            longer = title + lines[rows[first]].words
            if title and not "".join(known.split()).startswith("".join(longer.split())):
                break
            title, first = longer, first + 1
        yield title or known or lines[rows[start]].words, list(rows[first:stop])


def _notes_and_annexes(placed: Iterable[Placed], lines: Sequence[Line]) -> Iterator[Placed]:
    rows = {line.start: at for at, line in enumerate(lines)}
    is_annex = False
    for one in placed:
        piece = one.piece
        is_text = piece.field == "left" and piece.value == w.ANNEX_TEXT
        is_annex = is_text and (is_annex or w.ATTACHMENT.fullmatch(lines[rows[piece.start]].words) is not None)
        if is_annex:
            yield _renamed(one, "annex_texts", rows[piece.start])
        elif piece.field == "left" and piece.value == w.NOTE_BELOW:
            yield _renamed(one, "note", rows[piece.start])
        else:
            yield one


def _editors_note(placed: Sequence[Placed], lines: Sequence[Line], joined: Sequence[float]) -> list[Placed]:
    """The note before the title, or right behind it."""
    result = list(placed)
    is_first = True
    for number, one in enumerate(placed):
        piece = one.piece
        if piece.field not in ("front", "body"):
            continue
        if w.EDITOR.match(lines[piece.value].words) and (piece.field == "front" or is_first):
            for at in _run(placed, number, joined):
                result[at] = _renamed(placed[at], "editors_note", placed[at].piece.value)
            return result
        is_first = is_first and piece.field == "front"
    return result


def _articles(placed: Sequence[Placed]) -> list[Placed]:
    first = next((number for number, one in enumerate(placed) if one.piece.field == "article"), len(placed))
    return [
        _renamed(one, "article_text", one.piece.value) if number > first and one.piece.field == "body" else one
        for number, one in enumerate(placed)
    ]


def _attendance(placed: Sequence[Placed], lines: Sequence[Line], joined: Sequence[float]) -> list[Placed]:
    """Who attended, where the text ends with it; above the text it is a part of the text."""
    result = list(placed)
    end = len(placed)
    body = [number for number, one in enumerate(placed) if one.piece.field == "body"]
    for number in reversed(body):
        if not w.ATTENDED.match(lines[placed[number].piece.value].words):
            continue
        run = list(_run(placed, number, joined))
        if body[-1] not in run and run[-1] + 1 != end:
            break
        end = number
        for at in run:
            result[at] = _renamed(placed[at], "attendance", placed[at].piece.value)
    return result


def _run(placed: Sequence[Placed], first: int, joined: Sequence[float]) -> Iterator[int]:
    """The piece and those its line goes on in."""
    yield first
    for number in range(first + 1, len(placed)):
        before, piece = placed[number - 1].piece, placed[number].piece
        if piece.field != placed[first].piece.field or piece.value != before.value + 1 or joined[before.value] <= 0:
            return
        yield number


def _renamed(one: Placed, field: str, row: int) -> Placed:
    return one._replace(piece=Piece(field, row, one.piece.start, one.piece.end))
