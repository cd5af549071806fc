"""A clerk's browser as the office's proxy sees it: HTTPS under the public name, cookies, the token of each form."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.containers.engine import Trouble


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Visitor:
    """Speaks to 127.0.0.1:`port`, calls it `host`, and believes only `certificate`."""

    host: str
    port: int
    certificate: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, host: str | None = None) -> Answer:
        """A page; `host` calls the machine by another name than its own."""
        return self._ask("GET", path, host=host)

    def post(self, page: Answer, action: str, **fields: str) -> Answer:
        """Send the form of a page that leads to `action`, its hidden fields included, and follow to the result."""
        form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.S)
        if form is None:
            raise Trouble(f"页面上没有提交到 {action} 的表单：\n{page.text[:2000]}")
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
        answer = self._ask("POST", action, urlencode({k: unescape(v) for k, v in hidden.items()} | fields))
        if answer.status != 303:
            raise Trouble(f"POST {action} 得到 {answer.status}：\n{answer.text[:2000]}")
        return self.get(answer.location)

    def _ask(self, method: str, path: str, body: str | None = None, host: str | None = None) -> Answer:
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=60), server_hostname=self.host
        )
        headers = {
            "Host": host or self.host,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{self.host}"}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, data, response.headers.get("Location", ""))
