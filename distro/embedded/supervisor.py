"""Starts the parts of a stack, keeps them running and stops them.

It is a thread: whoever has a stack does something else meanwhile, and a child is told to end when the thread that
started it is gone.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from subprocess import SubprocessError
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from distro.embedded.broker import Broker
from distro.embedded.cluster import Cluster
from distro.embedded.duties import Duty, duties
from distro.embedded.errors import EmbeddedError
from distro.embedded.watched import Watched
from distro.processes.child import Child
from distro.processes.logs import Log
from distro.settings import Settings, child_environment

PAUSE = 0.5
"""Seconds between two looks."""
READY_WITHIN = 60
STOP_WITHIN = 15
_DIRECT = build_opener(ProxyHandler({}))
"""Asks this machine itself, whatever proxy the environment names."""


class Supervisor(threading.Thread):
    """The stack on a database that runs; `failure` is why it ended by itself, and `on_failure` is told of it."""

    def __init__(self, settings: Settings, on_failure: Callable[[], None]) -> None:
        super().__init__(name="supervisor")
        self._broker = Broker(settings.data_dir / "broker")
        self.settings = settings.with_(
            broker_url=self._broker.url, press_socket=settings.data_dir.resolve() / "press.sock"
        )
        self.children: list[Child] = []
        self.failure: BaseException | None = None
        self._on_failure = on_failure
        self._is_ready = threading.Event()
        self._is_to_stop = threading.Event()
        # Thread.join() will not do: interrupted by a signal, Python 3.11 takes the thread for ended.
        self._has_stopped = threading.Event()

    def start(self) -> None:
        try:
            super().start()
        except RuntimeError:
            # The system has no thread for it: there is nothing to stop.
            self._has_stopped.set()
            raise

    def run(self) -> None:
        try:
            watched = self._start_all()
            self._is_ready.set()
            while not self._is_to_stop.wait(PAUSE):
                for each in watched:
                    each.look()
        except BaseException as error:
            self.failure = error
            # First the signal, while whoever waits still waits: later it would hit them somewhere else.
            self._on_failure()
            self._is_ready.set()
        finally:
            try:
                self._stop_all()
            finally:
                self._has_stopped.set()

    def await_ready(self) -> None:
        """Wait until everything is started; raises what stood in the way."""
        self._is_ready.wait()
        if self.failure is not None:
            raise self.failure

    def watch(self) -> None:
        """Wait until interrupted, or until the stack ends by itself."""
        self._has_stopped.wait()

    def stop(self) -> None:
        """Stop everything and wait until it is."""
        self._is_to_stop.set()
        self._has_stopped.wait()

    def _start_all(self) -> list[Watched]:
        cluster = Cluster(self.settings.data_dir)
        watched = [Watched("database", cluster.log, None, cluster.keep, lambda: not cluster.is_kept())]
        ready = {"broker": self._broker.answers, "web": self._pages_answer}
        for duty in duties(self.settings, self._broker):
            if self._is_to_stop.is_set():
                break
            child = self._child(duty)
            self._launch(child)
            if duty.name in ready:
                self._await(child, ready[duty.name])
            watched.append(
                Watched(duty.name, child.log.path, duty.idle, child.start, child.has_ended, child.kill, duty.answers)
            )
        return watched

    def _child(self, duty: Duty) -> Child:
        log = Log(self.settings.data_dir / "logs" / f"{duty.name}.log")
        environment = child_environment(self.settings) if duty.is_told else {"PATH": os.defpath, "LANG": "C.UTF-8"}
        return Child(duty.name, duty.command, log, environment)

    def _launch(self, child: Child) -> None:
        try:
            child.start()
        except (OSError, SubprocessError) as error:
            raise EmbeddedError(f"进程 {child.name} 不能启动（{error}）。数据没有改动。") from error
        self.children.append(child)

    def _await(self, child: Child, answers: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not (self._is_to_stop.is_set() or answers()):
            if child.has_ended() or time.monotonic() > deadline:
                raise EmbeddedError(f"进程 {child.name} 没有启动。请查看 {child.log.path}。数据没有改动。")
            time.sleep(0.1)

    def _pages_answer(self) -> bool:
        try:
            with _DIRECT.open(f"http://{self.settings.address}/sign-in", timeout=5):
                return True
        except HTTPError as error:
            error.close()
            return False
        except OSError:
            return False

    def _stop_all(self) -> None:
        # The first two are needed until the last of the others has ended.
        needed, others = self.children[:2], self.children[2:]
        for children in (others, needed):
            for child in children:
                child.signal(signal.SIGTERM)
            deadline = time.monotonic() + STOP_WITHIN
            for child in children:
                if not child.wait(deadline - time.monotonic()):
                    child.kill()
                    child.wait(STOP_WITHIN)
