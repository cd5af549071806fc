"""What is said between those who want a document printed and those who print it, as bytes for a pipe or a socket.

A message is the length of its head and of its body, the head as JSON, the body. An answer's head holds one of `printed`
(the body is the PDF), `refused` (a PressError) and `failed` (an error of ours: a traceback).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from ..document import Document, Printed
from ..errors import PressError, PrintingError

LENGTHS = struct.Struct(">II")
HEAD_LIMIT = 1 << 20
BODY_LIMIT = 64 << 20


class Failed(RuntimeError):
    """An error of ours in the process that prints; the text is its traceback."""


class TooLong(ValueError):
    """A message longer than anything that is said here."""


class Message(NamedTuple):
    """A head, which JSON can carry, and a body."""

    head: dict[str, Any]
    body: bytes = b""


def packed(message: Message) -> bytes:
    """A message as it goes on its way."""
    head = json.dumps(message.head).encode("ascii")
    return LENGTHS.pack(len(head), len(message.body)) + head + message.body


def lengths(start: bytes) -> tuple[int, int]:
    """How long head and body of the message are that starts so; TooLong if nobody who speaks this would say so."""
    head, body = LENGTHS.unpack(start)
    if head > HEAD_LIMIT or body > BODY_LIMIT:
        raise TooLong(f"a message of {head} and {body} bytes")
    return head, body


def head_of(data: bytes) -> dict[str, Any]:
    """The head in its bytes; ValueError if they hold none."""
    try:
        head = json.loads(data)
    except RecursionError:
        raise ValueError("nested without end") from None
    if not isinstance(head, dict):
        raise ValueError("the head is no object")
    return head


def received(read: Callable[[int], bytes]) -> Message:
    """The next message; `read` gives exactly so many bytes. ValueError if it is none."""
    head, body = lengths(read(LENGTHS.size))
    return Message(head_of(read(head)), read(body))


def body_of(document: Document) -> bytes:
    """A document as the body of the message that asks for its print; the same document gives the same bytes."""
    return json.dumps(document.to_plain()).encode("ascii")


def printed(print_: Printed) -> Message:
    """The answer that brings a print."""
    head = {"pages": print_.pages, "sha256": print_.sha256, "faces": print_.faces, "tools": print_.tools}
    return Message({"printed": head}, print_.data)


def refused(error: PressError) -> Message:
    """The answer that brings a refusal."""
    told = {"kind": type(error).__name__, "message": error.message, "field": error.field, "values": error.values}
    return Message({"refused": told})


def outcome(answer: Message) -> Printed:
    """The print an answer brings; it raises the refusal, and Failed for an error of ours."""
    if told := answer.head.get("refused"):
        kinds = {each.__name__: each for each in PressError.__subclasses__()}
        raise kinds.get(told["kind"], PrintingError)(told["message"], field=told["field"], **told["values"])
    if failed := answer.head.get("failed"):
        raise Failed(f"the pressroom failed:\n{failed}")
    told = answer.head["printed"]
    return Printed(answer.body, told["pages"], told["sha256"], tuple(told["faces"]), told["tools"])
