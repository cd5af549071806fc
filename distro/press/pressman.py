"""The process that prints in the pressroom: documents in through a pipe, prints or refusals out, and nothing else.

Started by distro/press/pressroom.py as `python -m distro.press.pressman MEMORY CPU_SECONDS` (see limits.Limits). It
speaks plain data: JSON, and the bytes of a print. It ends when the pipe does, or when the process that started it is
gone.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import struct
import sys
import traceback
from datetime import date
from typing import Any

from . import limits
from .document import Bulletin, Paragraph, Run, from_plain
from .errors import PressError

LENGTHS = struct.Struct(">II")
"""What stands before each message: the length of its JSON and of the bytes after that."""

_FIRST_PROOF = Bulletin(date(2000, 1, 1), "简报", "第1期", "编印单位", (), (Paragraph((Run("字"),)),), ())


def packed(said: dict[str, Any], data: bytes = b"") -> bytes:
    """A message as it goes through the pipe."""
    head = json.dumps(said).encode("ascii")
    return LENGTHS.pack(len(head), len(data)) + head + data


def _print(plain: dict[str, Any]) -> bytes:
    from . import pdf

    printed = pdf.print_document(from_plain(plain))
    said = {"pages": printed.pages, "sha256": printed.sha256, "faces": printed.faces, "tools": printed.tools}
    return packed({"printed": said}, printed.data)


def _answer(plain: dict[str, Any]) -> bytes:
    try:
        return _print(plain)
    except PressError as error:
        said = {"message": error.message, "field": error.field, "values": error.values}
        return packed({"refused": {"kind": type(error).__name__} | said})
    except Exception:
        return packed({"failed": traceback.format_exc()})
    finally:
        gc.collect()


def _end_with(parent: int) -> None:
    """End soon after this process is gone: an idle pressman sees the pipe closed, a busy one does not look.

    PR_SET_PDEATHSIG would not do: it tells of the thread that started the process, not of the parent.
    """

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(0)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def main(memory: int, cpu_seconds: int) -> None:
    """Warm up, be bound, then answer until nobody asks any more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _end_with(os.getppid())
    limits.leave_network()
    proof = _answer(_FIRST_PROOF.to_plain())
    limits.bind(memory)
    answers.write(proof)
    answers.flush()
    while head := requests.read(LENGTHS.size):
        said, _ = LENGTHS.unpack(head)
        limits.grant(cpu_seconds)
        answers.write(_answer(json.loads(requests.read(said))))
        answers.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
