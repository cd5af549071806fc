"""The server of the pages: waitress inside gunicorn's workers. A request occupies a thread when it is there as a whole.

gunicorn starts the workers, watches and replaces them; in each, one loop of waitress receives all requests, however
slow and however many, and hands those that are complete to the threads. What cannot become a request is answered here.
"""

from __future__ import annotations

import logging
import os
import resource
import socket
import time
from collections.abc import Callable, Iterable
from functools import partial
from heapq import nsmallest
from http import HTTPStatus
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gunicorn.workers.base import Worker
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import Task
from waitress.utilities import Error

from distro.web import bare
from distro.web.guard import Size, size_for

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONNECTIONS = 1000
"""Open connections of one worker; for each further one the longest silent that is owed no answer is closed."""
FILES = 4 * CONNECTIONS
"""A connection has its socket and, for a large request or answer, a file each."""
RECEIVE_WITHIN = 120
"""Seconds from the first byte of a request to its last: 20 MB at 170 KB a second."""
IDLE = 60
"""Seconds without a byte after which a connection is closed."""
HEADER_BYTES = 16 * 1024
LINGER = 10
"""Seconds for which what is still being sent is let run out after a refusal: who sends reads no answer before the end."""
LARGE_AT_ONCE = 64
"""Requests larger than a form that one worker receives at a time: they lie on its disk, or in its memory."""
_TICK = 0.5


