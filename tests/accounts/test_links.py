"""One-time links: used once, for a time, by whoever holds them; made by the one who may, and known by their digest."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest
from sqlalchemy import select, text

from distro.accounts import actions, links, queries
from distro.accounts.models import PasswordLink
from distro.accounts.rules import KEPT, LINK_LIFE, AccountFact, Role
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.system import System
from tests import builders
from tests.builders import ISSUER, TESTER

HERE = "192.0.2.1"
NEW = "a password of my own"


@pytest.fixture
def admin(system: System) -> Actor:
    builders.administrators(system)
    with system.work(TESTER) as w:
        return queries.actor_of(w, queries.by_login(w, "admin"))


@pytest.fixture
def person(system: System) -> UUID:
    with system.work(TESTER) as w:
        return actions.create(w, "new", "新人").id


def made(system: System, actor: Actor, person_id: UUID) -> str:
    """The token of a new link."""
    with system.work(actor) as w:
        address = links.make(w, person_id)
    assert address.startswith(f"{system.settings.base_url}/link/")
    return address.rpartition("/")[2]


def use(system: System, token: str, password: str = NEW) -> None:
    with system.work(TESTER) as w:
        links.use(w, token, password)


def opens(system: System, password: str) -> bool:
    with system.work(TESTER) as w:
        return actions.sign_in(w, "new", password, HERE) is not None


def test_a_link_sets_the_password_once(system: System, admin: Actor, person: UUID) -> None:
    token = made(system, admin, person)
    use(system, token)
    assert opens(system, NEW)
    with pytest.raises(NotFound, match="用过了"):
        use(system, token, "another password")
    assert opens(system, NEW)


def test_of_two_at_once_one_sets_it(system: System, admin: Actor, person: UUID) -> None:
    token = made(system, admin, person)

    def try_it(password: str) -> str:
        try:
            use(system, token, password)
        except NotFound:
            return "not found"
        return "set"

    with ThreadPoolExecutor(4) as at_once:
        done = Counter(at_once.map(try_it, [f"{NEW} {number}" for number in range(4)]))
    assert done == {"set": 1, "not found": 3}


def test_a_bad_password_leaves_the_link_as_it_was(system: System, admin: Actor, person: UUID) -> None:
    token = made(system, admin, person)
    with pytest.raises(Refusal, match="至少"):
        use(system, token, "short")
    use(system, token)


def _later(system: System, person: UUID) -> None:
    with system.work(TESTER) as w:
        for link in w.session.scalars(select(PasswordLink)):
            link.expires_at = w.now - timedelta(seconds=1)


def _newer(system: System, person: UUID) -> None:
    made(system, TESTER, person)


def _left(system: System, person: UUID) -> None:
    with system.work(TESTER) as w:
        actions.deactivate(w, person)


def _back(system: System, person: UUID) -> None:
    _left(system, person)
    with system.work(TESTER) as w:
        actions.reactivate(w, person)


@pytest.mark.parametrize("ending", [_later, _newer, _left, _back])
def test_a_link_ends(system: System, admin: Actor, person: UUID, ending: Callable[[System, UUID], None]) -> None:
    token = made(system, admin, person)
    ending(system, person)
    with pytest.raises(NotFound):
        use(system, token)


def test_a_link_lasts_three_days(system: System, admin: Actor, person: UUID) -> None:
    token = made(system, admin, person)
    for later, is_there in ((LINK_LIFE - timedelta(minutes=1), True), (LINK_LIFE + timedelta(minutes=1), False)):
        with system.work(TESTER) as w:
            w.now += later
            assert (queries.outstanding(w, person) is not None) is is_there
    assert timedelta(hours=72) == LINK_LIFE
    use(system, token)


def test_a_new_password_by_link_ends_the_sessions_and_the_old_password(
    system: System, admin: Actor, person: UUID
) -> None:
    use(system, made(system, admin, person), "the first password")
    with system.work(TESTER) as w:
        key = actions.sign_in(w, "new", "the first password", HERE)
    token = made(system, admin, person)
    assert opens(system, "the first password")
    use(system, token)
    with system.work(TESTER) as w:
        assert queries.actor_by_session(w, key) is None
    assert not opens(system, "the first password")
    assert opens(system, NEW)


def test_no_token_and_no_password_is_in_the_database(system: System, admin: Actor, person: UUID) -> None:
    with system.work(TESTER) as w:
        actions.edit(w, person, "新人", "new@example.cn")
    tokens = [made(system, admin, person)]
    builders.drain(system)
    tokens.append(_mailed(system))
    use(system, tokens[1])
    with system.work(TESTER) as w:
        tables = w.session.scalars(
            text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        ).all()
        everything = "".join(
            str(w.session.execute(text(f'SELECT to_jsonb(t)::text FROM "{table}" t')).all())  # noqa: S608
            for table in tables
        )
        journal = json.dumps([entry.data for entry in w.session.scalars(select(Entry))])
    for secret in (*tokens, NEW):
        assert secret not in everything
        assert queries.digest(secret) not in journal


def _mailed(system: System) -> str:
    [file] = (system.settings.data_dir / "mail").glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] == "new@example.cn"
    found = re.search(rf"{re.escape(system.settings.base_url)}/link/([\w-]+)", message.get_body().get_content())
    return found[1]


def test_a_link_is_mailed_only_where_there_is_an_address(system: System, admin: Actor, person: UUID) -> None:
    made(system, admin, person)
    builders.drain(system)
    assert not (system.settings.data_dir / "mail").exists()
    with system.work(admin) as w:
        actions.edit(w, person, "新人", "new@example.cn")
    shown = made(system, admin, person)
    builders.drain(system)
    mailed = _mailed(system)
    assert mailed != shown
    use(system, mailed)
    with pytest.raises(NotFound):
        use(system, shown)
    with system.work(TESTER) as w:
        facts = w.session.scalars(select(Entry).where(Entry.fact == AccountFact.LINK_KEPT)).all()
        assert [entry.data for entry in facts] == [{"login": "new", "mailbox": "new@example.cn", "reply": ""}]


def test_nothing_is_mailed_once_the_link_was_used(system: System, admin: Actor, person: UUID) -> None:
    with system.work(admin) as w:
        actions.edit(w, person, "新人", "new@example.cn")
    use(system, made(system, admin, person))
    builders.drain(system)
    assert not (system.settings.data_dir / "mail").exists()
    with system.work(TESTER) as w:
        assert errands.waiting(w.session) == 0


@pytest.mark.parametrize("login", ["security", "auditor"])
def test_the_administrator_opens_neither_of_the_other_two(system: System, admin: Actor, login: str) -> None:
    """Who could set their passwords would be all three; the operator can."""
    with system.work(TESTER) as w:
        other = queries.by_login(w, login).id
    with pytest.raises(Forbidden, match=f"distro user link {login}"):
        made(system, admin, other)
    assert made(system, TESTER, other)
    assert made(system, admin, admin.id)


def test_links_are_the_administrators(system: System, admin: Actor, person: UUID) -> None:
    for login in ("security", "auditor"):
        with system.work(TESTER) as w:
            actor = queries.actor_of(w, queries.by_login(w, login))
        with pytest.raises(Forbidden):
            made(system, actor, person)
    with system.work(TESTER) as w:
        actions.deactivate(w, person)
    with pytest.raises(Conflict, match="已停用"):
        made(system, admin, person)


def test_the_fact_says_for_whom_and_how_long(system: System, admin: Actor, person: UUID) -> None:
    made(system, admin, person)
    with system.work(TESTER) as w:
        entry = w.session.scalars(select(Entry).where(Entry.fact == AccountFact.LINK_MADE)).one()
        expires_at = w.session.scalars(select(PasswordLink.expires_at)).one()
    assert (entry.actor, entry.subject) == (admin.name, person)
    assert entry.data == {"login": "new", "name": "新人", "mailbox": None, "expires_at": expires_at.isoformat()}


def test_links_long_over_are_deleted_by_the_round(system: System, admin: Actor, person: UUID) -> None:
    def made_ago(w: Work, ago: timedelta) -> None:
        w.now -= ago
        links.make(w, person)

    for ago in (LINK_LIFE + KEPT + timedelta(minutes=1), LINK_LIFE + KEPT - timedelta(minutes=1)):
        with system.work(TESTER) as w:
            made_ago(w, ago)
    system.round("forget-sign-ins")
    with system.work(TESTER) as w:
        assert len(w.session.scalars(select(PasswordLink)).all()) == 1


def test_a_role_is_given_before_the_link_is_used(system: System, admin: Actor, person: UUID) -> None:
    token = made(system, admin, person)
    builders.person(system, "new", (Role.AUDITOR, ISSUER))
    use(system, token)
    assert opens(system, NEW)
