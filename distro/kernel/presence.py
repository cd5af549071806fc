"""Who is at work outside the database: a sign that others can see, and that goes when the process does.

A session lock that nobody ever waits for, on a connection of its own with no transaction open. A killed process's sign
goes with its connection, a stopped one's after `IDLE`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_KIND = 7_301_702
_KEYS = 2**31
# Longer than any mail or print may take.
IDLE = "300s"
_LOCK = text("SELECT key FROM unnest(CAST(:keys AS integer[])) AS key WHERE pg_try_advisory_lock(:kind, key)")
_UNLOCK = text("SELECT pg_advisory_unlock(:kind, key) FROM unnest(CAST(:keys AS integer[])) AS key")


class Presence:
    """The sign of one process, at the errands it does together."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def at(self, errand_ids: Collection[int]) -> Iterator[set[int]]:
        """The ones of these errands nobody else is at; as long as this lasts others find this process there."""
        id_of = {errand_id % _KEYS: errand_id for errand_id in errand_ids}
        held = self._locked(list(id_of))
        try:
            yield {id_of[key] for key in held}
        finally:
            if held and self.lasts:
                self._standing.execute(_UNLOCK, {"kind": _KIND, "keys": held})

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

    def _locked(self, keys: list[int]) -> list[int]:
        wanted = {"kind": _KIND, "keys": keys}
        try:
            return list(self._standing.execute(_LOCK, wanted).scalars())
        except DBAPIError:
            # It had ended while nothing was done.
            self.close()
            return list(self._standing.execute(_LOCK, wanted).scalars())

    def close(self) -> None:
        if self._connection is not None:
            # Not back to the pool: its locks and its time limit go with it.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
