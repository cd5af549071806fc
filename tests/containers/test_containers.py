"""compose.yaml really runs: the one command, from containers to an acknowledged bulletin, where the machine has podman."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.containers import images
from tests.containers.engine import ROOT

STAGES = ["engine", "images", "up", "people", "issue", "host", "acknowledge", "verify", "down"]


def test_every_stand_in_says_that_it_is_one_and_every_service_has_one() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    override = yaml.safe_load(images.STAND_INS.read_text(encoding="utf-8"))["services"]
    assert set(override) == set(services) | {"proxy"}
    assert all(service["image"].startswith("localhost/stand-in/") for service in override.values())
    assert {service["image"] for service in override.values()} < set(images.stand_ins())


@pytest.mark.timeout(1200)
def test_the_one_command_takes_a_bulletin_from_nothing_to_its_receipt() -> None:
    if os.geteuid() != 0 or not all(map(shutil.which, ("podman", "openssl"))):
        pytest.skip("containers want root, podman and openssl")
    done = subprocess.run(
        [sys.executable, "-m", "tests.containers", "--keep-images"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[2] for line in done.stdout.splitlines()] == STAGES
