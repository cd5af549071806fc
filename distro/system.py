"""The composition root: settings, database and outside world put together once per process.

The only place that commits. Doors open units of work here; workers perform errands here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

from distro import schema
from distro.flow import ROUNDS, STEPS
from distro.kernel import database, errands
from distro.kernel.actor import Actor
from distro.kernel.database import Patience, engine
from distro.kernel.errands import Bell
from distro.kernel.errors import Hopeless
from distro.kernel.work import Work
from distro.outside import Outside, clock
from distro.outside.mail import FolderPost, Post, SmtpPost
from distro.outside.press import OwnPress, Press, SharedPress
from distro.outside.store import Store
from distro.settings import Settings

log = logging.getLogger(__name__)

_STEPS = {step.name: step for step in STEPS}
_ROUNDS = {each.name: each for each in ROUNDS}
_AFTER = {
    fact: tuple(step.name for step in STEPS if step.after == fact) for fact in {str(step.after) for step in STEPS}
}


class System:
    """One process's hold on the product."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metadata = schema.METADATA
        self.engine = engine(settings.database)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
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
                yield Work(session, actor, clock.now(), self.outside, _AFTER, cause)
        except DBAPIError as error:
            refusal = database.refusal(error)
            if refusal is None:
                raise
            raise refusal from error

    def ring(self) -> list[Bell]:
        """Hand out what is due; the caller takes each bell to the queue of its step."""
        with self._sessions.begin() as session:
            return errands.hand_out(session, clock.now())

    def perform(self, errand_id: int, lease: int) -> None:
        """Do one errand, exactly once however often it is asked: the errand's row goes with the work's commit."""
        with self._sessions.begin() as session:
            begun = errands.begin(session, errand_id, lease, clock.now())
        if not begun:
            return
        try:
            with self._sessions.begin() as session:
                errand = errands.claim(session, errand_id, lease)
                if errand is None:
                    return
                step, entry = _STEPS[errand.step], errand.entry
                w = Work(session, Actor.system(step.name), clock.now(), self.outside, _AFTER, cause=entry.id)
                session.delete(errand)
                step.do(w, entry.subject, **{name: entry.data[name] for name in step.takes})
        except Exception as error:
            log.exception("errand %s failed", errand_id)
            with self._sessions.begin() as session:
                errands.note_failure(
                    session,
                    errand_id,
                    lease,
                    f"{type(error).__name__}: {error}",
                    clock.now(),
                    is_hopeless=isinstance(error, Hopeless),
                )

    def round(self, name: str) -> None:
        """Do what the clock asks for."""
        with self.work(Actor.system(name)) as w:
            _ROUNDS[name].do(w)

    def close(self) -> None:
        self.engine.dispose()


def queue_of(step: str) -> str:
    return _STEPS[step].queue


def _press(settings: Settings) -> Press:
    return OwnPress() if settings.press_socket is None else SharedPress(settings.press_socket)


def _post(settings: Settings) -> Post:
    if settings.smtp_url:
        return SmtpPost(settings.smtp_url, settings.mail_from)
    return FolderPost(Path(settings.data_dir) / "mail", settings.mail_from)
