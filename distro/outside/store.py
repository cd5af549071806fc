"""Files kept by the SHA-256 of their content: never changed, never half written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from distro.outside.parts import place

_PORTION = 1 << 18


class Damaged(Exception):
    """A kept file is missing or its content no longer has its digest."""


class Store:
    """A directory of immutable files; `put` is safe to repeat and to kill at any moment."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256 in hex; visible only when wholly on the disk."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        place([data], target, self.root, mode=0o440)
        return digest

    def take(self, file: BinaryIO, digest: str) -> None:
        """Keep what lies in an open file, whose SHA-256 the caller has taken, without bringing it into memory."""
        target = self.path(digest)
        if not target.exists():
            place(_summed(file, digest), target, self.root, mode=0o440)

    def get(self, digest: str) -> bytes:
        """The content, re-read and checked; raises Damaged."""
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise Damaged(f"{digest}: missing") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(f"{digest}: content changed")
        return data

    def open(self, digest: str) -> BinaryIO:
        """The content as an open file, read through once and checked; raises Damaged."""
        try:
            file = self.path(digest).open("rb")
        except FileNotFoundError:
            raise Damaged(f"{digest}: missing") from None
        try:
            for _ in _summed(file, digest):
                pass
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file


def _summed(file: BinaryIO, digest: str) -> Iterator[bytes]:
    """All of the file, portion by portion; Damaged behind the last one if it has another digest."""
    sum_ = hashlib.sha256()
    file.seek(0)
    while portion := file.read(_PORTION):
        sum_.update(portion)
        yield portion
    if sum_.hexdigest() != digest:
        raise Damaged(f"{digest}: content changed")
