"""What one print may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a document may take before its printing is stopped.

    `memory` is in bytes a process holds of its own: 46 pages take 170 MB. `cpu_seconds`: 46 pages take 2 to 4, 326 pages
    25 to 45. `wall_seconds` count from the handing over of a document to the last byte of its print, and
    are as many as somebody may wait for a page.
    """

    memory: int = 600 << 20
    cpu_seconds: int = 90
    wall_seconds: int = 120


STANDARD = Limits()
