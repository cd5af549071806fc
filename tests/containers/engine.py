"""The container engine of this machine and its Compose: Docker, or podman with podman-compose from PyPI."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = "distro-proof"
PODMAN_COMPOSE = "podman-compose==1.6.0"
PODMAN_COMPOSE_COMMAND = Path.home() / ".cache/distro-proof" / PODMAN_COMPOSE / "bin/podman-compose"

PATIENCE = 600
"""Seconds for one command of the engine, or for health; the longest builds an image from nothing."""


class Trouble(Exception):
    """The proof cannot go on; the text says what happened and what to do."""


@dataclass(frozen=True)
class Engine:
    """One engine. `name` is its command; `compose` the words before a verb; `environment` what both see."""

    name: str
    compose: tuple[str, ...]
    environment: Mapping[str, str]

    def call(self, *words: str | Path, given: bytes = b"", check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """One command of the engine, in the checkout; Trouble with its last words when it fails and `check` is set."""
        return self._run((self.name, *words), given, check)

    def composed(self, *words: str, given: bytes = b"", check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """The same for Compose."""
        return self._run((*self.compose, *words), given, check)

    def has_image(self, name: str) -> bool:
        return self.call("image", "inspect", name, check=False).returncode == 0

    def up(self) -> None:
        """Everything, in the order of depends_on, until each service with a health check calls itself healthy."""
        if self.name == "docker":
            self.composed("up", "--detach", "--no-build", "--wait", "--wait-timeout", str(PATIENCE))
            return
        # podman before 4.6 cannot wait for health, and 4.3 starts nothing that requires what has ended: the order
        # of depends_on is walked here.
        self._start("database", "broker")
        self._await_health("database", "broker")
        self._start("migrate")
        self.call("wait", self._container("migrate"))
        if status := self._state("migrate")["ExitCode"]:
            raise Trouble(f"migrate 以 {status} 退出，数据库没有升级：\n{self.log('migrate')}")
        self._start("web", "pressroom")
        self._start("proxy", "worker", "mail", "press", "beat")
        self._await_health("web", "pressroom", "worker", "mail", "press", "beat")

    def down(self) -> None:
        """Remove containers, volumes and networks of the proof by their labels: also what a killed proof left."""
        if found := self._ours("ps", "-aq"):
            self.call("stop", "-t", "10", *found, check=False)
        while found:
            # podman removes no container that another one leans on: what is left comes in the next round.
            self.call("rm", "-f", *found, check=False)
            found, before = self._ours("ps", "-aq"), found
            if found == before:
                raise Trouble(f"有容器不能撤下：{' '.join(found)}")
        for kind in ("volume", "network"):
            if found := self._ours(kind, "ls", "-q"):
                self.call(kind, "rm", *found)

    def log(self, service: str) -> str:
        """The last lines a service wrote."""
        done = self.call("logs", "--tail", "20", self._container(service), check=False)
        return (done.stdout + done.stderr).decode(errors="replace")

    def _run(self, words: Iterable[str | Path], given: bytes, check: bool) -> subprocess.CompletedProcess[bytes]:
        command = [str(word) for word in words]
        try:
            done = subprocess.run(
                command,
                input=given,
                cwd=ROOT,
                env=dict(self.environment),
                capture_output=True,
                check=False,
                timeout=PATIENCE,
                preexec_fn=_die_with_parent,
            )
        except subprocess.TimeoutExpired:
            raise Trouble(f"{PATIENCE} 秒内没有完成，已中止：{' '.join(command)}") from None
        if check and done.returncode != 0:
            said = (done.stdout + done.stderr).decode(errors="replace").splitlines()[-15:]
            raise Trouble("\n".join([f"命令没有成功（{done.returncode}）：{' '.join(command)}", *said]))
        return done

    def _start(self, *services: str) -> None:
        self.composed("up", "--detach", "--no-build", "--no-deps", *services)

    def _container(self, service: str) -> str:
        found = self._ours("ps", "-aq", "--filter", f"label=com.docker.compose.service={service}")
        if len(found) != 1:
            raise Trouble(f"应有一个 {service} 容器，现有 {len(found)} 个。")
        return found[0]

    def _ours(self, *listing: str) -> list[str]:
        label = f"label=com.docker.compose.project={PROJECT}"
        return self.call(*listing, "--filter", label).stdout.decode().split()

    def _state(self, service: str) -> dict[str, int]:
        state: dict[str, int] = json.loads(
            self.call("inspect", "--format", "{{json .State}}", self._container(service)).stdout
        )
        return state

    def _await_health(self, *services: str) -> None:
        for service in services:
            words = ("healthcheck", "run", self._container(service))
            deadline = time.monotonic() + PATIENCE
            # Asked by hand: podman leaves the rounds to systemd, which not every machine has.
            while self.call(*words, check=False).returncode != 0:
                if time.monotonic() > deadline:
                    raise Trouble(f"{service} 没有变为健康：\n{self.log(service)}")
                time.sleep(0.5)


def is_here() -> bool:
    """Whether `find` answers without fetching anything."""
    return _has_docker() or (shutil.which("podman") is not None and PODMAN_COMPOSE_COMMAND.exists())


def find(overrides: Iterable[Path], folder: Path, variables: Mapping[str, str]) -> Engine:
    """The engine to use, with compose.yaml and the overrides laid over it; Trouble when this machine has none."""
    files = [word for path in (ROOT / "compose.yaml", *overrides) for word in ("-f", str(path))]
    told = ("-p", PROJECT, *files)
    environment = dict(os.environ) | dict(variables)
    if _has_docker():
        return Engine("docker", ("docker", "compose", *told), environment)
    if shutil.which("podman") is None:
        raise Trouble("这台机器上没有 Docker Compose，也没有 podman。没有运行。Debian 上可以：apt-get install podman")
    if "CONTAINERS_CONF" not in environment and not Path("/etc/containers/containers.conf").exists():
        environment["CONTAINERS_CONF"] = str(_podman_configuration(folder))
    return Engine("podman", (str(_podman_compose()), *told), environment)


def _has_docker() -> bool:
    return _succeeds("docker", "compose", "version") and _succeeds("docker", "info")


def _die_with_parent() -> None:
    """In the child, before exec: nothing goes on building what a killed proof no longer takes down (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _succeeds(*words: str) -> bool:
    return (
        shutil.which(words[0]) is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0
    )


def _podman_configuration(folder: Path) -> Path:
    """Limits no machine refuses: podman asks for more than root may raise where CAP_SYS_RESOURCE is missing."""
    path = folder / "containers.conf"
    files = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 4096)
    path.write_text(f'[containers]\ndefault_ulimits = ["nofile={files}:{files}", "nproc=4096:4096"]\n')
    return path


def _podman_compose() -> Path:
    """podman-compose in an environment of its own, made once."""
    if not PODMAN_COMPOSE_COMMAND.exists():
        folder = PODMAN_COMPOSE_COMMAND.parents[1]
        shutil.rmtree(folder, ignore_errors=True)
        for words in ((sys.executable, "-m", "venv", folder), (folder / "bin/pip", "install", "-q", PODMAN_COMPOSE)):
            done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                shutil.rmtree(folder, ignore_errors=True)
                raise Trouble(f"podman-compose 没有装成，没有运行：\n{done.stderr}")
    return PODMAN_COMPOSE_COMMAND
