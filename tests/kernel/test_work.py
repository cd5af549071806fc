"""The unit of work: all of it or nothing, and who did it because of what is written down with it."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from distro.kernel.actor import Actor
from distro.kernel.chain import digest_of
from distro.kernel.errors import Unavailable
from distro.kernel.journal import Entry
from distro.kernel.work import About
from distro.offices import actions as offices
from distro.offices.models import Office
from distro.settings import Settings
from distro.system import System
from tests.builders import TESTER


def entries(system: System) -> list[Entry]:
    with system.work(TESTER) as w:
        return list(w.session.scalars(select(Entry).order_by(Entry.id)))


def test_a_work_that_fails_leaves_neither_deed_nor_fact(system: System) -> None:
    with contextlib.suppress(ZeroDivisionError), system.work(TESTER) as w:
        offices.register(w, ["云溪市财政局"])
        raise ZeroDivisionError
    with system.work(TESTER) as w:
        assert w.session.scalars(select(Office)).all() == []
    assert entries(system) == []


def test_a_fact_names_who_when_and_why_and_its_digest_covers_all_of_it(system: System) -> None:
    subject, person = uuid4(), Actor(uuid4(), "沈某")
    with system.work(person, cause=7) as w:
        w.record("test.done", subject, count=3, words="甲乙")
        moment = w.now
    [entry] = entries(system)
    said: dict[str, Any] = {
        "at": moment,
        "actor_id": person.id,
        "actor": "沈某",
        "fact": "test.done",
        "subject": subject,
        "office_id": None,
        "cause": 7,
        "data": {"count": 3, "words": "甲乙"},
    }
    assert {name: getattr(entry, name) for name in said} == said
    assert entry.digest == digest_of(**said)
    others: dict[str, Any] = {
        "at": moment + timedelta(microseconds=1),
        "actor_id": uuid4(),
        "actor": "别人",
        "fact": "test.undone",
        "subject": uuid4(),
        "office_id": uuid4(),
        "cause": 8,
        "data": {"count": 4},
    }
    digests = {digest_of(**said | {name: value}) for name, value in others.items()}
    assert len(digests - {entry.digest}) == len(said)


def test_one_fact_about_many_keeps_their_order(system: System) -> None:
    subjects = [uuid4() for _ in range(50)]
    with system.work(TESTER) as w:
        w.record_all("test.done", [About(each, None, {}) for each in subjects])
        w.record_all("test.done", [])
    assert [entry.subject for entry in entries(system)] == subjects


def test_a_fact_is_never_changed_nor_taken_back(system: System) -> None:
    with system.work(TESTER) as w:
        w.record("test.done", uuid4())
    for change in ("UPDATE journal SET actor = '别人'", "DELETE FROM journal"):
        with pytest.raises(Exception, match=r"append-only|permission denied"), system.work(TESTER) as w:
            w.session.execute(text(change))
    assert [entry.actor for entry in entries(system)] == [TESTER.name]


def test_a_database_that_is_away_is_told_in_one_sentence(settings: Settings) -> None:
    away = System(settings.with_(database_url="postgresql://distro@127.0.0.1:1/distro"))
    with pytest.raises(Unavailable, match="没有执行"), away.work(TESTER) as w:
        w.session.execute(text("SELECT 1"))
    away.close()
