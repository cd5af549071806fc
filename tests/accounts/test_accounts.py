"""Accounts: who holds what, and sessions that end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from distro.accounts import actions, passwords, queries
from distro.accounts.models import Membership, Person, Session
from distro.accounts.rules import ABSOLUTE, ADMINISTRATORS, IDLE, KEPT, AccountFact, Role
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.system import System
from tests import builders
from tests.builders import ISSUER, TESTER

HERE = "192.0.2.1"


def _sign_in(system: System, password: str = builders.PASSWORD) -> str | None:
    with system.work(TESTER) as w:
        return actions.sign_in(w, "secretary", password, HERE)


def _known(system: System, key: str) -> bool:
    with system.work(TESTER) as w:
        return queries.actor_by_session(w, key) is not None


def _facts(system: System, fact: AccountFact) -> list[Entry]:
    with system.work(TESTER) as w:
        return list(w.session.scalars(select(Entry).where(Entry.fact == fact).order_by(Entry.id)))


def test_a_session_names_the_person_and_their_roles(system: System) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        assert queries.actor_by_session(w, key) == world.secretary
        assert queries.actor_by_session(w, key + "x") is None


def test_the_journal_says_who_signed_in_and_who_only_tried(system: System) -> None:
    world = builders.world(system)
    _sign_in(system, "wrong password")
    _sign_in(system)
    [failed], [done] = (_facts(system, fact) for fact in (AccountFact.SIGN_IN_FAILED, AccountFact.SIGNED_IN))
    assert (failed.actor_id, failed.subject) == (None, world.secretary.id)
    assert (done.actor_id, done.subject) == (world.secretary.id, world.secretary.id)
    assert failed.data == done.data == {"login": "secretary", "address": HERE}


def test_signing_out_ends_the_session_for_good(system: System) -> None:
    builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        actions.sign_out(w, key)
        actions.touch(w, key)
    assert not _known(system, key)


@pytest.mark.parametrize("age", [IDLE, ABSOLUTE])
def test_an_old_session_is_no_session(system: System, age: timedelta) -> None:
    builders.world(system)
    with system.work(TESTER) as w:
        w.now -= age + timedelta(seconds=1)
        key = actions.sign_in(w, "secretary", builders.PASSWORD, HERE)
    if age is ABSOLUTE:
        with system.work(TESTER) as w:
            actions.touch(w, key)
    assert not _known(system, key)


@pytest.mark.parametrize(
    "ending", [actions.deactivate, lambda w, person: passwords.set_password(w, person, "another password")]
)
def test_a_closed_account_and_a_new_password_end_every_session(
    system: System, ending: Callable[[Work, UUID], None]
) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        ending(w, world.secretary.id)
    assert not _known(system, key)


def test_a_password_changed_while_it_was_compared_opens_nothing(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = builders.world(system)

    def meanwhile(person: Person | None, password: str) -> bool:
        right = passwords.is_right(person, password)
        with system.work(TESTER) as other:
            passwords.set_password(other, world.secretary.id, "another password")
        return right

    monkeypatch.setattr(actions, "is_right", meanwhile)
    assert _sign_in(system) is None


def test_nobody_and_wrong_password_sound_the_same(system: System) -> None:
    with system.work(TESTER) as w:
        assert actions.sign_in(w, "nobody", builders.PASSWORD, HERE) is None


def test_an_account_without_a_password_is_open_to_nobody(system: System) -> None:
    with system.work(TESTER) as w:
        actions.create(w, "new", "新人")
    for password in ("", "None", builders.PASSWORD):
        with system.work(TESTER) as w:
            assert actions.sign_in(w, "new", password, HERE) is None


@pytest.mark.parametrize(
    ("login", "name", "mailbox", "words"),
    [
        ("", "新人", None, "登录名应有"),
        ("two words", "新人", None, "登录名应有"),
        ("x" * 65, "新人", None, "登录名应有"),
        ("new", " ", None, "请填写姓名"),
        ("new", "长" * 51, None, "内容过长"),
        ("new", "新人\u202e", None, "不能使用的字符"),
        ("new", "新人", "nowhere", "不是邮箱地址"),
        ("secretary", "新人", None, "secretary.*已有人使用"),
    ],
)
def test_what_makes_no_account_is_refused(
    system: System, login: str, name: str, mailbox: str | None, words: str
) -> None:
    builders.world(system)
    with pytest.raises(Refusal, match=words), system.work(TESTER) as w:
        actions.create(w, login, name, mailbox=mailbox)


def test_a_short_password_is_refused(system: System) -> None:
    with pytest.raises(Refusal, match="至少"), system.work(TESTER) as w:
        actions.create(w, "new", "新人", "short")


def test_roles_are_held_in_offices(system: System) -> None:
    world = builders.world(system)
    assert world.secretary.has(Role.SECRETARY, world.issuer_id)
    assert not world.secretary.has(Role.APPROVER, world.issuer_id)
    assert not world.outsider.has(Role.SECRETARY, world.issuer_id)


def test_a_role_taken_back_counts_no_more(system: System) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        actions.take(w, world.secretary.id, Role.SECRETARY, world.issuer_id)
    with system.work(TESTER) as w:
        assert queries.actor_by_session(w, key).holds == frozenset()
        assert not queries.offices_with(w, Role.SECRETARY, [world.issuer_id])
    [taken] = _facts(system, AccountFact.MEMBERSHIP_TAKEN)
    assert (taken.subject, taken.office_id) == (world.secretary.id, world.issuer_id)
    assert taken.data == {"login": "secretary", "name": "secretary某", "role": "文秘人员", "office": ISSUER}
    with pytest.raises(NotFound, match="没有这项职责"), system.work(TESTER) as w:
        actions.take(w, world.secretary.id, Role.SECRETARY, world.issuer_id)


@pytest.mark.parametrize("first", Role)
@pytest.mark.parametrize("second", Role)
def test_the_three_stand_alone(system: System, first: Role, second: Role) -> None:
    """Each in an office of its own: the separation is not one of offices."""
    person = builders.person(system, "one", (first, ISSUER))
    may = first is second or not {first, second} & set(ADMINISTRATORS)
    with nullcontext() if may else pytest.raises(Conflict, match=f"“{second}”不能由担任“{first}”的人兼任"):
        builders.person(system, "one", (second, "云溪市委"))
    with system.work(TESTER) as w:
        assert len(queries.roles_of(w, person.id)) == (2 if may else 1)


def test_of_two_that_exclude_each_other_given_at_once_one_stands(system: System) -> None:
    person = builders.person(system, "one")
    builders.person(system, "other", (Role.CLERK, ISSUER))
    with system.work(TESTER) as w:
        office_id = queries.roles_of(w, queries.by_login(w, "other").id)[0][1]

    def give(role: Role) -> bool:
        try:
            with system.work(TESTER) as w:
                actions.give(w, person.id, role, office_id)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(len(Role)) as at_once:
        assert sum(at_once.map(give, ADMINISTRATORS)) == 1


def _three(system: System) -> dict[str, Actor]:
    builders.administrators(system)
    with system.work(TESTER) as w:
        return {login: queries.actor_of(w, queries.by_login(w, login)) for login in ("admin", "security", "auditor")}


DEEDS: dict[str, tuple[str, Callable[[Work, UUID, UUID], object]]] = {
    "create": ("admin", lambda w, person, office: actions.create(w, "new", "新人")),
    "edit": ("admin", lambda w, person, office: actions.edit(w, person, "改名", None)),
    "deactivate": ("admin", lambda w, person, office: actions.deactivate(w, person)),
    "reactivate": ("admin", lambda w, person, office: actions.reactivate(w, person)),
    "give": ("security", lambda w, person, office: actions.give(w, person, Role.CLERK, office)),
    "take": ("security", lambda w, person, office: actions.take(w, person, Role.SECRETARY, office)),
    "password": ("nobody", lambda w, person, office: passwords.set_password(w, person, "a new password")),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_each_administrator_does_their_own_and_nothing_else(system: System, deed: str) -> None:
    world = builders.world(system)
    whose, do = DEEDS[deed]
    for login, actor in {**_three(system), "secretary": world.secretary}.items():
        try:
            with system.work(actor) as w:
                do(w, world.secretary.id, world.issuer_id)
        except Forbidden:
            assert login != whose
        else:
            assert login == whose


@pytest.mark.parametrize(
    ("login", "deed"), [("admin", "deactivate"), ("admin", "reactivate"), ("security", "give"), ("security", "take")]
)
def test_nobody_changes_what_they_may_themselves(system: System, login: str, deed: str) -> None:
    actor = _three(system)[login]
    with pytest.raises(Forbidden, match="自己"), system.work(actor) as w:
        DEEDS[deed][1](w, actor.id, next(iter(actor.holds))[1])


def test_roles_of_who_left_stay_on_record_and_count_no_more(system: System) -> None:
    world = builders.world(system)
    with system.work(TESTER) as w:
        actions.deactivate(w, world.secretary.id)
    with system.work(TESTER) as w:
        assert queries.roles_of(w, world.secretary.id) == [(Role.SECRETARY, world.issuer_id)]
        assert queries.actor_of(w, queries.by_login(w, "secretary")).holds == frozenset()
    with pytest.raises(Conflict, match="已停用"), system.work(TESTER) as w:
        actions.give(w, world.secretary.id, Role.CLERK, world.issuer_id)


def test_who_comes_back_begins_without_password_roles_and_sessions(system: System) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        actions.deactivate(w, world.secretary.id)
    with system.work(TESTER) as w:
        actions.reactivate(w, world.secretary.id)
    assert not _known(system, key)
    assert _sign_in(system) is None
    with system.work(TESTER) as w:
        assert queries.roles_of(w, world.secretary.id) == []
        assert w.session.scalar(select(Membership).where(Membership.person_id == world.secretary.id)) is None
    assert [entry.data["role"] for entry in _facts(system, AccountFact.MEMBERSHIP_TAKEN)] == ["文秘人员"]


def test_facts_carry_every_value_they_set(system: System) -> None:
    with system.work(TESTER) as w:
        made = actions.create(w, " new ", " 新 人 ", "a new password", "new@example.cn")
        actions.edit(w, made.id, "新名", None)
    assert _facts(system, AccountFact.CREATED)[0].data == {"login": "new", "name": "新 人", "mailbox": "new@example.cn"}
    assert _facts(system, AccountFact.EDITED)[0].data == {
        "login": "new",
        "changed": {"name": ["新 人", "新名"], "mailbox": ["new@example.cn", None]},
    }


def test_a_session_is_ended_by_its_owner_alone(system: System) -> None:
    world = builders.world(system)
    key = _sign_in(system)
    with system.work(TESTER) as w:
        [session] = queries.open_sessions(w, world.secretary.id)
    with system.work(world.approver) as w:
        actions.end_session(w, session.id)
    assert _known(system, key)
    with system.work(world.secretary) as w:
        actions.end_session(w, session.id)
    assert not _known(system, key)
    [ended] = _facts(system, AccountFact.SESSION_ENDED)
    assert ended.data == {"address": HERE}


def test_ones_own_password_is_changed_by_the_old_one_and_ends_the_other_sessions(system: System) -> None:
    world = builders.world(system)
    here, elsewhere = _sign_in(system), _sign_in(system)
    with pytest.raises(Refusal, match="原口令不正确"), system.work(world.secretary) as w:
        passwords.change(w, "wrong password", "another password", here)
    with system.work(world.secretary) as w:
        passwords.change(w, builders.PASSWORD, "another password", here)
    assert (_known(system, here), _known(system, elsewhere)) == (True, False)
    assert _sign_in(system, "another password")
    [changed] = _facts(system, AccountFact.PASSWORD_CHANGED)
    assert changed.data == {"login": "secretary", "means": "原口令"}


def test_sessions_long_over_are_deleted_by_the_round(system: System) -> None:
    builders.world(system)
    for age in (KEPT + timedelta(minutes=1), KEPT - timedelta(minutes=1)):
        with system.work(TESTER) as w:
            w.now -= age
            actions.sign_in(w, "secretary", builders.PASSWORD, HERE)
    key = _sign_in(system)
    system.round("forget-sign-ins")
    with system.work(TESTER) as w:
        assert len(w.session.scalars(select(Session)).all()) == 2
    assert _known(system, key)
