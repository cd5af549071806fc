"""A signed-in visitor of the pages: what a person's browser sends, form token included."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from distro.accounts import actions as accounts
from distro.documents.draft import Draft
from distro.system import System
from distro.web import create_app
from distro.web.documents import texts_of
from tests.builders import PASSWORD, TESTER

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token(client: FlaskClient) -> str:
    """What every form carries, whoever looks at it."""
    found = _TOKEN.search(client.get("/nowhere").text)
    assert found is not None
    return found.group(1)


@lru_cache(maxsize=1)
def _app(system: System) -> Flask:
    """One application for all who visit a system: binding its hundred addresses takes as long as several pages."""
    return create_app(system)


class Visitor:
    """One browser; `login` names a person of the builders' world, or nobody."""

    def __init__(self, system: System, login: str | None = None) -> None:
        self.client = _app(system).test_client()
        if login is not None:
            with system.work(TESTER) as w:
                key = accounts.sign_in(w, login, PASSWORD, "127.0.0.1")
            assert key is not None
            self.client.set_cookie("sid", key)

    def get(self, path: str, **options: Any) -> TestResponse:
        # As a server does: an answer is read to its end and closed.
        return self.client.get(path, buffered=True, **options)

    def head(self, path: str) -> TestResponse:
        return self.client.head(path, buffered=True)

    def post(self, path: str, **data: str | tuple[BytesIO, str]) -> TestResponse:
        """Send a form with the token every page carries; a file is its bytes and its name."""
        return self.client.post(path, data={"csrf_token": token(self.client), **data})


def anonymous(answer: TestResponse) -> str:
    """The page without its form tokens, which tell the time, and without the ids of its own address."""
    return re.sub(r"[0-9a-f-]{36}", "", _TOKEN.sub("", answer.text))


def typed(content: Draft, version: int, **changes: str) -> dict[str, str]:
    return texts_of(content) | {"version": str(version)} | changes
