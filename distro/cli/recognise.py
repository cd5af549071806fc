"""Recognition at the terminal: distro recognise; no database is needed."""

from __future__ import annotations

import json

import click

from distro.cli.files import FILE, read_text
from distro.documents.recognition import recognise, to_plain


@click.command("recognise")
@FILE
def recognise_(file: str) -> None:
    """Print what FILE, a document as text (or - for standard input), was recognised as, as JSON."""
    click.echo(json.dumps(to_plain(recognise(read_text(file))), ensure_ascii=False, indent=1))
