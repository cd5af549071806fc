"""The press as a service: one for all processes of a machine, for one account, and no harm done to it lasts."""

import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from distro.outside import press as outside
from distro.outside.press import OwnPress, SharedPress
from distro.press.document import Bulletin, Printed
from distro.press.errors import AwayError, CharacterError, FallenError, LimitError, PrintingError, SupersededError
from distro.press.printing import messages, sockets
from distro.press.printing.messages import Message, packed
from distro.press.printing.wishes import Purpose, Wish
from tests.press import samples
from tests.press.printing import accounts

ROOT = Path(__file__).parents[3]
PATIENCE = 120


def await_(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Service:
    """`distro press serve`, at a path far longer than an address of a socket may be."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / ("long" * 30) / "press.sock"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "distro.cli", "press", "serve", str(self.path)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        await_(self.is_answering)

    def is_answering(self) -> bool:
        with suppress(OSError), sockets.connected(self.path, PATIENCE):
            return True
        return False

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    @property
    def press(self) -> SharedPress:
        return SharedPress(self.path)

    @property
    def pressmen(self) -> list[int]:
        """The processes that print here, zombies left out."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").parents[1].glob("*/children")
        children = {int(child) for path in told for child in path.read_text().split()}
        return sorted(child for child in children if is_alive(child))


def is_alive(process: int) -> bool:
    with suppress(OSError):
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    return False


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    kept = Service(tmp_path_factory.mktemp("press"))
    yield kept
    kept.stop()


@pytest.fixture
def own_service(tmp_path):
    """One that may be killed."""
    made = Service(tmp_path)
    yield made
    # One who was stopped would not see that the service is gone.
    for each in made.pressmen:
        os.kill(each, signal.SIGKILL)
    made.stop(signal.SIGKILL)


def warm(service: Service, printed, bulletin) -> list[int]:
    """The pressmen, all of whom are there."""
    assert service.press.print_document(bulletin) == printed
    await_(lambda: len(service.pressmen) == len(os.sched_getaffinity(0)) + 1)
    return service.pressmen


def wish(paragraphs: int, **said) -> Wish:
    return Wish(messages.body_of(samples.bulletin(paragraphs)), **said)


def handed_in(service: Service, wish: Wish, known: Bulletin) -> socket.socket:
    """The connection by which a wish has come in: what was told after it, and is on the shelf, has been answered."""
    connection = sockets.connected(service.path, PATIENCE)
    connection.sendall(packed(wish.message))
    service.press.preview(known, "", 0)
    return connection


def brought(connection: socket.socket) -> Printed:
    with connection, connection.makefile("rb") as answers:
        return messages.outcome(messages.received(answers.read))


def test_the_same_bytes_for_everybody_each_their_own(service, bulletin, printed):
    documents = [samples.bulletin(number) for number in (1, 4, 14, 4)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(service.press.print_document, documents))
    assert found[2] == printed
    assert found[1] == found[3]
    assert len({each.sha256 for each in found}) == 3


def test_what_was_printed_once_is_not_printed_again(own_service, bulletin, printed):
    for each in warm(own_service, printed, bulletin):
        os.kill(each, signal.SIGSTOP)
    assert own_service.press.preview(bulletin, "page", 1) == printed
    assert own_service.press.preview(bulletin, "frame", 1) == printed


def test_a_refusal_comes_out_as_it_is(service, bulletin):
    with pytest.raises(CharacterError, match="报头名称第2字") as refused:
        service.press.print_document(replace(bulletin, masthead="水\ud800利"))
    assert (refused.value.field, refused.value.values["code"]) == ("masthead", "U+D800")


def test_a_preview_that_is_out_of_date_is_not_printed(own_service, bulletin, printed):
    pressmen = warm(own_service, printed, bulletin)
    for each in pressmen:
        os.kill(each, signal.SIGSTOP)
    busy = [handed_in(own_service, wish(20 + n), bulletin) for n in range(len(pressmen) - 1)]
    older = handed_in(own_service, wish(4, desk="draft", version=1), bulletin)
    newer = handed_in(own_service, wish(5, desk="draft", version=2), bulletin)
    with pytest.raises(SupersededError, match="没有印"):
        brought(older)
    for each in pressmen:
        os.kill(each, signal.SIGCONT)
    assert [brought(each).pages > 0 for each in (newer, *busy)] == [True] * len(pressmen)


def test_a_killed_pressman_is_told_and_replaced(own_service, bulletin, printed):
    pressmen = warm(own_service, printed, bulletin)
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(own_service.press.print_document, samples.bulletin(158))
        while not long.done():
            for each in own_service.pressmen:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
            time.sleep(0.2)
        with pytest.raises(FallenError, match="中途被终止"):
            long.result(PATIENCE)
    assert own_service.press.print_document(samples.bulletin(3)).pages == 2
    assert set(warm(own_service, printed, bulletin)).isdisjoint(pressmen)


def test_a_killed_service_is_told_leaves_nobody_behind_and_can_be_started_again(
    own_service, bulletin, printed, monkeypatch
):
    pressmen = warm(own_service, printed, bulletin)
    own_service.stop(signal.SIGKILL)
    assert own_service.path.exists()
    monkeypatch.setattr(outside, "AWAY_SECONDS", 0.3)
    with pytest.raises(AwayError, match="没有印成"):
        own_service.press.print_document(bulletin)
    await_(lambda: not any(map(is_alive, pressmen)))
    own_service.start()
    monkeypatch.undo()
    assert own_service.press.print_document(bulletin) == printed


