"""compose.yaml really runs: the one command, from containers to an acknowledged bulletin, where the machine has podman."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.containers import engine, images
from tests.containers.engine import ROOT

STAGES = ["engine", "images", "up", "people", "issue", "host", "acknowledge", "verify", "down"]


def test_every_stand_in_says_that_it_is_one_and_every_service_has_one() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    override = yaml.safe_load(images.STAND_INS.read_text(encoding="utf-8"))["services"]
    assert set(override) == set(services) | {"proxy"}
    assert all(service["image"].startswith("localhost/stand-in/") for service in override.values())
    assert {service["image"] for service in override.values()} < set(images.stand_ins())


def test_the_name_of_an_installations_image_is_never_given_away() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    override = yaml.safe_load(images.PROOF.read_text(encoding="utf-8"))["services"]
    built = {name for name, service in services.items() if "build" in service}
    assert {name for name in built if override[name]["image"] == "localhost/proof/distro"} == built


def test_the_guard_never_comes_back_even_from_what_nobody_foresaw(tmp_path: Path) -> None:
    """The engine it is to call is not there any more, which is no `Trouble`."""
    code = f"""
from pathlib import Path
from tests.containers.__main__ import _taken_down
from tests.containers.engine import Engine

try:
    with _taken_down(Engine("no-such-engine", (), {{}}), Path({str(tmp_path)!r}), keep_images=True):
        pass
except Exception as error:
    print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["Trouble"]
    assert "没有全部撤下" in done.stderr


def is_prepared(folder: Path) -> bool:
    """Whether the one command has what it would otherwise fetch or make first: a test waits for no network."""
    has_rights = os.geteuid() == 0 and shutil.which("openssl") is not None
    return has_rights and engine.is_here() and images.are_kept(engine.find([], folder, {}))


@pytest.mark.timeout(1200)
def test_the_one_command_takes_a_bulletin_from_nothing_to_its_receipt(tmp_path: Path) -> None:
    if not is_prepared(tmp_path):
        pytest.skip("containers want root, openssl and what `python -m tests.containers --keep-images` leaves")
    done = subprocess.run(
        [sys.executable, "-m", "tests.containers", "--keep-images"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[2] for line in done.stdout.splitlines()] == STAGES
