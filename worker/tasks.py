"""Three tasks: ring what is due, perform one errand, make one round."""

from __future__ import annotations

from functools import cache

from distro.system import System, queue_of
from worker.app import app, settings


@cache
def system() -> System:
    """This process's system, made after the fork: connections must not be shared."""
    return System(settings)


@app.task
def ring() -> None:
    for bell in system().ring():
        perform.apply_async((bell.errand_id, bell.lease), queue=queue_of(bell.step))


@app.task
def perform(errand_id: int, lease: int) -> None:
    system().perform(errand_id, lease)
    # What this work called for need not wait for the next stroke of the clock.
    ring()


@app.task
def make_round(name: str) -> None:
    system().round(name)