class _Failed(Error):  # type: ignore[misc]  # waitress tells no types
    """Why a request is not to be had, as waitress carries it to the answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__("")
        self.code = status


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress tells no types
    """A request as it arrives; `size_for` tells how much may be sent to an address, `has_room` whether a large one may."""

    error: Error | None

    def __init__(self, adj: Any, size_for: Callable[[str], int], has_room: Callable[[], bool]) -> None:
        super().__init__(adj)
        self._size_for = size_for
        self._has_room = has_room

    @property
    def is_large(self) -> bool:
        return bool(self.content_length > Size.FORM)

    def received(self, data: bytes) -> int:
        is_new = not self.headers_finished
        try:
            consumed: int = super().received(data)
        except ValueError:
            # A length of more digits than Python reads.
            consumed, self.error = len(data), _Failed(HTTPStatus.BAD_REQUEST)
        if is_new and self.headers_finished and self.error is None and (failure := self._failure()):
            self.error = _Failed(failure)
        if self.error is not None:
            # Nobody is asked for the rest of what is refused.
            self.completed, self.expect_continue = True, False
        return consumed

    def _failure(self) -> HTTPStatus | None:
        """What stands against receiving the body."""
        if self.chunked:
            return HTTPStatus.LENGTH_REQUIRED
        if self.is_large and self.content_length > self._size_for(self.path):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if self.is_large and not self._has_room():
            return HTTPStatus.SERVICE_UNAVAILABLE
        return None


class _Refusal(Task):  # type: ignore[misc]  # waitress tells no types
    """The answer to what did not become a request, or whose page failed without an answer."""

    complete = True

    def execute(self) -> None:
        self.status, told, body = bare.answer(self.request.error.code, is_https=self.channel.server.is_https)
        self.response_headers.extend(told)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.is_to_linger = True
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress tells no types
    """A connection: since when a request has been arriving, and until when what is left of a refused one runs out."""

    error_task_class = _Refusal
    request: _Parser | None
    is_to_linger = False
    _since: float | None = None
    _until: float | None = None

    def parser_class(self, adj: Any) -> _Parser:
        return _Parser(adj, self.server.size_for, self._has_room)

    @property
    def is_idle(self) -> bool:
        return self.request is None and not self.requests and not self.total_outbufs_len

    @property
    def is_receiving_much(self) -> bool:
        return self.request is not None and self.request.is_large

    def received(self, data: bytes) -> None:
        super().received(data)
        if self.request is None:
            self._since = None
        elif self._since is None:
            self._since = time.monotonic()

    def readable(self) -> bool:
        if self._until is not None:
            return True
        if self._since is not None and time.monotonic() > self._since + RECEIVE_WITHIN:
            self._give_up()
        return bool(super().readable())

    def writable(self) -> bool:
        if self._until is not None and time.monotonic() > self._until:
            self.will_close = True
        return bool(super().writable())

    def handle_read(self) -> None:
        if self._until is None:
            super().handle_read()
        else:
            self.recv(self.adj.recv_bytes)

    def handle_close(self) -> None:
        if self.is_to_linger and self._until is None:
            self._until, self.will_close = time.monotonic() + LINGER, False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                super().handle_close()
        else:
            super().handle_close()

    def _give_up(self) -> None:
        """Answer that the rest came too late, behind the answers still owed."""
        with self.requests_lock:
            late, self.request, self._since = self.request, None, None
            assert late is not None  # as long as it is known since when
            late.error, late.completed = _Failed(HTTPStatus.REQUEST_TIMEOUT), True
            self.requests.append(late)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def _has_room(self) -> bool:
        receiving: int = sum(each.is_receiving_much for each in self.server.active_channels.values())
        return receiving <= LARGE_AT_ONCE


class BufferingWorker(Worker):  # type: ignore[misc]  # gunicorn tells no types
    """A gunicorn worker in which waitress receives and answers; `threads` pages are made at a time."""

    def run(self) -> None:
        _allow_files()
        # Its own words are for its developers: a queue is no fault.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        is_https = self.wsgi.config["SESSION_COOKIE_SECURE"]
        serving = Serving(self._counted, partial(size_for, self.wsgi), is_https=is_https)
        serving.listen([each.sock for each in self.sockets], self.cfg.threads)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            serving.look()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while serving.is_answering() and time.monotonic() < deadline:
            self.notify()
            serving.look()
        serving.close()

    def _counted(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False
        answer: Iterable[bytes] = self.wsgi(environ, start_response)
        return answer


class Serving:
    """The loop that receives and answers, turn by turn; `size_for` tells how many bytes may be sent to an address."""

    def __init__(self, application: WSGIApplication, size_for: Callable[[str], int], *, is_https: bool) -> None:
        self._application = application
        self._size_for = size_for
        self._is_https = is_https
        self._open: dict[int, Any] = {}

    def listen(self, sockets: list[socket.socket], threads: int) -> None:
        self._server = create_server(
            self._application,
            map=self._open,
            sockets=sockets,
            threads=threads,
            connection_limit=2 * CONNECTIONS,
            asyncore_use_poll=True,
            channel_timeout=IDLE,
            cleanup_interval=5,
            inbuf_overflow=Size.FORM,
            max_request_header_size=HEADER_BYTES,
            log_socket_errors=False,
            ident=None,
            clear_untrusted_proxy_headers=False,  # werkzeug's ProxyFix counts the hops it believes
        )
        self._server.channel_class = _Channel
        self._server.size_for = self._size_for
        self._server.is_https = self._is_https

    def look(self) -> None:
        """Do what can be done now; wait for something to do for a moment at most."""
        channels = self._server.active_channels.values()
        if (excess := len(channels) - CONNECTIONS) > 0:
            silent = nsmallest(excess, (each for each in channels if not each.requests), attrgetter("last_activity"))
            for channel in silent:
                channel.will_close = True
        wasyncore.poll2(_TICK, self._open)

    def is_answering(self) -> bool:
        """Accept nobody any more; whether some of those who came have no answer yet."""
        self._server.accepting = False
        for channel in self._server.active_channels.values():
            channel.will_close = channel.will_close or channel.is_idle
        return bool(self._server.active_channels)

    def close(self) -> None:
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._open)


def _allow_files() -> None:
    """Have as many open files as there may be connections, as far as the system grants it."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, granted), most))
