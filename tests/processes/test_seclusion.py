"""What a process can no longer do once it is bound, whoever runs it."""

import ctypes
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from distro.processes import seclusion
from tests.press.printing import accounts

ROOT = Path(__file__).parents[2]

TRYING = """
import ctypes, fcntl, json, mmap, os, pty, signal, socket, subprocess, sys, termios, threading
from pathlib import Path
from distro.processes import limits, seclusion

victim = subprocess.Popen(["sleep", "20"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
here = Path(sys.argv[1])
FS_IOC_SETFLAGS = 0x40086602
kept = os.open(here / "kept", os.O_RDONLY)
pipe, _ = os.pipe()
_, terminal = pty.openpty()
limits.bind(100 << 20)
seclusion.enter()

def threads():
    started = []
    try:
        while len(started) < 5000:
            more = threading.Thread(target=threading.Event().wait, daemon=True)
            more.start()
            started.append(more)
    except RuntimeError:
        pass
    return len(started)

tries = {
    "fork": os.fork,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "run": lambda: subprocess.run(["true"]),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "network": lambda: socket.socket(),
    "unix socket": lambda: socket.socket(socket.AF_UNIX),
    "pair": socket.socketpair,
    "write": lambda: (here / "kept").open("a"),
    "truncate": lambda: os.truncate(here / "kept", 0),
    "create": lambda: (here / "new").touch(),
    "folder": lambda: (here / "new").mkdir(),
    "remove": (here / "kept").unlink,
    "rename": lambda: (here / "kept").rename(here / "other"),
    "mode": lambda: (here / "kept").chmod(0o777),
    "link": lambda: os.symlink("/", here / "new"),
    "memory file": lambda: os.memfd_create("new"),
    "shared memory": lambda: mmap.mmap(-1, mmap.PAGESIZE),
    "kill": lambda: os.kill(victim.pid, signal.SIGTERM),
    "owner of signals": lambda: fcntl.fcntl(pipe, fcntl.F_SETOWN, victim.pid),
    "choice of signals": lambda: fcntl.fcntl(pipe, 10, signal.SIGKILL),
    "signals for what comes": lambda: fcntl.fcntl(pipe, fcntl.F_SETFL, os.O_ASYNC),
    "typing": lambda: fcntl.ioctl(terminal, termios.TIOCSTI, b"x"),
    "marks of a file": lambda: fcntl.ioctl(kept, FS_IOC_SETFLAGS, bytes(8)),
    "nice": lambda: os.setpriority(os.PRIO_PROCESS, victim.pid, 19),
    "limits of others": lambda: __import__("resource").prlimit(victim.pid, 4, (0, 0)),
}
def outcome(try_):
    try:
        try_()
    except OSError as error:
        return error.strerror
    return "done"
told = {name: outcome(try_) for name, try_ in tries.items()}
told["read"] = (here / "kept").read_text()
told["threads"] = threads()
print(json.dumps(told), flush=True)
os._exit(0)
"""


@pytest.fixture(params=["as the tests", "ordinary"])
def account(request, tmp_path) -> list[str]:
    return accounts.ordinary(tmp_path) if request.param == "ordinary" else []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder in which any account may read and write; those of pytest stand in one that only its own can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_bound_process_starts_nothing_writes_nothing_and_reaches_nobody(account, open_folder):
    (open_folder / "kept").write_text("as it was")
    (open_folder / "kept").chmod(0o666)
    command = [*account, sys.executable, "-c", TRYING, str(open_folder)]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert told.pop("read") == "as it was"
    assert 1 < told.pop("threads") < 100
    assert {name: said for name, said in told.items() if said != "Function not implemented"} == {}
    assert [each.name for each in open_folder.iterdir()] == ["kept"]


def test_a_system_without_the_library_is_told(monkeypatch):
    def missing(name):
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    with pytest.raises(seclusion.UnsecludedError, match="libseccomp2"):
        seclusion.enter()
