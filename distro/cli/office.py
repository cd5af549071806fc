"""The register at the terminal: distro office add | mailbox | list | export | import."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from distro import desk
from distro.cli.files import FILE, read_bytes
from distro.cli.terminal import OPERATOR, office_named, ready_system
from distro.offices import actions as register
from distro.offices import headings, importing, table
from distro.offices import queries as offices


@click.group()
def office() -> None:
    """Look after the register of offices."""


@office.command("add")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def office_add(names: tuple[str, ...]) -> None:
    """Register offices; a name already there stays as it is."""
    with ready_system() as system, system.work(OPERATOR) as w:
        click.echo(f"新登记 {len(desk.enter(w, names))} 家")


@office.command("mailbox")
@click.argument("name")
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
def office_mailbox(name: str, addresses: tuple[str, ...]) -> None:
    """Send the office's notices to each ADDRESS; without one, send it none."""
    with ready_system() as system, system.work(OPERATOR) as w:
        register.set_mailboxes(w, office_named(w, name).id, addresses)


@office.command("entrust")
@click.argument("name")
@click.argument("issuing_name")
@click.option("--back", is_flag=True, help="Take the name back.")
def office_entrust(name: str, issuing_name: str, back: bool) -> None:
    """Let the office NAME issue in ISSUING_NAME, that of an organ it works for."""
    with ready_system() as system, system.work(OPERATOR) as w:
        (register.take_back if back else register.entrust)(w, office_named(w, name).id, issuing_name)


@office.command("list")
def office_list() -> None:
    """Show every office with its mailboxes."""
    with ready_system() as system, system.work(OPERATOR) as w:
        click.echo("\n".join(f"{each.name}\t{' '.join(each.mailboxes)}" for each in offices.all_offices(w)))


@office.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
def office_export(file: str) -> None:
    """Write the register to FILE as a table: a workbook if it ends in .xlsx, else CSV."""
    with ready_system() as system, system.work(OPERATOR) as w:
        Path(file).write_bytes((table.to_xlsx if file.endswith(".xlsx") else table.to_csv)(offices.table(w)))


@office.command("import")
@FILE
@click.option("--apply", "is_final", is_flag=True, help="Change the register; without it only show what would change.")
def office_import(file: str, is_final: bool) -> None:
    """Read the table in FILE (XLSX, XLS, CSV or text with tabs) into the register, all of it or nothing."""
    brought = headings.read(read_bytes(file))
    with ready_system() as system, system.work(OPERATOR) as w:
        found = (importing.apply if is_final else importing.preview)(w, brought.rows)
    click.echo("\n".join([*map(str, brought.notes), *found.lines()]))
    if found.errors:
        sys.exit(1)
