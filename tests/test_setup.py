"""A newcomer's commands: set up once, repair what was broken off, say in one sentence what is wrong, keep stdout clean.

The scripts are the real ones, in a checkout whose path has a space and Chinese in it; `python3` and the system's own
commands are stood in for, since a test may not install anything.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SCRIPTS = ["run", "test", ".setup/system", ".setup/python", ".setup/lock", ".setup/secrets", ".setup/database-roles"]

# Makes a virtual environment that holds only a Python noting what it was asked; `trouble` makes its installs fail.
PYTHON = """#!/bin/sh
case "$*" in
-V) echo "Python $VERSION" ;;
-c*) [ "$VERSION" = 3.11.2 ] ;;
"-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo made >>made ;;
*) echo "$*" >>asked; [ ! -e trouble ] || { cat trouble >&2; exit 1; } ;;
esac
"""


class Checkout:
    """A copy of the scripts, with stand-ins in `bin` before everything else on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "办公 室"
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in ["run", "test", "pyproject.toml"]:
            self.folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.folder)
        for name in [".setup", ".lock"]:
            shutil.copytree(ROOT / name, self.folder / name)
        self.stand_in("python3", PYTHON)

    def stand_in(self, name: str, text: str) -> None:
        self.write(self.bin / name, text)

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def command(self, *words: str | Path, path: str = os.environ["PATH"], **variables: str) -> dict[str, Any]:
        return {
            "args": [self.folder / words[0], *words[1:]],
            "env": {"PATH": f"{self.bin}:{path}", "VERSION": "3.11.2"} | variables,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }

    def call(self, *words: str | Path, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(**self.command(*words, **more), cwd=cwd, check=False)

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / ".lock" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.M))


def dependencies() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"run": project["dependencies"], "test": project["dependencies"] + project["optional-dependencies"]["test"]}


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_plain_shell_and_can_be_called(name: str):
    path = ROOT / name
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n# ")
    assert os.access(path, os.X_OK)
    subprocess.run(["/bin/sh", "-n", path], check=True)


@pytest.mark.parametrize("name", ["run", "test"])
def test_lock_satisfies_what_the_project_asks_for(name: str):
    locked = pins(name)
    for text in dependencies()[name]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(locked[wanted.name.lower()]), f"{text}: renew with .setup/lock"


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pin_has_its_hash(name: str):
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", (ROOT / ".lock" / f"{name}.txt").read_text(encoding="utf-8"), flags=re.M)
    assert len(blocks) > 40
    assert not [block for block in blocks[1:] if "--hash=sha256:" not in block]


def test_what_the_tests_use_contains_what_runs():
    assert pins("run").items() <= pins("test").items()


def test_python_is_set_up_once_and_verified(checkout: Checkout):
    first = checkout.call(".setup/python", "run")
    assert (first.returncode, first.stdout) == (0, "")
    assert "--require-hashes" in checkout.lines("asked")[0]
    assert checkout.lines("asked")[0].endswith("-r .lock/run.txt")
    assert "--no-deps" in checkout.lines("asked")[1]
    second = checkout.call(".setup/python", "run")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert len(checkout.lines("asked")) == 2


def test_what_the_tests_need_is_added_and_serves_running_too(checkout: Checkout):
    checkout.call(".setup/python", "run")
    checkout.call(".setup/python", "test")
    assert checkout.lines("asked")[2].endswith("-r .lock/test.txt")
    checkout.call(".setup/python", "run")
    assert len(checkout.lines("asked")) == 4
    assert checkout.lines("made") == ["made"]


def test_a_renewed_lock_is_installed(checkout: Checkout):
    checkout.call(".setup/python", "run")
    with (checkout.folder / ".lock/run.txt").open("a") as lock:
        lock.write("# renewed\n")
    checkout.call(".setup/python", "run")
    assert len(checkout.lines("asked")) == 4


@pytest.mark.parametrize(("before", "again"), [("[project]", 2), ("[tool.ruff]", 0)])
def test_a_changed_project_is_installed_but_not_for_changed_checks(checkout: Checkout, before: str, again: int):
    checkout.call(".setup/python", "run")
    path = checkout.folder / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, f"{before}\n# changed"), encoding="utf-8")
    checkout.call(".setup/python", "run")
    assert len(checkout.lines("asked")) == 2 + again


