"""The administrator's page and the health check."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.flow import STEPS
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.settings import Settings
from distro.system import System
from distro.web import operations
from tests import builders
from tests.builders import ISSUER, TESTER, World
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    made = builders.world(system)
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    return made


def errand(world: World, *, due: timedelta = timedelta(), parked: bool = False) -> int:
    """Work that still waits, or that ran out of tries."""
    with world.system.work(TESTER) as w:
        waiting = Errand(
            step="mail-notice",
            queue="mail",
            subject=world.issuer_id,
            data={},
            called_at=w.now,
            due_at=w.now + due,
            attempts=8 if parked else 0,
            error="ConnectionRefusedError: refused" if parked else None,
            parked_at=w.now if parked else None,
        )
        w.session.add(waiting)
        w.session.flush()
        return waiting.id


def test_every_step_has_its_words() -> None:
    assert set(operations.STEPS) == {step.name for step in STEPS}


def test_the_administrator_sees_the_work(world: World) -> None:
    errand(world)
    page = Visitor(world.system, "admin").get("/operations").text
    assert "运行正常。" in page
    assert "<b>1</b> 待办任务" in page


def test_work_that_ran_out_of_tries_is_shown_and_can_be_tried_again(world: World) -> None:
    errand_id = errand(world, parked=True)
    admin = Visitor(world.system, "admin")
    page = admin.get("/operations").text
    assert "有 1 项任务多次未成" in page
    assert "邮件通知" in page
    assert "ConnectionRefusedError: refused" in page

    assert admin.post(f"/operations/errands/{errand_id}/retry").status_code == 303
    with world.system.work(TESTER) as w:
        again = w.session.get_one(Errand, errand_id)
        assert (again.parked_at, again.attempts) == (None, 0)
        retried = w.session.scalars(select(Entry).where(Entry.fact == "errand.retried")).one()
        assert retried.actor == "admin某"
    assert admin.post(f"/operations/errands/{errand_id}/retry").status_code == 409
    assert "运行正常。" in admin.get("/operations").text


def test_work_nobody_takes_is_called_stuck(world: World) -> None:
    errand(world, due=timedelta(minutes=-3))
    assert "有 1 项任务到期超过两分钟无人处理" in Visitor(world.system, "admin").get("/operations").text


def test_a_database_role_that_may_too_much_is_told_of(world: World) -> None:
    builders.tamper(world.system, "GRANT UPDATE ON journal TO distro")
    try:
        page = Visitor(world.system, "admin").get("/operations").text
    finally:
        builders.tamper(world.system, "REVOKE UPDATE ON journal FROM distro")
    assert "数据库账号的权限过大（1 个表）" in page
    assert "运行正常" not in page


@pytest.mark.parametrize("login", ["secretary", "approver", "records", "clerk", "outsider"])
def test_operations_are_the_administrators(world: World, login: str) -> None:
    errand_id = errand(world, parked=True)
    visitor = Visitor(world.system, login)
    assert visitor.get("/operations").status_code == 403
    assert visitor.post(f"/operations/errands/{errand_id}/retry").status_code == 403
    with world.system.work(TESTER) as w:
        assert w.session.get_one(Errand, errand_id).parked_at is not None


def test_the_service_is_well_while_work_is_taken_in_time(world: World) -> None:
    errand(world, due=timedelta(minutes=-1))
    answer = Visitor(world.system).get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_the_service_is_unwell_when_work_is_stuck(world: World) -> None:
    errand(world, due=timedelta(minutes=-3))
    answer = Visitor(world.system).get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "stuck"})


def test_the_service_is_unwell_without_its_database(settings: Settings) -> None:
    lost = System(settings.with_(database_url="postgresql://nobody:secret@127.0.0.1:1/nothing"))
    answer = Visitor(lost).get("/healthz")
    lost.close()
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
