"""One command that proves compose.yaml: python3 -m tests.containers [--keep-images]

Brings that very file up with Docker Compose or podman, behind the reverse proxy the manual shows; waits for health, makes
people, issues a sample bulletin, acknowledges it over HTTPS, runs `distro verify`, and takes everything down. Where no
registry is reached, images made here stand in. Nothing of an installation on this machine is touched.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.containers import images
from tests.containers.engine import ROOT, Engine, Trouble, find
from tests.containers.visitor import Visitor

HOST = "distro.example.cn"
ISSUER = "临溪市河湖治理工作领导小组办公室"
RECIPIENT = "青石县政府"
BULLETIN = ROOT / "distro/sample/bulletins/1.txt"
PEOPLE = {
    "wenmi": (ISSUER, "文秘人员"),
    "qianfa": (ISSUER, "签发领导"),
    "shouwen": (RECIPIENT, "收文员"),
}
LOCK = Path("/run/lock/distro-proof.lock")

_began = time.monotonic()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.containers", description=__doc__)
    parser.add_argument("--keep-images", action="store_true", help="leave the images made here for the next time")
    told = parser.parse_args()
    with (
        LOCK.open("a") as lock,
        tempfile.TemporaryDirectory(prefix="distro-proof-", ignore_cleanup_errors=True) as name,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = Path(name)
        ports = {"DISTRO_PORT": _free_port(), "PROOF_HTTPS_PORT": _free_port()}
        variables = {each: str(port) for each, port in ports.items()} | {
            "DISTRO_SECRETS": str(folder / "secrets"),
            "DISTRO_PUBLIC_URL": f"https://{HOST}",
            "DISTRO_MAIL_FROM": f"distro@{HOST}",
            "PROOF_FOLDER": name,
        }
        try:
            overrides = [images.PROOF]
            engine = find(overrides, folder, variables)
            pulled = images.can_be_pulled(engine)
            if not pulled:
                engine = find([*overrides, images.STAND_INS], folder, variables)
            with _taken_down(engine, folder, keep_images=told.keep_images):
                engine.down()
                _prepare(engine, pulled, folder)
                _say("up", "各服务健康 · every service is healthy", engine.up)
                clerk = Visitor(HOST, ports["PROOF_HTTPS_PORT"], folder / "tls/distro.crt")
                passwords = {login: secrets.token_urlsafe(12) for login in PEOPLE}
                _say("people", "建好单位和账号 · offices and people", lambda: _make_people(engine, passwords))
                _say("issue", "印发、归档 · issued and filed", lambda: _issue(engine))
                _say("host", "认不得的名称说得明白 · a strange name is told so", lambda: _call_it_another(clerk))
                _say("acknowledge", "经代理签收 · acknowledged", lambda: _acknowledge(clerk, passwords["shouwen"]))
                _say("verify", "核对 · verified", lambda: _verify(engine))
                _say("down", "全部撤下 · taken down", engine.down)
        except Trouble as trouble:
            print(trouble, file=sys.stderr)
            return 1
    return 0


def _say(stage: str, meaning: str, do: object) -> None:
    """Do one stage and tell when it was done, and what it gave back."""
    assert callable(do)
    given = do()
    print(f"{time.monotonic() - _began:7.1f} s  {stage:<12} {meaning}{f'：{given}' if given else ''}", flush=True)


@contextmanager
def _taken_down(engine: Engine, folder: Path, *, keep_images: bool) -> Iterator[None]:
    """What follows leaves nothing behind, even if this process is killed: a second one waits for its end and sweeps."""
    read, write = os.pipe()
    guard = os.fork()
    if guard == 0:
        status = 1
        # Whatever happens, this process must not come back and do the work of the first one again.
        try:
            os.setsid()
            os.close(write)
            os.read(read, 1)
            engine.down()
            if not keep_images:
                images.remove(engine)
            shutil.rmtree(folder)
            status = 0
        except BaseException as trouble:
            print(f"没有全部撤下：{trouble}", file=sys.stderr)
        finally:
            os._exit(status)
    os.close(read)
    try:
        yield
    finally:
        os.close(write)
        if os.waitpid(guard, 0)[1]:
            raise Trouble("容器、网络或卷没有全部撤下，见上。")


def _prepare(engine: Engine, pulled: bool, folder: Path) -> None:
    _say(
        "engine", f"{engine.name}，{'仓库里的映像 · images of the registry' if pulled else '替身映像 · stand-ins'}", str
    )
    if pulled:
        _say("images", "产品的映像 · the product's image", lambda: engine.composed("build", "web") and None)
    else:
        _say("images", "、".join(images.stand_ins()), lambda: images.build_stand_ins(engine))
    subprocess.run([ROOT / ".setup/secrets", folder / "secrets"], check=True)
    (folder / "tls").mkdir()
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST} -addext subjectAltName=DNS:{HOST}"
    files = ("-keyout", str(folder / "tls/distro.key"), "-out", str(folder / "tls/distro.crt"))
    openssl = shutil.which("openssl")
    if openssl is None:
        raise Trouble("没有 openssl，做不出试验用的证书。没有运行。apt-get install openssl")
    subprocess.run([openssl, *words.split(), *files], check=True, capture_output=True)


def _product(engine: Engine, *words: str, given: bytes = b"") -> str:
    """One command of the product, in the container of the pages."""
    return engine.composed("exec", "-T", "web", "distro", *words, given=given).stdout.decode()


def _make_people(engine: Engine, passwords: dict[str, str]) -> None:
    _product(engine, "office", "add", ISSUER, RECIPIENT)
    for login, (office, role) in PEOPLE.items():
        given = f"{passwords[login]}\n".encode()
        _product(engine, "user", "add", login, f"{role}某", "--office", office, "--role", role, given=given)


def _issue(engine: Engine) -> str:
    words = ("issue", "-", "--as", "wenmi", "--approver", "qianfa")
    report = json.loads(_product(engine, *words, given=BULLETIN.read_bytes()))
    deliveries = report["deliveries"]
    if deliveries["sent"] != deliveries["total"] or not report["record"]["reference"]:
        raise Trouble(f"印发没有办完：{report}")
    return f"{report['document']['title']}，{report['pdf']['pages']} 页，{deliveries['sent']} 家，{report['record']['reference']}"


def _call_it_another(clerk: Visitor) -> None:
    """Through the same proxy under a name that is not the office's."""
    answer = Visitor(HOST, clerk.port, clerk.certificate).get("/sign-in", host="elsewhere.example")
    if answer.status != 400 or "elsewhere.example" not in answer.text or "DISTRO_PUBLIC_URL" not in answer.text:
        raise Trouble(f"用别的名称访问，得到 {answer.status}：{answer.text[:500]}")


def _acknowledge(clerk: Visitor, password: str) -> str:
    clerk.post(clerk.get("/sign-in"), "/sign-in", login="shouwen", password=password)
    inbox = clerk.get("/inbox").text
    if (found := re.search(r'href="(/inbox/[0-9a-f-]{36})"', inbox)) is None:
        raise Trouble(f"收文箱里没有公文：\n{inbox[:2000]}")
    letter = clerk.get(found[1])
    if not (pdf := clerk.get(f"{found[1]}/pdf").body).startswith(b"%PDF-"):
        raise Trouble(f"取不到 PDF：{pdf[:500]!r}")
    clerk.post(letter, f"{found[1]}/acknowledge")
    receipt = clerk.get(f"{found[1]}/receipt")
    if receipt.status != 200 or RECIPIENT not in receipt.text:
        raise Trouble(f"签收以后没有回执：{receipt.status}\n{receipt.text[:2000]}")
    return f"{RECIPIENT}，PDF {len(pdf)} 字节，有回执"


def _verify(engine: Engine) -> str:
    return "；".join(_product(engine, "verify").split("\n")).strip("；")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