@pytest.mark.parametrize("before", [[], ["run"]], ids=["at the first installation", "while adding to it"])
def test_an_installation_broken_off_is_made_again(checkout: Checkout, before: list[str]):
    for kind in before:
        checkout.call(".setup/python", kind)
    (checkout.folder / "trouble").write_text("killed")
    assert checkout.call(".setup/python", "test").returncode == 1
    (checkout.folder / "trouble").unlink()
    leftover = checkout.folder / ".venv/lib/half-installed"
    checkout.write(leftover, "")
    assert checkout.call(".setup/python", "test").returncode == 0
    assert not leftover.exists()
    assert checkout.call(".setup/python", "test").stderr == ""


def test_a_moved_checkout_is_set_up_anew(checkout: Checkout):
    checkout.call(".setup/python", "run")
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("elsewhere"))
    checkout.call(".setup/python", "run")
    assert checkout.lines("made") == ["made", "made"]


def test_two_at_once_install_once(checkout: Checkout):
    both = [subprocess.Popen(**checkout.command(".setup/python", "run")) for _ in range(2)]
    for each in both:
        each.communicate()
    assert [each.returncode for each in both] == [0, 0]
    assert checkout.lines("made") == ["made"]
    assert len(checkout.lines("asked")) == 2


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("NewConnectionError: Temporary failure in name resolution", "连不上网络"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "安装没有完成"),
    ],
)
def test_trouble_is_one_sentence_in_two_languages(checkout: Checkout, trouble: str, sentence: str):
    (checkout.folder / "trouble").write_text(trouble)
    done = checkout.call(".setup/python", "run", TMPDIR=str(checkout.bin))
    assert (done.returncode, done.stdout) == (1, "")
    announced, said = done.stderr.splitlines()[:2], done.stderr.splitlines()[2:]
    assert announced[0].startswith("正在安装")
    assert len(said) == 2
    assert sentence in said[0]


def test_a_full_disk_is_refused_before_anything_is_written(checkout: Checkout):
    checkout.stand_in("df", "#!/bin/sh\necho Filesystem\necho /dev/vda 9000000 8000000 1000000 90% /\n")
    done = checkout.call(".setup/python", "run")
    assert done.returncode == 1
    assert "磁盘空间不足" in done.stderr
    assert checkout.lines("made") == []


def test_an_old_python_is_named(checkout: Checkout):
    done = checkout.call(".setup/python", "run", VERSION="3.9.2")
    assert done.returncode == 1
    assert "需要 Python 3.11 或更新的版本，这里的 python3 是 Python 3.9.2" in done.stderr


def test_without_rights_the_way_out_is_a_command_line(checkout: Checkout):
    checkout.stand_in("id", "#!/bin/sh\necho 1000\n")
    checkout.stand_in("dpkg-query", "#!/bin/sh\necho 'installed=python3 installed=fontconfig '\n")
    for tool in ["sh", "dirname", "readlink"]:
        (checkout.bin / tool).symlink_to(shutil.which(tool))
    done = checkout.call(".setup/system", "chromium", path="")
    assert (done.returncode, done.stdout) == (1, "")
    command = done.stderr.splitlines()[0]
    assert "apt-get install -y --no-install-recommends ca-certificates" in command
    assert "libharfbuzz-subset0" in command
    assert "chromium" in command
    assert " python3 " not in command


def test_a_system_without_apt_is_told_so(checkout: Checkout):
    for tool in ["sh", "dirname", "readlink"]:
        (checkout.bin / tool).symlink_to(shutil.which(tool))
    done = checkout.call(".setup/system", path="")
    assert done.returncode == 1
    assert "Debian 12" in done.stderr


def test_secrets_end_up_behind_a_closed_door_and_none_is_empty(tmp_path: Path):
    """The folder may have been there before, open to all, with a secret whose making was broken off."""
    folder = tmp_path / "distro"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "database_password").touch(mode=0o444)
    subprocess.run([ROOT / ".setup/secrets", folder], check=True)
    assert folder.stat().st_mode & 0o777 == 0o700
    password = (folder / "database_password").read_text()
    assert len(password.strip()) == 64
    assert (folder / "database_url").read_text() == f"postgresql://distro:{password.strip()}@database/distro\n"
    assert [path.name for path in folder.iterdir() if path.suffix or not path.stat().st_size] == []


