"""What children say, kept in files of bounded size. Whatever becomes of the disk, nobody who speaks ever waits."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

SIZE = 2_000_000
"""Bytes of one file."""
KEPT = 4
"""How many older files are kept, `.1` the newest."""


class Log:
    """A file that is renamed to `.1`, `.2` … when it is full, and the oldest dropped."""

    def __init__(self, path: Path, size: int = SIZE, kept: int = KEPT) -> None:
        self.path = path
        self._size = size
        self._kept = kept
        self._turn = threading.Lock()
        self._lost = 0

    def write(self, data: bytes) -> None:
        """Append `data`; what the disk does not take is counted, and the count written when it takes again."""
        with self._turn:
            note = f"（磁盘不可写，此处缺 {self._lost} 字节）\n".encode() if self._lost else b""
            try:
                self._append(note + data)
                self._lost = 0
            except OSError:
                self._lost += len(data)

    def follow(self, pipe: int) -> threading.Thread:
        """Write down what comes through a pipe until nobody can write to it any more; the pipe is closed then."""
        follower = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        follower.start()
        return follower

    def _read(self, pipe: int) -> None:
        with open(pipe, "rb", buffering=0) as source:
            while data := source.read(65536):
                self.write(data)

    def _append(self, data: bytes) -> None:
        with open(self.path, "ab", buffering=0) as file:
            if file.tell() + len(data) <= self._size or not file.tell():
                written = file.write(data)
                if written < len(data):
                    raise OSError("the disk is full")
                return
        self._turn_over()
        self._append(data[: self._size])

    def _turn_over(self) -> None:
        for number in range(self._kept - 1, 0, -1):
            with suppress(FileNotFoundError):
                os.replace(f"{self.path}.{number}", f"{self.path}.{number + 1}")
        os.replace(self.path, f"{self.path}.1")
