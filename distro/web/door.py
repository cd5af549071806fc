"""How a page is entered: who may come in, one unit of work, and what a refusal looks like.

A view is `view(w, **values of the url)`. What it returns is committed before the answer leaves; what it raises is
rolled back whole. So a view never catches the Refusal of an action: half of the action would be kept. A form names the
page to show `again` instead, which is called in a fresh unit of work with the refusal.

On a page a person acts in the roles the page is for, and in no others (`w.actor`). So every find and every permission,
which ask for a role in the office a thing belongs to, ask for one of these: who is records officer of the one office
and secretary of the other gets nothing of the first on a secretary's page. Of a deed's form nothing is read before the
thing it is for was found so.

Whatever waits for others (the press, a file that is read) waits before the unit of work (`first`) or after it
(`Afterwards`): a page that waits has no connection to the database and no lock in it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, NotFound, Refusal
from distro.kernel.pasted import LARGEST_TEXT
from distro.kernel.secrecy import Secret, refuse_if_secret
from distro.offices.table import date_in
from distro.outside import Outside
from distro.system import System
from distro.web import carrying, things
from distro.web.guard import NOBODY, PATIENCE, Size, become, is_from_here, person, size_of
from distro.web.language import gettext, said

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Afterwards:
    """The rest of an answer, which is made when the unit of work has ended; it may raise a Refusal."""

    say: Callable[[], ResponseReturnValue]


Answer = ResponseReturnValue | Afterwards
View = Callable[..., Answer]
AnyView = TypeVar("AnyView", bound=View)
First = Callable[[Outside], Any]
Provided = Callable[..., None]


class Anyone(Enum):
    """Needs that are not roles."""

    PUBLIC = "signed in or not"
    EVERYONE = "signed in"


PUBLIC, EVERYONE = Anyone.PUBLIC, Anyone.EVERYONE
Needs = Anyone | tuple[Role, ...]

TOO_LARGE = "提交的内容过大：文件最多 %(limit)s MB，文字最多 1 MB。没有保存。请返回上一页，拆分后再提交。"
HOST_LENGTH = 253
"""No name of a host is longer; what else a stranger sends is not given back."""


class Pages(Blueprint):
    """The pages of one noun. Each declares whom it is for: `needs` are roles, one of them in any office lets one in, and
    in the office of the thing it is asked for again."""

    def __init__(self, name: str) -> None:
        super().__init__(name, __name__)

    def read(self, rule: str, *, needs: Needs) -> Callable[[AnyView], AnyView]:
        """A page to look at: GET and HEAD."""
        return self._entrance(_Entrance(rule, needs, "GET"))

    def act(
        self,
        rule: str,
        *,
        needs: Needs,
        again: View | None = None,
        provided: Provided | None = None,
        first: First | None = None,
        size: Size = Size.FORM,
    ) -> Callable[[AnyView], AnyView]:
        """A deed: POST, whose form is no larger than `size`.

        When it is refused, `again(w, refusal=…, **values of the url)` shows the form anew; what was typed is had by
        `typed`. Without `again` the refusal is a page of its own. What `first(outside)` returns, or the refusal it
        raises, the view gets as its second argument: it is called before the unit of work begins. What costs much is
        asked for only when `provided(w, **values of the url)` has raised nothing, in a unit of work of its own.
        """
        return self._entrance(_Entrance(rule, needs, "POST", again, provided, first, size))

    def _entrance(self, entrance: _Entrance) -> Callable[[AnyView], AnyView]:
        def declare(view: AnyView) -> AnyView:
            _NEEDS[view] = entrance.needs

            @wraps(view)
            def enter(**place: Any) -> ResponseReturnValue:
                return entrance.enter(view, place)

            self.add_url_rule(
                entrance.rule, view.__name__, enter, methods=[entrance.method], provide_automatic_options=False
            )
            name = f"{self.name}.{view.__name__}"
            self.record(lambda setup: setup.app.extensions["distro_routes"].update({name: entrance.needs}))
            self.record(lambda setup: setup.app.extensions["distro_sizes"].update({name: entrance.size}))
            self.record(lambda setup: setup.app.extensions["distro_entrances"].update({name: entrance}))
            return view

        return declare


_NEEDS: dict[View, Needs] = {}
"""Whom each view is for: a form shown again is a page of its own."""


@dataclass(frozen=True)
class _Entrance:
    """How one page is entered."""

    rule: str
    needs: Needs
    method: str
    again: View | None = None
    provided: Provided | None = None
    first: First | None = None
    size: Size = Size.FORM

    def enter(self, view: View, place: dict[str, Any]) -> ResponseReturnValue:
        who = person()
        if self.needs is not PUBLIC and who is None:
            return _to_sign_in()
        if isinstance(self.needs, tuple) and not (who and who.offices(*self.needs)):
            return error_page(HTTPStatus.FORBIDDEN, gettext("没有使用此功能的权限。"))
        try:
            if isinstance(self.needs, tuple):
                _refuse_secrets()
            if self.provided is not None:
                self._require_provided(place)
            given = () if self.first is None else (self.first(_system().outside),)
            return _work(view, *given, is_deed=self.method == "POST", **place)
        except Refusal as refusal:
            if self.again is None or isinstance(refusal, NotFound):
                raise
            answer = _work(self.again, refusal=refusal, **place)
            if answer.location is not None:
                # The form is no longer to be had: the refusal has to be said without it.
                raise
            return _marked(answer, refusal)

    def _require_provided(self, place: dict[str, Any]) -> None:
        with _system().work(_acting(self.needs), patience=PATIENCE) as w:
            things.require(w, place)
            assert self.provided is not None
            self.provided(w, **place)

    def late(self, place: dict[str, Any], words: str) -> Response:
        """The form shown again, which was not acted upon; what it holds is looked at as if it were."""
        assert self.again is not None
        refusal: Refusal = Late(words)
        try:
            _refuse_secrets()
        except Secret as secret:
            refusal = secret
        answer = _work(self.again, refusal=refusal, **place)
        return answer if answer.location is not None else _marked(answer, refusal)


def see(endpoint: str, **place: Any) -> ResponseReturnValue:
    """After a deed: go and look at its result."""
    return redirect(url_for(endpoint, **place), HTTPStatus.SEE_OTHER)


def typed(name: str) -> str:
    """What was typed into a form, to be shown again: nothing of a form that holds a classified text."""
    return "" if g.get("is_secret") else request.form.get(name, "")


def seen(name: str) -> int:
    """The number of the state a form was made from. What is no number was not sent by a form: Conflict."""
    number = request.form.get(name, type=int)
    if number is None:
        raise Conflict("页面已经过时。没有保存。请刷新后再改。")
    return number


def day(name: str) -> date | None:
    """The day in a field of the form, None if it is empty; Refusal at that field."""
    text = request.form.get(name, "").strip()
    try:
        return date_in(text)
    except Refusal:
        raise Refusal("“%(value)s”不是日期，应如 2017年2月23日。没有保存。", field=name, value=text) from None


def error_page(status: int, message: str, reference: str = "") -> Response:
    g.stranger = True  # nothing is asked of the database: it may be what failed
    return current_app.make_response((render_template("error.html", message=message, reference=reference), status))


def install(app: Flask, system: System) -> None:
    app.extensions["distro"] = system
    app.extensions["distro_routes"] = {"static": PUBLIC}
    app.extensions["distro_sizes"] = {}
    app.extensions["distro_entrances"] = {}
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _not_from_here)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)


def _system() -> System:
    system: System = current_app.extensions["distro"]
    return system


def _work(view: View, *given: Any, is_deed: bool = False, **place: Any) -> Response:
    """The view's answer, wholly rendered, its unit of work committed."""
    with _system().work(_acting(_NEEDS[view]), patience=PATIENCE) as w:
        if is_deed:
            things.require(w, place)
        answer = view(w, *given, **place)
        if not isinstance(answer, Afterwards):
            return current_app.make_response(answer)
    return current_app.make_response(answer.say())


