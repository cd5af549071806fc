"""One-time links: the way to a first password, and to a new one when the old is lost.

The administrator hands a link out and never sees the password. The database knows a link by its digest alone.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from sqlalchemy import update

from distro.accounts import passwords, queries
from distro.accounts.models import PasswordLink, Person
from distro.accounts.rules import ADMINISTRATORS, LINK_LIFE, AccountFact, Means, Permission, Role, require
from distro.kernel.errors import Conflict, Forbidden, Hopeless
from distro.kernel.work import Work
from distro.outside.clock import beijing
from distro.outside.mail import Undeliverable
from distro.outside.mail_text import compose


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


def mail(w: Work, person_id: UUID) -> None:
    """Mail the person a link of their own, if they have a mailbox and still wait for a link: the one that was shown
    is nowhere to be read."""
    person = queries.find(w, person_id)
    waits_for = queries.outstanding(w, person_id)
    if person.mailbox is None or not person.active or waits_for is None:
        return
    expires_at = waits_for.expires_at
    subject, body = compose(
        "password-link",
        person=person.name,
        login=person.login,
        address=_add(w, person),
        until=f"{beijing(expires_at):%Y-%m-%d %H:%M}",
    )
    w.record(AccountFact.LINK_MAILED, person_id, login=person.login, mailbox=person.mailbox)
    try:
        w.outside.post.send(person.mailbox, subject, body, key=f"password-link-{secrets.token_hex(8)}")
    except Undeliverable as refused:
        raise Hopeless(f"{person.mailbox}: {refused}") from refused


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
