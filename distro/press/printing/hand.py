"""One pressman as the pressroom sees him: called, asked, watched from outside, and sent home.

Not for threads to share: whoever has him has him alone (distro/press/printing/pressroom.py).
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from distro.processes.limits import own_memory

from ..errors import FallenError, LimitError, PrintingError
from . import messages
from .limits import STANDARD, Limits
from .messages import Message

GROWN = 250 << 20
"""Bytes of its own after which a process is replaced: it begins with 110 MB, and mixed prints leave it at 110 to 150."""
PRINTS = 1000
"""Documents after which it is replaced, whatever it has grown to."""

WATCH = 0.1
"""Seconds between two looks at the memory of a process that is printing."""

_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM)

_PLACE = Path(__file__).resolve().parents[3]


class Hand:
    """A process that prints: `printed` documents so far; `is_spent` when another should take over."""

    def __init__(self, limits: Limits) -> None:
        """Call him; `warm_up` waits until he is ready."""
        self.limits = limits
        self.printed = 0
        # He inherits neither connections nor secrets.
        inherited = {"PATH": os.defpath, "HOME": str(Path.home()), "LANG": "C.UTF-8", "PYTHONPATH": str(_PLACE)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "distro.press.printing.pressman", str(limits.memory), str(limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd="/",
            env=inherited,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions, self._answers = self._process.stdin, self._process.stdout
        os.set_blocking(self._questions.fileno(), False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    @property
    def is_spent(self) -> bool:
        return self.printed >= PRINTS or own_memory(self.pid) > GROWN

    def warm_up(self) -> None:
        """Wait until he has printed his first proof; NotReadyError when the machine lacks something."""
        # However little a document may take, starting takes what it takes.
        messages.outcome(self._asked(b"", STANDARD.wall_seconds))

    def ask(self, body: bytes) -> Message:
        """The answer to a document (`messages.body_of`); LimitError, PrintingError and FallenError when there is none.

        After any error he is of no more use: what came through the pipe next would be the answer to another document.
        """
        answer = self._asked(messages.packed(Message({}, body)), self.limits.wall_seconds)
        self.printed += 1
        return answer

    def stop(self) -> None:
        """End him, even in the middle of a document; for any thread: whoever is asking him sees it, and dismisses him."""
        self._process.kill()
        self._process.wait()

    def dismiss(self) -> None:
        """Send him home, and close the pipes; for whoever has him alone."""
        with self._process:
            self.stop()

    def forget(self) -> None:
        """Let go of one inherited in a fork, who works for the parent."""
        self._process.returncode = 0
        self._questions.close()
        self._answers.close()

    def _asked(self, message: bytes, seconds: float) -> Message:
        deadline = time.monotonic() + seconds
        questions, answers = self._questions.fileno(), self._answers.fileno()

        def wait(pipe: int, event: int) -> None:
            waiting = select.poll()
            waiting.register(pipe, event)
            while not waiting.poll(1000 * WATCH):
                if time.monotonic() > deadline:
                    raise _too_long(seconds)
                if own_memory(self.pid) > self.limits.memory:
                    raise _too_large(self.limits.memory)

        def read(length: int) -> bytes:
            received = bytearray()
            while len(received) < length:
                wait(answers, select.POLLIN)
                part = os.read(answers, length - len(received))
                if not part:
                    raise EOFError
                received += part
            return bytes(received)

        try:
            rest = memoryview(message)
            while rest:
                wait(questions, select.POLLOUT)
                rest = rest[os.write(questions, rest) :]
            return messages.received(read)
        except messages.TooLong:
            raise LimitError("印成的文件过大。没有印成。请减少图片，或分为几份。") from None
        except (EOFError, BrokenPipeError):
            code = self._process.wait()
        if code == -signal.SIGXCPU:
            raise _too_long(self.limits.cpu_seconds)
        if code in _FROM_OUTSIDE:
            raise FallenError("排版程序中途被终止（%(code)s）。没有印成，文稿没有改变。请稍后再试。", code=code)
        # Where it fell by itself, as one does that cannot allocate, the document may be to blame.
        raise PrintingError("印制失败：排版程序中途退出（%(code)s）。没有印成。请再试一次。", code=code)


def _too_long(seconds: float) -> LimitError:
    return LimitError("印制超过 %(seconds)s 秒，已经停止。没有印成。请缩短文件，或分为几份。", seconds=seconds)


def _too_large(memory: int) -> LimitError:
    return LimitError(
        "印制超过 %(megabytes)s 兆内存，已经停止。没有印成。请缩短文件，或分为几份。", megabytes=memory >> 20
    )
