"""The rounds of `distro.flow` as Celery beat understands them."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

from distro.flow import ROUNDS, Round


def _entry(each: Round) -> dict[str, Any]:
    if each.every is not None:
        return {
            "task": "worker.tasks.make_round",
            "args": (each.name,),
            "schedule": each.every,
            "options": {"expires": 10 * each.every},
        }
    hour, minute = each.at.split(":")
    return {
        "task": "worker.tasks.make_round",
        "args": (each.name,),
        "schedule": crontab(hour=int(hour), minute=int(minute)),
    }


BEAT = {each.name: _entry(each) for each in ROUNDS} | {
    "ring": {"task": "worker.tasks.ring", "schedule": 1.0, "options": {"expires": 5}}
}
