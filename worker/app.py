"""The Celery application. The broker only carries bells: losing all of them loses no work."""

from __future__ import annotations

from typing import Any

from celery import Celery
from celery.signals import worker_init

from distro import settings as configuration
from distro.press.errors import NotReadyError
from distro.press.printing import pressroom
from worker.schedule import BEAT

settings = configuration.read_to_serve()

app = Celery("distro", broker=settings.broker_url, include=["worker.tasks"])
app.conf.update(
    accept_content=["json"],
    beat_schedule=BEAT,
    broker_connection_retry_on_startup=True,
    task_default_queue="default",
    task_ignore_result=True,
    task_serializer="json",
    timezone="Asia/Shanghai",
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=1,
)


def _prints(worker: Any) -> bool:
    return "press" in worker.app.amqp.queues.consume_from


@worker_init.connect
def refuse_without_tools(sender: Any, **_: Any) -> None:
    """A press that cannot print well does not start, and says which package is missing."""
    if _prints(sender) and settings.press_socket is None:
        try:
            pressroom.make_ready()
        except NotReadyError as error:
            raise SystemExit(str(error)) from error
