"""A running `distro up` as an observer of the machine sees it: its parts, who is there, who is left."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from distro.embedded import free_port
from distro.settings import Settings, child_environment

PATIENCE = 120
MARKS = {
    "keeper": "distro.processes.keeper",
    "database": "bin/postgres",
    "broker": "valkey-server",
    "pressroom": "press serve",
    "web": "gunicorn",
    "press": "press@distro",
    "worker": "worker@distro",
    "mail": "mail@distro",
    "beat": "--pidfile=",
}
"""The parts of a stack, and what in the command line tells each."""


def await_(condition: Callable[[], object], what: str) -> float:
    """Seconds until the condition held."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() < begun + PATIENCE, what
        time.sleep(0.05)
    return time.monotonic() - begun


class Observed:
    """One `distro up` on a data directory, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data_dir=folder, port=free_port())
        self.process: psutil.Popen
        self._seen: set[psutil.Process] = set()

    def start(self) -> None:
        """Start it and wait until it says where the pages are."""
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        said = self.settings.data_dir.parent / f"{self.settings.data_dir.name}.said"
        with said.open("wb") as output:
            self.process = psutil.Popen(
                [sys.executable, "-m", "distro.cli", "up"],
                env=child_environment(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

        def speaks() -> bool:
            assert self.process.poll() is None, said.read_text()
            return self.settings.base_url in said.read_text()

        await_(speaks, "the stack did not start")
        self.look()

    def look(self) -> set[psutil.Process]:
        """Everything that runs on its behalf now, or did when somebody looked before."""
        with suppress(psutil.NoSuchProcess):
            self._seen |= set(self.process.children(recursive=True))
        return self._seen

    def part(self, name: str) -> psutil.Process | None:
        """The first process of a part: its children came later and have other parents."""
        with suppress(psutil.NoSuchProcess):
            among = self.process.children()
            if name == "database":
                among = [each for keeper in among if MARKS["keeper"] in _command(keeper) for each in keeper.children()]
            return next((each for each in among if MARKS[name] in _command(each)), None)
        assert self.process.poll() is None, "the stack has ended"
        return None

    def has_another(self, name: str, before: psutil.Process) -> bool:
        now = self.part(name)
        return now is not None and now != before

    def left(self) -> list[str]:
        """What still runs of all that was ever seen."""
        return [command for each in self._seen if each.is_running() and (command := _command(each))]


def _command(process: psutil.Process) -> str:
    """Its command line; nothing of one that is gone or only not reaped yet."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
