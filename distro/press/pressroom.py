"""The pressroom: documents are printed in a process of their own, within limits, and whatever happens there stays there.

One warm process for each process that prints, started at its first document, fresh after any failure and once it has
grown. It inherits neither connections nor secrets. Threads take turns. The same document gives the same bytes as
`pdf.print_document`, which it calls.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from .document import Document, Printed
from .errors import LimitError, PressError, PrintingError
from .limits import STANDARD, Limits, held
from .pressman import LENGTHS, packed

GROWN = 250 << 20
"""Bytes of memory after which the process is replaced: it begins with 225 MB, and some hundred prints add 25."""
PRINTS = 1000
"""Documents after which it is replaced, whatever it has grown to."""

WATCH = 0.1
"""Seconds between two looks at the memory of a process that is printing."""

_PLACE = Path(__file__).resolve().parents[2]


class Pressroom:
    """The place where one process prints; the pressman comes with the first document."""

    def __init__(self, limits: Limits = STANDARD) -> None:
        self.limits = limits
        self._turn = threading.Lock()
        self._pressman: subprocess.Popen[bytes] | None = None
        self._prints = 0

    def print_document(self, document: Document) -> Printed:
        """Print a document; what `pdf.print_document` raises, and LimitError where it takes too much."""
        with self._turn:
            try:
                self._call()
                answer, data = self._asked(packed(document.to_plain()), self.limits.wall_seconds)
            except BaseException:
                # Whatever comes through the pipe now would be the answer to another document.
                self.close()
                raise
            self._prints += 1
            if "failed" in answer or self._prints >= PRINTS or held(self._pressman.pid) > GROWN:
                self.close()
        return _printed(answer, data)

    def open(self) -> None:
        """Call the pressman before the first document; NotReadyError when the machine lacks something."""
        with self._turn:
            self._call()

    def close(self) -> None:
        """Send the pressman home, even from the middle of a document; the next one calls another."""
        gone, self._pressman = self._pressman, None
        if gone is not None:
            gone.kill()
            with gone:
                gone.wait()

    def forget(self) -> None:
        """Let go of a pressman inherited in a fork, who works for somebody else; the turn may be anybody's."""
        if self._pressman is not None:
            self._pressman.returncode = 0
            self._pressman.stdin.close()
            self._pressman.stdout.close()
        self._turn, self._pressman = threading.Lock(), None

    def _call(self) -> None:
        """Have a pressman who has warmed up."""
        if self._pressman is not None and self._pressman.poll() is None:
            return
        self.close()
        inherited = {"PATH": os.defpath, "HOME": str(Path.home()), "LANG": "C.UTF-8", "PYTHONPATH": str(_PLACE)}
        self._pressman = called = subprocess.Popen(
            [sys.executable, "-m", "distro.press.pressman", str(self.limits.memory), str(self.limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd="/",
            env=inherited,
            start_new_session=True,
        )
        os.set_blocking(called.stdin.fileno(), False)
        self._prints = 0
        # However little a document may take, starting takes what it takes.
        _printed(*self._asked(b"", STANDARD.wall_seconds))

    def _asked(self, message: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """What the pressman answers to a message; PressError if that does not come, or not in so many seconds."""
        pressman, deadline = self._pressman, time.monotonic() + seconds
        questions, answers = pressman.stdin.fileno(), pressman.stdout.fileno()

        def wait(pipe: int, event: int) -> None:
            waiting = select.poll()
            waiting.register(pipe, event)
            while not waiting.poll(1000 * WATCH):
                if time.monotonic() > deadline:
                    raise _too_long(seconds)
                if held(pressman.pid) > self.limits.memory:
                    raise _too_large(self.limits.memory)

        def receive(length: int) -> bytes:
            received = bytearray()
            while len(received) < length:
                wait(answers, select.POLLIN)
                part = os.read(answers, length - len(received))
                if not part:
                    raise EOFError
                received += part
            return bytes(received)

        try:
            while message:
                wait(questions, select.POLLOUT)
                message = message[os.write(questions, message) :]
            said, more = LENGTHS.unpack(receive(LENGTHS.size))
            return json.loads(receive(said)), receive(more)
        except (EOFError, BrokenPipeError):
            code = pressman.wait()
        if code == -signal.SIGXCPU:
            raise _too_long(self.limits.cpu_seconds)
        raise PrintingError("印制失败：排版程序中途退出（%(code)s）。没有印成。请再试一次。", code=code)


def _printed(answer: dict[str, Any], data: bytes) -> Printed:
    """What was printed, or the refusal raised as it was in the pressroom."""
    if refused := answer.get("refused"):
        kinds = {each.__name__: each for each in PressError.__subclasses__()}
        raise kinds[refused["kind"]](refused["message"], field=refused["field"], **refused["values"])
    if failed := answer.get("failed"):
        raise RuntimeError(f"the pressroom failed:\n{failed}")
    told = answer["printed"]
    return Printed(data, told["pages"], told["sha256"], tuple(told["faces"]), told["tools"])


def _too_long(seconds: float) -> LimitError:
    return LimitError("印制超过 %(seconds)s 秒，已经停止。没有印成。请缩短文件，或分为几份。", seconds=seconds)


def _too_long(seconds: float) -> LimitError:
    return LimitError("印制超过 %(seconds)s 秒，已经停止。没有印成。请缩短文件，或分为几份。", seconds=seconds)


def _too_large(memory: int) -> LimitError:
    return LimitError(
        "印制超过 %(megabytes)s 兆内存，已经停止。没有印成。请缩短文件，或分为几份。", megabytes=memory >> 20
    )


_room = Pressroom()
atexit.register(_room.close)
os.register_at_fork(after_in_child=_room.forget)


def print_document(document: Document) -> Printed:
    """Print a document in the pressroom of this process, see `Pressroom.print_document`."""
    return _room.print_document(document)


def make_ready() -> None:
    """Try whether a pressman can start here; NotReadyError names the Debian package that is lacking."""
    trial = Pressroom()
    try:
        trial.open()
    finally:
        trial.close()
