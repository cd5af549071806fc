"""What one print may take of the machine, and how a process binds itself to it."""

from __future__ import annotations

import ctypes
import resource
from dataclasses import dataclass
from pathlib import Path


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

OPEN_FILES = 64
"""A print opens the faces one after another; warm, a process has 10 files open."""
FILE_BYTES = 0
"""A print is handed over through a pipe: no file is written."""


def bind(memory: int) -> None:
    """Bind this process for good, once it has opened and started what it needs.

    The memory is watched from outside: a process that cannot allocate ends in one of many ways, none of which says why.
    Twice as much is where the system draws the line. RLIMIT_DATA counts what is allocated, the stacks of threads with it,
    but not the faces mapped from their files, as RLIMIT_AS would. RLIMIT_NPROC would count whatever else runs under the
    same account: what may be started is for distro/press/printing/seclusion.py to say.
    """
    for kind, most in (
        (resource.RLIMIT_DATA, 2 * memory),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def grant(cpu_seconds: int) -> None:
    """Let this process compute so many seconds more; SIGXCPU ends it when it has used them up."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + cpu_seconds, most))


def own_memory(process: int | str = "self") -> int:
    """The bytes of memory a process holds that no file does: not the faces, which are mapped from theirs.

    0 when it has ended, and holds nothing any more.
    """
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    held = (line.split() for line in told.splitlines() if line.startswith(("RssAnon:", "RssShmem:")))
    return sum(int(kilobytes) << 10 for _, kilobytes, _ in held)


def trim() -> None:
    """Give back to the system what this process has freed; otherwise it would count as its own."""
    ctypes.CDLL(None).malloc_trim(0)
