"""The account a child of a test runs under: an ordinary one even where the tests run as root."""

from __future__ import annotations

import os
from pathlib import Path

NOBODY = 65534


def ordinary(home: Path) -> list[str]:
    """What to put before a command, and before the variable HOME, to run it without privilege.

    Reading is all that is left of root's rights: the checkout may lie where other accounts cannot read.
    """
    environment = ["env", f"HOME={home}"]
    if os.getuid() != 0:
        return environment
    rights = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--bounding-set=-all,+dac_read_search"]
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *rights, *environment]
