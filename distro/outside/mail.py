"""E-mail: to the office's own server, or into a local folder the operator can look at."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from distro.outside.parts import place

TIMEOUT = 20


class Undeliverable(Exception):
    """The server refused this address for good (5xx); trying again will not help."""


class Deferred(Exception):
    """The server refused this address for now (4xx); other addresses may be taken, and this one later."""


class Post(Protocol):
    """Sends one message. The same key gives the same Message-ID, so a repeat is recognisable."""

    def send(self, to: str, subject: str, body: str, *, key: str) -> None: ...


def _message(sender: str, to: str, subject: str, body: str, key: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


class SmtpPost:
    """Through smtp://[user:password@]host[:port] (STARTTLS when offered) or smtps://."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, to: str, subject: str, body: str, *, key: str) -> None:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=TIMEOUT)
        else:
            server = smtplib.SMTP(host, self._url.port or 25, timeout=TIMEOUT)
        with server:
            if self._url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls()
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            try:
                server.send_message(_message(self._sender, to, subject, body, key))
            except smtplib.SMTPRecipientsRefused as refused:
                code, reason = next(iter(refused.recipients.values()))
                kind = Undeliverable if code >= 500 else Deferred
                raise kind(f"{code} {reason.decode(errors='replace')}") from None


class FolderPost:
    """One .eml file a message under a folder; a repeat writes the same file again."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, to: str, subject: str, body: str, *, key: str) -> None:
        data = _message(self._sender, to, subject, body, key).as_bytes(policy=SMTP)
        place(data, self._folder / f"{key}.eml", self._folder, mode=0o600)
