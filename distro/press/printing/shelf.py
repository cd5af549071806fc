"""Answers of the press kept in memory for the next who asks: the page, its frame and its pictures are of one print."""

from __future__ import annotations

import threading
from collections import OrderedDict

from .messages import Message

ROOM = 64 << 20
"""Bytes of prints kept; a bulletin takes 0.4 MB, 46 pages 0.5."""


class Shelf:
    """Prints by the digest of their document; of more than `room` bytes the longest unasked go. For threads too."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[str, Message] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, digest: str) -> Message | None:
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def put(self, digest: str, answer: Message) -> None:
        """Keep a print; refusals are not kept, for what was in the way may go."""
        if "printed" not in answer.head:
            return
        with self._lock:
            self._kept[digest] = answer
            while sum(len(each.body) for each in self._kept.values()) > self._room:
                self._kept.popitem(last=False)
