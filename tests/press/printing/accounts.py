"""The account a child of a test runs under: an ordinary one even where the tests run as root."""

from __future__ import annotations

import os
from pathlib import Path

NOBODY = 65534
_READ_SEARCH = 2
"""The number of CAP_DAC_READ_SEARCH."""


def ordinary(home: Path) -> list[str]:
    """What to put before a command, and before the variable HOME, to run it without privilege.

    Where root has it to give, reading is all that is left of its rights: the checkout may lie where other accounts
    cannot read. A container has it not, and its files are for all to read.
    """
    environment = ["env", f"HOME={home}"]
    if os.getuid() != 0:
        return environment
    kept = "-all,+dac_read_search" if _may_give_reading() else "-all"
    rights = [f"--inh-caps={kept}", f"--ambient-caps={kept}", f"--bounding-set={kept}"]
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *rights, *environment]


def _may_give_reading() -> bool:
    status = Path("/proc/self/status").read_text()
    bounding = int(status.partition("CapBnd:")[2].split(maxsplit=1)[0], 16)
    return bool(bounding >> _READ_SEARCH & 1)
