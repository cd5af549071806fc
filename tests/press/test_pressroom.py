"""The pressroom: the same bytes as anywhere, its own process bound hand and foot, and whatever breaks there mends itself."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from distro.press import limits, pressroom
from distro.press.document import Paragraph, Run
from distro.press.errors import CharacterError, LimitError, NotReadyError, PrintingError
from distro.press.limits import Limits
from distro.press.pressroom import Pressroom
from tests.press import samples

ROOT = Path(__file__).parents[2]
PATIENCE = 60

FORKING = """
import os, sys
from tests.press import samples
from distro.press import pressroom
printed = pressroom.print_document(samples.bulletin())
if os.fork() == 0:
    same = pressroom.print_document(samples.bulletin()) == printed
    other = pressroom._room._pressman.pid
    pressroom._room.close()
    os._exit(0 if same else 1)
_, status = os.wait()
assert pressroom.print_document(samples.bulletin()) == printed
print(os.waitstatus_to_exitcode(status))
"""
BUSY = """
import sys
from tests.press import samples
from distro.press import pressroom
pressroom._room.open()
print(pressroom._room._pressman.pid, flush=True)
while True:
    pressroom.print_document(samples.bulletin(400))
"""


@pytest.fixture(scope="module")
def room():
    kept = Pressroom()
    yield kept
    kept.close()


@pytest.fixture
def tight():
    """A room with other limits."""
    opened = []

    def make(**values) -> Pressroom:
        opened.append(Pressroom(Limits(**values)))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def pid(room: Pressroom) -> int:
    room.open()
    return room._pressman.pid


def test_the_same_bytes_as_in_process(room, bulletin, printed):
    assert room.print_document(bulletin) == printed
    first = pid(room)
    assert room.print_document(bulletin) == printed
    assert pid(room) == first


def test_a_refusal_comes_out_as_it_is_and_the_process_stays(room, bulletin):
    first = pid(room)
    with pytest.raises(CharacterError, match="报头名称第2字") as refused:
        room.print_document(replace(bulletin, masthead="水\ud800利"))
    assert (refused.value.field, refused.value.values["code"]) == ("masthead", "U+D800")
    assert pid(room) == first


def test_the_process_is_bound_knows_no_secret_and_no_network(room, monkeypatch):
    room.close()
    monkeypatch.setenv("DISTRO_SECRET_KEY", "canary")
    home = Path(f"/proc/{pid(room)}")
    told = (home / "limits").read_text()
    for line in ("Max data size             1258291200", "Max file size             0", "Max open files            64"):
        assert line in told
    assert b"canary" not in (home / "environ").read_bytes()
    if subprocess.run([sys.executable, "-c", CAN_LEAVE], cwd=ROOT).returncode == 0:
        assert len((home / "net/dev").read_text().splitlines()) == 3  # two of heading, the loop


CAN_LEAVE = "import sys; from distro.press import limits; sys.exit(not limits.leave_network())"


def assert_it_prints_again(room: Pressroom, bulletin, printed) -> None:
    room.limits = Limits()
    assert room.print_document(bulletin) == printed


def test_a_document_that_takes_too_much_computing_is_stopped(tight, bulletin, printed):
    room = tight(cpu_seconds=1)
    with pytest.raises(LimitError, match="印制超过 1 秒"):
        room.print_document(replace(bulletin, titles=bulletin.titles * 5000))
    assert_it_prints_again(room, bulletin, printed)


def test_a_document_that_takes_too_much_memory_is_stopped(tight, bulletin, printed):
    room = tight(memory=200 << 20)
    with pytest.raises(LimitError, match="印制超过 200 兆内存"):
        room.print_document(replace(bulletin, paragraphs=(Paragraph((Run("水利工程建设，" * 28_571),)),)))
    assert_it_prints_again(room, bulletin, printed)


def test_a_process_that_does_not_answer_is_stopped(tight, bulletin, printed):
    room = tight(wall_seconds=1)
    first = pid(room)
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(LimitError, match="印制超过 1 秒"):
        room.print_document(bulletin)
    assert not Path(f"/proc/{first}").exists()
    assert_it_prints_again(room, bulletin, printed)


def test_a_process_killed_in_the_middle_is_told_and_replaced(room, bulletin, printed):
    first = pid(room)
    killer = threading.Timer(0.2, os.kill, (first, signal.SIGKILL))
    killer.start()
    with pytest.raises(PrintingError, match="中途退出"):
        room.print_document(samples.bulletin(400))
    killer.join()
    assert room.print_document(bulletin) == printed


def test_a_process_killed_while_idle_is_not_missed(room, bulletin, printed):
    os.kill(pid(room), signal.SIGKILL)
    room._pressman.wait()
    assert room.print_document(bulletin) == printed


def test_an_error_nobody_foresaw_is_told_and_the_process_replaced(room, bulletin, printed):
    first = pid(room)
    with pytest.raises(RuntimeError, match="TypeError"):
        room.print_document(replace(bulletin, paragraphs=(Paragraph((Run(None),)),)))
    assert pid(room) != first
    assert room.print_document(bulletin) == printed


@pytest.mark.parametrize("bound", ["PRINTS", "GROWN"])
def test_it_is_replaced_when_it_has_printed_or_grown_enough(room, bulletin, printed, monkeypatch, bound):
    first = pid(room)
    monkeypatch.setattr(pressroom, bound, 1)
    assert room.print_document(bulletin) == printed
    assert pid(room) != first


def test_threads_take_turns(room):
    documents = [samples.bulletin(number) for number in (1, 4, 8, 12)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(room.print_document, documents))
    assert found == [room.print_document(each) for each in documents]
    assert len({each.sha256 for each in found}) == 4


def test_after_a_fork_each_process_has_a_pressman_of_its_own():
    command = [sys.executable, "-W", "error", "-c", FORKING]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.stdout, found.stderr) == ("0\n", "")


def test_it_ends_with_the_process_that_started_it():
    with subprocess.Popen([sys.executable, "-c", BUSY], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        pressman = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{pressman}/statm").exists() and limits.held(pressman):
        assert time.monotonic() < deadline
        time.sleep(0.05)


WITHOUT_WENKAI = """<?xml version="1.0"?>
<fontconfig><selectfont><rejectfont>
<pattern><patelt name="family"><string>LXGW WenKai Light</string></patelt></pattern>
</rejectfont></selectfont></fontconfig>
"""


def test_what_the_machine_lacks_is_told_when_it_starts(monkeypatch, tmp_path):
    pressroom.make_ready()
    told = tmp_path / ".config/fontconfig/fonts.conf"
    told.parent.mkdir(parents=True)
    told.write_text(WITHOUT_WENKAI)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(NotReadyError, match="fonts-lxgw-wenkai"):
        pressroom.make_ready()
