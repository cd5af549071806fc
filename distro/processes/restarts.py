"""How soon a child that ended is started again, and when it is plain that it will not stay up."""

from __future__ import annotations

from collections import deque

WINDOW = 300
"""Seconds after which an end is forgotten: who stayed up so long begins anew."""
SHORTEST, LONGEST = 0.25, 30.0
"""Seconds between an end and the next start: doubled from end to end within the window, up to the longest."""
MOST = 8
"""Ends within the window that are borne; they take a minute at least."""


class Restarts:
    """The ends of one child within the window."""

    def __init__(self) -> None:
        self._ends: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Note an end at this moment of the monotonic clock; how many seconds to wait before the next start."""
        self._ends.append(now)
        while self._ends[0] <= now - WINDOW:
            self._ends.popleft()
        return float(min(SHORTEST * 2 ** (len(self._ends) - 1), LONGEST))

    @property
    def are_too_many(self) -> bool:
        return len(self._ends) > MOST
