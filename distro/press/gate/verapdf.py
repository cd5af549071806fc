"""veraPDF, where a command of that name is installed: whether a finished PDF is what it says it is."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator

FLAVOURS = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
"""What the press claims, by the names veraPDF has for it."""
SECONDS = 120


def failures(data: bytes) -> Iterator[tuple[str, str]]:
    """What a PDF claims and is not, each with the first line of the reason; nothing where veraPDF is not installed."""
    program = shutil.which("verapdf")
    if program is None:
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        for flavour, claimed in FLAVOURS.items():
            command = [program, "--flavour", flavour, "--format", "text", file.name]
            try:
                found = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                yield claimed, "超时"
                continue
            if found.returncode:
                told = [line for line in found.stdout.splitlines() if file.name not in line]
                yield claimed, told[0].strip() if told else f"{found.returncode}"