def test_a_wish_outlives_a_service_that_is_started_anew(own_service, bulletin, printed, monkeypatch):
    monkeypatch.setattr(outside, "AWAY_SECONDS", PATIENCE)
    own_service.stop(signal.SIGKILL)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(own_service.press.print_document, bulletin)
        own_service.start()
        assert waiting.result(PATIENCE) == printed


def test_a_wish_broken_off_after_long_waiting_is_told_again(tmp_path, bulletin, printed, monkeypatch):
    monkeypatch.setattr(outside, "AWAY_SECONDS", 0.2)
    with sockets.listening(tmp_path / "press.sock") as door, ThreadPoolExecutor(1) as threads:
        door.settimeout(10)
        waiting = threads.submit(SharedPress(tmp_path / "press.sock").print_document, bulletin)
        with door.accept()[0]:
            time.sleep(0.3)
        with door.accept()[0] as connection, connection.makefile("rb") as wishes:
            messages.received(wishes.read)
            connection.sendall(packed(messages.printed(printed)))
        assert waiting.result(PATIENCE) == printed


@pytest.mark.parametrize("purpose", Purpose)
def test_nobody_waits_for_ever(tmp_path, bulletin, monkeypatch, purpose):
    monkeypatch.setattr(outside, "ANSWER_SECONDS", {each: PATIENCE for each in Purpose} | {purpose: 0.2})
    press = SharedPress(tmp_path / "press.sock")
    ask = {
        Purpose.PREVIEW: lambda: press.preview(bulletin, "", 0),
        Purpose.ISSUE: lambda: press.print_document(bulletin),
    }
    with sockets.listening(tmp_path / "press.sock"), pytest.raises(AwayError, match="没有印成"):
        ask[purpose]()


def test_a_refusal_of_a_kind_this_process_does_not_know_is_told():
    told = {"kind": "LaterError", "message": "没有印成。", "field": None, "values": {}}
    with pytest.raises(PrintingError, match="没有印成"):
        messages.outcome(Message({"refused": told}))


def test_told_to_end_it_finishes_what_it_prints_and_leaves_nobody_behind(own_service, bulletin, printed):
    pressmen = warm(own_service, printed, bulletin)
    begun = handed_in(own_service, wish(20, purpose=Purpose.ISSUE), bulletin)
    assert own_service.stop() == 0
    assert brought(begun) == OwnPress().print_document(samples.bulletin(20))
    assert not own_service.path.exists()
    assert not any(map(is_alive, pressmen))


def test_a_second_one_at_the_same_place_is_refused_and_the_first_goes_on(service, bulletin, printed):
    command = [sys.executable, "-m", "distro.cli", "press", "serve", str(service.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "已有印制服务在用" in done.stderr) == (1, True)
    assert service.press.print_document(bulletin) == printed


ASKING = """
import sys
from pathlib import Path
from distro.press.printing import sockets
try:
    sockets.connected(Path(sys.argv[1]), 5)
except PermissionError:
    print("refused")
"""


def test_the_socket_is_for_its_own_account_only(service, tmp_path):
    assert stat.S_IMODE(service.path.stat().st_mode) == 0o600
    if os.getuid() == 0:
        command = [*accounts.ordinary(tmp_path), sys.executable, "-c", ASKING, str(service.path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == "refused\n"


def said(service: Service, data: bytes, *, answers: bool) -> bytes:
    """What comes back to bytes nobody should say."""
    with sockets.connected(service.path, PATIENCE) as connection:
        connection.sendall(data)
        if not answers:
            return b""
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def test_what_is_no_wish_is_refused_or_forgotten_and_others_are_served(service, bulletin, printed):
    document = messages.body_of(bulletin)
    head = {"purpose": "PREVIEW", "desk": "", "version": 0}
    for data, kind in (
        (struct.pack(">II", 10, 1 << 31), "LimitError"),
        (struct.pack(">II", 1 << 31, 10), "LimitError"),
        (packed(Message({"purpose": "NONE"}, b"x")), "PrintingError"),
        (packed(Message(head | {"version": "x"}, b"x")), "PrintingError"),
        (struct.pack(">II", 100_000, 0) + b"[" * 100_000, "PrintingError"),
        (struct.pack(">II", 4, 0) + b"\xff\xfe\x00\x01", "PrintingError"),
    ):
        assert kind.encode() in said(service, data, answers=True)
    # A body that is no document is for the pressman to find.
    assert b"failed" in said(service, packed(Message(head, b"[" * 100_000)), answers=True)
    # Whoever goes away, or says two things at once, gets nothing.
    said(service, packed(Message(head, document))[:50], answers=False)
    said(service, packed(Message(head, document)), answers=False)
    assert said(service, packed(Message(head, document + b" ")) * 2, answers=True) == b""
    assert service.press.print_document(bulletin) == printed


def test_too_large_a_document_is_refused_before_it_is_handed_over(service, bulletin, monkeypatch):
    from distro.press.printing import wishes

    monkeypatch.setattr(wishes, "BODY_LIMIT", 1000)
    with pytest.raises(LimitError, match="文件过大"):
        service.press.print_document(bulletin)


def test_nobody_who_only_listens_or_dawdles_keeps_others_waiting(service, bulletin, printed):
    idle = [sockets.connected(service.path, PATIENCE) for _ in range(20)]
    slow = sockets.connected(service.path, PATIENCE)
    slow.sendall(packed(Message({"purpose": "ISSUE", "desk": "", "version": 0}, messages.body_of(bulletin))))
    try:
        assert service.press.preview(bulletin, "", 0) == printed
    finally:
        for each in (*idle, slow):
            each.close()
