"""What a process may take of the machine, how it binds itself to it, and what it holds."""

from __future__ import annotations

import ctypes
import resource
from pathlib import Path

OPEN_FILES = 64
"""A print, which opens one face after another, has 10 files open."""
FILE_BYTES = 0
"""What was made is handed over through a pipe: no file is written."""


def bind(memory: int) -> None:
    """Bind this process for good, once it has opened and started what it needs: to so many bytes it may allocate.

    RLIMIT_DATA counts what is allocated, the stacks of threads with it, but not the faces mapped from their files, as
    RLIMIT_AS would. RLIMIT_NPROC would count whatever else runs under the same account: what may be started is for
    distro/processes/seclusion.py to say.
    """
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
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
    """The bytes of memory a process holds that no file does: not libraries and faces, which are mapped from theirs.

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
