"""Files kept by the SHA-256 of their content: never changed, never half written."""

from __future__ import annotations

import hashlib
from pathlib import Path

from distro.outside.parts import place


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
        place(data, target, self.root, mode=0o440)
        return digest

    def get(self, digest: str) -> bytes:
        """The content, re-read and checked; raises Damaged."""
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise Damaged(f"{digest}: missing") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(f"{digest}: content changed")
        return data
