"""A child process in a session of its own: with its log, and ended with all it has started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from distro.processes.logs import Log

_PAUSE = 0.05
_GONE_WITHIN = 5
"""Seconds; a killed process that nobody reaps stays longer and does no harm."""
_prctl = ctypes.CDLL(None).prctl
_PR_SET_PDEATHSIG = 1


class Child:
    """One process, started anew after each of its ends; what it says goes to the log.

    It is sent `farewell` when the thread that started it ends, so that thread must last as long as this process.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Log,
        environment: dict[str, str],
        *,
        user: str | None = None,
        farewell: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = environment
        self._user = user
        self._farewell = farewell
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended last: its exit code, or the negative number of a signal."""
        return None if self._process is None else self._process.returncode

    def start(self) -> None:
        reading, writing = os.pipe()
        try:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                start_new_session=True,
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                preexec_fn=partial(_end_with, os.getpid(), self._farewell),
            )
        finally:
            os.close(writing)
            self.log.follow(reading)

    def has_ended(self) -> bool:
        """Whether it does not run; of one that ended, whatever it had started in its session is ended too."""
        process = self._process
        if process is None or process.returncode is not None:
            return True
        # Not reaped yet, its number can belong to nobody else.
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return False
        self.kill()
        process.wait()
        _await_nobody(process.pid)
        return True

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so many seconds."""
        deadline = time.monotonic() + seconds
        while not self.has_ended():
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)
        return True

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it and all of its session at once."""
        if self._process is not None and self._process.returncode is None:
            with suppress(PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _await_nobody(group: int) -> None:
    """Wait until the killed are gone: what they had, such as an address, is free then."""
    deadline = time.monotonic() + _GONE_WITHIN
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(_PAUSE)


def _end_with(parent: int, farewell: signal.Signals) -> None:
    """In the child, before exec: a parent killed outright leaves no orphans (Linux)."""
    _prctl(_PR_SET_PDEATHSIG, farewell)
    if os.getppid() != parent:
        os._exit(1)
