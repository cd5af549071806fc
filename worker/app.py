"""The Celery application. The broker only carries bells: losing all of them loses no work."""

from __future__ import annotations

from celery import Celery

from distro import settings as configuration
from worker.schedule import BEAT

settings = configuration.read()

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
