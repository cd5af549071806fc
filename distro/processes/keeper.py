"""Keeps a PostgreSQL server running for as long as any process uses its data directory, and no longer.

    python -m distro.processes.keeper FOLDER BINARIES SOCKETS [USER]

Users share the lock FOLDER/database.users; the keeper waits until it can have it alone, which the kernel grants when
the last user has let go or died. Another keeper of the same folder ends at once. The server ends with its keeper, a
hanging one is ended; starting again is left to those who use it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from distro.processes.child import Child
from distro.processes.locks import Lock
from distro.processes.logs import Log

USERS, KEEPER, DATA, LOG = "database.users", "database.keeper", "postgres", "logs/database.log"
"""What the keeper and the users of a folder find there."""

STOP_WITHIN = 20
"""Seconds after which a server that is to stop is made to."""
_PROBE, _SILENT = 5, 6
"""Seconds between two looks, and looks without an answer after which a server hangs: 48 seconds with their waits."""
_QUIET = {"PATH": os.defpath, "LANG": "C.UTF-8"}


class HeldError(Exception):
    """A server that could not be ended has the directory."""


def answer(binaries: Path, sockets: Path) -> int:
    """0: the server takes connections; 1: it will soon, or not any more; 2: it does not answer."""
    command = [str(binaries / "pg_isready"), "-q", "-U", "postgres", "-h", str(sockets), "-p", "5432", "-t", "3"]
    return subprocess.run(command, env=_QUIET, stdin=subprocess.DEVNULL, check=False).returncode


def main(folder: Path, binaries: Path, sockets: Path, user: str | None = None) -> None:
    """Keep the server until it ends or nobody uses it."""
    with Lock(folder / KEEPER) as own, Lock(folder / USERS) as users:
        if not own.can_take():
            return
        data = (folder / DATA).resolve()
        command = [str(binaries / "postgres"), "-D", str(data), "-h", "", "-k", str(sockets)]
        # The socket may lie in a folder open to all: only the server's own user and root reach it.
        command += ["-c", "unix_socket_permissions=0700"]
        server = Child("postgres", command, Log(folder / LOG), _QUIET, user=user, farewell=signal.SIGINT)
        server.start()
        threading.Thread(target=_stop_when_unused, args=(users, server), daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=_stop, args=(server,), daemon=True).start())
        _watch(server, binaries, sockets)
        if sockets != data:
            with suppress(OSError):
                sockets.rmdir()


def _stop_when_unused(users: Lock, server: Child) -> None:
    users.take()
    _stop(server)


def _stop(server: Child) -> None:
    """Let the server write everything down and end; without that, if it takes too long."""
    server.signal(signal.SIGINT)
    time.sleep(STOP_WITHIN)
    server.signal(signal.SIGQUIT)


def _watch(server: Child, binaries: Path, sockets: Path) -> None:
    silent = 0
    while not server.wait(_PROBE):
        silent = silent + 1 if answer(binaries, sockets) == 2 else 0
        if silent >= _SILENT:
            server.log.write("（数据库没有回答，已结束它。）\n".encode())
            server.kill()


def clear(data: Path) -> None:
    """Let a server that nobody keeps come to its end, and forget the number of one whose number another has.

    HeldError when the process of that number is a PostgreSQL that may serve the directory still.
    """
    file = data / "postmaster.pid"
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        pid = _noted(file)
        if pid is None or not _serves(pid, data):
            break
        try:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        except PermissionError:
            break
        deadline = time.monotonic() + STOP_WITHIN
        while _serves(pid, data) and time.monotonic() < deadline:
            time.sleep(0.05)
    if (pid := _noted(file)) is not None and Path(f"/proc/{pid}").exists():
        if _serves(pid, data):
            raise HeldError(f"进程 {pid} 仍在使用它")
        file.unlink()


def _noted(file: Path) -> int | None:
    try:
        return int(file.read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server on this directory, by whatever path; so too if that cannot be known."""
    process = Path(f"/proc/{pid}")
    try:
        # A server works in its directory, however that was called when it was started.
        return (process / "comm").read_text() == "postgres\n" and (process / "cwd").samefile(data)
    except PermissionError:
        return True
    except OSError:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
