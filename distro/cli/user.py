"""Accounts at the terminal: distro user add | give | take | link | password | deactivate | list."""

from __future__ import annotations

import sys

import click

from distro.accounts import actions as accounts
from distro.accounts import links, passwords
from distro.accounts import queries as people
from distro.accounts.rules import Role
from distro.cli.terminal import OPERATOR, account_named, office_named, ready_system
from distro.offices import queries as offices

ROLE = click.Choice([str(role) for role in Role])
OFFICE = click.option("--office", required=True, help="The office's name as registered.")


@click.group()
def user() -> None:
    """Look after accounts: the first administrators, and what they may not do for each other."""


def _password() -> str:
    if sys.stdin.isatty():
        return click.prompt("口令", hide_input=True, confirmation_prompt=True, err=True)
    return sys.stdin.readline().rstrip("\n")


@user.command("add")
@click.argument("login")
@click.argument("name")
@OFFICE
@click.option("--role", "roles", required=True, multiple=True, type=ROLE)
@click.option("--link", "by_link", is_flag=True, help="Print a one-time link by which the owner sets the password.")
def user_add(login: str, name: str, office: str, roles: tuple[str, ...], by_link: bool) -> None:
    """Create an account; the password comes from a prompt or standard input, or is set by a link."""
    with ready_system() as system:
        with system.work(OPERATOR) as w:
            found = office_named(w, office)
            person = accounts.create(w, login, name, None if by_link else _password())
            for role in roles:
                accounts.give(w, person.id, Role(role), found.id)
            address = links.make(w, person.id) if by_link else None
        if address is not None:
            click.echo(address)


@user.command("give")
@click.argument("login")
@OFFICE
@click.option("--role", required=True, type=ROLE)
def user_give(login: str, office: str, role: str) -> None:
    """Give an account a further role, in this or another office."""
    with ready_system() as system, system.work(OPERATOR) as w:
        accounts.give(w, account_named(w, login).id, Role(role), office_named(w, office).id)


@user.command("take")
@click.argument("login")
@OFFICE
@click.option("--role", required=True, type=ROLE)
def user_take(login: str, office: str, role: str) -> None:
    """Take a role back; the owner's next request goes without it."""
    with ready_system() as system, system.work(OPERATOR) as w:
        # An office that is no more may still have roles to take back.
        found = offices.owners(w, [office]).get(office) or office_named(w, office)
        accounts.take(w, account_named(w, login).id, Role(role), found.id)


@user.command("link")
@click.argument("login")
def user_link(login: str) -> None:
    """Print a new one-time link by which the owner sets the password."""
    with ready_system() as system:
        with system.work(OPERATOR) as w:
            address = links.make(w, account_named(w, login).id)
        click.echo(address)


@user.command("password")
@click.argument("login")
def user_password(login: str) -> None:
    """Set a new password and end the person's sessions."""
    with ready_system() as system, system.work(OPERATOR) as w:
        passwords.set_password(w, account_named(w, login).id, _password())


@user.command("deactivate")
@click.argument("login")
def user_deactivate(login: str) -> None:
    """Close an account at once; what its owner did stays on record."""
    with ready_system() as system, system.work(OPERATOR) as w:
        accounts.deactivate(w, account_named(w, login).id)


@user.command("list")
def user_list() -> None:
    """Show every account with its roles."""
    with ready_system() as system, system.work(OPERATOR) as w:
        named = {office.id: office.name for office in offices.all_offices(w)}
        for account in people.accounts(w, "all")[0]:
            roles = "、".join(f"{role}（{named[office_id]}）" for role, office_id in account.held)
            person = account.person
            click.echo(f"{person.login}\t{person.name}\t{'' if person.active else '停用 '}{roles}")
