"""Files sent to the served pages as a browser sends them, and what the processes that serve take meanwhile."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from io import BytesIO
from typing import NamedTuple
from uuid import UUID

import psutil
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from distro.accounts import actions as accounts
from distro.processes.limits import own_memory
from distro.system import System
from tests.builders import PASSWORD, TESTER
from tests.files.hostile import Hostile


class Answer(NamedTuple):
    status: int
    text: str


class Sender:
    """A secretary's browser at the served pages."""

    def __init__(self, system: System, port: int) -> None:
        with system.work(TESTER) as w:
            key = accounts.sign_in(w, "secretary", PASSWORD, "127.0.0.1")
        self._port = port
        self._cookies = f"sid={key}"
        page, form = self._ask("GET", "/nowhere", b"", {})
        self._cookies += f"; {form}"
        self._token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)

    def send(self, document_id: UUID, version: int, each: Hostile) -> Answer:
        """Send a file to go along with the draft."""
        file = FileStorage(BytesIO(each.make()), each.name, "file", each.declared or "application/octet-stream")
        said = {"csrf_token": self._token, "version": str(version), "file": file}
        boundary, body = encode_multipart(said)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._ask("POST", f"/documents/{document_id}/files", body, headers)[0]

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[Answer, str]:
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=120)) as connection:
            connection.request(method, path, body, headers | {"Cookie": self._cookies})
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, text), (answer.headers["Set-Cookie"] or "").partition(";")[0]


class Growth:
    """How much the serving processes had at the beginning, and at most."""

    def __init__(self, master: int) -> None:
        # What they start is bound by itself, and gone with its answer.
        self._serving = psutil.Process(master).children()
        self.before = self.most = self._now()

    @property
    def megabytes(self) -> float:
        return (self.most - self.before) / 2**20

    def look(self) -> None:
        self.most = max(self.most, self._now())

    def _now(self) -> int:
        return sum(own_memory(each.pid) for each in self._serving)


@contextmanager
def watched(master: int) -> Iterator[Growth]:
    """The memory of the serving processes, looked at again and again meanwhile."""
    growth, ended = Growth(master), threading.Event()

    def look() -> None:
        while not ended.is_set():
            growth.look()
            time.sleep(0.01)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield growth
    finally:
        ended.set()
        watcher.join()
