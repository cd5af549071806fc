"""The press at the terminal: distro press print | check | serve; no database is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from distro.cli.files import FILE, read_bytes, read_draft
from distro.documents.kinds import choice
from distro.kernel.errors import Refusal
from distro.press.document import FORMATS, Bulletin, Document, from_plain
from distro.press.printing.messages import Failed


def _read_document(path: str, format_: str | None) -> Document:
    """The document to print: JSON as `Document.to_plain` writes it, or a text under the number it claims.

    `format_` is the format to set it in, if that is not its own. A text can only be a bulletin.
    """
    if path.endswith(".json"):
        try:
            return from_plain(json.loads(read_bytes(path)) | ({"format": format_} if format_ else {}))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refusal("文件“%(file)s”不是公文数据。没有印制。", file=path) from error
    if format_ not in (None, Bulletin.format):
        raise Refusal("文本只能印成简报，其他格式请用 JSON 数据。没有印制。")
    draft = read_draft(path)
    if problems := choice.problems(draft):
        raise problems[0]
    return choice.paper(draft)


@click.group()
def press() -> None:
    """Print documents and measure what was printed; no database is needed."""


@press.command("print")
@FILE
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="Where the PDF goes.")
@click.option(
    "--format", "format_", type=click.Choice([each.format for each in FORMATS]), help="Not its own, but this."
)
def print_(file: str, output: str, format_: str | None) -> None:
    """Print FILE, a bulletin as text or any document (.json) as data, to a PDF.

    Prints its digest, what made it, and which face prints which characters, as JSON.
    """
    from distro.press import page
    from distro.press.printing import pressroom
    from distro.press.setting import characters

    document = _read_document(file, format_)
    try:
        printed = pressroom.print_document(document)
    except Failed as error:
        reason = str(error).strip().rpartition("\n")[2]
        raise Refusal("印制失败：排版程序出错（%(reason)s）。没有印制。请核对文件中的数据。", reason=reason) from error
    Path(output).write_bytes(printed.data)
    made = {"pages": printed.pages, "sha256": printed.sha256, "tools": printed.tools}
    made["faces"] = characters.report(page.fields(document))
    click.echo(json.dumps(made, ensure_ascii=False, indent=1))


@press.command()
@click.argument("socket", type=click.Path(path_type=Path, dir_okay=False))
def serve(socket: Path) -> None:
    """Print for all processes of this machine, which ask at the unix socket SOCKET, until stopped."""
    from distro.press.printing import counter

    counter.serve(socket)


@press.command("check")
@FILE
def check_(file: str) -> None:
    """Measure the PDF in FILE against GB/T 9704-2012 and its own source, print JSON; exit 1 if there are faults."""
    from pypdfium2 import PdfiumError

    from distro.press.finished import measures
    from distro.press.gate import check

    try:
        measured = measures.measure(read_bytes(file))
    except PdfiumError as error:
        raise Refusal("文件“%(file)s”不是能打开的 PDF。没有测量。", file=file) from error
    faults = check.judge(measured, check.attached(measured))
    told = measured.to_plain() | {"faults": [fault.values | {"message": str(fault)} for fault in faults]}
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    if faults:
        sys.exit(1)
