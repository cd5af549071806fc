"""What every template can say: who is signed in, where they may go, and moments as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from flask import Flask, request

from distro.accounts.rules import ADMINISTRATORS, Role
from distro.kernel.actor import Actor
from distro.outside import clock
from distro.web import language
from distro.web.guard import person
from distro.web.language import gettext


class Way(NamedTuple):
    """An entry of the navigation, for those who hold one of the roles."""

    path: str
    name: str
    roles: tuple[Role, ...]


WAYS = (
    Way("/documents", "发文", (Role.SECRETARY, Role.APPROVER, Role.RECORDS)),
    Way("/lists", "分送名单", (Role.SECRETARY,)),
    Way("/inbox", "收文", (Role.CLERK,)),
    Way("/archive", "归档库", (Role.RECORDS,)),
    Way("/copies", "编号件", (Role.RECORDS,)),
    Way("/journal", "审计日志", (Role.RECORDS, Role.AUDITOR)),
    Way("/classes", "单位统称", (Role.SECRETARY,)),
    Way("/offices", "单位名册", (Role.ADMINISTRATOR,)),
    Way("/people", "人员", ADMINISTRATORS),
    Way("/operations", "系统运行", (Role.ADMINISTRATOR,)),
)


def ways_for(actor: Actor) -> list[Way]:
    return [way for way in WAYS if actor.offices(*way.roles)]


def day_text(day: date) -> str:
    """2017年2月23日, or 23 Feb 2017."""
    if language.chosen() == language.CHINESE:
        return clock.date_text(day)
    return f"{day.day} {day:%b} {day.year}"


def moment_text(moment: datetime) -> str:
    """2017年2月23日 10:20, or 23 Feb 2017 10:20: Beijing time in either language."""
    local = clock.beijing(moment)
    return f"{day_text(local)} {local:%H:%M}"


def elapsed_text(elapsed: timedelta) -> str:
    """29 分, 33 时, 4 天: one unit, rounded down."""
    minutes = int(elapsed.total_seconds() // 60)
    if minutes < 60:
        return gettext("%(minutes)s 分", minutes=minutes)
    if minutes < 48 * 60:
        return gettext("%(hours)s 时", hours=minutes // 60)
    return gettext("%(days)s 天", days=minutes // (24 * 60))


def size_text(size: int) -> str:
    """820 KB, 3.4 MB: what a file is told by, rounded up."""
    if size < 1024**2:
        return f"{-(-size // 1024)} KB"
    return f"{-(-size * 10 // 1024**2) / 10} MB"


def in_turn(items: Iterable[Any], attribute: str) -> list[tuple[Any, list[Any]]]:
    """The items in runs of the same attribute (dotted), in the order they come."""
    return [(value, list(run)) for value, run in groupby(items, attrgetter(attribute))]


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        moment_text=moment_text,
        date_text=day_text,
        beijing=clock.beijing,
        elapsed_text=elapsed_text,
        size_text=size_text,
        said=language.said,
        Role=Role,
    )
    app.jinja_env.filters["in_turn"] = in_turn
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    actor = person()
    return {
        "person": actor,
        "ways": ways_for(actor) if actor else [],
        "lang": language.chosen(),
        "here": request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/",
    }
