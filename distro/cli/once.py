"""`distro once`: the main job in one command, on an embedded stack, with sample people and real workers."""

from __future__ import annotations

import http.cookiejar
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from distro import desk, embedded, issuing
from distro.accounts.rules import Role
from distro.delivery import queries as deliveries
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.issuing import Hands
from distro.kernel.actor import Actor
from distro.kernel.errors import Refusal
from distro.offices import queries as register
from distro.sample import people, world
from distro.settings import Settings
from distro.system import System

SECRETARY, REVIEWER, APPROVER, RECORDS, CLERK = "wenmi", "shenhe", "qianfa", "dangan", "shouwen"


def run(settings: Settings, content: Draft) -> dict[str, Any]:
    """Issue the document, acknowledge one delivery as its clerk would, and report."""
    for problem in choice.problems(content):
        raise problem
    _refuse_repetition(settings, content)
    with embedded.stack(settings.with_(host="127.0.0.1", port=embedded.free_port(), public_url=None)) as running:
        system = System(running.settings)
        try:
            world.load(system)
            issuer_id, hands = _staff(system, content.sponsor)
            document_id = issuing.draft(system, content, hands.secretary, issuer_id)
            issuing.issue(system, document_id, hands)
            issuing.await_record(system, document_id)
            _acknowledge_first(system, document_id)
            return issuing.report(system, document_id)
        finally:
            system.close()


def _refuse_repetition(settings: Settings, content: Draft) -> None:
    """Answer at once, before anything is started, when the number has been taken."""
    with embedded.database(settings) as ready:
        system = System(ready)
        try:
            with system.work(Actor.system("once")) as w:
                issuer = register.by_names(w, [content.sponsor]).get(content.sponsor)
            if issuer is not None:
                issuing.require_free_number(system, content, issuer.id)
        finally:
            system.close()


def _staff(system: System, issuer: str) -> tuple[UUID, Hands]:
    """Register the issuer if need be and let the sample people act for it."""
    with system.work(Actor.system("once")) as w:
        desk.enter(w, [issuer])
        issuer_id = register.by_names(w, [issuer])[issuer].id
        for login, role in (
            (SECRETARY, Role.SECRETARY),
            (REVIEWER, Role.REVIEWER),
            (APPROVER, Role.APPROVER),
            (RECORDS, Role.RECORDS),
        ):
            people.lend(w, login, role, issuer_id)
        return issuer_id, Hands(people.actor(w, SECRETARY), people.actor(w, APPROVER), people.actor(w, REVIEWER))


def _acknowledge_first(system: System, document_id: UUID) -> None:
    """Sign in as a clerk of the first office on the list, read, count and acknowledge, all through HTTP."""
    with system.work(Actor.system("once")) as w:
        rows = deliveries.of_document(w, document_id)
        people.lend(w, CLERK, Role.CLERK, rows[0].office_id)
    password = next(each.password for each in people.sign_ins(system.settings.data_dir) if each.login == CLERK)
    browser = Browser(system.settings.base_url)
    browser.submit("/sign-in", {"login": CLERK, "password": password}, page="/sign-in")
    letter = f"/inbox/{rows[0].id}"
    browser.submit(f"{letter}/acknowledge", {}, page=letter)


class Browser:
    """The least a browser does: keeps cookies, reads a page, sends back the form it found there."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # The pages are on this machine, whatever proxy the environment names.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def submit(self, action: str, values: dict[str, str], *, page: str) -> None:
        """Open `page`, fill the form that leads to `action`, and send it; Refusal if the page has no such form."""
        form = Form(action)
        with self._opener.open(self._base_url + page, timeout=60) as response:
            form.feed(response.read().decode())
        if not form.is_there:
            raise Refusal("网页 %(page)s 上没有预期的表单。没有签收。", page=page)
        data = urllib.parse.urlencode(form.hidden | values).encode()
        request = urllib.request.Request(self._base_url + action, data, {"Origin": self._base_url})  # noqa: S310
        self._opener.open(request, timeout=60).close()


class Form(HTMLParser):
    """The hidden values of the form that leads to `action`."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action
        self._is_inside = False
        self.is_there = False
        self.hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._is_inside = given.get("action") == self._action
            self.is_there |= self._is_inside
        elif tag == "input" and self._is_inside and given.get("type") == "hidden" and (name := given.get("name")):
            self.hidden[name] = given.get("value") or ""
