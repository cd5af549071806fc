"""From a draft to its kind: which format it has, what is missing in it, the number it claims, and what the press gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from distro.documents.designation import Designation
from distro.documents.draft import LIMITS, Draft
from distro.documents.kinds import listed
from distro.documents.kinds.fifteen import DEFAULT, KINDS
from distro.documents.kinds.kind import Field, Format, Kind, Numbering
from distro.kernel.errors import Refusal
from distro.outside.clock import date_text
from distro.press.document import Document

_IN_A_TITLE = re.compile(rf"(?P<kind>{'|'.join(name for name in KINDS if name != DEFAULT.name)}|令)(?:（[^（）]*）)?$")


LABELS_OF_ALL = {
    "kind": "文种",
    "format": "格式",
    "choices": "名单读法",
    "copies_numbered": "份号",
    "aside": "没有取用的文字",
}
"""Fields of every draft, whatever its kind."""


def kind_of(content: Draft) -> Kind:
    """The kind of the draft; an unknown one, which no form sends, is a bulletin."""
    return KINDS.get(content.kind, DEFAULT)


def format_of(content: Draft) -> Format:
    """The format chosen, if the kind has it, else the usual one of its kind."""
    formats = kind_of(content).formats
    return next((each for each in formats if each.name == content.format), formats[0])


def in_title(title: str) -> str | None:
    """The kind of 公文 that a title names at its end: 关于…的通知（试行）."""
    named = _IN_A_TITLE.search("".join(title.split()))
    return ("命令" if named["kind"] == "令" else named["kind"]) if named else None


def typed(texts: Mapping[str, str]) -> Draft:
    """What a form's texts stand for, in the kind it names; see `Draft.typed`."""
    return settled(Draft.typed(texts))


def settled(content: Draft) -> Draft:
    """The draft as its kind has it: what was typed in fields of another kind stands aside, so that nothing is lost."""
    kind, form = kind_of(content), format_of(content)
    change: dict[str, Any] = {
        "kind": kind.name,
        "format": "" if form is kind.formats[0] else form.name,
    }
    aside = []
    for name, label in _LABELS.items():
        value = getattr(content, name)
        field = form.field(name)
        if name in LABELS_OF_ALL:
            continue
        if field is None and value:
            text = value if isinstance(value, str) else date_text(value)
            aside += [f"{label}：{line}" for line in text.split("\n") if line.strip() and text not in _USUAL]
            change[name] = "" if isinstance(value, str) else None
        elif field is not None and field.choices and value not in field.choices:
            change[name] = ""
        elif field is not None and isinstance(value, str) and not field.rows:
            # A line break in a name would break the subject of a mail.
            change[name] = " ".join(value.split("\n"))
    if aside:
        change["aside"] = "\n".join(filter(None, [content.aside, *aside]))
    return replace(content, **change)


def claim(content: Draft) -> Designation | None:
    """The number the text claims; None where it says nothing, or nothing that can be read."""
    numbering = format_of(content).numbering
    return numbering.read(content.designation or numbering.blank)


def problems(content: Draft) -> list[Refusal]:
    """What must be put right before the draft can go on, one refusal a field."""
    form = format_of(content)
    found = [Refusal(field.missing, field=field.name) for field in form.fields if _is_missing(content, field)]
    if content.designation and claim(content) is None:
        found.append(unreadable(content))
    if form.numbering is not Numbering.ISSUE or content.kind != DEFAULT.name:
        found += listed.faults(content, form.tiers)
    for name, limit in LIMITS.items():
        if len(getattr(content, name)) > limit:
            found.append(Refusal("内容过长，最多 %(limit)s 个字。没有保存。", field=name, limit=limit))
    if not found:
        try:
            form.paper(content, content.designation)
        except Refusal as refusal:
            found.append(refusal)
    return found


def paper(content: Draft, designation: str | None = None) -> Document:
    """The document to print under this designation, or else under the one the text claims; every field must be there."""
    return format_of(content).paper(content, designation or content.designation)


def labels(content: Draft) -> dict[str, str]:
    """What each field is called in a draft of this kind; those it does not have, as another kind calls them."""
    return _LABELS | {field.name: field.label for field in format_of(content).fields}


def unreadable(content: Draft) -> Refusal:
    """What is said of words that are no number of this kind."""
    return Refusal(format_of(content).numbering.unreadable, field="designation", words=content.designation)


def _is_missing(content: Draft, field: Field) -> bool:
    value = getattr(content, field.name)
    return bool(field.missing) and not (value.strip() if isinstance(value, str) else value)


_LABELS = LABELS_OF_ALL | {
    field.name: field.label for kind in reversed(KINDS.values()) for form in kind.formats for field in form.fields
}
_USUAL = frozenset(
    field.choices[0] for kind in KINDS.values() for form in kind.formats for field in form.fields if field.choices
)
