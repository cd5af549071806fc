"""The process that prints in the pressroom: documents in through a pipe, prints or refusals out, and nothing else.

Started by distro/press/printing/hand.py as `python -m distro.press.printing.pressman MEMORY CPU_SECONDS` (see limits.Limits). It ends when
the pipe does, or when the process that started it is gone.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from datetime import date

from distro.processes import limits, seclusion

from ..document import Bulletin, Paragraph, Run, from_plain
from ..errors import NotReadyError, PressError
from . import messages
from .messages import LENGTHS, Message

_FIRST_PROOF = Bulletin(date(2000, 1, 1), "简报", "第1期", "编印单位", (), (Paragraph((Run("字"),)),), ())


def answer(body: bytes) -> Message:
    """The print of a document given as `messages.body_of` it, or why there is none."""
    from .. import pdf

    try:
        return messages.printed(pdf.print_document(from_plain(json.loads(body))))
    except PressError as error:
        return messages.refused(error)
    except Exception:
        return Message({"failed": traceback.format_exc()})
    finally:
        gc.collect()
        limits.trim()


def _end_with(parent: int) -> None:
    """End soon after this process is gone: an idle pressman sees the pipe closed, a busy one does not look.

    PR_SET_PDEATHSIG would not do: it tells of the thread that started the process, not of the parent.
    """

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(0)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def _ready(memory: int) -> Message:
    """Warm up and be bound; the answer tells whether a page can be printed then."""
    proof = messages.body_of(_FIRST_PROOF)
    warm = answer(proof)
    if "printed" not in warm.head:
        return warm
    # The memory is watched from outside: a process that cannot allocate ends in one of many ways, none of which says why.
    limits.bind(2 * memory)
    try:
        seclusion.enter()
    except seclusion.UnsecludedError as error:
        return messages.refused(_unready(error))
    return answer(proof)


def _unready(error: seclusion.UnsecludedError) -> NotReadyError:
    if error.package:
        return NotReadyError("缺少限制排版进程的库，请安装 Debian 软件包 %(package)s。", package=error.package)
    return NotReadyError("系统不允许限制排版进程（%(reason)s）。没有启动。", reason=error.reason)


def main(memory: int, cpu_seconds: int) -> None:
    """Get ready, then answer until nobody asks any more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _end_with(os.getppid())
    answers.write(messages.packed(_ready(memory)))
    answers.flush()
    while start := requests.read(LENGTHS.size):
        head, body = LENGTHS.unpack(start)
        requests.read(head)
        limits.grant(cpu_seconds)
        answers.write(messages.packed(answer(requests.read(body))))
        answers.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
