"""A role counts in the office a thing belongs to: what somebody is elsewhere opens nothing here, file or deed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from distro.accounts.rules import ADMINISTRATORS, Role
from distro.archive.models import Record
from distro.lists import actions as lists
from distro.lists.sheet.sheet import Sheet
from distro.offices import actions as offices
from distro.offices.rules import Criteria
from distro.system import System
from distro.web import create_app
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.web.test_guard import entries, rules
from tests.web.visiting import Visitor

ELSEWHERE = "远山市档案局"
# The register and the work in the background belong to no office but to the whole.
OF_THE_WHOLE = {"office_id", "errand_id", "person_id"}
# Of one person alone, whatever roles they hold.
OWN = {"session_id", "token"}
RECIPIENT = "云溪市委"


@dataclass(frozen=True)
class Things:
    """One of each kind: the value of each name in an address."""

    values: dict[str, UUID]

    def path(self, rule: Rule) -> str:
        return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(self.values.get(found[1], "1")), rule.rule)


@pytest.fixture
def app(system: System) -> Flask:
    return create_app(system)


@pytest.fixture
def things(world: World) -> Things:
    document_id = builders.issued(world, replace(DRAFT, copies_numbered=True))
    with world.system.work(world.secretary) as w:
        sheet = Sheet("报：云溪市委。", "")
        named = lists.name_list(w, world.issuer_id, "常用", "", sheet, w.today, "")
        defined = offices.define_class(w, world.issuer_id, "各科室", Criteria(None, None, "云溪市", None))
    with world.system.work(TESTER) as w:
        record = w.session.scalars(select(Record).where(Record.document_id == document_id)).one()
    return Things(
        {
            "document_id": document_id,
            "delivery_id": builders.delivery_to(world, document_id, RECIPIENT).id,
            "record_id": record.id,
            "list_id": named.id,
            "class_id": defined.id,
        }
    )


def addressed(app: Flask) -> Iterator[Rule]:
    """The routes with a thing that belongs to an office in their address."""
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            if rule.arguments - OF_THE_WHOLE - OWN - {"form", "page"}:
                yield rule


def pairs(needs: tuple[Role, ...]) -> Iterator[tuple[Role, Role]]:
    """A role in the thing's office that the route is not for, and one elsewhere that it is; the three administrators
    are of the whole, and hold nothing else."""
    yield from (
        (here, there)
        for here in Role
        if here not in needs and here not in ADMINISTRATORS
        for there in needs
        if there not in ADMINISTRATORS
    )


def test_a_role_elsewhere_opens_nothing(app: Flask, world: World, things: Things) -> None:
    tried = 0
    visitors: dict[tuple[Role, Role, str], Visitor] = {}
    for rule in addressed(app):
        office = RECIPIENT if rule.rule.startswith("/inbox/") else ISSUER
        for here, there in pairs(app.extensions["distro_routes"][rule.endpoint]):
            login = f"{here.name}-{there.name}-{office}"
            if (here, there, office) not in visitors:
                builders.person(world.system, login, (here, office), (there, ELSEWHERE))
                visitors[here, there, office] = Visitor(world.system, login)
            visitor, path = visitors[here, there, office], things.path(rule)
            before = entries(world)
            answer = visitor.post(path) if "POST" in rule.methods else visitor.get(path)
            assert answer.status_code == 404, (rule, here, there)
            assert entries(world) == before, (rule, here, there)
            tried += 1
    assert tried > 150


def test_the_same_roles_in_one_office_open_it(world: World, things: Things) -> None:
    builders.person(world.system, "both", (Role.RECORDS, ISSUER), (Role.SECRETARY, ISSUER))
    both = Visitor(world.system, "both")
    path = "/documents/{document_id}/deliveries/{delivery_id}/copy".format(**things.values)
    assert both.get(path).mimetype == "application/pdf"


def test_whose_copy_it_is_is_told_to_records_officers_of_its_issuer_alone(world: World, things: Things) -> None:
    builders.person(world.system, "mixed", (Role.SECRETARY, ISSUER), (Role.RECORDS, ELSEWHERE))
    mixed = Visitor(world.system, "mixed")
    answer = mixed.post("/copies", number="1", document=str(things.values["document_id"]))
    assert answer.status_code == 404
    assert RECIPIENT not in answer.text
    assert DRAFT.titles not in mixed.get("/copies").text
    assert mixed.get(f"/journal?document={things.values['document_id']}").status_code == 404
    assert DRAFT.titles not in mixed.get("/journal").text


def test_a_form_that_is_shown_again_is_the_page_it_was(world: World) -> None:
    """A page for several roles keeps them all when a deed for one of them is refused."""
    builders.person(world.system, "both", (Role.SECRETARY, ISSUER), (Role.APPROVER, ISSUER))
    document_id = builders.approved(world)
    both = Visitor(world.system, "both")
    answer = both.post(f"/documents/{document_id}/submit")
    assert answer.status_code in (409, 422)
    assert DRAFT.titles in answer.text
