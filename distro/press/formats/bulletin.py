"""简报: masthead, issue, issuer and date over the red rule, contents, pieces with title and text, the tiers at the foot.

No clause of GB/T 9704-2012 knows it; it follows the standard in all that the standard has measures for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from ..document import Article, Bulletin, Run
from ..elements import contents, editors_note, imprint
from ..elements.body import SetBody, least, set_body
from ..elements.mark import fitted
from ..elements.titles import set_title
from ..setting.characters import Field
from ..setting.filling import Flow
from ..setting.fonts import HEADLINE, HEI, KAI, TEXT
from ..setting.grid import CELL, PITCH, SIZE, WIDTH, measure, text_measure
from ..setting.lines import Grid, Line, Piece, balance, justify

STYLES = ("page", "body", "bulletin")
EVEN = False

COPY_NUMBER = "编号："
_BETWEEN = 2  # rows between two pieces
_AUTHOR_CELLS = 24


@dataclass(frozen=True)
class SetArticle:
    """A piece placed on its page; `above` are the blank rows over its title."""

    article: Article
    page: int
    fresh: bool
    above: int
    title: tuple[Line, ...]
    author: tuple[Line, ...]
    note: tuple[Line, ...]
    body: SetBody
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Layout:
    """The whole bulletin placed: all that depends on which row of which page a thing stands on.

    `fresh` says that the leading piece begins a new page.
    """

    entries: tuple[contents.Entry, ...]
    fresh: bool
    lead: SetBody
    articles: tuple[SetArticle, ...]


def fields(bulletin: Bulletin) -> Iterator[Field]:
    """Every text in printed order."""
    layout = _layout(bulletin)
    for number, mark in enumerate(_marks(bulletin), 1):
        yield Field("marks", f"报头标注第{number}项", mark, HEI)
        if number == 1 and bulletin.copy_number:
            yield Field("copy_number", "编号", COPY_NUMBER + bulletin.copy_number, TEXT)
    yield Field("masthead", "报头名称", bulletin.masthead, HEADLINE)
    if bulletin.edition:
        yield Field("edition", "增刊标注", bulletin.edition, HEI)
    yield Field("issue_text", "期号", bulletin.issue_text, TEXT)
    yield Field("issuer", "编印单位", bulletin.issuer, TEXT)
    yield Field("date", "日期", bulletin.date_text, TEXT)
    yield from contents.fields(layout.entries)
    if bulletin.note:
        yield from editors_note.fields(bulletin.note, "note", "编者按")
    for number, title in enumerate(bulletin.titles, 1):
        yield from _title_fields(title, "titles", f"第{number}个标题")
    yield from layout.lead.fields
    for article in layout.articles:
        yield from article.fields
    for number, block in enumerate(bulletin.imprint, 1):
        yield Field("imprint", f"版记第{number}项", block, TEXT)
    if bulletin.copies is not None:
        yield Field("copies", "印数", _copies(bulletin), TEXT)


def context(bulletin: Bulletin) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    layout = _layout(bulletin)
    return {
        "marks": _set_marks(bulletin),
        "masthead": fitted(bulletin.masthead),
        "edition": _edition(bulletin),
        "issue": balance(bulletin.issue_text, text_measure()),
        "issuer": _issuer(bulletin),
        "contents_heading": contents.heading(),
        "entries": layout.entries,
        "note": editors_note.set_note(bulletin.note) if bulletin.note else [],
        "titles": [set_title(each) for each in bulletin.titles],
        "fresh": layout.fresh,
        "lead": layout.lead,
        "articles": layout.articles,
        "imprint": imprint.pages([*map(imprint.block, bulletin.imprint), *_last_tier(bulletin)]),
    }


def _layout(bulletin: Bulletin) -> Layout:
    return _placed(bulletin, text_measure())


@lru_cache(maxsize=2)
def _placed(bulletin: Bulletin, text: Grid) -> Layout:
    """Place everything: the rows of the heading, then piece by piece; the contents learn the pages last.

    Asked by the check of characters, by the template and by the gate in turn, it remembers what it has done last.
    """
    flow = Flow()
    flow.take(int(bulletin.numbered))
    flow.take(len(_marks(bulletin)) + round(fitted(bulletin.masthead)["height"] / PITCH))
    flow.take(len(_edition(bulletin)))
    issue = len(balance(bulletin.issue_text, text))
    flow.take((1 + issue if issue else 0) + 1 + max(1, len(_issuer(bulletin)["lines"])) + 2)
    titles = _listed(bulletin)
    if titles:
        flow.take(contents.rows(titles) + 1)
    if bulletin.note:
        flow.take(len(editors_note.set_note(bulletin.note)) + 1)
    head = sum(len(set_title(title)) for title in bulletin.titles)
    fresh = flow.turn_unless(head + 1 + least(bulletin.paragraphs)) if bulletin.titles else False
    page = flow.page
    flow.take(head)
    flow.skip(1)
    lead = set_body(bulletin.paragraphs, flow, "paragraphs", "正文", under=1 if bulletin.titles else 0)
    articles = tuple(_place(article, number, flow) for number, article in enumerate(bulletin.articles, 1))
    pages = ([page] if bulletin.titles else []) + [article.page for article in articles]
    return Layout(tuple(contents.entries(titles, pages)) if titles else (), fresh, lead, articles)


def _place(article: Article, number: int, flow: Flow) -> SetArticle:
    """A piece after what stands before it; its title stays with its first lines."""
    title = set_title(article.title)
    author = balance(article.author, measure(KAI, SIZE, CELL, _AUTHOR_CELLS * CELL)) if article.author else []
    note = editors_note.set_note(article.note) if article.note else []
    head = len(title) + len(author) + 1 + (len(note) + 1 if note else 0)
    first = least(article.body)
    above = 0 if flow.at_top else _BETWEEN
    fresh = flow.turn_unless(above + head + first)
    above = 0 if fresh else above
    flow.take(above)
    page = flow.page
    flow.take(head)
    place = f"第{number}篇"
    body = set_body(article.body, flow, "articles", f"{place}正文")
    texts = (
        _title_fields(article.title, "articles", f"{place}标题"),
        [Field("articles", f"{place}作者", article.author, KAI)],
        editors_note.fields(article.note, "articles", f"{place}编者按"),
        body.fields,
    )
    return SetArticle(
        article, page, fresh, above, tuple(title), tuple(author), tuple(note), body, tuple(chain.from_iterable(texts))
    )


def _listed(bulletin: Bulletin) -> Sequence[str]:
    """The titles of the contents: of the leading piece the first, of the others each; none if there are not several."""
    titles = [*bulletin.titles[:1], *(article.title for article in bulletin.articles)]
    return titles if bulletin.contents and len(titles) > 1 else []


def _title_fields(title: str, name: str, place: str) -> Iterator[Field]:
    """A title, whose own line breaks are no characters."""
    lines = title.split("\n")
    for number, line in enumerate(lines, 1):
        yield Field(name, place if len(lines) == 1 else f"{place}第{number}行", line, HEADLINE)


def _marks(bulletin: Bulletin) -> Sequence[str]:
    """The rows above the name; the copy number stands on the first."""
    return bulletin.marks or (("",) if bulletin.copy_number else ())


def _set_marks(bulletin: Bulletin) -> list[dict[str, Any]]:
    """Every row above the name: the mark, and on the first the copy number, `gap` to the right of it."""
    text, mark = text_measure(), measure(HEI, SIZE, CELL, WIDTH)
    number = balance(COPY_NUMBER + bulletin.copy_number, text) if bulletin.copy_number else []
    found = []
    for at, each in enumerate(_marks(bulletin)):
        line = justify((Run(each),), mark)[0] if each else ()
        right = number[0] if number and at == 0 else ()
        found.append({"line": line, "gap": WIDTH - mark.measure(line) - text.measure(right), "right": right})
    return found


def _edition(bulletin: Bulletin) -> list[Line]:
    return balance(bulletin.edition, measure(HEI, SIZE, CELL, WIDTH))


def _copies(bulletin: Bulletin) -> str:
    return f"（共印{bulletin.copies}份）"


def _last_tier(bulletin: Bulletin) -> Iterator[imprint.Block]:
    if bulletin.copies is not None:
        yield imprint.at_right(_copies(bulletin))


def _issuer(bulletin: Bulletin) -> dict[str, Any]:
    """The issuer, and on its last line the date, `gap` to the right of it (both one character in from the edges).

    Text placed by CSS positions, floats or flex boxes would be painted, and therefore read, out of order.
    """
    text = measure(TEXT, SIZE, CELL, WIDTH - 2 * CELL)
    date = (Piece(bulletin.date_text, False, text.spacing),)
    room = text.width - text.measure(date)
    lines = justify((Run(bulletin.issuer),), measure(TEXT, SIZE, CELL, room - 2 * CELL))
    return {"lines": lines, "date": date, "gap": room - (text.measure(lines[-1]) if lines else 0)}
