"""Classes of offices at the terminal: distro class list | define | add | end | remove."""

from __future__ import annotations

from datetime import date

import click

from distro.cli.terminal import OPERATOR, office_named, ready_system
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import actions as register
from distro.offices import queries as offices
from distro.offices.models import OfficeClass
from distro.offices.rules import Branch, Criteria, Level
from distro.offices.table import date_in


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    return date_in(value) if value else None


ISSUER = click.option("--issuer", required=True, metavar="OFFICE", help="Whose class it is.")


@click.group("class")
def class_() -> None:
    """Look after the open names on lists (各组室): the offices each stands for."""


@class_.command("list")
@click.option("--issuer", metavar="OFFICE", help="Only the classes of this office.")
@click.option("--on", "day", metavar="DAY", callback=_day, help="The members of this day (2017-02-23), not of today.")
def class_list(issuer: str | None, day: date | None) -> None:
    """Show the classes with their members; * marks those that meet the criteria."""
    with ready_system() as system, system.work(OPERATOR) as w:
        wanted = None if issuer is None else [office_named(w, issuer).id]
        for chosen, whose in offices.classes(w, wanted):
            members = [
                member.office.name + ("*" if member.meets else "") for member in offices.membership(w, chosen.id, day)
            ]
            click.echo(f"{chosen.name}\t{whose.name}\t{len(members)}\t{'、'.join(members)}")


@class_.command("define")
@click.argument("name")
@ISSUER
@click.option("--level", type=click.Choice([str(level) for level in Level]), help="Offices of this level.")
@click.option("--branch", type=click.Choice([str(branch) for branch in Branch]), help="Offices of this system.")
@click.option("--region", default="", metavar="REGION", help="Offices of this region and inside it (江苏省南京市).")
@click.option("--parent", metavar="OFFICE", help="Offices directly below this one.")
def class_define(
    name: str, issuer: str, level: str | None, branch: str | None, region: str, parent: str | None
) -> None:
    """Define the class NAME by criteria, all to be met; of a class already defined they replace the criteria."""
    with ready_system() as system, system.work(OPERATOR) as w:
        criteria = Criteria(
            level=Level(level) if level else None,
            branch=Branch(branch) if branch else None,
            region=region,
            parent_id=office_named(w, parent).id if parent else None,
        )
        _tell(w, register.define_class(w, office_named(w, issuer).id, name, criteria))


@class_.command("add")
@click.argument("name")
@click.argument("members", nargs=-1, required=True, metavar="OFFICE...")
@ISSUER
@click.option("--from", "valid_from", metavar="DAY", callback=_day, help="Their first day.")
@click.option("--to", "valid_to", metavar="DAY", callback=_day, help="Their last day.")
def class_add(name: str, members: tuple[str, ...], issuer: str, valid_from: date | None, valid_to: date | None) -> None:
    """Pick offices for the class NAME, all of them or none."""
    with ready_system() as system, system.work(OPERATOR) as w:
        chosen = _class(w, issuer, name)
        picked = [office_named(w, member).id for member in members]
        register.add_members(w, chosen.id, picked, valid_from, valid_to)
        _tell(w, chosen)


@class_.command("end")
@click.argument("name")
@click.argument("member", metavar="OFFICE")
@ISSUER
@click.option("--last-day", required=True, metavar="DAY", callback=_day, help="Its last day as a member.")
def class_end(name: str, member: str, issuer: str, last_day: date) -> None:
    """End an office's picked membership of the class NAME."""
    with ready_system() as system, system.work(OPERATOR) as w:
        chosen = _class(w, issuer, name)
        # An office that is no more can still leave a class.
        office = offices.owners(w, [member]).get(member) or office_named(w, member)
        register.end_member(w, chosen.id, office.id, last_day)
        _tell(w, chosen)


@class_.command("remove")
@click.argument("name")
@ISSUER
def class_remove(name: str, issuer: str) -> None:
    """Forget the class NAME: lists print it on, and send it to nobody."""
    with ready_system() as system, system.work(OPERATOR) as w:
        register.remove_class(w, _class(w, issuer, name).id)


def _class(w: Work, issuer: str, name: str) -> OfficeClass:
    chosen = offices.classes_by_names(w, office_named(w, issuer).id, [name]).get(name)
    if chosen is None:
        raise Refusal(
            "“%(issuer)s”没有名为“%(name)s”的统称。没有改变任何内容。请先用 distro class define 定义。",
            issuer=issuer,
            name=name,
        )
    return chosen


def _tell(w: Work, chosen: OfficeClass) -> None:
    click.echo(f"“{chosen.name}”今天的成员 {len(offices.members(w, chosen.id))} 家")
