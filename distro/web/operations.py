"""The administrator's page: the work behind the pages."""

from __future__ import annotations

import builtins

from flask import render_template
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.audit import actions, queries
from distro.kernel.errands import Errand
from distro.kernel.work import Work
from distro.lists.agreement import Break
from distro.web import paging
from distro.web.door import Pages, see
from distro.web.language import gettext, said

pages = Pages("operations")
OPERATORS = (Role.ADMINISTRATOR,)

STEPS = {
    "freeze-list": "固定名单",
    "print-document": "印制版式文件",
    "address-copies": "列入分送",
    "send-copies": "送达",
    "mail-notice": "发送邮件通知",
    "recall-copies": "收回副本",
    "mail-link": "寄出一次性链接",
    "file-record": "归档",
    "verify-record": "核验",
    "compare-lists": "核对版记、名单、分送与阅读权限",
}


@pages.app_template_global()
def step(errand: Errand) -> str:
    """What is to be done, in words."""
    return gettext(STEPS.get(errand.step, errand.step))


@pages.app_template_global()
def cause(errand: Errand) -> str:
    """Why it has not been done, in words for who does not run the machine; the operator reads the error itself."""
    kind, _, words = (errand.error or "").partition(": ")
    known = vars(builtins).get(kind)
    if isinstance(known, type) and issubclass(known, OSError):
        return gettext(
            "服务器上的文件存不下来，或有别的程序连接不上（磁盘已满、没有权限、服务没有运行）。请联系系统管理员。"
        )
    return words if kind.isidentifier() and words else errand.error or ""


@pages.app_template_global()
def disagreement(found: Break) -> str:
    """What two sides say differently, in words."""
    return said(found)


@pages.read("/operations", needs=OPERATORS)
def operations(w: Work) -> ResponseReturnValue:
    health, sweep = queries.health(w), queries.last_sweep(w)
    return render_template(
        "operations/operations.html",
        health=health,
        parked=paging.asked("parked").cut(health.parked),
        troubled=paging.asked("troubled").cut(health.troubled),
        sweep=sweep,
        breaks=paging.asked("breaks").cut(sweep.breaks if sweep else []),
    )


@pages.act("/operations/errands/<int(max=9223372036854775807):errand_id>/retry", needs=OPERATORS)
def retry(w: Work, errand_id: int) -> ResponseReturnValue:
    actions.retry(w, errand_id)
    return see("operations.operations")
