"""The rounds of `distro.flow` as Celery beat understands them."""

from __future__ import annotations

from datetime import time
from typing import Any

from celery.schedules import crontab

from distro.flow import ROUNDS, Round


def _entry(each: Round) -> dict[str, Any]:
    made = {"task": "worker.tasks.make_round", "args": (each.name,)}
    if isinstance(each.when, time):
        return made | {"schedule": crontab(hour=each.when.hour, minute=each.when.minute)}
    return made | {"schedule": each.when, "options": {"expires": 10 * each.when}}


BEAT = {each.name: _entry(each) for each in ROUNDS} | {
    "ring": {"task": "worker.tasks.ring", "schedule": 1.0, "options": {"expires": 5}}
}
