"""The words of a mail, from templates/mail/<name>/: Chinese, and below it English, for an office's language is unknown."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from distro.resources import TEMPLATES

FOLDER = TEMPLATES / "mail"


class MailText(NamedTuple):
    """What one mail says; the subject is a single line."""

    subject: str
    body: str


def compose(name: str, **values: str) -> MailText:
    """The mail of this name with its values filled in as they are; UndefinedError when one is missing."""
    subject, body = (_templates().get_template(f"{name}/{part}.txt").render(values) for part in MailText._fields)
    return MailText(" ".join(subject.split()), body)


@cache
def _templates() -> Environment:
    # Plain text: an escaped character would be read as it stands.
    return Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        keep_trailing_newline=True,
    )
