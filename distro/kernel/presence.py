"""Who is at work outside the database: a sign that others can see, and that goes when the process does.

A session lock that nobody ever waits for, on a connection of its own with no transaction open. A killed process's sign
goes with its connection, a stopped one's after `IDLE`.
"""

from __future__ import annotations

from types import TracebackType

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

_KIND = 7_301_702
_KEYS = 2**31
# Longer than any mail or print may take.
IDLE = "300s"


class Presence:
    """The sign of one process at one errand: `is_first` says that nobody else is at it."""

    def __init__(self, engine: Engine, errand_id: int) -> None:
        self._engine = engine
        self._key = {"kind": _KIND, "key": errand_id % _KEYS}

    def __enter__(self) -> Presence:
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.execute(text(f"SET idle_session_timeout = '{IDLE}'"))
        self.is_first: bool = self._connection.execute(
            text("SELECT pg_try_advisory_lock(:kind, :key)"), self._key
        ).scalar_one()
        return self

    @property
    def lasts(self) -> bool:
        """Whether the sign still stands: its connection was neither lost nor ended."""
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.is_first:
                self._connection.execute(text("SELECT pg_advisory_unlock(:kind, :key)"), self._key)
            self._connection.execute(text("RESET idle_session_timeout"))
        except DBAPIError:
            self._connection.invalidate()
        self._connection.close()
