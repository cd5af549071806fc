"""Whether the service can do its work, for a load balancer to ask: no secrets, no counts."""

from __future__ import annotations

import logging

from flask.typing import ResponseReturnValue

from distro.audit import queries
from distro.kernel.work import Work
from distro.web.door import PUBLIC, Pages

pages = Pages("health")

log = logging.getLogger(__name__)


@pages.read("/healthz", needs=PUBLIC)
def health(w: Work) -> ResponseReturnValue:
    if queries.stuck(w):
        return {"status": "stuck"}, 503
    return {"status": "ok"}


@pages.errorhandler(Exception)
def unwell(error: Exception) -> ResponseReturnValue:
    """The database does not answer, or something else stands in the way."""
    log.error("health check: %s", type(error).__name__)
    return {"status": "unavailable"}, 503
