"""Windows of single people, and a watch over everything they are shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.builders import PASSWORD

PHONE = 390  # pixels


class Windows:
    """Opens windows, each a browser of its own, and keeps what a careful eye would complain of."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium = chromium
        self.address = address
        self.complaints: list[str] = []

    def open(self, login: str | None = None, *, width: int = 1280, scripts: bool = True) -> Page:
        """A new window; with a login, that person has signed in through the form."""
        context = self._chromium.new_context(
            base_url=self.address, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._follow)
        page.on("response", self._weigh)
        page.goto("/")
        if login is not None:
            page.get_by_label("登录名").fill(login)
            page.get_by_label("口令").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.get_by_role("button", name="退出").wait_for()
        return page

    def close(self) -> None:
        for context in self._chromium.contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # What a refused page says of itself is heard here too; `_weigh` judges answers.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _follow(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.complaints.append(f"elsewhere: {request.url}")

    def _weigh(self, response: Response) -> None:
        """A page may refuse; a part of a page must be there."""
        is_page = response.request.is_navigation_request() and response.frame.parent_frame is None
        if response.status >= (500 if is_page else 400):
            self.complaints.append(f"{response.status}: {response.url}")
