"""The children of a stack beside its database: what each runs, and what stands still without it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from distro.embedded.broker import Broker
from distro.settings import Settings


@dataclass(frozen=True)
class Duty:
    """What one child does.

    `idle` says what stands still while it does not run. Without it there is nothing left, and the stack ends with it.
    `answers`, where there is one, finds a child that runs but hangs. Only those that are `told` know the settings, and
    with them the secrets.
    """

    name: str
    command: list[str]
    idle: str | None
    answers: Callable[[], bool] | None = None
    is_told: bool = True


def duties(settings: Settings, broker: Broker) -> list[Duty]:
    """All of them in the order in which they are started.

    They are stopped together, but the first two only after the others: a worker that ends takes leave of the broker,
    and finishes its print.
    """
    celery = [sys.executable, "-m", "celery", "-A", "worker.app", "-q"]
    distro = [sys.executable, "-m", "distro.cli"]
    schedule = str(settings.data_dir / "beat")
    return [
        Duty("broker", broker.command, "后台事项暂停", broker.answers, is_told=False),
        Duty(
            "pressroom",
            [*distro, "press", "serve", str(settings.press_socket)],
            "排版暂停",
            is_told=False,
        ),
        # People wait for the pages; the workers would only take the processor from them.
        Duty("web", [*distro, "serve"], None),
        Duty("press", [*celery, "worker", "-Q", "press", "-c", "1", "-n", "press@distro"], "印制暂停"),
        Duty("worker", [*celery, "worker", "-Q", "default", "-c", "2", "-n", "worker@distro"], "分送、归档暂停"),
        # A mail server that does not answer keeps nobody waiting but the mail.
        Duty("mail", [*celery, "worker", "-Q", "mail", "-c", "1", "-n", "mail@distro"], "邮件通知暂停"),
        Duty("beat", [*celery, "beat", "--pidfile=", "-s", schedule], "补办和定时事项暂停"),
    ]
