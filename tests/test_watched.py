"""A part of the stack that does not stay up: the pages outlive a worker, and nothing outlives the pages."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from distro.embedded import watched
from distro.embedded.errors import EmbeddedError
from distro.embedded.watched import Watched
from distro.processes import restarts
from distro.processes.child import Child
from distro.processes.logs import Log


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restarts, "SHORTEST", 0.001)
    monkeypatch.setattr(restarts, "LONGEST", 0.01)


def _look_until(part: Watched, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        part.look()
        time.sleep(0.005)


def _part(folder: Path, *command: str, idle: str | None, **more: Any) -> tuple[Watched, Child]:
    child = Child("part", command, Log(folder / "part.log"), {"PATH": os.defpath})
    child.start()
    return Watched("part", child.log.path, idle, child.start, child.has_ended, child.kill, **more), child


def test_a_part_on_which_all_depends_ends_the_stack_with_the_reason(tmp_path: Path) -> None:
    part, _ = _part(tmp_path, "false", idle=None)
    with pytest.raises(EmbeddedError, match=r"part 反复退出.*part\.log"):
        _look_until(part, lambda: False)


def test_another_is_told_of_once_tried_on_and_told_of_when_it_is_well(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = tmp_path / "runs"
    script = f'echo >>"{runs}"; [ -e "{tmp_path}/mended" ] && exec sleep 600; exit 1'
    part, child = _part(tmp_path, "sh", "-c", script, idle="印制暂停")
    _look_until(part, lambda: runs.exists() and len(runs.read_text()) > 2 * restarts.MOST)
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    assert "印制暂停，网页照常" in caplog.text
    (tmp_path / "mended").touch()
    monkeypatch.setattr(watched, "STEADY", 0.2)
    _look_until(part, lambda: "已恢复" in caplog.text)
    child.kill()
    assert child.wait(60)


def test_one_that_hangs_is_started_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(watched, "HANGING", 0.05)
    part, child = _part(tmp_path, "sleep", "600", idle="后台暂停", answers=lambda: False)
    first = child.pid
    _look_until(part, lambda: child.pid != first)
    assert "没有回答" in caplog.text
    child.kill()
    assert child.wait(60)


def test_one_whose_first_start_is_refused_is_tried_again(tmp_path: Path) -> None:
    part, child = _part(tmp_path, "sleep", "600", idle=None)
    refused: list[str] = []

    def start() -> None:
        if not refused:
            refused.append("no room on the disk")
            raise EmbeddedError(refused[0])
        child.start()

    part.start = start
    child.kill()
    _look_until(part, lambda: bool(refused) and child.returncode is None)
    child.kill()
    assert child.wait(60)


def test_one_that_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    command = tmp_path / "command"
    part, child = _part(tmp_path, "sleep", "600", idle="印制暂停")
    child._command = [str(command)]
    child.kill()
    _look_until(part, lambda: child.returncode is not None)
    for _ in range(5):
        part.look()
        time.sleep(0.02)
    command.write_text("#!/bin/sh\nexec sleep 600\n")
    command.chmod(0o700)
    _look_until(part, lambda: child.returncode is None)
    child.kill()
    assert child.wait(60)
