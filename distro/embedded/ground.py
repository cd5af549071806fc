"""The ground a stack stands on: its data directory, the room on the disk, its address, its key."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from distro.embedded.errors import EmbeddedError
from distro.processes.locks import Lock
from distro.settings import Settings

FREE_BYTES = 300_000_000


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def prepare(data_dir: Path) -> None:
    """Have the directory; EmbeddedError when it cannot be written or the disk is nearly full."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / "logs").mkdir(exist_ok=True)
        probe = data_dir / ".writable"
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)
        free = shutil.disk_usage(data_dir).free
    except OSError as error:
        if error.errno == errno.ENOSPC:
            free = 0
        else:
            raise EmbeddedError(f"数据目录 {data_dir} 不能写入（{error.strerror}）。没有启动。") from error
    if free < FREE_BYTES:
        raise EmbeddedError(f"磁盘空间不足：{data_dir} 所在磁盘至少需要 300 MB 空闲。没有启动，数据没有改动。")


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """One stack to a data directory."""
    with Lock(data_dir / "lock") as lock:
        if not lock.can_take():
            raise EmbeddedError(f"数据目录 {data_dir} 正被另一个运行中的 Distro 使用。没有再次启动。")
        yield


def require_free(settings: Settings) -> None:
    """EmbeddedError when the pages could not listen at their address."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise EmbeddedError(
                f"地址 {settings.host}:{settings.port} 不能使用（{error.strerror}）。没有启动。"
                f"请停止占用它的程序，或换一个端口：DISTRO_PORT={settings.port + 1} ./run"
            ) from None


def secret_key(data_dir: Path) -> str:
    """The key of this data directory, made once."""
    path = data_dir / "secret-key"
    if not path.exists():
        write_private(path, secrets.token_hex(32))
    return path.read_text()


def write_private(path: Path, text: str) -> None:
    """A file only its owner reads, whole from the moment it is there."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
