"""The shape of the house: imports go one way, and what only one module may do only it does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

import distro
from distro.flow import QUEUES
from worker.schedule import BEAT

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [path for folder in ("distro", "worker") for path in (ROOT / folder).rglob("*.py")]


def test_the_import_contracts_hold() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _users(pattern: str) -> set[str]:
    found = re.compile(pattern)
    return {path.relative_to(ROOT).as_posix() for path in SOURCES if found.search(path.read_text(encoding="utf-8"))}


def test_only_settings_knows_the_environment() -> None:
    assert _users(r"os\.environ|os\.getenv") == {"distro/settings.py"}


def test_only_the_clock_knows_the_time() -> None:
    assert _users(r"datetime\.now|datetime\.utcnow|date\.today|time\.time\(") == {"distro/outside/clock.py"}


def test_nobody_but_the_system_ends_a_transaction() -> None:
    assert _users(r"\.commit\(|\.rollback\(|sessions\.begin\(") <= {"distro/system.py"}


def test_every_queue_has_a_worker() -> None:
    for name in ("distro/embedded/duties.py", "compose.yaml"):
        text = (ROOT / name).read_text()
        queues = {queue for found in re.findall(r'-Q"?,? ?"?([a-z,]+[a-z])', text) for queue in found.split(",")}
        assert queues == set(QUEUES), name


def test_the_clock_makes_every_round() -> None:
    assert {"ring", "seal-journal", "chase-offices"} <= set(BEAT)


def test_files_stay_small_and_say_what_they_are_for() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert text.startswith('"""'), path
        assert text.count("\n") <= 400, path


def test_every_part_of_the_house_has_its_tests() -> None:
    """In a folder of its name, or in one file."""
    parts = {path.parent.name for path in (ROOT / "distro").glob("*/__init__.py")}
    tested = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    assert {part for part in parts if not {part, f"test_{part}.py"} & tested} == set()


def test_the_name_distro_is_ours() -> None:
    """PyPI's package `distro` owns the same module name: installed beside ours it would take its place."""
    with pytest.raises(PackageNotFoundError):
        distribution("distro")
    assert Path(distro.__file__).is_relative_to(ROOT)


def test_every_dependency_is_pinned() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = (ROOT / ".lock" / "run.txt").read_text()
    for requirement in wanted:
        name = re.match(r"[a-z0-9-]+", requirement).group()
        assert re.search(rf"^{name}(\[[a-z,]+\])?==", locked, re.MULTILINE), name


def _mypy() -> dict[str, Any]:
    """How mypy is set up."""
    told: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    return told


def test_types_are_checked_in_every_folder() -> None:
    """Strictly, and all that is left out is that a library outside tells no types, each by its name."""
    told = _mypy()
    folders = {path.parent.name for path in ROOT.glob("[a-z]*/*.py")}
    assert told.pop("strict") is True
    assert set(told.pop("files")) == folders
    overrides = told.pop("overrides")
    assert set(told) == {"python_version", "explicit_package_bases"}
    for each in overrides:
        modules = [each["module"]] if isinstance(each["module"], str) else each["module"]
        if modules == ["tests.*"]:
            # What a test takes and gives may go unsaid.
            assert all(each[name] is False for name in each.keys() - {"module"}), each
        else:
            assert each.keys() - {"module"} <= {"ignore_missing_imports", "implicit_reexport"}, each
            assert not {name.partition(".")[0] for name in modules} & {*folders, "*"}, each


def test_a_finding_of_mypy_is_passed_over_only_by_its_name_and_for_a_reason() -> None:
    said = re.compile(r"[#]\s*(?:type:\s*ignore|mypy:).*")
    allowed = re.compile(r"[#] type: ignore\[[a-z, -]+\]  # \S.*")
    for folder in _mypy()["files"]:
        for path in (ROOT / folder).rglob("*.py"):
            for found in said.findall(path.read_text(encoding="utf-8")):
                assert allowed.fullmatch(found), f"{path}: {found}"
