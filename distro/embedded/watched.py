"""One part of a running stack: looked at, started again after each end, and given up when that does not help."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from distro.embedded.errors import EmbeddedError
from distro.processes.restarts import Restarts

log = logging.getLogger(__name__)

HANGING = 20
"""Seconds without an answer after which a part is ended and started again."""
STEADY = 60
"""Seconds after which a part that had given trouble is well again."""


@dataclass
class Watched:
    """What runs, and its history.

    `idle` says what stands still while it does not run; without it nothing goes on at all, so the stack ends with it.
    """

    name: str
    log: Path
    idle: str | None
    start: Callable[[], None]
    has_ended: Callable[[], bool]
    kill: Callable[[], None] = lambda: None
    answers: Callable[[], bool] | None = None
    _restarts: Restarts = field(default_factory=Restarts)
    _started: float = field(default_factory=time.monotonic)
    _heard: float = field(default_factory=time.monotonic)
    _due: float | None = None
    _is_troubled: bool = False

    def look(self) -> None:
        """Do what has to be done now; EmbeddedError when it will not stay up and nothing goes on without it."""
        now = time.monotonic()
        if self._due is not None:
            if now >= self._due:
                self._begin()
        elif self.has_ended():
            self._wait(now)
        elif self._hangs(now):
            log.warning("进程 %s 没有回答，结束后重新启动。", self.name)
            self.kill()
        elif self._is_troubled and now > self._started + STEADY:
            self._is_troubled = False
            log.warning("进程 %s 已恢复。", self.name)

    def _begin(self) -> None:
        self._due = None
        try:
            self.start()
        except (OSError, EmbeddedError) as error:
            # It counts as an end.
            log.warning("进程 %s 没有能启动：%s", self.name, error)
        self._started = self._heard = time.monotonic()

    def _wait(self, now: float) -> None:
        seconds = self._restarts.wait(now)
        self._due = now + seconds
        log.warning("进程 %s 已退出，%.2f 秒后重新启动。", self.name, seconds)
        if not self._restarts.are_too_many:
            return
        if self.idle is None:
            raise EmbeddedError(f"进程 {self.name} 反复退出，服务已全部停止。请查看 {self.log}。数据没有丢失。")
        if not self._is_troubled:
            self._is_troubled = True
            log.error(
                "进程 %s 反复退出：%s，网页照常。仍会每半分钟再启动一次。请查看 %s。", self.name, self.idle, self.log
            )

    def _hangs(self, now: float) -> bool:
        if self.answers is None or self.answers():
            self._heard = now
        return now > self._heard + HANGING
