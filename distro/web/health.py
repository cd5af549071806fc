"""Whether the service can do its work, for a load balancer to ask: no secrets, no counts."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask.typing import ResponseReturnValue

from distro.audit import queries
from distro.kernel.work import Work
from distro.web.door import PUBLIC, Pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/healthz"

pages = Pages("health")

log = logging.getLogger(__name__)


@pages.read(PATH, needs=PUBLIC)
def health(w: Work) -> ResponseReturnValue:
    if queries.stuck(w):
        return {"status": "stuck"}, 503
    return {"status": "ok"}


@pages.errorhandler(Exception)
def unwell(error: Exception) -> ResponseReturnValue:
    """The database does not answer, or something else stands in the way."""
    log.error("health check: %s", type(error).__name__)
    return {"status": "unavailable"}, 503


def under_any_name(application: WSGIApplication, base_url: str) -> WSGIApplication:
    """The application, whose health may be asked under any host: a container or a balancer knows only an address.

    The answer holds nothing of the request, so a foreign name in it can mislead nobody. Every other path is still
    served under the names of the settings alone.
    """
    own = urlsplit(base_url).netloc

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == PATH:
            environ["HTTP_HOST"] = own
        return application(environ, start_response)

    return answer
