"""The language of the interface: Chinese as written in the source, English from the catalogue; never the content."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, request

from distro.kernel.errors import Refusal
from distro.lists.agreement import Break
from distro.offices.grid import Note
from distro.resources import TEMPLATES

COOKIE = "lang"
CHINESE, ENGLISH = "zh-CN", "en"


@cache
def english() -> Catalog:
    with (TEMPLATES / "web" / "en.po").open("rb") as catalogue:
        return read_po(catalogue, locale=ENGLISH, abort_invalid=True)


def chosen() -> str:
    """What the cookie says; Chinese otherwise, whatever the browser would like."""
    if has_request_context() and request.cookies.get(COOKIE) == ENGLISH:
        return ENGLISH
    return CHINESE


def gettext(message: str, **values: Any) -> str:
    """The message in the chosen language, its %(name)s places filled."""
    found = _translated(message)
    return found % values if values else found


def said(told: Refusal | Break | Note) -> str:
    """A refusal, a disagreement or a note in the chosen language; names of states, verbs and sides among its values too."""
    values = {name: _translated(value) if isinstance(value, str) else value for name, value in told.values.items()}
    return gettext(told.message, **values)


def install(app: Flask) -> None:
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension has added it
        _translated, _translated_count, newstyle=True
    )


def _translated(message: str) -> str:
    if chosen() == CHINESE:
        return message
    entry = english().get(message)
    return str(entry.string) if entry is not None and entry.string else message


def _translated_count(one: str, many: str, count: int) -> str:
    return _translated(one if count == 1 else many)
