"""The first page: what waits for this person, and what was touched last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.audit import queries as audit
from distro.audit import standstill
from distro.delivery import queries as deliveries
from distro.documents import countersigners
from distro.documents import queries as documents
from distro.documents.rules import READERS, Permission, State
from distro.kernel.work import Work
from distro.offices import asking
from distro.web.door import EVERYONE, Pages

pages = Pages("home")

LATEST = 5


@dataclass(frozen=True)
class Task:
    """A number of things that wait, and the page to deal with them."""

    name: str
    count: int
    path: str
    is_alarm: bool = False


@pages.read("/", needs=EVERYONE)
def home(w: Work) -> ResponseReturnValue:
    return render_template(
        "home/home.html",
        tasks=list(_tasks(w)),
        documents=documents.listing(w, limit=LATEST),
        letters=deliveries.inbox(w, limit=LATEST),
        standstills=standstill.of_offices(w),
    )


def _tasks(w: Work) -> Iterator[Task]:
    counts = documents.counts(w)
    if w.actor.offices(Role.CLERK):
        owed = deliveries.owed(w)
        yield Task("待签收", owed.waiting, "/inbox")
        yield Task("逾期未签收", owed.late, "/inbox", is_alarm=True)
    if w.actor.offices(Role.REVIEWER):
        yield Task("待审核", documents.to_judge(w, State.REVIEWING, Permission.REVIEW), "/documents?state=reviewing")
        yield Task("待复核", documents.to_judge(w, State.CHECKING, Permission.CHECK), "/documents?state=checking")
    if w.actor.offices(Role.APPROVER):
        yield Task("待签发", documents.to_judge(w, State.SUBMITTED, Permission.APPROVE), "/documents?state=submitted")
        if asked := countersigners.count(w):
            yield Task("待会签", asked, "/countersigning")
    if w.actor.offices(Role.SECRETARY):
        yield Task("草稿", counts.get(State.DRAFT, 0), "/documents?state=draft")
        yield Task("待编号", counts.get(State.APPROVED, 0), "/documents?state=approved")
        yield Task("待印发", counts.get(State.NUMBERED, 0), "/documents?state=numbered")
        if printed := counts.get(State.PRINTED):
            yield Task("待核发", printed, "/documents?state=printed")
    if w.actor.offices(*READERS):
        yield Task("有异常的发文", deliveries.count_exceptional(w), "/documents?state=exceptions", is_alarm=True)
    if parted := w.actor.offices(Role.RECORDS) and audit.in_disagreement(w):
        yield Task("名单不一致的发文", len(parted), "/journal", is_alarm=True)
    if w.actor.offices(Role.SECURITY):
        people = accounts.counts(w)
        yield Task("没有职责的人员", people["roleless"], "/people?part=roleless")
        yield Task("职责相兼的人员", people["mixed"], "/people?part=mixed", is_alarm=True)
    if w.actor.offices(Role.AUDITOR):
        yield Task("正被放慢的登录", accounts.slowed(w), "/journal?about=accounts", is_alarm=True)
    if w.actor.offices(Role.ADMINISTRATOR):
        yield Task("名册请求", asking.waiting(w), "/offices")
        yield Task("停下的任务", audit.parked(w), "/operations", is_alarm=True)
