"""How every command reads what a file holds: its bytes, or the draft its text is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from distro.documents.draft import Draft
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import recognise
from distro.kernel.pasted import clean, decode
from distro.kernel.secrecy import refuse_if_secret

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))


def read_bytes(path: str) -> bytes:
    """What a file holds; `-` is standard input."""
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def read_text(path: str) -> str:
    """The text of a document; Refusal when it cannot be read, or is classified."""
    text = clean(decode(read_bytes(path)))
    refuse_if_secret(text)
    return text


def read_draft(path: str) -> Draft:
    """The draft a text file holds. Refusal when it cannot be read as a bulletin."""
    return from_recognised(recognise(read_text(path)))
