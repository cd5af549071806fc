"""Who is at work outside the database: a sign that others can see, and that goes when the process does.

A session lock that nobody ever waits for, on a connection of its own with no transaction open. A killed process's sign
goes with its connection, a stopped one's after `IDLE`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_KIND = 7_301_702
_KEYS = 2**31
# Longer than any mail or print may take.
IDLE = "300s"
_LOCK = text("SELECT pg_try_advisory_lock(:kind, :key)")
_UNLOCK = text("SELECT pg_advisory_unlock(:kind, :key)")


class Presence:
    """The sign of one process, at one errand after the other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def at(self, errand_id: int) -> Iterator[bool]:
        """Whether nobody else is at this errand; as long as this lasts others find this process there."""
        key = {"kind": _KIND, "key": errand_id % _KEYS}
        is_first = self._locked(key)
        try:
            yield is_first
        finally:
            if is_first and self.lasts:
                self._standing.execute(_UNLOCK, key)

    @property
    def lasts(self) -> bool:
        """Whether the sign still stands: its connection was neither lost nor ended."""
        try:
            self._standing.execute(text("SELECT 1"))
        except DBAPIError:
            self.close()
            return False
        return True

    @property
    def _standing(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(text(f"SET idle_session_timeout = '{IDLE}'"))
        return self._connection

    def _locked(self, key: dict[str, int]) -> bool:
        try:
            return bool(self._standing.execute(_LOCK, key).scalar_one())
        except DBAPIError:
            # It had ended while nothing was done.
            self.close()
            return bool(self._standing.execute(_LOCK, key).scalar_one())

    def close(self) -> None:
        if self._connection is not None:
            # Not back to the pool: its locks and its time limit go with it.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
