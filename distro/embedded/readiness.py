"""The database of a command: the office's own, or the embedded one, ready and with the schema of this version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from distro import roles
from distro.embedded import ground
from distro.embedded.cluster import Cluster
from distro.settings import Settings
from distro.upgrade import upgrade


@contextmanager
def database(settings: Settings) -> Iterator[Settings]:
    """Settings whose database answers: the office's own as given, or the embedded one, started if it does not run.

    Any number of commands share it; it stops with the last of them.
    """
    if not settings.is_embedded:
        yield settings
        return
    ground.prepare(settings.data_dir)
    cluster = Cluster(settings.data_dir)
    with cluster.used():
        addresses = roles.make(cluster.url)
        upgrade(addresses.owner)
        yield settings.with_(
            database_url=addresses.running,
            owner_url=addresses.owner,
            secret_key=ground.secret_key(settings.data_dir),
        )
