"""The process that judges one foreign file: `python -m distro.files.judging` reads it, says what it is, and ends."""

from __future__ import annotations

import json
from typing import Any

from distro.files import openxml, pdfs
from distro.files.kinds import Kind
from distro.kernel.errors import Refusal
from distro.processes import confined


def judge(data: bytes) -> tuple[Kind, int | None]:
    """What it is, and its pages where they can be counted; a Refusal when it is not to be taken. In this process."""
    if data.startswith(Kind.PDF.beginning):
        return Kind.PDF, pdfs.judge(data)
    return openxml.judge(data), None


def _answer(data: bytes) -> bytes:
    told: dict[str, Any]
    try:
        kind, pages = judge(data)
        told = {"kind": kind.name, "pages": pages}
    except Refusal as refusal:
        told = {"refused": {"message": refusal.message, "values": refusal.values}}
    return json.dumps(told).encode("ascii")


if __name__ == "__main__":
    confined.serve(_answer)
