"""What stands between the network and every page: the session, the origin of a deed, sizes, and response headers."""

from __future__ import annotations

from enum import IntEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, g, request
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from distro.accounts import actions as accounts
from distro.accounts import queries, slowing
from distro.files.receiving import LARGEST
from distro.kernel.actor import Actor
from distro.kernel.database import Patience
from distro.system import System
from distro.web import headers


class Size(IntEnum):
    """How many bytes the form of a page may have: a few words, a document's text, a file to be read, a file to be kept."""

    FORM = 256 * 1024
    TEXT = 3 * 1024**2
    FILE = 6 * 1024**2
    KEPT_FILE = LARGEST + 512 * 1024

    @property
    def megabytes(self) -> int:
        return self // 1024**2


FIELDS_LIMIT = 5000
"""A list of 20,000 characters has no more names to be led to an office, each by a field of its own."""
PARTS_LIMIT = 100
PATIENCE = Patience(lock=5, statement=20)
"""What a page may take of the database: somebody waits for it, and others for its thread."""

NOBODY = Actor(id=None, name="未登录")


class Visitor:
    """The signed-in person in the shape Flask-Login asks for."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return str(self.actor.id)


def person() -> Actor | None:
    """Who is signed in on this request, or None."""
    if g.get("stranger") or not current_user.is_authenticated:
        return None
    actor: Actor = current_user.actor
    return actor


def become(actor: Actor) -> None:
    """Let this request be the actor's, who has signed in with it."""
    g._login_user = Visitor(actor)


def is_from_here() -> bool:
    """Whether the browser says that a page of ours sent this."""
    return request.headers.get("Origin") in _own_origins() or request.headers.get("Sec-Fetch-Site") == "same-origin"


def admit_try(login: str) -> None:
    """Count a try of this login's password, whatever becomes of it; TooManyTries while it has to wait."""
    system: System = current_app.extensions["distro"]
    with system.work(person() or NOBODY) as w:
        slowing.admit(w, login, request.remote_addr or "")


def session_key() -> str | None:
    return request.cookies.get(current_app.config["SESSION_KEY_COOKIE"])


def keep_session_key(response: Response, key: str) -> None:
    response.set_cookie(
        current_app.config["SESSION_KEY_COOKIE"],
        key,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def forget_session_key(response: Response) -> None:
    response.delete_cookie(
        current_app.config["SESSION_KEY_COOKIE"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def install(app: Flask, system: System) -> None:
    settings = system.settings
    if settings.secret_key is None:
        raise ValueError("the pages need a secret key; distro.embedded provides one")
    is_https = settings.base_url.startswith("https:")
    prefix = "__Host-" if is_https else ""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_FORM_MEMORY_SIZE=Size.TEXT,
        MAX_FORM_PARTS=PARTS_LIMIT,
        SESSION_KEY_COOKIE=f"{prefix}sid",
        SESSION_COOKIE_NAME=f"{prefix}form",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the browser's session: a long edit is not lost to it
        WTF_CSRF_SSL_STRICT=False,  # the origin check below covers every scheme
    )
    if settings.public_url:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.public_url).hostname, settings.host]
    app.before_request(_require_own_origin)
    app.before_request(_require_measure)
    app.before_request(_require_text)
    CSRFProtect(app)
    # Without its variable for templates, for which it asks the database who is there on every page, error pages too.
    sessions = LoginManager(app, add_context_processor=False)
    sessions.session_protection = None
    sessions.request_loader(lambda request: _visitor(system, request))
    app.after_request(_with_headers)


def size_for(app: Flask, path: str) -> int:
    """How many bytes may be sent to this address."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return Size.FORM
    return size_of(app, endpoint)


def size_of(app: Flask, endpoint: str | None) -> Size:
    """How large the form of this page may be."""
    size: Size = app.extensions["distro_sizes"].get(endpoint, Size.FORM)
    return size


def _visitor(system: System, request: Request) -> Visitor | None:
    """Whose session the request's key opens; its use is noted."""
    key = session_key()
    if not key:
        return None
    with system.work(Actor.system("web"), patience=PATIENCE) as w:
        actor = queries.actor_by_session(w, key)
        if actor is None:
            return None
        # What a page asks for by itself is no sign that somebody is still there.
        if "X-Unattended" not in request.headers:
            accounts.touch(w, key)
    return Visitor(actor)


def _require_own_origin() -> None:
    """Refuse a deed that another site's page sent; browsers say where it comes from."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None and fetched_from not in ("same-origin", "none"):
        abort(HTTPStatus.FORBIDDEN)
    origin = request.headers.get("Origin")
    if origin is not None and origin not in _own_origins():
        abort(HTTPStatus.FORBIDDEN)


def _require_measure() -> None:
    """Refuse what is larger than its page's form, or has more fields than any, before it is taken apart."""
    request.max_content_length = size_of(current_app, request.endpoint)
    is_encoded = request.mimetype == "application/x-www-form-urlencoded"
    fields = request.query_string, request.get_data() if is_encoded else b""
    if any(each.count(b"&") >= FIELDS_LIMIT for each in fields):
        raise RequestEntityTooLarge


def _require_text() -> None:
    """Refuse the one character that no text has and the database cannot keep."""
    if any("\0" in text for _, texts in request.values.lists() for text in texts):
        abort(HTTPStatus.BAD_REQUEST)


def _own_origins() -> set[str]:
    public_url = current_app.extensions["distro"].settings.public_url
    own = {f"{request.scheme}://{request.host}"}
    if public_url:
        parts = urlsplit(public_url)
        own.add(f"{parts.scheme}://{parts.netloc}")
    return own


def _with_headers(response: Response) -> Response:
    response.headers.update(
        headers.of(
            response.status_code,
            response.mimetype,
            is_static=request.endpoint == "static",
            is_to_save=response.headers.get("Content-Disposition", "").startswith("attachment"),
            is_https=current_app.config["SESSION_COOKIE_SECURE"],
        )
    )
    return response
