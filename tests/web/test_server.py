"""The server before the pages, as a hostile visitor meets it: whoever sends slowly, much or nonsense takes nothing from others."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPResponse

import pytest

from distro.embedded import free_port
from distro.settings import Settings, child_environment
from distro.system import System
from distro.web import create_app, guard, server
from distro.web.guard import Size
from tests.watching import await_
from tests.web.test_guard import HEADERS

CHINESE = re.compile("没有(办理|保存)")


class Served:
    """The pages of one `distro serve`, and raw connections to it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings.with_(port=free_port(), broker_url="redis://127.0.0.1:1")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "distro.cli", "serve"], env=child_environment(self.settings)
        )

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.settings.port), timeout=60)

    def get(self, path: str) -> int:
        with closing(HTTPConnection("127.0.0.1", self.settings.port, timeout=60)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status

    def answers(self) -> bool:
        try:
            return self.get("/sign-in") == 200
        except OSError:
            return False


@pytest.fixture
def served(settings: Settings) -> Iterator[Served]:
    made = Served(settings)
    try:
        await_(made.answers, "the pages answer")
        yield made
    finally:
        made.process.terminate()
        made.process.wait()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


def answer_to(connection: socket.socket, sent: bytes) -> Answer:
    """What comes back for these bytes."""
    connection.sendall(sent)
    answer = HTTPResponse(connection)
    answer.begin()
    return Answer(answer.status, answer.headers, answer.read().decode())


def require_whole(answer: Answer) -> None:
    """Every header is there, and the words are Chinese first."""
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert CHINESE.search(answer.text)
    assert answer.headers["Server"] is None


HALVES = {
    "a line": b"GET /sign-in HT",
    "headers": b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: 1",
    "a form": b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nlogin=",
    "nothing": b"",
}


def test_whoever_sends_half_a_request_takes_no_thread(served: Served) -> None:
    with ExitStack() as stack:
        for half in HALVES.values():
            for _ in range(75):
                stack.enter_context(served.connect()).sendall(half)
        for _ in range(20):
            assert served.get("/sign-in") == 200


NONSENSE: dict[str, tuple[int, bytes]] = {
    "no request": (400, b"\x16\x03\x01\x02\x00\x01\r\n\r\n"),
    "a bad header": (400, b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"),
    "a bad length": (400, b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n"),
    "a long address": (431, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    "many headers": (431, b"GET / HTTP/1.1\r\n" + b"X-More: 1\r\n" * 10_000 + b"\r\n"),
    "a length beyond reading": (400, b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"),
    "no length": (
        411,
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n0\r\n\r\n",
    ),
    "an unknown coding": (501, b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: rot13\r\n\r\n"),
    "a large form": (
        413,
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n" + b"a" * 2_000_000,
    ),
    "a large file": (
        413,
        b"POST /documents/new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n" + b"a" * 9_000_000,
    ),
    "a large form nobody asked for yet": (
        413,
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n",
    ),
}


def test_what_is_no_request_is_answered_with_every_header_in_chinese_first(served: Served) -> None:
    for name, (status, sent) in NONSENSE.items():
        with closing(served.connect()) as connection:
            answer = answer_to(connection, sent)
            assert answer.status == status, name
            require_whole(answer)
    assert served.get("/sign-in") == 200


def test_a_request_that_has_begun_is_answered_before_the_pages_stop(served: Served) -> None:
    with closing(served.connect()) as connection:
        connection.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nlo")
        assert served.get("/sign-in") == 200
        served.process.send_signal(signal.SIGTERM)
        await_(lambda: not served.answers(), "nobody is let in any more")
        assert answer_to(connection, b"gin").status == 400  # the form has no token
    assert served.process.wait() == 0


@pytest.fixture
def serving(system: System, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], socket.socket]]:
    """The loop of one worker in this process; gives connections to it."""
    monkeypatch.setattr(server, "_TICK", 0.05)
    app = create_app(system)
    listening = socket.create_server(("127.0.0.1", 0))
    made = server.Serving(app, lambda path: guard.size_for(app, path), is_https=True)
    made.listen([listening], threads=2)
    is_to_stop = threading.Event()

    def serve() -> None:
        while not is_to_stop.is_set():
            made.look()
        made.close()

    thread = threading.Thread(target=serve)
    thread.start()
    address = listening.getsockname()
    with ExitStack() as connections:
        yield lambda: connections.enter_context(socket.create_connection(address, timeout=60))
        is_to_stop.set()
        thread.join()


@pytest.mark.parametrize("half", [half for name, half in HALVES.items() if name != "nothing"])
def test_who_does_not_come_to_an_end_is_told_so(
    serving: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch, half: bytes
) -> None:
    monkeypatch.setattr(server, "RECEIVE_WITHIN", 0.2)
    answer = answer_to(serving(), half)
    assert answer.status == 408
    require_whole(answer)


def test_large_requests_are_received_a_few_at_a_time(
    serving: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LARGE_AT_ONCE", 2)
    begun = f"POST /documents/new HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Size.FILE}\r\n\r\n".encode()
    for _ in range(2):
        serving().sendall(begun)
        assert answer_to(serving(), b"GET /static/mark.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200
    answer = answer_to(serving(), begun)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Strict-Transport-Security"]
    require_whole(answer)


def test_whoever_holds_the_most_connections_loses_the_oldest(
    serving: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "CONNECTIONS", 10)
    first = serving()
    for _ in range(30):
        serving().sendall(HALVES["a form"])
    answer = answer_to(serving(), b"GET /static/mark.svg HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.status == 200
    assert first.recv(1) == b""


def test_a_page_that_fails_even_to_say_so_is_answered(
    system: System, serving: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the reason")

    monkeypatch.setattr("distro.web.door.render_template", fail)
    answer = answer_to(serving(), b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.status == 500
    assert "the reason" not in answer.text
    require_whole(answer)
