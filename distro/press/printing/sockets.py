"""The socket of the press: one file, one owner, whatever the length of its path.

The address of a unix socket holds 107 bytes. A path through the open folder (/proc/self/fd) is always shorter.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import PrintingError

BACKLOG = 128


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    """A socket that listens at a path for this account only; PrintingError if another press already does.

    What a killed press has left there is taken away: whether it lives, its lock tells, which dies with it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as lock, socket.socket(socket.AF_UNIX) as taken:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PrintingError("%(path)s 已有印制服务在用。没有再次启动。", path=str(path)) from None
        path.unlink(missing_ok=True)
        earlier = os.umask(0o177)
        try:
            with _short(path) as address:
                taken.bind(address)
        finally:
            os.umask(earlier)
        taken.listen(BACKLOG)
        try:
            yield taken
        finally:
            path.unlink(missing_ok=True)


def connected(path: Path, seconds: float) -> socket.socket:
    """A connection to the press at a path, whose every step may take so many seconds; OSError if nobody listens."""
    made = socket.socket(socket.AF_UNIX)
    try:
        made.settimeout(seconds)
        with _short(path) as address:
            made.connect(address)
    except BaseException:
        made.close()
        raise
    return made


@contextmanager
def _short(path: Path) -> Iterator[str]:
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
