"""The embedded stack: what keeps it from starting is one clear sentence, and it leaves nothing running."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from distro import embedded
from distro.embedded import EmbeddedError
from distro.settings import Settings
from distro.system import System
from tests import builders


def test_a_path_with_a_space_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "收发 室")
    with pytest.raises(EmbeddedError, match="空格"), embedded.database(settings):
        pass
    assert not settings.data_dir.exists()


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(EmbeddedError, match="/proc/distro"), embedded.database(Settings(data_dir=Path("/proc/distro"))):
        pass


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(EmbeddedError, match=f"{port}.*DISTRO_PORT"),
            embedded.stack(Settings(data_dir=tmp_path, port=port)),
        ):
            pass


def test_the_database_comes_back_with_its_data(tmp_path: Path) -> None:
    for expected in ([], ["示例甲局"]):
        with embedded.database(Settings(data_dir=tmp_path)) as ready:
            system = System(ready)
            with system.work(builders.TESTER) as w:
                assert [office.name for office in builders.register.all_offices(w)] == expected
                builders.offices.register(w, ["示例甲局"])
            system.close()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_two_stacks_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        embedded.stack(Settings(data_dir=tmp_path, port=embedded.free_port())) as running,
        pytest.raises(EmbeddedError, match="另一个"),
        embedded.stack(Settings(data_dir=tmp_path, port=embedded.free_port())),
    ):
        pass
    assert all(child.process.poll() is not None for child in running.children)


def test_own_servers_are_never_embedded() -> None:
    settings = Settings(database_url="postgresql://db/distro", broker_url="redis://broker/0", secret_key="x" * 40)
    with pytest.raises(EmbeddedError, match="compose"), embedded.stack(settings):
        pass


def test_the_press_of_the_stack_knows_no_secret_and_prints_for_all(tmp_path: Path) -> None:
    with embedded.stack(Settings(data_dir=tmp_path, port=embedded.free_port())) as running:
        (press,) = (child.process.pid for child in running.children if child.name == "pressroom")
        assert b"DISTRO" not in Path(f"/proc/{press}/environ").read_bytes()
        system = System(running.settings)
        try:
            assert system.outside.press.print_document(builders.DRAFT.numbered()).pages == 1
        finally:
            system.close()
