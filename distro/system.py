"""The composition root: settings, database and outside world put together once per process.

The only place that commits. Doors open units of work here; workers perform errands here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from distro import schema
from distro.flow import ROUNDS, STEPS, Outward
from distro.kernel import database, errands
from distro.kernel.actor import Actor
from distro.kernel.database import Patience, engine
from distro.kernel.errands import Again, Errand, Plan, Taken
from distro.kernel.errors import Hopeless
from distro.kernel.presence import Presence
from distro.kernel.work import Work
from distro.outside import Outside, clock
from distro.outside.mail import FolderPost, Post, SmtpPost
from distro.outside.press import OwnPress, Press, SharedPress
from distro.outside.store import Store
from distro.settings import Settings

log = logging.getLogger(__name__)

_STEPS = {step.name: step for step in STEPS}
_ROUNDS = {each.name: each for each in ROUNDS}
_PLAN = Plan(
    after={
        str(fact): tuple(str(step.name) for step in STEPS if step.after == fact)
        for fact in {step.after for step in STEPS if step.after}
    },
    queue_of={str(step.name): step.queue for step in STEPS},
)


class System:
    """One process's hold on the product."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metadata = schema.METADATA
        self.engine = engine(settings.database)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._presence = Presence(self.engine)
        self.outside = Outside(
            store=Store(settings.data_dir / "files"),
            post=_post(settings),
            press=_press(settings),
            base_url=settings.base_url,
        )

    @contextmanager
    def work(self, actor: Actor, cause: int | None = None, *, patience: Patience | None = None) -> Iterator[Work]:
        """BEGIN … COMMIT, or ROLLBACK if anything raises. Unavailable when the database is to blame, Conflict when
        somebody else has had a lock for longer than the patience of who waits."""
        try:
            with self._sessions.begin() as session:
                if patience is not None:
                    database.limit(session, patience)
                yield Work(session, actor, clock.now(), self.outside, _PLAN, cause)
        except DBAPIError as error:
            refusal = database.refusal(error)
            if refusal is None:
                raise
            raise refusal from error

    def due(self) -> list[str]:
        """The queues in which something is due: the caller rings their bells."""
        with self._sessions.begin() as session:
            return errands.due(session, clock.now())

    def work_off(self, queue: str, seconds: float | None = None) -> int:
        """Do what is due in a queue, one errand after the other, until nothing is left or the time is over; how many."""
        begun, done = time.monotonic(), 0
        while (seconds is None or time.monotonic() - begun < seconds) and self.do_next(queue):
            done += 1
        return done

    def do_next(self, queue: str) -> bool:
        """Take up one errand of a queue; False when none is due. Each is done exactly once, whoever else takes them."""
        with self._sessions.begin() as session:
            taken = errands.take(session, queue, clock.now())
        if taken is None:
            return False
        try:
            self._do(taken)
        except Exception as error:
            log.exception("errand %s failed", taken.errand_id)
            with self._sessions.begin() as session:
                errands.note_failure(
                    session,
                    taken,
                    f"{type(error).__name__}: {error}",
                    clock.now(),
                    is_hopeless=isinstance(error, Hopeless),
                )
        return True

    def _do(self, taken: Taken) -> None:
        """Do an errand: its row goes with the work's commit."""
        step = _STEPS[taken.step]
        if isinstance(step, Outward):
            with self._presence.at(taken.errand_id) as is_first:
                if is_first:
                    self._go_out(step, taken)
                else:
                    with self._sessions.begin() as session:
                        errands.leave(session, taken)
            return
        with self._sessions.begin() as session:
            errand = errands.claim(session, taken)
            if errand is not None:
                w = self._work_of(session, errand)
                session.delete(errand)
                step.do(w, errand.subject, **errand.data)

    def _go_out(self, step: Outward, taken: Taken) -> None:
        """Do an errand outside the database, with no transaction open meanwhile."""
        with self._sessions.begin() as session:
            # Somebody else may have been at it until just now.
            errand = errands.claim(session, taken)
            if errand is None:
                return
            order = step.prepare(self._work_of(session, errand), errand.subject, **errand.data)
            if order is None:
                session.delete(errand)
                return
            if isinstance(order, Again):
                errands.put_back(errand, order, clock.now())
                return
        result = step.go(self.outside, order)
        with self._sessions.begin() as session:
            # Whoever has taken it up meanwhile found this process present.
            errand = errands.hold(session, taken.errand_id)
            if errand is None:
                return
            again = step.note(self._work_of(session, errand), order, result)
            if not self._presence.lasts:
                return  # somebody else may be at it by now; what happened is noted all the same
            if again is None:
                session.delete(errand)
            else:
                errands.put_back(errand, again, clock.now())

    def _work_of(self, session: Session, errand: Errand) -> Work:
        return Work(session, Actor.system(errand.step), clock.now(), self.outside, _PLAN, cause=errand.cause)

    def round(self, name: str) -> None:
        """Do what the clock asks for."""
        with self.work(Actor.system(name)) as w:
            _ROUNDS[name].do(w)

    def close(self) -> None:
        self.outside.post.close()
        self._presence.close()
        self.engine.dispose()


def _press(settings: Settings) -> Press:
    return OwnPress() if settings.press_socket is None else SharedPress(settings.press_socket)


def _post(settings: Settings) -> Post:
    if settings.smtp_url:
        return SmtpPost(settings.smtp_url, settings.mail_from)
    return FolderPost(Path(settings.data_dir) / "mail", settings.mail_from)
