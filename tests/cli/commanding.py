"""The command `distro` as tests give it: in a process of its own, or in the test's, where it begins at once."""

from __future__ import annotations

import os
import subprocess
import sys
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from distro.cli.main import main
from distro.settings import Settings, child_environment

COMMAND = [sys.executable, "-m", "distro.cli"]


def run(settings: Settings, *arguments: str, given: str = "") -> CompletedProcess[str]:
    """What the command does and says; an error it does not expect comes up in the test."""
    environment = dict.fromkeys(os.environ) | child_environment(settings)
    with (
        pytest.MonkeyPatch.context() as patch,
        CliRunner().isolation(given, environment) as (stdout, stderr, _),
    ):
        patch.setattr(sys, "argv", ["distro", *arguments])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    return CompletedProcess(arguments, code, stdout.getvalue().decode(), stderr.getvalue().decode())


def run_apart(settings: Settings, *arguments: str, given: str = "") -> CompletedProcess[str]:
    """The same in a process of its own, as an operator starts it."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=child_environment(settings),
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
