"""Logs stay within their size, and nobody waits for a disk that is full."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from distro.processes.child import Child
from distro.processes.logs import Log


def test_the_files_together_stay_within_bounds_and_the_newest_is_kept(tmp_path: Path) -> None:
    log = Log(tmp_path / "web.log", size=1000, kept=2)
    for number in range(500):
        log.write(f"line {number}\n".encode())
    assert {path.name for path in tmp_path.iterdir()} == {"web.log", "web.log.1", "web.log.2"}
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    kept = "".join((tmp_path / name).read_text() for name in ("web.log.2", "web.log.1", "web.log"))
    lines = kept.splitlines()
    assert lines == [f"line {number}" for number in range(500 - len(lines), 500)]


def test_a_log_begun_earlier_is_continued(tmp_path: Path) -> None:
    for word in (b"before\n", b"after\n"):
        Log(tmp_path / "web.log").write(word)
    assert (tmp_path / "web.log").read_bytes() == b"before\nafter\n"


def test_what_a_full_disk_did_not_take_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.symlink_to("/dev/full")
    log = Log(path)
    for _ in range(3):
        log.write(b"lost\n")
    path.unlink()
    log.write(b"kept\n")
    assert path.read_text() == "（磁盘不可写，此处缺 15 字节）\nkept\n"


def test_a_child_never_waits_for_its_log(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.symlink_to("/dev/full")
    child = Child("loud", [sys.executable, "-c", "print('x' * 1_000_000)"], Log(path), {"PATH": os.defpath})
    child.start()
    assert child.wait(60)
    assert child.returncode == 0
