"""A child ends with all it has started, and with whoever started it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from distro.processes.child import Child
from distro.processes.logs import Log

PARENT_OF_ONE = (
    "import subprocess, sys, time; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); time.sleep(600)"
)
STARTER = f"""
import os, sys, time
from pathlib import Path
from distro.processes.child import Child
from distro.processes.logs import Log
child = Child("sleeper", ["sleep", "600"], Log(Path(sys.argv[1])), {{"PATH": {os.defpath!r}}})
child.start()
print(child.pid, flush=True)
time.sleep(600)
"""


def _number_in(path: Path) -> int:
    deadline = time.monotonic() + 60
    while not (path.exists() and path.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int(path.read_text())


def _await_gone(pid: int) -> None:
    deadline = time.monotonic() + 60
    while _runs(pid):
        assert time.monotonic() < deadline, f"{pid} still runs"
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    """Not one that has ended and that nobody has asked after: a container may have no init that does."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_what_a_killed_child_had_started_is_ended(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child("parent", [sys.executable, "-c", PARENT_OF_ONE], Log(log), {"PATH": os.defpath})
    child.start()
    orphan = _number_in(log)
    os.kill(child.pid, 9)
    assert child.wait(60)
    _await_gone(orphan)


def test_a_child_goes_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    ) as starter:
        pid = int(starter.stdout.readline())
        assert psutil.pid_exists(pid)
        starter.kill()
    _await_gone(pid)


def test_it_starts_again_after_its_end(tmp_path: Path) -> None:
    child = Child("short", ["true"], Log(tmp_path / "log"), {"PATH": os.defpath})
    assert child.has_ended()
    for _ in range(2):
        child.start()
        assert child.wait(60)
        assert child.returncode == 0
