"""Accounts at the terminal: distro user add | give | password | deactivate | list."""

from __future__ import annotations

import sys

import click

from distro.accounts import actions as accounts
from distro.accounts import queries as people
from distro.accounts.rules import Role
from distro.cli.terminal import OPERATOR, account_named, office_named, ready_system
from distro.offices import queries as offices


@click.group()
def user() -> None:
    """Look after accounts."""


def _password() -> str:
    if sys.stdin.isatty():
        return click.prompt("口令", hide_input=True, confirmation_prompt=True, err=True)
    return sys.stdin.readline().rstrip("\n")


@user.command("add")
@click.argument("login")
@click.argument("name")
@click.option("--office", required=True, help="The office's name as registered.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice([str(role) for role in Role]))
def user_add(login: str, name: str, office: str, roles: tuple[str, ...]) -> None:
    """Create an account; the password comes from a prompt or standard input."""
    with ready_system() as system, system.work(OPERATOR) as w:
        found = office_named(w, office)
        person = accounts.create(w, login, name, _password())
        for role in roles:
            accounts.give(w, person.id, Role(role), found.id)


@user.command("give")
@click.argument("login")
@click.option("--office", required=True, help="The office's name as registered.")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
def user_give(login: str, office: str, role: str) -> None:
    """Give an account a further role, in this or another office."""
    with ready_system() as system, system.work(OPERATOR) as w:
        accounts.give(w, account_named(w, login).id, Role(role), office_named(w, office).id)


@user.command("password")
@click.argument("login")
def user_password(login: str) -> None:
    """Set a new password and end the person's sessions."""
    with ready_system() as system, system.work(OPERATOR) as w:
        accounts.set_password(w, account_named(w, login).id, _password())


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
        for person, held in people.people(w):
            roles = "、".join(f"{role}（{named[office_id]}）" for role, office_id in held)
            click.echo(f"{person.login}\t{person.name}\t{'' if person.active else '停用 '}{roles}")
