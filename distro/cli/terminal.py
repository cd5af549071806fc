"""What the commands that need the database stand on: the system, the operator, a person and an office by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from distro import embedded, settings
from distro.accounts import queries as people
from distro.accounts.models import Person
from distro.kernel.actor import Actor
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.system import System

OPERATOR = Actor.system("operator")


@contextmanager
def ready_system() -> Iterator[System]:
    """The system on its database; the embedded one is started if need be."""
    with embedded.database(settings.read()) as ready:
        system = System(ready)
        try:
            yield system
        finally:
            system.close()


def account_named(w: Work, login: str) -> Person:
    """Whose account it is. Refusal when there is none, or a closed one."""
    person = people.by_login(w, login)
    if person is None or not person.active:
        raise Refusal("没有登录名为“%(login)s”的账号。没有继续。", login=login)
    return person


def person_named(system: System, login: str) -> Actor:
    """The same person as an actor."""
    with system.work(OPERATOR) as w:
        return people.actor_of(w, account_named(w, login))


def office_named(w: Work, name: str) -> Office:
    """The office so named today. Refusal when there is none; of one that was merged it names the successor."""
    if name not in offices.owners(w, [name]):
        raise Refusal("单位“%(name)s”没有登记。请先用 distro office add 登记。没有改变任何内容。", name=name)
    return offices.picked(w, [name])[0]
