"""One message at a time: what arrives at a real mail server, what its refusals mean, and the folder that stands for it."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from distro.embedded import free_port
from distro.outside.mail import Deferred, FolderPost, Post, SmtpPost, Undeliverable

SENDER = "distro@yunxi.example.cn"
SUBJECT = "待签收：档案工作简报 2025年第1期"
BODY = "云溪市财政局：\n\n已送达，请登录后签收。\n.\n一行只有一个点，也是正文。\n"


class Server:
    """Takes every message, except for addresses that tell what to answer: `550@…`."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

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
        return "250 OK"


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


@pytest.fixture
def post(server: Server) -> Iterator[Post]:
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield SmtpPost(f"smtp://127.0.0.1:{port}", SENDER)
    controller.stop()


def test_what_arrives_is_what_was_written(post: Post, server: Server) -> None:
    post.send("czj@example.cn", SUBJECT, BODY, key="notice-1")
    [message] = server.received
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, "czj@example.cn", SUBJECT)
    assert body(message) == BODY
    assert message["Auto-Submitted"] == "auto-generated"  # no out-of-office reply is wanted


def test_a_repeat_is_recognised_by_its_number(post: Post, server: Server) -> None:
    for key in ("notice-1", "notice-1", "notice-2"):
        post.send("czj@example.cn", SUBJECT, BODY, key=key)
    assert [message["Message-ID"] for message in server.received] == [
        f"<{key}@yunxi.example.cn>" for key in ("notice-1", "notice-1", "notice-2")
    ]


def test_a_subject_of_two_lines_makes_no_header(post: Post, server: Server) -> None:
    post.send("czj@example.cn", "待签收\r\nBcc: all@example.cn", BODY, key="notice-1")
    [message] = server.received
    assert message["Subject"] == "待签收 Bcc: all@example.cn"
    assert message["Bcc"] is None


@pytest.mark.parametrize(("code", "kind"), [("550", Undeliverable), ("553", Undeliverable), ("450", Deferred)])
def test_an_address_is_refused_for_good_or_for_now_in_the_servers_words(
    post: Post, server: Server, code: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind, match=f"{code} .*as you asked"):
        post.send(f"{code}@example.cn", SUBJECT, BODY, key="notice-1")
    assert server.received == []
    post.send("czj@example.cn", SUBJECT, BODY, key="notice-2")
    assert len(server.received) == 1


def test_in_the_folder_each_message_is_one_file_and_a_repeat_the_same(tmp_path: Path) -> None:
    folder = FolderPost(tmp_path / "mail", SENDER)
    for key in ("notice-1", "notice-1", "notice-2"):
        folder.send("czj@example.cn", SUBJECT, BODY, key=key)
    assert sorted(path.name for path in (tmp_path / "mail").glob("*.eml")) == ["notice-1.eml", "notice-2.eml"]
    message = read((tmp_path / "mail" / "notice-1.eml").read_bytes())
    assert (message["To"], message["Subject"], body(message)) == ("czj@example.cn", SUBJECT, BODY)
