"""The press as the product asks for prints: that of this process, or the one all processes of the machine share."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from distro.press.document import Document, Printed
from distro.press.errors import AwayError
from distro.press.printing import messages, pressroom, sockets
from distro.press.printing.messages import Message
from distro.press.printing.shelf import Shelf
from distro.press.printing.wishes import Purpose, Wish

AWAY_SECONDS = 10
"""For how long a press that does not answer is tried again: it listens a second after it is started, later where others
work too."""
PAUSE = 0.1
ANSWER_SECONDS = {Purpose.PREVIEW: 110, Purpose.ISSUE: 240}
"""How long an answer is waited for, since a press that is busy prints others first. Whoever waits holds the document's
row: a browser is told before nginx gives up on the page (120 s), and an errand ends before the database ends its
transaction for doing nothing (300 s)."""


class Press(Protocol):
    """Prints documents; what `pressroom.print_document` raises, and AwayError when there is no press to be had."""

    def print_document(self, document: Document) -> Printed:
        """The print that will be issued."""
        ...

    def preview(self, document: Document, desk: str, version: int) -> Printed:
        """The print as it would be now, kept a while for whoever asks for the same.

        `desk` names draft and reader, `version` grows with each change of the draft. Raises SupersededError when a newer
        version has been asked for at that desk before this one was begun.
        """
        ...


class OwnPress:
    """The pressroom of this process: for commands and tests, which print for nobody else."""

    def __init__(self) -> None:
        self._shelf = Shelf()

    def print_document(self, document: Document) -> Printed:
        wish = Wish(messages.body_of(document))
        kept = self._shelf.get(wish.digest)
        if kept is None:
            kept = pressroom.answer(wish.body)
            self._shelf.put(wish.digest, kept)
        return messages.outcome(kept)

    def preview(self, document: Document, desk: str, version: int) -> Printed:
        return self.print_document(document)


class SharedPress:
    """The press that serves at a socket of this machine, see distro/press/printing/counter.py."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def print_document(self, document: Document) -> Printed:
        return self._printed(Wish(messages.body_of(document), Purpose.ISSUE))

    def preview(self, document: Document, desk: str, version: int) -> Printed:
        return self._printed(Wish(messages.body_of(document), Purpose.PREVIEW, desk, version))

    def _printed(self, wish: Wish) -> Printed:
        """Printing changes nothing, so a wish may be told again to a press that has just been started anew."""
        message = messages.packed(wish.message)
        last = deadline = time.monotonic() + ANSWER_SECONDS[wish.purpose]
        while True:
            try:
                return messages.outcome(self._answer(message, deadline - time.monotonic()))
            except TimeoutError:
                raise _away() from None
            except (AwayError, OSError, EOFError, ValueError):
                now = time.monotonic()
                last = min(last, now + AWAY_SECONDS)
                if now >= last:
                    raise _away() from None
            time.sleep(PAUSE)

    def _answer(self, message: bytes, seconds: float) -> Message:
        """What comes back through a connection of its own; OSError, EOFError or ValueError when that is no answer."""
        with sockets.connected(self._path, seconds) as connection, connection.makefile("rb") as answers:
            connection.sendall(message)

            def read(length: int) -> bytes:
                data = answers.read(length)
                if len(data) < length:
                    raise EOFError
                return data

            return messages.received(read)


def _away() -> AwayError:
    return AwayError("印制服务没有应答。没有印成，文稿没有改变。请稍后再试；如果一直如此，请联系系统管理员。")
