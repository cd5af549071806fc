"""The administrator's page: work behind the pages, and the people."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.audit import actions, queries
from distro.kernel.journal import Errand
from distro.kernel.work import Work
from distro.lists.agreement import Break
from distro.offices import queries as offices
from distro.web import paging
from distro.web.door import Pages, see
from distro.web.language import gettext, said

pages = Pages("operations")
OPERATORS = (Role.ADMINISTRATOR,)

STEPS = {
    "print-document": "印制版式文件",
    "address-copies": "列入分送",
    "send-copies": "送达",
    "mail-notices": "邮件通知",
    "mail-reminders": "邮件催办",
    "recall-copies": "收回副本",
    "file-record": "归档",
    "verify-record": "核验",
    "compare-lists": "核对版记、名单、分送与阅读权限",
}


@pages.app_template_global()
def step(errand: Errand) -> str:
    """What is to be done, in words."""
    return gettext(STEPS[errand.step])


@pages.app_template_global()
def disagreement(found: Break) -> str:
    """What two sides say differently, in words."""
    return said(found)


@pages.read("/operations", needs=OPERATORS)
def operations(w: Work) -> ResponseReturnValue:
    health, sweep = queries.health(w), queries.last_sweep(w)
    everybody = accounts.people(w)
    people = paging.asked("people").cut(everybody)
    return render_template(
        "operations/operations.html",
        health=health,
        parked=paging.asked("parked").cut(health.parked),
        troubled=paging.asked("troubled").cut(health.troubled),
        sweep=sweep,
        breaks=paging.asked("breaks").cut(sweep.breaks if sweep else []),
        people=people,
        people_count=len(everybody),
        names={
            office.id: office.name
            for office in offices.by_ids(w, {each for _, held in people for _, each in held}).values()
        },
    )


@pages.act("/operations/errands/<int(max=9223372036854775807):errand_id>/retry", needs=OPERATORS)
def retry(w: Work, errand_id: int) -> ResponseReturnValue:
    actions.retry(w, errand_id)
    return see("operations.operations")
