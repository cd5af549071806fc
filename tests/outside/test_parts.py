"""A write that fails leaves nothing, and what a killed one left is gone with the next."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from distro.outside.mail import FolderPost
from distro.outside.parts import FOLDER, place
from distro.outside.store import Store

WRITERS = {
    "store": lambda folder, data: Store(folder).put(data),
    "mail": lambda folder, data: FolderPost(folder, "a@example.cn").send("b@example.cn", "题", data.hex(), key="k"),
}
KILLED = """
import os, signal, sys
from pathlib import Path
from distro.outside import parts
os.replace = lambda *_: (print("there", flush=True), signal.pause())
parts.place([b"half"], Path(sys.argv[1]) / "a", Path(sys.argv[1]), mode=0o440)
"""


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def full_disk():
    """No file may grow beyond 1000 bytes: the write fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, kept)


@pytest.mark.parametrize("name", WRITERS)
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, name: str, full_disk: None) -> None:
    with pytest.raises(OSError):  # noqa: PT011
        WRITERS[name](tmp_path, b"x" * 5000)
    assert _files(tmp_path) == set()


def test_what_a_killed_writer_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        place([b"whole"], tmp_path / "b", tmp_path, mode=0o440)
        assert len(_files(tmp_path / FOLDER)) == 1
        writer.kill()
    place([b"whole"], tmp_path / "c", tmp_path, mode=0o440)
    assert _files(tmp_path) == {"b", "c"}


def test_a_new_folder_is_on_the_disk_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def noted(number: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{number}"))
        fsync(number)

    monkeypatch.setattr(os, "fsync", noted)
    root = tmp_path / "files"
    place([b"whole"], root / "ab" / "cd", root, mode=0o440)
    assert [str(folder) for folder in (root / "ab", root, tmp_path)] == synced[1:]


def test_a_kept_file_is_read_only_and_there_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(b"content")
    assert store.put(b"content") == digest
    assert _files(tmp_path) == {digest}
    assert os.stat(store.path(digest)).st_mode & 0o777 == 0o440
