"""Files that appear whole or not at all, and leave nothing behind whatever happens to their writer."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = ".parts"
"""Where the unfinished lie, beside the finished: a folder that is empty but for the moment of writing."""


def place(portions: Iterable[bytes], target: Path, root: Path, *, mode: int) -> None:
    """Write the portions to the disk and only then give them the name `target`, on the same disk as `root`.

    What a killed writer left under `root` is cleared away by the next.
    """
    parts = root / FOLDER
    parts.mkdir(parents=True, exist_ok=True)
    _clear(parts)
    descriptor, part = _begin(parts)
    with os.fdopen(descriptor, "wb") as file:
        try:
            file.writelines(portions)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
    # The name stands in its folder, and the folder, which may be new, in the one above it.
    for folder in target.parents:
        _keep(folder)
        if folder == root.parent:
            break


def _keep(folder: Path) -> None:
    """Let the disk have the names in it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _begin(parts: Path) -> tuple[int, str]:
    """A new file that is locked as long as its writer lives."""
    while True:
        descriptor, part = tempfile.mkstemp(dir=parts)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, part
        # Somebody cleared it away between its making and its locking.
        os.close(descriptor)


def _clear(parts: Path) -> None:
    """Remove what nobody writes any more."""
    for part in parts.iterdir():
        with suppress(OSError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
