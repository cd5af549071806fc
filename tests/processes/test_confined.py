"""A process that is asked one question reaches nothing, takes no more than it may, and its end is told, whatever it is."""

from __future__ import annotations

import json
import signal
import tempfile
from typing import Any

import pytest

from distro.processes import confined
from distro.processes.confined import Limits, NoAnswerError

STANDARD = Limits(memory=200 << 20, cpu_seconds=5, wall_seconds=60)


def ask(question: str, within: Limits = STANDARD) -> Any:
    return json.loads(confined.ask("tests.processes.curious", question.encode(), within))


def test_it_answers_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRO_SECRET_KEY", "secret")
    assert ask("echo") == "echo"
    assert set(ask("environment")) <= {"LANG", "LC_CTYPE", "PATH", "PYTHONPATH"}


@pytest.mark.parametrize("reach", ["network", "write", "fork"])
def test_it_reaches_nothing(reach: str) -> None:
    assert ask(reach) == "Function not implemented"


@pytest.mark.parametrize(
    ("excess", "within", "said"),
    [
        ("memory", STANDARD, "ended with 1: MemoryError"),
        ("compute", STANDARD._replace(cpu_seconds=1), f"ended with {-signal.SIGXCPU}"),
        ("wait", STANDARD._replace(wall_seconds=2), "no answer within 2 s"),
        ("fall", STANDARD, f"ended with {-signal.SIGABRT}"),
    ],
)
def test_without_an_answer_it_is_told_why(excess: str, within: Limits, said: str) -> None:
    with pytest.raises(NoAnswerError, match=said):
        ask(excess, within)


def test_a_question_in_a_file_can_be_read_and_not_be_changed() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"rewrite")
        assert json.loads(confined.ask("tests.processes.curious", file, STANDARD)) == "Bad file descriptor"
        file.seek(0)
        assert file.read() == b"rewrite"
