"""The pages of a document as HTML and a style sheet: every line broken here, set on the grid by templates/pdf."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..resources import TEMPLATES
from .document import Document
from .elements import imprint, masthead
from .elements.ending import FLOWING, TEXT_END, Ending, turned
from .formats import bulletin, form, letter, minutes, official, order
from .setting import characters, grid
from .setting.characters import Field
from .setting.fonts import FOLIO, HEADLINE, HEI, KAI, TEXT

SETTERS = {
    "bulletin": bulletin,
    "official": official,
    "letter": letter,
    "order": order,
    "minutes": minutes,
    "form": form,
}
"""The module that sets each format."""


def fields(document: Document) -> Iterator[Field]:
    """Every text of a document in printed order."""
    yield from SETTERS[document.format].fields(document)


@cache
def environment() -> Environment:
    """The templates of the press."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "pdf"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(document: Document, ending: Ending = FLOWING) -> str:
    """The whole document as one HTML document, its lines broken; CharacterError if one cannot be printed.

    `ending` says where the imprint begins, when that is known.
    """
    characters.check(fields(document))
    return (
        environment()
        .get_template(f"{document.format}.html")
        .render(
            document=document,
            stretches=grid.stretches,
            pitch=grid.PITCH,
            TEXT=TEXT,
            HEADLINE=HEADLINE,
            HEI=HEI,
            KAI=KAI,
            **SETTERS[document.format].context(document),
            ending=ending,
        )
    )


def ending(document: Document, places: list[frozenset[str]]) -> Ending:
    """How a document must end, as its first setting shows: the marked places of each of its pages."""
    if not SETTERS[document.format].EVEN:
        return FLOWING
    blocks = len(SETTERS[document.format].context(document)["imprint"])
    text_end = next(at for at, marked in enumerate(places, 1) if TEXT_END in marked)
    return turned(len(places), blocks, text_end)


def stylesheet(format_: str) -> str:
    """The measures and the faces as variables, then what all formats share (page.css, body.css) and what is the format's own."""
    measures = {
        "width": grid.WIDTH,
        "pitch": grid.PITCH,
        "leading": grid.LEADING,
        "size": grid.SIZE,
        "cell": grid.CELL,
        "top": grid.TOP,
        "bottom": grid.BOTTOM,
        "red-rule": masthead.RED_RULE,
        "title-size": grid.TITLE_SIZE,
        "imprint-size": imprint.SIZE,
        "imprint-pitch": imprint.PITCH,
        "imprint-air": imprint.AIR,
        "imprint-rule": imprint.RULE,
        "imprint-thin-rule": imprint.THIN_RULE,
    }
    stacks = {"text": TEXT, "headline": HEADLINE, "hei": HEI, "kai": KAI, "folio": FOLIO}
    values = [f"--{name}: {value:.4f}pt;" for name, value in measures.items()]
    values += [f"--{name}: {stack.css};" for name, stack in stacks.items()]
    sheets = [(TEMPLATES / "pdf" / f"{name}.css").read_text(encoding="utf-8") for name in SETTERS[format_].STYLES]
    return "\n".join([":root {" + " ".join(values) + "}", *sheets])
