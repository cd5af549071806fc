"""One's own account: the password, first by a link and later by the old one, and where one is signed in."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts import actions, links, passwords, queries, slowing
from distro.accounts.rules import PASSWORD_LENGTH
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.web.door import EVERYONE, PUBLIC, Pages, see
from distro.web.guard import admit_try, session_key

pages = Pages("account")


@pages.read("/account", needs=EVERYONE)
def show(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    own_id = _own_id(w)
    held = queries.roles_of(w, own_id)
    return render_template(
        "account/account.html",
        owner=queries.find(w, own_id),
        held=held,
        names={each.id: each.name for each in offices.by_ids(w, {office_id for _, office_id in held}).values()},
        sessions=queries.open_sessions(w, own_id),
        this=queries.digest(session_key() or ""),
        length=PASSWORD_LENGTH,
        refusal=refusal,
    )


@pages.act("/account/password", needs=EVERYONE, again=show)
def change_password(w: Work) -> ResponseReturnValue:
    login = queries.find(w, _own_id(w)).login
    admit_try(login)
    passwords.change(w, request.form.get("old", ""), _chosen(), session_key() or "")
    slowing.forgive(w, login, request.remote_addr or "")
    return see("account.show", changed=1)


@pages.act("/account/sessions/<uuid:session_id>/end", needs=EVERYONE, again=show)
def end_session(w: Work, session_id: UUID) -> ResponseReturnValue:
    actions.end_session(w, session_id)
    return see("account.show", ended=1)


@pages.read("/link/<token>", needs=PUBLIC)
def open_link(w: Work, token: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    """Looking changes nothing: programs that scan mail follow links."""
    owner = queries.find(w, queries.link(w, token).person_id)
    return render_template("account/link.html", owner=owner, token=token, length=PASSWORD_LENGTH, refusal=refusal)


@pages.act("/link/<token>", needs=PUBLIC, again=open_link)
def use_link(w: Work, token: str) -> ResponseReturnValue:
    links.use(w, token, _chosen())
    return see("session.sign_in", set=1)


def _own_id(w: Work) -> UUID:
    if w.actor.id is None:
        raise NotFound()
    return w.actor.id


def _chosen() -> str:
    """The new password, typed twice alike."""
    password = request.form.get("password", "")
    if password != request.form.get("repeat", ""):
        raise Refusal("两次输入的口令不一样。没有保存。", field="repeat")
    return password
