"""Locks on files. The kernel lets go of a lock when its process ends, however it ends: no count of users can be wrong."""

from __future__ import annotations

import fcntl
from pathlib import Path
from types import TracebackType


class Lock:
    """A lock that any number of processes may share or one may have alone. Children do not inherit it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def share(self) -> None:
        """Wait until nobody has it alone."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until nobody else has it."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def can_share(self) -> bool:
        return self._at_once(fcntl.LOCK_SH)

    def can_take(self) -> bool:
        """Whether nobody else has it; then this process has it alone. What it had shared before is let go either way."""
        return self._at_once(fcntl.LOCK_EX)

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _at_once(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
