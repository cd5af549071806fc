"""Everything a single machine needs, as one block: started on entering, stopped on leaving, whatever leads out of it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from distro.embedded import ground
from distro.embedded.errors import EmbeddedError
from distro.embedded.readiness import database
from distro.embedded.supervisor import Supervisor
from distro.settings import Settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stack(settings: Settings) -> Iterator[Supervisor]:
    """Everything, ready to use; on leaving, every child is stopped. One stack to a data directory.

    In the main thread SIGTERM and SIGHUP are KeyboardInterrupt here, as Ctrl-C is. EmbeddedError when it cannot start
    or its pages or its database do not stay up.
    """
    if not settings.is_embedded:
        raise EmbeddedError("已设置 DISTRO_DATABASE_URL：请按 compose.yaml 分别启动各进程，不使用内置服务。")
    ground.prepare(settings.data_dir)
    with _interruptible(), ground.only_one(settings.data_dir), database(settings) as ready:
        ground.require_free(ready)
        running = Supervisor(ready, _interrupt)
        try:
            running.start()
            running.await_ready()
            yield running
        except KeyboardInterrupt:
            if running.failure is None:
                raise
        finally:
            try:
                running.stop()
            except KeyboardInterrupt:
                # The one signal that is heard came only now: it does not cut the stopping short.
                running.stop()
        if running.failure is not None:
            raise running.failure


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let the first signal to end interrupt, and none disturb the stopping that follows."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # What is ignored, such as SIGHUP under nohup, stays ignored.
    before = {number: signal.getsignal(number) for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN}

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in before:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt() -> None:
    """The supervisor has given up: whatever the main thread waits for will not come."""
    if signal.getsignal(signal.SIGTERM) not in (signal.SIG_DFL, signal.SIG_IGN):
        os.kill(os.getpid(), signal.SIGTERM)
