"""Three tasks: ring where something is due, work a queue off, make one round."""

from __future__ import annotations

from functools import cache

from distro.system import System
from worker.app import app, settings

# A worker listens to Celery between two spells, and several processes of one queue share what is due.
SPELL = 5.0
BELLS = 2
# A bell that nobody heard means nothing any more: the next one is rung within a second.
HEARD_WITHIN = 5


@cache
def system() -> System:
    """This process's system, made after the fork: connections must not be shared. What its work calls for need not wait
    for the next stroke of the clock."""
    return System(settings, ring)


@app.task
def ring() -> None:
    for queue in system().due():
        for _ in range(BELLS):
            work_off.apply_async((queue,), queue=queue, expires=HEARD_WITHIN)


@app.task
def work_off(queue: str) -> None:
    system().work_off(queue, SPELL)


@app.task
def make_round(name: str) -> None:
    system().round(name)
