"""One-time links: the way to a first password, and to a new one when the old is lost.

The administrator hands a link out and never sees the password. The database knows a link by its digest alone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from distro.accounts import passwords, queries
from distro.accounts.models import PasswordLink, Person
from distro.accounts.rules import ADMINISTRATORS, LINK_LIFE, AccountFact, Means, Permission, Role, require
from distro.kernel import mailing
from distro.kernel.errands import Again
from distro.kernel.errors import Conflict, Forbidden
from distro.kernel.work import Work
from distro.outside import Outside
from distro.outside.clock import beijing
from distro.outside.mail import Fate, Outcome
from distro.outside.mail_text import MailText, compose


def make(w: Work, person_id: UUID) -> str:
    """A new link for the person, as an address to open; earlier ones are void. It is had this once.

    Forbidden for the other two administrators: whoever could set their passwords would be all three. They get their
    links at the terminal.
    """
    require(w.actor, Permission.MAINTAIN)
    person = queries.find(w, person_id, lock=True)
    if not person.active:
        raise Conflict("“%(name)s”的账号已停用。没有生成链接。请先恢复账号。", name=person.name)
    roles = {role for role, _ in queries.roles_of(w, person_id)}
    if not w.actor.is_system and roles & (set(ADMINISTRATORS) - {Role.ADMINISTRATOR}):
        raise Forbidden(
            "安全保密管理员和安全审计员的链接，系统管理员不能生成（三员分立）。没有生成。"
            "请由运维人员在服务器上执行 distro user link %(login)s。",
            login=person.login,
        )
    passwords.void_links(w, person_id)
    address = _add(w, person)
    w.record(
        AccountFact.LINK_MADE,
        person_id,
        login=person.login,
        name=person.name,
        mailbox=person.mailbox,
        expires_at=(w.now + LINK_LIFE).isoformat(),
    )
    return address


@dataclass(frozen=True)
class Mail:
    """A mail with a link of its own, about to be sent."""

    person_id: UUID
    mailbox: str
    text: MailText


def prepare(w: Work, person_id: UUID) -> Mail | Again | None:
    """A link of their own for the person, if they have a mailbox and still wait for one: the link that was shown is
    nowhere to be read."""
    person = queries.find(w, person_id)
    waits_for = queries.outstanding(w, person_id)
    if person.mailbox is None or not person.active or waits_for is None:
        return None
    if paused := mailing.paused(w):
        return paused
    expires_at = waits_for.expires_at
    text = compose(
        "password-link",
        person=person.name,
        login=person.login,
        address=_add(w, person),
        until=f"{beijing(expires_at):%Y-%m-%d %H:%M}",
    )
    return Mail(person.id, person.mailbox, text)


def post(outside: Outside, mail: Mail) -> Outcome:
    return outside.post.send(
        mail.mailbox, mail.text.subject, mail.text.body, key=f"password-link-{secrets.token_hex(8)}"
    )


def note(w: Work, mail: Mail, outcome: Outcome) -> Again | None:
    """Write down what came of it. What was not taken is tried again with another link."""
    [again] = mailing.judge(w, [outcome])
    if again is not None:
        return again
    person = queries.find(w, mail.person_id)
    w.record(_FACTS[outcome.fate], person.id, login=person.login, mailbox=mail.mailbox, reply=outcome.reply)
    return None


_FACTS = {
    Fate.TAKEN: AccountFact.LINK_MAILED,
    Fate.KEPT: AccountFact.LINK_KEPT,
    Fate.REFUSED: AccountFact.LINK_REFUSED,
}


def use(w: Work, token: str, password: str) -> None:
    """Set the password and end every session of the person; the link, and every other, is void. Of two at once one
    gets NotFound."""
    person = queries.find(w, queries.link(w, token).person_id, lock=True)
    used = queries.link(w, token)
    passwords.put(w, person, password, Means.LINK)
    w.session.execute(update(PasswordLink).where(PasswordLink.token_digest == used.token_digest).values(used_at=w.now))


def _add(w: Work, person: Person) -> str:
    token = secrets.token_urlsafe(32)
    w.session.add(PasswordLink(token_digest=queries.digest(token), person_id=person.id, expires_at=w.now + LINK_LIFE))
    w.session.flush()
    return f"{w.outside.base_url}/link/{token}"
