"""The embedded database: its service runs as the role that owns nothing, and its socket lets nobody else in."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from sqlalchemy import text

from distro import embedded
from distro.kernel import rights
from distro.kernel.database import engine
from distro.settings import Settings


def test_the_service_runs_as_the_running_role_and_knows_no_other(tmp_path: Path) -> None:
    with embedded.stack(Settings(data_dir=tmp_path, port=embedded.free_port())) as running:
        with urlopen(f"{running.settings.base_url}/healthz", timeout=30) as answer:  # noqa: S310
            assert answer.status == 200
        made = engine(str(running.settings.database_url))
        with made.connect() as connection:
            others = text(
                "SELECT DISTINCT usename FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            assert connection.execute(others).scalars().all() == [rights.RUNNING]
            assert connection.scalar(text("SELECT current_user")) == rights.RUNNING
            assert rights.excess(connection) == []
        made.dispose()
        for child in running.children:
            environment = Path(f"/proc/{child.pid}/environ").read_bytes()
            is_told = child.name not in ("broker", "pressroom")
            assert (b"DISTRO_DATABASE_URL=postgresql://distro@" in environment) == is_told, child.name
            assert b"DISTRO_OWNER_URL" not in environment, child.name


def test_other_users_of_the_machine_do_not_reach_the_socket(tmp_path: Path) -> None:
    """Even where the folder is too deep for a socket, so that it lies in one for all."""
    deep = tmp_path.joinpath(*["a-rather-deep-folder"] * 5)
    with embedded.database(Settings(data_dir=deep)) as ready:
        folder = Path(parse_qs(urlsplit(str(ready.database_url)).query)["host"][0])
        assert not folder.is_relative_to(deep)
        [socket] = folder.glob(".s.PGSQL.*[0-9]")
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
