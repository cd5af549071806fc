"""Kept files: all of a file or nothing of it, whatever kills the writer, and damage is noticed at reading."""

from __future__ import annotations

import hashlib
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from distro.outside.store import Damaged, Store

DATA = b"%PDF-1.7 " + bytes(100_000)
DIGEST = hashlib.sha256(DATA).hexdigest()

# The system kills a process that writes more than it may: here in the middle of the file.
KILLED_WHILE_WRITING = """
import resource, signal, sys
from pathlib import Path
from distro.outside.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
Store(Path(sys.argv[1])).put(b"%PDF-1.7 " + bytes(100_000))
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


def test_a_file_is_found_by_its_content_and_nobody_may_write_it(store: Store) -> None:
    assert store.put(DATA) == DIGEST
    assert store.get(DIGEST) == DATA
    assert stat.S_IMODE(store.path(DIGEST).stat().st_mode) == 0o440


def test_keeping_it_again_leaves_the_first_file(store: Store) -> None:
    store.put(DATA)
    first = store.path(DIGEST).stat()
    assert store.put(DATA) == DIGEST
    again = store.path(DIGEST).stat()
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


def test_a_writer_killed_in_the_middle_leaves_nothing_to_be_taken_for_the_file(store: Store) -> None:
    command = [sys.executable, "-c", KILLED_WHILE_WRITING, str(store.root)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGXFSZ
    with pytest.raises(Damaged, match="missing"):
        store.get(DIGEST)
    assert store.put(DATA) == DIGEST
    assert store.get(DIGEST) == DATA


def test_many_who_keep_the_same_file_at_once_keep_it_whole(store: Store) -> None:
    with ThreadPoolExecutor(8) as writers:
        assert set(writers.map(store.put, [DATA] * 32)) == {DIGEST}
    assert store.get(DIGEST) == DATA
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(DIGEST)]


@pytest.mark.parametrize("change", [DATA[:-1], DATA + b"\n", DATA.replace(b"1.7", b"1.4"), b""])
def test_a_changed_file_is_never_handed_out(store: Store, change: bytes) -> None:
    path = store.path(store.put(DATA))
    path.unlink()
    path.write_bytes(change)
    with pytest.raises(Damaged, match=f"{DIGEST}: content changed"):
        store.get(DIGEST)


def test_a_file_is_taken_without_its_content_in_memory(store: Store, tmp_path: Path) -> None:
    brought = tmp_path / "brought"
    brought.write_bytes(DATA)
    with brought.open("rb") as file:
        store.take(file, DIGEST)
    with store.open(DIGEST) as kept:
        assert kept.read() == DATA
    assert stat.S_IMODE(store.path(DIGEST).stat().st_mode) == 0o440


def test_what_is_no_more_as_it_was_measured_is_not_taken(store: Store, tmp_path: Path) -> None:
    brought = tmp_path / "brought"
    brought.write_bytes(DATA + b"more")
    with brought.open("rb") as file, pytest.raises(Damaged, match="content changed"):
        store.take(file, DIGEST)
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("change", [DATA[:-1], b""])
def test_an_opened_file_is_the_one_that_was_kept(store: Store, change: bytes) -> None:
    with pytest.raises(Damaged, match="missing"):
        store.open(DIGEST)
    store.put(DATA)
    store.path(DIGEST).chmod(0o640)
    store.path(DIGEST).write_bytes(change)
    with pytest.raises(Damaged, match="content changed"):
        store.open(DIGEST)
