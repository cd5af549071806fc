"""A document somebody wants printed, and the message that says so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from ..errors import LimitError, PrintingError
from .messages import BODY_LIMIT, Message


class Purpose(Enum):
    """What a print is for, and how many seconds it gives way to what people wait for at the screen."""

    PREVIEW = 0.0
    ISSUE = 5.0


@dataclass(frozen=True)
class Wish:
    """A document to print: `body` is `messages.body_of` it.

    `desk` is where its preview is looked at, empty where nothing can make it superfluous; `version` grows with each
    change of what lies on that desk.
    """

    body: bytes
    purpose: Purpose = Purpose.PREVIEW
    desk: str = ""
    version: int = 0

    @property
    def digest(self) -> str:
        """What the same document has in common, whoever wants it printed."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def message(self) -> Message:
        """The wish as a message; LimitError if the document is too large to be handed over."""
        if len(self.body) > BODY_LIMIT:
            raise too_large()
        return Message({"purpose": self.purpose.name, "desk": self.desk, "version": self.version}, self.body)


def from_message(message: Message) -> Wish:
    """The wish in a message; PrintingError if it holds none."""
    head = message.head
    try:
        purpose, desk, version = Purpose[head["purpose"]], head["desk"], head["version"]
        if not isinstance(desk, str) or not isinstance(version, int):
            raise TypeError("a desk is named, a version counted")
    except (KeyError, TypeError):
        raise PrintingError("印制请求无法识别。没有印成。请核对各进程是否为同一版本。") from None
    return Wish(message.body, purpose, desk, version)


def too_large() -> LimitError:
    return LimitError("文件过大（超过 %(limit)s 兆）。没有印成。请减少图片，或分为几份。", limit=BODY_LIMIT >> 20)
