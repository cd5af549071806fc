"""What the gate finds: one thing that is not as it should be, and how far a length may stray."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

GRANTED = 1.0  # mm, by the standard (cl. 5.2.1)
TOLERANCE = GRANTED / 2


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be: what, where, measured and allowed, in the words of the interface."""

    what: str
    where: str
    measured: str
    allowed: str

    message = "%(where)s：%(what)s为%(measured)s，应为%(allowed)s。"

    @property
    def values(self) -> dict[str, str]:
        return {"what": self.what, "where": self.where, "measured": self.measured, "allowed": self.allowed}

    def __str__(self) -> str:
        return self.message % self.values


def length(what: str, where: str, value: float, target: float, tolerance: float = TOLERANCE) -> Iterator[Fault]:
    """The fault of a length in mm that strays too far from what it should be, if it does."""
    if abs(value - target) > tolerance:
        yield Fault(what, where, f" {value:.2f} 毫米", f" {target:.2f} ± {tolerance:g} 毫米")
