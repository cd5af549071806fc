"""Distribution lists at the terminal: distro list parse | write; no database is needed."""

from __future__ import annotations

import json

import click

from distro.cli.files import FILE, read_bytes
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean, decode
from distro.lists.grammar.parse import parse
from distro.lists.plain import to_plain
from distro.lists.sheet.wording import from_plain, write


@click.group("list")
def list_() -> None:
    """Read and write distribution lists; no database is needed."""


@list_.command("parse")
@FILE
@click.option("--issuer", default="", metavar="NAME", help="Also name the offices as this issuer means them.")
def list_parse(file: str, issuer: str) -> None:
    """Print how the 报/送/发 blocks in FILE (or - for standard input) are read, as JSON."""
    click.echo(json.dumps(to_plain(parse(clean(decode(read_bytes(file)))), issuer), ensure_ascii=False, indent=1))


@list_.command("write")
@FILE
def list_write(file: str) -> None:
    """Print the wording of the list in FILE, JSON as `distro list parse` prints it."""
    try:
        click.echo(write(from_plain(json.loads(read_bytes(file)))))
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(
            "名单数据不能写成文字（%(reason)s）。没有输出。", reason=str(error) or type(error).__name__
        ) from error
