"""Receiving: a file somebody brings is named, measured and judged; who receives it decides whether to keep it.

For every door that files come in by. The door has asked who brings it and whether there is room; it owns the open file.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from distro.files import kinds, names
from distro.files.kinds import Kind
from distro.kernel.errors import Refusal
from distro.processes import confined
from distro.processes.confined import Limits, NoAnswerError

log = logging.getLogger(__name__)

LARGEST = 20 << 20
LIMITS = Limits(memory=400 << 20, cpu_seconds=20, wall_seconds=40)
JUDGE = "distro.files.judging"
"""Named and not imported: what it stands on stays out of the processes that receive."""
AT_ONCE = 2
"""So many files are judged at a time for one process; each may take the memory of its limit."""
_PORTION = 1 << 18
_turns = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Received:
    """A file that may be kept, by the name it is kept under. `pages` is None where nobody can count them."""

    file: BinaryIO
    name: str
    kind: Kind
    digest: str
    size: int
    pages: int | None


def receive(file: BinaryIO, given_name: str, declared: str = "") -> Received:
    """Judge a file that lies on the disk, has a descriptor, and can be read again; a Refusal (field: file) says why it
    is not taken. `declared` is the media type it came with."""
    name, kind = names.tidy(given_name)
    kinds.require_declared(kind, declared)
    digest, size = _measured(file)
    file.seek(0)
    kinds.require_beginning(kind, file.read(len(kinds.BINARY)))
    found = _judged(file)
    if found["kind"] != kind.name:
        raise Refusal(
            "文件的内容是 %(found)s，与扩展名“%(ending)s”不符。没有收下。请把扩展名改对后再加。",
            field="file",
            found=found["kind"],
            ending=kind.ending,
        )
    return Received(file, name, kind, digest, size, found["pages"])


def _measured(file: BinaryIO) -> tuple[str, int]:
    sum_, size = hashlib.sha256(), 0
    for portion in portions(file):
        sum_.update(portion)
        size += len(portion)
        if size > LARGEST:
            raise Refusal(
                "文件超过 %(limit)s MB。没有收下。请压缩其中的图片或拆分后再加。", field="file", limit=LARGEST >> 20
            )
    if not size:
        raise Refusal("文件是空的。没有收下。请核对后再加。", field="file")
    return sum_.hexdigest(), size


def portions(file: BinaryIO) -> Iterator[bytes]:
    """All of the file from its beginning, so much at a time that memory does not matter."""
    file.seek(0)
    while portion := file.read(_PORTION):
        yield portion


def _judged(file: BinaryIO) -> dict[str, Any]:
    if not _turns.acquire(timeout=LIMITS.wall_seconds):
        raise Refusal("正在检查别人添加的文件，还没有轮到。没有收下。请稍后再加。", field="file")
    try:
        told: dict[str, Any] = json.loads(confined.ask(JUDGE, file, LIMITS))
    except NoAnswerError as error:
        log.warning("a file was not judged: %s", error.reason)
        raise Refusal(
            "检查这个文件用去的时间或内存超过了限度，已经停止。没有收下。请用生成它的软件另存为较小、较简单的文件后再加。",
            field="file",
        ) from None
    finally:
        _turns.release()
    if refused := told.get("refused"):
        raise Refusal(refused["message"], field="file", **refused["values"])
    return told
