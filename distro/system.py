"""The composition root: settings, database and outside world put together once per process.

The only place that commits. Doors open units of work here; workers perform errands here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from distro import schema
from distro.flow import ROUNDS, STEPS, Outward, Step
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


# For so long mails go out before what came of them is noted: a killed worker repeats no more than that.
TOGETHER_WITHIN = 0.5
_TOGETHER = {str(step.name): step.most for step in STEPS if isinstance(step, Outward) and step.most > 1}


class _Going(NamedTuple):
    """An errand on its way outside: what is to be done, and what came of it, if it went."""

    taken: Taken
    order: Any = None
    results: Sequence[Any] = ()


class System:
    """One process's hold on the product; `ring` tells the workers that something has been called for."""

    def __init__(self, settings: Settings, ring: Callable[[], None] = lambda: None) -> None:
        self.settings = settings
        self._ring = ring
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
        """Take up one errand of a queue, or some that go out together; False when none is due. Each is done exactly
        once, whoever else takes them."""
        with self._sessions.begin() as session:
            taken = errands.take(session, queue, clock.now(), _TOGETHER)
        if not taken:
            return False
        step = _STEPS[taken[0].step]
        if isinstance(step, Outward):
            with self._presence.at([each.errand_id for each in taken]) as held:
                if elsewhere := [each for each in taken if each.errand_id not in held]:
                    with self._sessions.begin() as session:
                        errands.leave(session, *elsewhere)
                self._go_out(step, [_Going(each) for each in taken if each.errand_id in held])
        else:
            self._do(step, *taken)
        return True

    def _do(self, step: Step, taken: Taken) -> None:
        """Do an errand: its row goes with the work's commit."""
        has_called = False
        try:
            with self._sessions.begin() as session:
                for errand in errands.claim(session, taken).values():
                    w = self._work_of(session, errand)
                    session.delete(errand)
                    step.do(w, errand.subject, **errand.data)
                    has_called = w.has_called
        except Exception as error:
            self._note_failure(taken, error)
        else:
            if has_called:
                self._ring()

    def _go_out(self, step: Outward, going: Sequence[_Going]) -> None:
        """Do errands outside the database, with no transaction open meanwhile."""
        try:
            orders = self._prepare(step, going)
        except Exception as error:
            self._alone(going, partial(self._go_out, step), error)
            return
        gone: list[_Going] = []
        begun, goes_on = time.monotonic(), True
        for each in orders:
            if goes_on and time.monotonic() - begun < TOGETHER_WITHIN:
                try:
                    result = step.go(self.outside, each.order)
                except Exception as error:
                    self._note_failure(each.taken, error)
                    continue
                goes_on = step.goes_on(result)
                gone.append(each._replace(results=[result]))
            else:
                gone.append(each)
        self._note(step, gone)

    def _prepare(self, step: Outward, going: Sequence[_Going]) -> list[_Going]:
        """Those that are to go out, with what is to be done."""
        with self._sessions.begin() as session:
            # Somebody else may have been at one until just now.
            held = errands.claim(session, *(each.taken for each in going))
            if not held:
                return []
            here = [each for each in going if each.taken.errand_id in held]
            claimed = [held[each.taken.errand_id] for each in here]
            orders = step.prepare_all(self._work_of(session, claimed[0]), claimed)
            for errand, order in zip(claimed, orders, strict=True):
                _settle(session, errand, order)
            return [
                each._replace(order=order)
                for each, order in zip(here, orders, strict=True)
                if not (order is None or isinstance(order, Again))
            ]

    def _note(self, step: Outward, gone: Sequence[_Going]) -> None:
        """Write down what came of them; who did not go, behind the others, has no result."""
        if not gone:
            return
        try:
            with self._sessions.begin() as session:
                # Whoever has taken one up meanwhile found this process present.
                held = errands.hold(session, *(each.taken for each in gone))
                here = [each for each in gone if each.taken.errand_id in held]
                if not here:
                    return
                w = self._work_of(session, held[here[0].taken.errand_id])
                verdicts = step.note_all(
                    w, [each.order for each in here], [result for each in here for result in each.results]
                )
                if not self._presence.lasts:
                    return  # somebody else may be at them by now; what happened is noted all the same
                for each, verdict in zip(here, verdicts, strict=True):
                    _settle(session, held[each.taken.errand_id], verdict)
        except Exception as error:
            self._alone(gone, partial(self._note, step), error)
        else:
            if w.has_called:
                self._ring()

    def _alone(self, going: Sequence[_Going], do: Callable[[Sequence[_Going]], None], error: Exception) -> None:
        """What failed for all together is done for each by itself; what failed by itself is put back."""
        if len(going) == 1:
            self._note_failure(going[0].taken, error)
            return
        for each in going:
            do([each])

    def _note_failure(self, taken: Taken, error: Exception) -> None:
        log.error("errand %s failed", taken.errand_id, exc_info=error)
        with self._sessions.begin() as session:
            errands.note_failure(
                session,
                taken,
                f"{type(error).__name__}: {error}",
                clock.now(),
                is_hopeless=isinstance(error, Hopeless),
            )

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


def _settle(session: Session, errand: Errand, outcome: Any) -> None:
    """Put a locked errand back if it is to be done again; done with, it goes."""
    if outcome is None:
        session.delete(errand)
    elif isinstance(outcome, Again):
        errands.put_back(errand, outcome, clock.now())


def _press(settings: Settings) -> Press:
    return OwnPress() if settings.press_socket is None else SharedPress(settings.press_socket)


def _post(settings: Settings) -> Post:
    if settings.smtp_url:
        return SmtpPost(settings.smtp_url, settings.mail_from)
    return FolderPost(Path(settings.data_dir) / "mail", settings.mail_from)
