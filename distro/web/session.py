"""Signing in and out, and choosing the language."""

from __future__ import annotations

from http import HTTPStatus

from flask import make_response, redirect, request, session
from flask.typing import ResponseReturnValue

from distro.accounts import actions as accounts
from distro.accounts import queries
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.web import language
from distro.web.door import EVERYONE, PUBLIC, Afterwards, Answer, Pages, see, shown_again, sign_in_form
from distro.web.guard import Size, admit_try, forget_session_key, keep_session_key, person, session_key
from distro.web.language import gettext

LANGUAGE_KEPT = 365 * 24 * 3600

pages = Pages("session")


@pages.read("/sign-in", needs=PUBLIC)
def sign_in(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    if person() is not None:
        return see("home.home")
    return _form(language.said(refusal) if refusal else "", request.form.get("carried", ""))


@pages.act("/sign-in", needs=PUBLIC, again=sign_in)
def enter(w: Work) -> Answer:
    return _entered(w)


@pages.act("/sign-in/again", needs=PUBLIC, again=sign_in, size=Size.TEXT)
def enter_again(w: Work) -> Answer:
    """Signing in with a form that had come too late: it is shown again, filled, and not acted upon."""
    return _entered(w, request.form.get("carried", ""))


def _entered(w: Work, carried: str = "") -> Answer:
    login, after = request.form.get("login", ""), _local(request.form.get("next"))
    admit_try(login)
    key = accounts.sign_in(w, login, request.form.get("password", ""), request.remote_addr or "")
    if key is None:
        # Returned, not raised: that somebody failed is kept in the journal.
        return _form(gettext("登录名或口令不正确。没有登录。"), carried), HTTPStatus.UNAUTHORIZED
    actor = queries.actor_by_session(w, key)
    assert actor is not None

    def go_on() -> ResponseReturnValue:
        session.clear()
        form = shown_again(actor, after, carried) if carried else None
        # A path to which only forms are sent is none to look at.
        response = form or make_response(redirect("/" if carried else after, HTTPStatus.SEE_OTHER))
        keep_session_key(response, key)
        return response

    return Afterwards(go_on)


@pages.act("/sign-out", needs=EVERYONE)
def sign_out(w: Work) -> ResponseReturnValue:
    accounts.sign_out(w, session_key() or "")
    session.clear()
    response = make_response(see("session.sign_in"))
    forget_session_key(response)
    return response


@pages.act("/language", needs=PUBLIC)
def choose_language(w: Work) -> ResponseReturnValue:
    response = make_response(redirect(_local(request.form.get("next")), HTTPStatus.SEE_OTHER))
    response.set_cookie(
        language.COOKIE,
        language.ENGLISH if request.form.get("lang") == language.ENGLISH else language.CHINESE,
        max_age=LANGUAGE_KEPT,
        httponly=True,
        samesite="Lax",
    )
    return response


def _form(error: str, carried: str = "") -> str:
    return sign_in_form(error, next=_local(request.values.get("next")), carried=carried)


def _local(path: str | None) -> str:
    """The path to go on to, if it is one of ours: nothing a browser could read as another host."""
    if not path or not path.startswith("/") or path[1:2] in ("/", "\\") or not path.isprintable():
        return "/"
    return path