def _acting(needs: Needs) -> Actor:
    """Who is there, in the roles a page is for."""
    actor = person() or NOBODY
    return actor.only_as(needs) if isinstance(needs, tuple) else actor


def _refuse_secrets() -> None:
    """Before anything else may be found wrong with the form, which would then be shown again. What is longer than
    anything that is kept is not even looked at."""
    try:
        for _, text in request.form.items(multi=True):
            if len(text) > LARGEST_TEXT:
                raise RequestEntityTooLarge
            refuse_if_secret(text)
    except Secret:
        g.is_secret = True
        raise


class Late(Conflict):
    """A form that came when its session or its token had ended: it was not acted upon, and is shown again filled."""


def _to_sign_in() -> ResponseReturnValue:
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    entrance = _entrance_here()
    if entrance is not None and entrance.again is not None and (carried := carrying.texts()):
        said = gettext("登录已过期，刚才的内容还没有办理。请重新登录：内容会放回表单，请核对后再办。")
        return sign_in_form(said, next=request.path, carried=carried), HTTPStatus.UNAUTHORIZED
    return redirect(url_for("session.sign_in", next=wanted if wanted != "/" else None), HTTPStatus.SEE_OTHER)


def sign_in_form(error: str, *, next: str, carried: str = "") -> str:
    """The page for signing in; `next` is where to go then, `carried` the form that is to be shown there again."""
    login = request.form.get("login", "") if request.endpoint in SIGNING_IN else ""
    return render_template("session/sign_in.html", error=error, login=login, next=next, carried=carried)


