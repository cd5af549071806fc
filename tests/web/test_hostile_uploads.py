"""Hostile files sent to the served pages: each is refused for its reason, nothing stays, and the memory does not grow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sqlalchemy import func, select

from distro.documents.models import Attachment, Revision
from distro.settings import Settings
from distro.system import System
from tests import builders
from tests.builders import TESTER
from tests.files.hostile import Hostile
from tests.files.portable import pdf
from tests.files.sending import Sender, watched
from tests.files.test_hostile import HOSTILE
from tests.watching import await_
from tests.web.test_server import Served

MOST = 50  # megabytes
AT_ONCE = 3


@pytest.mark.timeout(1200)
def test_hostile_files_leave_nothing_behind_and_take_no_memory(
    system: System, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = builders.world(system)
    document_id = builders.drafted(world)
    before = builders.document(world, document_id)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    served = Served(settings)
    try:
        await_(served.answers, "the pages answer")
        sender = Sender(system, served.settings.port)
        # Every serving process has made every page once.
        warm = Hostile(pdf, "已被他人修改")
        with ThreadPoolExecutor(8) as many:
            assert {each.status for each in many.map(lambda _: sender.send(document_id, 1, warm), range(8))} == {409}
        with watched(served.process.pid) as growth, ThreadPoolExecutor(AT_ONCE) as several:
            answers = dict(
                zip(
                    HOSTILE,
                    several.map(lambda each: sender.send(document_id, before.version, each), HOSTILE.values()),
                    strict=True,
                )
            )
        judging = [each for each in psutil.Process(served.process.pid).children(recursive=True) if _judges(each)]
        left = [path for path in scratch.rglob("*") if path.is_file()]
    finally:
        served.process.terminate()
        served.process.wait()
    for what, answer in answers.items():
        if answer.status == 422:
            assert HOSTILE[what].said in answer.text, what
        else:
            # Refused before it became a file: larger than the form, or a line end in the head of its part.
            assert (answer.status, what) in ((413, "too large"), (400, "name with a line end"))
    assert growth.megabytes <= MOST
    assert (judging, left) == ([], [])
    assert not system.outside.store.root.exists()
    assert builders.document(world, document_id).version == before.version
    with system.work(TESTER) as w:
        assert w.session.scalar(select(func.count()).select_from(Attachment)) == 0
        assert w.session.scalar(select(func.max(Revision.number))) == before.revision


def _judges(process: psutil.Process) -> bool:
    return "distro.files.judging" in " ".join(process.cmdline())
