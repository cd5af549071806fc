"""The three administrators' pages: accounts made, opened by a link and closed; roles given and taken back."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from distro.accounts import actions, links, queries
from distro.accounts.models import Person
from distro.accounts.queries import Account
from distro.accounts.rules import GRANTS, LINK_LIFE, Permission, Role, may
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.web.door import Pages, see, typed
from distro.web.guard import person as visitor

pages = Pages("people")
READERS, MAINTAINERS, GRANTERS = (GRANTS[each] for each in (Permission.READ, Permission.MAINTAIN, Permission.GRANT))

PAGE = 50
PARTS = {"active": "在用", "roleless": "没有职责", "mixed": "职责相兼", "closed": "停用"}
# A longer register is not offered whole to choose from: a browser cannot be given every name of it.
LISTED = 500


@pages.read("/people", needs=READERS)
def listing(w: Work) -> ResponseReturnValue:
    """By login; ?part= of them, ?words= part of a name, a login or an office, ?page= from 1."""
    chosen = request.args.get("part", "")
    part = chosen if chosen in PARTS else "active"
    words = request.args.get("words", "").strip()
    page = max(1, request.args.get("page", default=1, type=int))
    found, total = queries.accounts(w, part, words, limit=PAGE, offset=min((page - 1) * PAGE, 2**31))
    counts = queries.counts(w)
    return render_template(
        "people/listing.html",
        accounts=found,
        names=_names(w, found),
        filters=[(each, name, counts[each]) for each, name in PARTS.items()],
        part=part,
        words=words,
        page=page,
        pages=max(1, -(-total // PAGE)),
        total=total,
    )


@pages.read("/people/new", needs=MAINTAINERS)
def new(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return render_template("people/new.html", refusal=refusal, typed=typed)


@pages.act("/people/new", needs=MAINTAINERS, again=new)
def create(w: Work) -> ResponseReturnValue:
    """The account, and at once the link by which its owner sets the password."""
    made = actions.create(w, request.form.get("login", ""), request.form.get("name", ""), mailbox=_mailbox())
    return _handed_out(w, made)


@pages.read("/people/<uuid:person_id>", needs=READERS)
def show(w: Work, person_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    found = queries.find(w, person_id)
    account = Account(found, queries.roles_of(w, person_id))
    register = offices.names(w) if may(w.actor, Permission.GRANT) else {}
    return render_template(
        "people/person.html",
        account=account,
        names=_names(w, [account]),
        link=queries.outstanding(w, person_id),
        sessions=len(queries.open_sessions(w, person_id)),
        is_own=w.actor.id == person_id,
        may_maintain=may(w.actor, Permission.MAINTAIN),
        may_grant=may(w.actor, Permission.GRANT),
        may_audit=bool(w.actor.offices(Role.AUDITOR)),
        roles=Role,
        register=sorted(register) if len(register) <= LISTED else [],
        values={each: typed(each) for each in ("role", "office")}
        | ({each: typed(each) for each in ("name", "mailbox")} if "name" in request.form else _said(found)),
        refusal=refusal,
    )


@pages.act("/people/<uuid:person_id>/edit", needs=MAINTAINERS, again=show)
def edit(w: Work, person_id: UUID) -> ResponseReturnValue:
    actions.edit(w, person_id, request.form.get("name", ""), _mailbox())
    return see("people.show", person_id=person_id, saved=1)


@pages.act("/people/<uuid:person_id>/link", needs=MAINTAINERS, again=show)
def make_link(w: Work, person_id: UUID) -> ResponseReturnValue:
    return _handed_out(w, queries.find(w, person_id))


@pages.act("/people/<uuid:person_id>/deactivate", needs=MAINTAINERS, again=show)
def deactivate(w: Work, person_id: UUID) -> ResponseReturnValue:
    actions.deactivate(w, person_id)
    return see("people.show", person_id=person_id, saved=1)


@pages.act("/people/<uuid:person_id>/reactivate", needs=MAINTAINERS, again=show)
def reactivate(w: Work, person_id: UUID) -> ResponseReturnValue:
    actions.reactivate(w, person_id)
    return see("people.show", person_id=person_id, saved=1)


@pages.act("/people/<uuid:person_id>/give", needs=GRANTERS, again=show)
def give(w: Work, person_id: UUID) -> ResponseReturnValue:
    name = request.form.get("office", "").strip()
    if not name:
        raise Refusal("请写明在哪个单位。没有授予。", field="office")
    (office,) = offices.picked(w, [name], "office")
    actions.give(w, person_id, _role(), office.id)
    return see("people.show", person_id=person_id, saved=1)


@pages.act("/people/<uuid:person_id>/take", needs=GRANTERS, again=show)
def take(w: Work, person_id: UUID) -> ResponseReturnValue:
    office_id = request.form.get("office_id", type=UUID)
    if office_id is None:
        raise Refusal("请写明在哪个单位。没有收回。", field="office")
    actions.take(w, person_id, _role(), office_id)
    return see("people.show", person_id=person_id, saved=1)


@pages.app_template_global()
def person_url(person: Person) -> str:
    """Where the viewer may look at the person's account; empty if they may not."""
    actor = visitor()
    if actor is None or not may(actor, Permission.READ):
        return ""
    return url_for("people.show", person_id=person.id)


def _handed_out(w: Work, person: Person) -> str:
    """The answer to the deed itself, since a link is shown but once."""
    return render_template(
        "people/link.html",
        owner=person,
        address=links.make(w, person.id),
        until=w.now + LINK_LIFE,
        is_mailed=bool(w.outside.post.server),
    )


def _names(w: Work, accounts: list[Account]) -> dict[UUID, str]:
    """The offices in which these people hold roles."""
    found = offices.by_ids(w, {office_id for account in accounts for _, office_id in account.held})
    return {office_id: office.name for office_id, office in found.items()}


def _said(person: Person) -> dict[str, str]:
    return {"name": person.name, "mailbox": person.mailbox or ""}


def _mailbox() -> str | None:
    return request.form.get("mailbox", "").strip() or None


def _role() -> Role:
    role = request.form.get("role", "")
    if role not in list(Role):
        raise Refusal("请选择职责。没有改变任何内容。", field="role")
    return Role(role)
