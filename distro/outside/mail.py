"""E-mail: to the office's own server, or into a local folder the operator can look at.

What came of one mail is told by an `Outcome`, whatever the server says or does: the caller never has to know SMTP.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import unquote, urlsplit

from distro.outside.parts import place

# Of one answer, and of one mail as a whole, in seconds: a server that trickles must not hold the worker either.
TIMEOUT, DEADLINE = 20, 45
# An open connection is used again for the next mail within so many seconds.
KEPT_OPEN = 20
# RFC 5321, 4.5.3.1: octets of the part before the @, and of the whole.
LOCAL_LENGTH, ADDRESS_LENGTH = 64, 254


class Fate(Enum):
    """What became of one mail."""

    TAKEN = "the server has taken it"
    KEPT = "there is no server: it lies in a folder of this machine, and was sent to nobody"
    REFUSED = "refused for good: trying again will not help"
    DEFERRED = "refused for now: this mail may be taken later, others now"
    UNKNOWN = "sent, but the server's answer did not come: it may have been taken"
    AWAY = "the server does not serve us: no mail will be taken for a while"


@dataclass(frozen=True)
class Outcome:
    """The fate of a mail, and the server's words or what happened in their place."""

    fate: Fate
    reply: str = ""

    @property
    def is_of_the_mail(self) -> bool:
        """It tells of this mail alone: the server is there, and has decided."""
        return self.fate in (Fate.TAKEN, Fate.KEPT, Fate.REFUSED)


class Post(Protocol):
    """Sends one message. The same key gives the same Message-ID, so a repeat is recognisable."""

    server: str

    def send(self, to: str, subject: str, body: str, *, key: str) -> Outcome: ...

    def close(self) -> None:
        """End what is open between two mails."""
        ...


class FolderPost:
    """One .eml file a message under a folder; a repeat writes the same file again."""

    server = ""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, to: str, subject: str, body: str, *, key: str) -> Outcome:
        try:
            data = _written(self._sender, to, subject, body, key)
        except _UNWRITABLE as error:
            return Outcome(Fate.REFUSED, str(error))
        place([data], self._folder / f"{key}.eml", self._folder, mode=0o600)
        return Outcome(Fate.KEPT)

    def close(self) -> None:
        pass


class SmtpPost:
    """Through smtp://[user:password@]host[:port] or smtps://.

    Certificates are checked against the system's. With smtp:// the connection is encrypted when the server offers it;
    a password is never sent over one that is not. A connection serves many mails. For one thread.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._host = self._url.hostname or "localhost"
        self._port = self._url.port or (465 if self._url.scheme == "smtps" else 25)
        self.server = f"{self._host}:{self._port}"
        self._open: smtplib.SMTP | None = None
        self._used = 0.0

    def send(self, to: str, subject: str, body: str, *, key: str) -> Outcome:
        try:
            data = _written(self._sender, to, subject, body, key)
        except _UNWRITABLE as error:
            return Outcome(Fate.REFUSED, str(error))
        try:
            server = self._connected()
            with _Deadline(server):
                outcome = _handed_over(server, self._sender, to, data)
        except _Failure as failure:
            outcome = failure.outcome
        except (smtplib.SMTPException, OSError) as error:
            # Before the message was sent, so it was not taken.
            outcome = Outcome(Fate.AWAY, _words(error))
        self._used = time.monotonic()
        if outcome.fate is not Fate.TAKEN:
            # Some servers defer everything after so many mails of one connection.
            self.close()
        return outcome

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None and time.monotonic() - self._used < KEPT_OPEN:
            with suppress(smtplib.SMTPException, OSError):
                if self._open.rset()[0] == 250:
                    return self._open
        self.close()
        self._open = self._connect()
        return self._open

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=context)
            encrypted = True
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
            server.ehlo_or_helo_if_needed()
            encrypted = server.has_extn("starttls")
            if encrypted:
                server.starttls(context=context)
        try:
            if self._url.username:
                if not encrypted:
                    _fail(Fate.AWAY, "服务器不提供加密连接，没有发送口令，也没有登录")
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def close(self) -> None:
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.quit()
            self._open.close()
            self._open = None


def is_address(text: str) -> bool:
    """Whether a message to this address can be built (RFC 5321 and 5322, in ASCII)."""
    if not (text.isascii() and text.isprintable()):
        return False
    local, _, domain = text.rpartition("@")
    if not (local and domain and len(local) <= LOCAL_LENGTH and len(text) <= ADDRESS_LENGTH):
        return False
    try:
        written = Address(addr_spec=text)
        _written("sender@example.invalid", text, "", "", "key")
    except _UNWRITABLE:
        return False
    # What was written beside the address, a comment or a second one, is none.
    return (written.username, written.domain) == (local, domain) and not domain.endswith(".")


class _Failure(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reply)
        self.outcome = outcome


class _Deadline:
    """Ends the connection when a mail takes too long as a whole."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._timer = threading.Timer(DEADLINE, _end, [server])
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _end(server: smtplib.SMTP) -> None:
    # Not close: whoever reads from it shall read its end.
    if server.sock is not None:
        with suppress(OSError):
            server.sock.shutdown(socket.SHUT_RDWR)


def _handed_over(server: smtplib.SMTP, sender: str, to: str, data: bytes) -> Outcome:
    code, reply = server.mail(sender)
    if code != 250:
        # What is said of the sender is not about this mail.
        _fail(Fate.AWAY, _answer(code, reply))
    code, reply = server.rcpt(to)
    if code not in (250, 251):
        _fail(_fate(code), _answer(code, reply))
    try:
        code, reply = server.data(data)
    except smtplib.SMTPDataError as error:
        # The server did not ask for the message.
        _fail(_fate(error.smtp_code), _answer(error.smtp_code, error.smtp_error))
    except (smtplib.SMTPException, OSError) as error:
        _fail(Fate.UNKNOWN, _words(error))
    if code != 250:
        _fail(_fate(code), _answer(code, reply))
    return Outcome(Fate.TAKEN, _answer(code, reply))


# 421: the service is closing. 530, 535, 538: it wants a login that it does not get.
_AWAY = (421, 530, 534, 535, 538)


def _fate(code: int) -> Fate:
    if code in _AWAY:
        return Fate.AWAY
    return Fate.REFUSED if 500 <= code < 600 else Fate.DEFERRED


def _fail(fate: Fate, reply: str) -> NoReturn:
    raise _Failure(Outcome(fate, reply))


def _answer(code: int, reply: bytes | str) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(text.split())}"


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}".rstrip(": ")


# What building a message raises when an address or a text cannot be written into it.
_UNWRITABLE = (ValueError, IndexError, TypeError, AttributeError, MessageError)


def _written(sender: str, to: str, subject: str, body: str, key: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message.as_bytes(policy=SMTP)
