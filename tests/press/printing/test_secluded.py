"""A pressman who is bound and secluded prints what anybody prints, under any account; and says what seclusion lacks."""

import subprocess
import sys
from pathlib import Path

import pytest

from distro.press import pdf
from distro.press.errors import NotReadyError
from distro.press.printing import messages, pressman
from distro.processes import limits, seclusion
from tests.press import samples
from tests.press.printing import accounts

ROOT = Path(__file__).parents[3]

PRINTING = """
import sys
import os
from tests.press import samples
from distro.press.printing import pressroom
printed = [pressroom.print_document(samples.bulletin(number)).sha256 for number in (14, 3, 14)]
print(os.getuid(), *printed)
"""


def test_an_ordinary_account_prints_the_same(bulletin, printed, tmp_path):
    command = [*accounts.ordinary(tmp_path), sys.executable, "-c", PRINTING]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stderr == ""
    account, *digests = found.stdout.split()
    assert account != "0"
    assert digests == [printed.sha256, pdf.print_document(samples.bulletin(3)).sha256, printed.sha256]


def test_a_system_that_cannot_seclude_is_told(monkeypatch):
    def enter():
        raise seclusion.UnsecludedError(package="libseccomp2")

    monkeypatch.setattr(limits, "bind", lambda memory: None)
    monkeypatch.setattr(seclusion, "enter", enter)
    with pytest.raises(NotReadyError, match="libseccomp2"):
        messages.outcome(pressman._ready(0))