SIGNING_IN = ("session.enter", "session.enter_again")


def shown_again(actor: Actor, path: str, carried: str) -> Response | None:
    """The form that had come to this path too late, filled as it was, for who has signed in meanwhile; None if there is
    no such form for them."""
    try:
        endpoint, place = current_app.create_url_adapter(request).match(path, method="POST")  # type: ignore[union-attr]  # a request has one
        carrying.put_back(carried)
    except (HTTPException, ValueError):
        return None
    entrance: _Entrance = current_app.extensions["distro_entrances"][endpoint]
    become(actor)
    if entrance.again is None or (isinstance(entrance.needs, tuple) and not actor.offices(*entrance.needs)):
        return None
    try:
        return entrance.late(dict(place), gettext("已重新登录。刚才的内容还没有办理，已放回表单，请核对后再办。"))
    except Refusal:
        return None


def _entrance_here() -> _Entrance | None:
    entrances: dict[str, _Entrance] = current_app.extensions["distro_entrances"]
    return entrances.get(request.endpoint or "") if request.method == "POST" else None


def _refused(refusal: Refusal) -> Response:
    return _marked(error_page(refusal.status, said(refusal)), refusal)


def _marked(answer: Response, refusal: Refusal) -> Response:
    """The answer with what a refusal says to programs."""
    answer.status_code = refusal.status
    if refusal.retry_after is not None:
        answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer


def _not_from_here(_error: CSRFError) -> ResponseReturnValue:
    """The token of the form has ended, with its session or by signing in elsewhere; or the form is not ours."""
    entrance = _entrance_here()
    if entrance is not None and entrance.again is not None and is_from_here() and entrance.needs is not PUBLIC:
        if person() is None:
            return _to_sign_in()
        if not isinstance(entrance.needs, tuple) or (person() or NOBODY).offices(*entrance.needs):
            return entrance.late(
                request.view_args or {}, gettext("页面已过期，刚才的内容还没有办理，已放回表单。请核对后再办一次。")
            )
    return error_page(
        HTTPStatus.BAD_REQUEST,
        gettext("页面已过期，或请求不是从本系统的页面发出。没有办理。请返回上一页，刷新后再办。"),
    )


def _too_large(_error: RequestEntityTooLarge) -> Response:
    limit = max(Size.FILE, size_of(current_app, request.endpoint)).megabytes
    return error_page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, gettext(TOO_LARGE, limit=limit))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if isinstance(error, SecurityError):
        # Asked for under a name that is not ours: no page can be made, since none knows its address.
        return Response(
            gettext(
                "这台服务器不叫“%(host)s”，没有办理。前面有反向代理的，请让它原样传递 Host；"
                "对外的名称改了的，请改设置 DISTRO_PUBLIC_URL 后重新启动。",
                host=request.environ.get("HTTP_HOST", "")[:HOST_LENGTH],
            ),
            error.code,
            mimetype="text/plain",
        )
    if error.code == HTTPStatus.NOT_FOUND:
        return _refused(NotFound())
    return error_page(error.code, gettext("不能办理这个请求。没有改变任何内容。"))


def _failed(error: Exception) -> Response:
    """What nobody foresaw: the page gives the number under which the log tells the rest."""
    reference = secrets.token_hex(4).upper()
    log.error("%s: %s failed", reference, request.endpoint, exc_info=error)
    return error_page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        gettext("系统出错，没有办理。请稍后再试；如仍不行，请把编号告诉系统管理员。"),
        reference,
    )
