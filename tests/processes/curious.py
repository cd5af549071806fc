"""A process that tries what it is asked to: for tests/processes/test_confined.py."""

from __future__ import annotations

import json
import os
import socket
import threading

from distro.processes import confined

TRIES = {
    "environment": lambda: sorted(os.environ),
    "network": lambda: socket.socket().fileno(),
    "write": lambda: os.open("/tmp/curious", os.O_WRONLY | os.O_CREAT),  # noqa: S108
    "fork": os.fork,
    "rewrite": lambda: os.write(0, b"else"),
    "echo": lambda: "echo",
    "memory": lambda: len(bytearray(1 << 30)),
    "compute": lambda: sum(iter(int, 1)),
    "wait": lambda: threading.Event().wait(),
    "fall": lambda: os.abort(),
}


def answer(question: bytes) -> bytes:
    """What the try of this name gives, or what the system says against it."""
    try:
        return json.dumps(TRIES[question.decode()]()).encode()
    except OSError as error:
        return json.dumps(error.strerror).encode()


if __name__ == "__main__":
    confined.serve(answer)