def test_a_secret_is_there_completely_or_not_at_all(checkout: Checkout, tmp_path: Path):
    checkout.stand_in("mv", "#!/bin/sh\nkill -9 $PPID\n")
    assert checkout.call(".setup/secrets", tmp_path / "distro").returncode == -9
    assert [path.name for path in (tmp_path / "distro").iterdir()] == ["database_admin_password.new"]
    (checkout.bin / "mv").unlink()
    assert checkout.call(".setup/secrets", tmp_path / "distro").returncode == 0
    assert len(list((tmp_path / "distro").iterdir())) == 9


class TestCommands:
    """`run` and `test` themselves, over a set-up that is noisy and a product that repeats what it was asked."""

    @pytest.fixture(autouse=True)
    def _stand_ins(self, checkout: Checkout) -> None:
        checkout.write(checkout.folder / ".setup/system", "#!/bin/sh\necho noise of system $*\n")
        checkout.write(checkout.folder / ".setup/python", "#!/bin/sh\necho noise of python $*\n")
        product = '#!/bin/sh\nprintf "[%s]" "$@" "$PWD" "$DISTRO_DATA_DIR"\n'
        checkout.write(checkout.folder / ".venv/bin/distro", product)
        checkout.write(checkout.folder / ".venv/bin/ruff", '#!/bin/sh\necho "ruff $*"; [ "$1" != "$UNTIDY" ]\n')
        checkout.write(checkout.folder / ".venv/bin/mypy", '#!/bin/sh\necho mypy; [ "$UNTIDY" != types ]\n')
        checkout.write(checkout.folder / ".venv/bin/python", '#!/bin/sh\necho "python $*"; exit "${FAILS:-0}"\n')

    def test_run_serves_the_sample_with_its_data_in_the_checkout(self, checkout: Checkout, tmp_path: Path):
        done = checkout.call("run", "--port", "1", cwd=tmp_path)
        assert done.stdout == f"[up][--sample][--port][1][{tmp_path}][{checkout.folder}/.data]"
        assert "noise of python run" in done.stderr

    def test_once_gives_the_file_as_the_caller_named_it_and_nothing_but_the_product_speaks(
        self, checkout: Checkout, tmp_path: Path
    ):
        link = tmp_path / "link"
        link.symlink_to(checkout.folder / "run")
        done = checkout.call(link, "--once", "简报 第5期.txt", cwd=tmp_path, DISTRO_DATA_DIR="/elsewhere")
        assert done.stdout == f"[once][简报 第5期.txt][{tmp_path}][/elsewhere]"

    def test_run_stops_when_set_up_fails(self, checkout: Checkout):
        checkout.write(checkout.folder / ".setup/python", "#!/bin/sh\nexit 1\n")
        done = checkout.call("run")
        assert (done.returncode, done.stdout) == (1, "")

    def test_the_code_is_checked_and_the_tests_run_with_the_arguments(self, checkout: Checkout, tmp_path: Path):
        done = checkout.call("test", "a b.py", "-x", cwd=tmp_path)
        assert done.returncode == 0
        checks = ["ruff check", "ruff format --check", "mypy"]
        assert done.stdout.splitlines() == [*checks, "python -m pytest a b.py -x"]
        assert done.stderr.splitlines() == [
            "noise of system chromium",
            "noise of python test",
        ]

    @pytest.mark.parametrize(
        "trouble", [{"UNTIDY": "check"}, {"UNTIDY": "format"}, {"UNTIDY": "types"}, {"FAILS": "1"}]
    )
    def test_any_failure_fails_the_whole_but_hides_nothing(self, checkout: Checkout, trouble: dict[str, str]):
        done = checkout.call("test", cwd=None, **trouble)
        assert done.returncode == 1
        assert "python -m pytest" in done.stdout

    def test_the_build_server_calls_the_tests_and_nothing_else(self, checkout: Checkout, tmp_path: Path):
        shutil.copytree(ROOT / ".ci", checkout.folder / ".ci")
        done = checkout.call(".ci/run", cwd=tmp_path, FAILS="3")
        assert done.returncode == 3
        assert done.stdout == checkout.call("test", FAILS="3").stdout


def test_every_library_and_face_is_really_there():
    """On a machine set up by these commands: nothing left to do, and no word about it."""
    if not Path("/usr/local/share/fonts/fandol").exists():
        pytest.skip("this machine was not set up by ./run")
    done = subprocess.run([ROOT / ".setup/system"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sys.version_info >= (3, 11)
