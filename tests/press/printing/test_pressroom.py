"""The pressroom: the same bytes as anywhere, its own process bound hand and foot, and whatever breaks there mends itself."""

import mmap
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

from distro.press.document import Paragraph, Run
from distro.press.errors import CharacterError, FallenError, LimitError, NotReadyError, PrintingError
from distro.press.printing import hand, messages, pressroom
from distro.press.printing.limits import Limits
from distro.press.printing.messages import Failed
from distro.press.printing.pressroom import Pressroom
from distro.processes import limits
from tests.press import samples

ROOT = Path(__file__).parents[3]
PATIENCE = 60

FORKING = """
import os, sys
from tests.press import samples
from distro.press.printing import pressroom
printed = pressroom.print_document(samples.bulletin())
if os.fork() == 0:
    same = pressroom.print_document(samples.bulletin()) == printed
    pressroom._room.close()
    os._exit(0 if same else 1)
_, status = os.wait()
assert pressroom.print_document(samples.bulletin()) == printed
print(os.waitstatus_to_exitcode(status))
"""
BUSY = """
import sys
from tests.press import samples
from distro.press.printing import pressroom
pressroom._room.open()
print(pressroom._room._idle[0].pid, flush=True)
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
    """Who prints the next document."""
    room.open()
    return room._idle[-1].pid


def await_(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def doubled():
    """A room with a spare who is warm."""
    room = Pressroom(spares=1)
    room.open()
    await_(lambda: len(room._idle) == 2)
    yield room
    room.close()


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


def test_the_process_is_bound_and_secluded_and_knows_no_secret(room, monkeypatch):
    room.close()
    monkeypatch.setenv("DISTRO_SECRET_KEY", "canary")
    home = Path(f"/proc/{pid(room)}")
    told = (home / "limits").read_text()
    for line in ("Max data size             1258291200", "Max file size             0", "Max open files            64"):
        assert line in told
    assert b"canary" not in (home / "environ").read_bytes()
    assert "Seccomp:\t2" in (home / "status").read_text()
    assert "NoNewPrivs:\t1" in (home / "status").read_text()


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


@pytest.mark.parametrize(("number", "told"), [(signal.SIGKILL, FallenError), (signal.SIGSEGV, PrintingError)])
def test_a_process_that_ends_in_the_middle_is_told_and_replaced(room, bulletin, printed, number, told):
    first = pid(room)
    killer = threading.Timer(0.2, os.kill, (first, number))
    killer.start()
    with pytest.raises(told, match="中途"):
        room.print_document(samples.bulletin(400))
    killer.join()
    assert room.print_document(bulletin) == printed


def test_a_process_killed_while_idle_is_not_missed(room, bulletin, printed):
    os.kill(pid(room), signal.SIGKILL)
    room._idle[-1]._process.wait()
    assert room.print_document(bulletin) == printed


def test_an_error_nobody_foresaw_is_told_and_the_process_replaced(room, bulletin, printed):
    first = pid(room)
    with pytest.raises(Failed, match="TypeError"):
        room.print_document(replace(bulletin, paragraphs=(Paragraph((Run(None),)),)))
    assert pid(room) != first
    assert room.print_document(bulletin) == printed


@pytest.mark.parametrize("bound", ["PRINTS", "GROWN"])
def test_it_is_replaced_when_it_has_printed_or_grown_enough(room, bulletin, printed, monkeypatch, bound):
    first = pid(room)
    monkeypatch.setattr(hand, bound, 1)
    assert room.print_document(bulletin) == printed
    monkeypatch.undo()
    assert pid(room) != first


@pytest.mark.parametrize("bound", ["PRINTS", "GROWN"])
def test_a_warm_spare_takes_over_from_one_who_has_grown(doubled, bulletin, printed, monkeypatch, bound):
    first, spare = doubled._idle[-1].pid, doubled._idle[0].pid
    monkeypatch.setattr(hand, bound, 1)
    assert doubled.print_document(bulletin) == printed
    monkeypatch.undo()
    assert not Path(f"/proc/{first}").exists()
    assert pid(doubled) == spare
    await_(lambda: len(doubled._staff) == 2)


def test_a_warm_spare_takes_over_from_one_who_fell(doubled, bulletin, printed):
    first, spare = doubled._idle[-1].pid, doubled._idle[0].pid
    os.kill(first, signal.SIGKILL)
    await_(lambda: not doubled._idle[-1].is_there)
    assert pid(doubled) == spare
    assert doubled.print_document(bulletin) == printed
    await_(lambda: len(doubled._staff) == 2)


def test_when_no_spare_can_be_called_it_is_tried_again_after_the_next_document(doubled, bulletin, printed, monkeypatch):
    def no_process(*_):
        raise BlockingIOError("fork")

    monkeypatch.setattr(pressroom, "Hand", no_process)
    doubled._lose(doubled._idle.pop())
    await_(lambda: not doubled._is_filling)
    monkeypatch.undo()
    assert doubled.print_document(bulletin) == printed
    await_(lambda: len(doubled._staff) == 2)


def test_a_room_closed_in_the_middle_of_a_document_tells_who_waits_for_it(room, bulletin, printed):
    room.open()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(room.print_document, samples.bulletin(400))
        await_(lambda: not room._idle)
        room.close()
        with pytest.raises(FallenError, match="中途被终止"):
            waiting.result(PATIENCE)
    assert room.print_document(bulletin) == printed


def test_one_who_has_grown_goes_on_until_somebody_can_take_over(doubled, bulletin, printed, monkeypatch):
    monkeypatch.setattr(doubled, "_fill", lambda: None)
    doubled._idle.pop(0).dismiss()
    doubled._staff = set(doubled._idle)
    first = pid(doubled)
    monkeypatch.setattr(hand, "GROWN", 1)
    assert doubled.print_document(bulletin) == printed
    assert pid(doubled) == first


def test_faces_mapped_from_their_files_are_nobodys_own_memory(tmp_path):
    (tmp_path / "face").write_bytes(bytes(64 << 20))
    before = limits.own_memory()
    with (tmp_path / "face").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as face:
        assert sum(face[:: mmap.PAGESIZE]) == 0
        assert limits.own_memory() < before + (16 << 20)


def test_memory_shared_without_a_file_is_counted():
    before = limits.own_memory()
    with mmap.mmap(-1, 64 << 20) as shared:
        shared.write(bytes(64 << 20))
        assert limits.own_memory() > before + (48 << 20)


def test_a_room_of_two_prints_two_documents_at_a_time(printed, bulletin):
    room = Pressroom(hands=2)
    try:
        first, second = room._taken(), room._taken()
        assert first.pid != second.pid
        answers = [each.ask(messages.body_of(bulletin)) for each in (first, second)]
        for each in (first, second):
            room._give_back(each, is_sound=True)
        assert [messages.outcome(each) for each in answers] == [printed, printed]
    finally:
        room.close()


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
    await_(lambda: not Path(f"/proc/{pressman}/status").exists() or not limits.own_memory(pressman))


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
