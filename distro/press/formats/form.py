"""表单: a title and what was filled in, as tables and paragraphs; for the file of a document, never issued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document import Form
from ..elements.body import SetBody, set_body
from ..elements.titles import set_title
from ..setting.characters import Field
from ..setting.filling import Flow
from ..setting.fonts import HEADLINE

STYLES = ("page", "body")
EVEN = False


def fields(form: Form) -> Iterator[Field]:
    """Every text in printed order."""
    yield Field("title", "标题", form.title, HEADLINE)
    yield from _text(form).fields


def context(form: Form) -> dict[str, Any]:
    """What the template needs, all lines broken."""
    return {"title": set_title(form.title), "text": _text(form)}


def _text(form: Form) -> SetBody:
    flow = Flow()
    flow.take(len(set_title(form.title)) + 1)
    return set_body(form.body, flow, "body", "表单")
