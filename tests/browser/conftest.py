"""A real browser over the real pages: one browser for the run, the product served over the test's own database."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from distro.system import System
from distro.web import create_app
from tests import builders
from tests.browser.windows import Windows
from tests.builders import World

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 30_000  # milliseconds to wait for a condition, as long as for a page
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of Chromium's own behind its address bar, made and painted for every window: two fifths of what it computes.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Says nothing: the test's own words matter."""


@pytest.fixture
def address(system: System) -> Iterator[str]:
    """Where the product answers, over the test's own database."""
    server = ThreadedWSGIServer("127.0.0.1", 0, create_app(system), handler=_Quiet)
    server.daemon_threads = False  # closing waits for the last answer: nothing of it is left behind
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def windows(chromium: Browser, address: str) -> Iterator[Windows]:
    """Of every page shown in a test: no error in the console, nothing from elsewhere, no part missing."""
    made = Windows(chromium, address)
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def world(system: System) -> World:
    made = builders.world(system)
    builders.administrators(system)
    return made
