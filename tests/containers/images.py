"""The images of the proof: pulled from their registry, or stand-ins made here from Debian and the wheels in the lock."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.containers.engine import ROOT, Engine, Trouble

FOLDER = Path(__file__).parent
PROOF = FOLDER / "proof.yaml"
STAND_INS = FOLDER / "stand-ins.yaml"
BASE = "localhost/stand-in/debian:bookworm"
SUITE = "bookworm"

# What the base takes over from this machine: where Debian's packages come from, and whom to trust.
OF_THIS_MACHINE = (
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/apt.conf.d",
    "etc/ssl/certs/ca-certificates.crt",
    "etc/pip.conf",
    "usr/local/share/ca-certificates",
)


def can_be_pulled(engine: Engine) -> bool:
    """Whether the registries give every image that compose.yaml and the proxy name, the base of the product included."""
    return all(engine.has_image(image) or engine.call("pull", image, check=False).returncode == 0 for image in pulled())


def are_kept(engine: Engine) -> bool:
    """Whether an earlier proof left all its images, of the one kind or the other."""
    return all(map(engine.has_image, stand_ins())) or all(map(engine.has_image, [*pulled(), *_named(PROOF)]))


def pulled() -> list[str]:
    """The names of all images that come from registries."""
    named = (ROOT / "compose.yaml").read_text(encoding="utf-8") + PROOF.read_text(encoding="utf-8")
    return re.findall(r"(?:image|BASE): (docker\.io/\S+)", named)


def stand_ins() -> list[str]:
    """The names of all stand-ins."""
    return [BASE, *_named(STAND_INS)]


def build_stand_ins(engine: Engine) -> None:
    """Make every stand-in; what has not changed since the last time comes from the engine's cache."""
    if not engine.has_image(BASE):
        _make_base(engine)
    engine.composed("build", "web")
    engine.composed("build", "database", "broker", "proxy")


def remove(engine: Engine) -> None:
    """Remove what was made here; what came from a registry stays."""
    for image in reversed([*_named(PROOF), *stand_ins()]):
        engine.call("rmi", image, check=False)


def _named(override: Path) -> list[str]:
    """The names of the images made for an override."""
    return re.findall(r"image: (localhost/\S+)", override.read_text(encoding="utf-8"))


def _make_base(engine: Engine) -> None:
    """Debian with nothing in it, from the packages of Debian."""
    if shutil.which("debootstrap") is None:
        raise Trouble("没有可用的映像仓库，也没有 debootstrap，做不出替身映像。没有运行。apt-get install debootstrap")
    with tempfile.TemporaryDirectory(prefix="distro-proof-") as folder:
        root, archive = Path(folder, "root"), Path(folder, "root.tar")
        _run("debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, root)
        for name in OF_THIS_MACHINE:
            ours, theirs = Path("/", name), root / name
            if ours.is_dir():
                shutil.copytree(ours, theirs, dirs_exist_ok=True)
            elif ours.exists():
                shutil.copy(ours, theirs)
        _run("tar", "-C", root, "-cf", archive, ".")
        engine.call("import", archive, BASE)


def _run(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"{words[0]} 没有成功，没有运行：\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
