"""One question to a process of its own, which may take so much of the machine, reaches nothing and ends with its answer.

For what people bring and nobody has looked at: `python -m MODULE` calls `serve`, and `ask` starts it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from distro.processes import limits, seclusion

LAST_WORDS = 200
_PLACE = Path(__file__).resolve().parents[2]


class Limits(NamedTuple):
    """The bytes the process may allocate, its seconds of computing, and the seconds after which nobody waits any more."""

    memory: int
    cpu_seconds: int
    wall_seconds: int


class NoAnswerError(Exception):
    """The process took more than it may, or fell: `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask(module: str, question: bytes | BinaryIO, within: Limits) -> bytes:
    """What `python -m module` makes of the question; NoAnswerError when there is no answer.

    A question that lies in an open file is not brought into the memory of this process.
    """
    # It inherits neither connections nor secrets.
    inherited = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(_PLACE)}
    command = [sys.executable, "-m", module, str(within.memory), str(within.cpu_seconds)]
    try:
        with _standard_input(question) as given:
            done: subprocess.CompletedProcess[bytes] = subprocess.run(
                command,
                **given,
                capture_output=True,
                check=False,
                cwd="/",
                env=inherited,
                start_new_session=True,
                timeout=within.wall_seconds,
            )
    except subprocess.TimeoutExpired:
        raise NoAnswerError(f"{module}: no answer within {within.wall_seconds} s") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NoAnswerError(f"{module} ended with {done.returncode}: {last[:LAST_WORDS]}")
    return done.stdout


@contextmanager
def _standard_input(question: bytes | BinaryIO) -> Iterator[dict[str, Any]]:
    """How the question is given to the process: what lies in a file as that file, to be read and not to be changed."""
    if isinstance(question, bytes):
        yield {"input": question}
    else:
        question.flush()
        with open(f"/proc/self/fd/{question.fileno()}", "rb") as reading:
            yield {"stdin": reading}


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer the one question of this process, bound and secluded; what `answer` needs is imported before."""
    memory, cpu_seconds = map(int, sys.argv[1:])
    question = sys.stdin.buffer.read()
    limits.bind(memory)
    limits.grant(cpu_seconds)
    seclusion.enter()
    sys.stdout.buffer.write(answer(question))
    sys.stdout.buffer.flush()
