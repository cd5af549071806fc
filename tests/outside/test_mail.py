"""One message at a time: what arrives at a real mail server, what its answers mean, and the folder that stands for it."""

from __future__ import annotations

import asyncio
import email
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from distro.embedded import free_port
from distro.outside import mail
from distro.outside.mail import Fate, FolderPost, SmtpPost, is_address

SENDER = "distro@yunxi.example.cn"
SUBJECT = "待签收：档案工作简报 2025年第1期"
BODY = "云溪市财政局：\n\n已送达，请登录后签收。\n.\n一行只有一个点，也是正文。\n"


class Server:
    """Takes every message, except for addresses that tell what to answer: `550@…` at once, `d550@…` after the message,
    `drop@…` nothing any more."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.peers: list[object] = []
        self.sender_answer = "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.peers.append(session.peer)
        envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        code = address.partition("@")[0]
        if code.isdigit():
            return f"{code} 5.0.0 as you asked"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.received.append(read(envelope.content))
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return f"{name[1:]} 5.0.0 after the message" if name[1:].isdigit() else "250 OK"


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.fixture
def server() -> Server:
    return Server()


def serving(server: Server, **options: Any) -> Iterator[Controller]:
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def controller(server: Server) -> Iterator[Controller]:
    yield from serving(server)


@pytest.fixture
def post(controller: Controller) -> Iterator[SmtpPost]:
    made = SmtpPost(f"smtp://127.0.0.1:{controller.port}", SENDER)
    yield made
    made.close()


def fate(post: SmtpPost | FolderPost, to: str = "czj@example.cn") -> Fate:
    return post.send(to, SUBJECT, BODY, key="notice-1").fate


def test_what_arrives_is_what_was_written(post: SmtpPost, server: Server) -> None:
    assert fate(post) is Fate.TAKEN
    [message] = server.received
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, "czj@example.cn", SUBJECT)
    assert body(message) == BODY
    assert message["Auto-Submitted"] == "auto-generated"  # no out-of-office reply is wanted


def test_a_repeat_is_recognised_by_its_number(post: SmtpPost, server: Server) -> None:
    for key in ("notice-1", "notice-1", "notice-2"):
        post.send("czj@example.cn", SUBJECT, BODY, key=key)
    assert [message["Message-ID"] for message in server.received] == [
        f"<{key}@yunxi.example.cn>" for key in ("notice-1", "notice-1", "notice-2")
    ]


def test_a_subject_of_two_lines_makes_no_header(post: SmtpPost, server: Server) -> None:
    post.send("czj@example.cn", "待签收\r\nBcc: all@example.cn", BODY, key="notice-1")
    [message] = server.received
    assert message["Subject"] == "待签收 Bcc: all@example.cn"
    assert message["Bcc"] is None


def test_one_connection_serves_many_mails_and_a_new_one_what_comes_after_trouble(
    post: SmtpPost, server: Server
) -> None:
    for to in ("a@example.cn", "b@example.cn", "450@example.cn", "c@example.cn"):
        fate(post, to)
    first, second, third, fourth = server.peers
    assert first == second == third
    assert fourth != third


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("550", Fate.REFUSED),
        ("553", Fate.REFUSED),
        ("450", Fate.DEFERRED),
        ("421", Fate.AWAY),
        ("530", Fate.AWAY),
        ("d554", Fate.REFUSED),
        ("d451", Fate.DEFERRED),
        ("drop", Fate.UNKNOWN),
    ],
)
def test_every_answer_is_for_good_for_now_or_of_the_server(
    post: SmtpPost, server: Server, name: str, expected: Fate
) -> None:
    outcome = post.send(f"{name}@example.cn", SUBJECT, BODY, key="notice-1")
    assert outcome.fate is expected
    assert outcome.reply
    assert fate(post) is Fate.TAKEN


@pytest.mark.parametrize("answer", ["550 5.7.1 not you", "451 4.3.0 not now"])
def test_what_is_said_of_the_sender_is_of_the_server(post: SmtpPost, server: Server, answer: str) -> None:
    server.sender_answer = answer
    outcome = post.send("czj@example.cn", SUBJECT, BODY, key="notice-1")
    assert (outcome.fate, outcome.reply) == (Fate.AWAY, answer)


def test_a_server_that_is_not_there_is_away() -> None:
    assert fate(SmtpPost(f"smtp://127.0.0.1:{free_port()}", SENDER)) is Fate.AWAY


def test_a_server_that_says_nothing_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert fate(SmtpPost(f"smtp://127.0.0.1:{silent.getsockname()[1]}", SENDER)) is Fate.AWAY


def test_a_server_that_trickles_is_left(post: SmtpPost, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part of its answer comes in time, the whole never."""
    monkeypatch.setattr(mail, "DEADLINE", 0.5)

    async def trickle(server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(server.transport, asyncio.Transport)
        for _ in range(100):
            server.transport.write(b"250-wait\r\n")
            await asyncio.sleep(0.05)
        return "250 OK"

    monkeypatch.setattr(server, "handle_DATA", trickle)
    assert fate(post) is Fate.UNKNOWN


def test_no_password_over_an_open_connection(controller: Controller, server: Server) -> None:
    post = SmtpPost(f"smtp://user:secret@127.0.0.1:{controller.port}", SENDER)
    outcome = post.send("czj@example.cn", SUBJECT, BODY, key="notice-1")
    assert outcome.fate is Fate.AWAY
    assert "不提供加密" in outcome.reply
    assert server.received == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_certificate_nobody_vouches_for_ends_it(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, is_known: bool
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*new, *files], check=True, capture_output=True)
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    options = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    for controller in serving(server, **options):
        post = SmtpPost(f"{scheme}://localhost:{controller.port}", SENDER)
        assert fate(post) is (Fate.TAKEN if is_known else Fate.AWAY)
        post.close()
    assert len(server.received) == is_known


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("czj@example.cn", True),
        ("a.b+c@sub.example.cn", True),
        ("a@[192.0.2.1]", True),
        ("a@[", False),
        ("a@", False),
        ("@example.cn", False),
        ("a b@example.cn", False),
        ("a@example.cn\nBcc: b@example.cn", False),
        ("a@example.cn,b@example.cn", False),
        ("局长<a@example.cn>", False),
        ("a(c)@example.cn", False),
        ("a@example..cn", False),
        ("a@example.cn.", False),
        ("a..b@example.cn", False),
        ("张@example.cn", False),
        ("a" * 65 + "@example.cn", False),
        ("a@" + "b" * 260, False),
    ],
)
def test_an_address_is_one_to_which_a_message_can_be_built(tmp_path: Path, address: str, good: bool) -> None:
    assert is_address(address) is good
    assert good is False or fate(FolderPost(tmp_path, SENDER), address) is Fate.KEPT


def test_an_address_that_no_header_holds_is_refused_for_good(tmp_path: Path, post: SmtpPost) -> None:
    """One from a time when addresses were looked at less closely."""
    assert (fate(FolderPost(tmp_path, SENDER), "a@["), fate(post, "a@[")) == (Fate.REFUSED, Fate.REFUSED)


def test_in_the_folder_each_message_is_one_file_and_a_repeat_the_same(tmp_path: Path) -> None:
    folder = FolderPost(tmp_path / "mail", SENDER)
    for key in ("notice-1", "notice-1", "notice-2"):
        # Nobody has been sent anything.
        assert folder.send("czj@example.cn", SUBJECT, BODY, key=key).fate is Fate.KEPT
    assert sorted(path.name for path in (tmp_path / "mail").glob("*.eml")) == ["notice-1.eml", "notice-2.eml"]
    message = read((tmp_path / "mail" / "notice-1.eml").read_bytes())
    assert (message["To"], message["Subject"], body(message)) == ("czj@example.cn", SUBJECT, BODY)
