"""A small invented world for tests: an issuing office, its people, recipients, and documents on their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import NullPool, text

from distro.accounts import actions as accounts
from distro.accounts import queries as people
from distro.accounts.models import Person
from distro.accounts.rules import ADMINISTRATORS, Role
from distro.delivery import queries as deliveries
from distro.delivery.models import Delivery
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.documents.models import Document
from distro.kernel.actor import Actor
from distro.kernel.database import engine
from distro.lists import queries as lists
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.offices.rules import Criteria
from distro.system import System

TESTER = Actor.system("test")
PASSWORD = "correct horse battery"  # noqa: S105
ISSUER = "云溪市档案工作办公室"

DRAFT = Draft(
    masthead="档案工作简报",
    designation="2025年第1期（总第1期）",
    issuer=ISSUER,
    date=date(2025, 3, 4),
    titles="全市档案库房完成年度检查",
    body="三月一日起，全市十二个档案库房接受年度检查。**温湿度记录齐全的有十一个。**\n其余一个已经补装仪器。",
    imprint="报：云溪市委、云溪市政府。\n送：云溪市财政局、云溪市教育局，各乡镇人民政府。",
)


def as_issue(number: int, year: int = 2025, total: int | None = None) -> str:
    """The designation of a number of the year, by default that of the first year of its series."""
    return f"{year}年第{number}期（总第{total or number}期）"


@dataclass(frozen=True)
class World:
    """The issuer with one person for each role, and the clerks of the first two recipients."""

    system: System
    issuer_id: UUID
    secretary: Actor
    approver: Actor
    records: Actor
    clerk: Actor
    colleague: Actor
    outsider: Actor

    @property
    def reviewer(self) -> Actor:
        """Made when first wanted: an office whose documents are not reviewed has none."""
        return person(self.system, "reviewer", (Role.REVIEWER, ISSUER))


@cache
def _quick_hash() -> str:
    """A real Argon2 hash with small costs: a world has many people."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


def person(system: System, login: str, *held: tuple[Role, str]) -> Actor:
    """An account named by its login, with roles in offices that are registered if need be."""
    with system.work(TESTER) as w:
        offices.register(w, [office for _, office in held])
        made = people.by_login(w, login)
        if made is None:
            made = Person(login=login, name=f"{login}某", password_hash=_quick_hash())
            w.session.add(made)
            w.session.flush()
        for role, office in held:
            accounts.give(w, made.id, role, register.by_names(w, [office])[office].id)
        return people.actor_of(w, made)


def world(system: System) -> World:
    secretary = person(system, "secretary", (Role.SECRETARY, ISSUER))
    return World(
        system=system,
        issuer_id=next(iter(secretary.offices(Role.SECRETARY))),
        secretary=secretary,
        approver=person(system, "approver", (Role.APPROVER, ISSUER)),
        records=person(system, "records", (Role.RECORDS, ISSUER)),
        clerk=person(system, "clerk", (Role.CLERK, "云溪市委")),
        colleague=person(system, "colleague", (Role.CLERK, "云溪市委")),
        outsider=person(
            system,
            "outsider",
            *((role, "远山市档案局") for role in (Role.SECRETARY, Role.APPROVER, Role.RECORDS, Role.CLERK)),
        ),
    )


def crowd(world: World, count: int, name: str = "各成员单位") -> None:
    """So many offices below the issuer, which it means by one class; every hundredth can be told by mail."""
    with world.system.work(TESTER) as w:
        w.session.execute(
            text(
                """
                INSERT INTO office (id, name, parent_id, rank, mailboxes)
                SELECT gen_random_uuid(), '云溪市成员单位' || number, :issuer, 0,
                       CASE WHEN number % 100 = 0 THEN ARRAY['office' || number || '@example.cn'] ELSE '{}' END
                FROM generate_series(1, :count) AS number
                """
            ),
            {"issuer": world.issuer_id, "count": count},
        )
        offices.define_class(w, world.issuer_id, name, Criteria(parent_id=world.issuer_id))


def administrators(system: System) -> None:
    """`admin`, `security` and `auditor`, each one of the three."""
    for login, role in zip(("admin", "security", "auditor"), ADMINISTRATORS, strict=True):
        person(system, login, (role, ISSUER))


def drafted(world: World, content: Draft = DRAFT) -> UUID:
    """A saved draft whose offices are all registered."""
    with world.system.work(world.secretary) as w:
        document = documents.draft(w, content, world.issuer_id)
        offices.register(w, lists.unknown_names(lists.by_id(w, document.list_id).entries, even_leaning=True))
        documents.reread_list(w, document.id)
        return document.id


def submitted(world: World, content: Draft = DRAFT) -> UUID:
    """Before the officer who signs."""
    document_id = drafted(world, content)
    reviewer = world.reviewer if content.kind != DRAFT.kind else None
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    if reviewer:
        with world.system.work(reviewer) as w:
            documents.review(w, document_id, reads.find(w, document_id).revision)
    return document_id


def approved(world: World, content: Draft = DRAFT) -> UUID:
    document_id = submitted(world, content)
    with world.system.work(world.approver) as w:
        documents.approve(w, document_id, reads.find(w, document_id).revision)
    return document_id


def released(world: World, content: Draft = DRAFT) -> UUID:
    """Released and on its way: the errands wait for `drain` or a worker."""
    document_id = approved(world, content)
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
        issuing.issue(w, document_id)
    return document_id


def drain(system: System) -> None:
    """Do in this process everything that is due now, and what follows from it."""
    while queues := system.due():
        for queue in queues:
            system.work_off(queue)


def issued(world: World, content: Draft = DRAFT) -> UUID:
    """Printed, sent and filed."""
    document_id = released(world, content)
    drain(world.system)
    return document_id


def tamper(system: System, statement: str, **values: object) -> list[object]:
    """What somebody with every right in the database can do, triggers and constraints out of the way; returns the
    first column of the rows the statement returns, if it does."""
    every_right = engine(str(system.settings.database_url).replace("//distro@", "//postgres@"), poolclass=NullPool)
    with every_right.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        done = connection.execute(text(statement), values)
        return list(done.scalars()) if done.returns_rows else []


def document(world: World, document_id: UUID) -> Document:
    with world.system.work(TESTER) as w:
        return reads.find(w, document_id)


def delivery_to(world: World, document_id: UUID, office: str) -> Delivery:
    with world.system.work(TESTER) as w:
        return next(each for each in deliveries.of_document(w, document_id) if each.office_name == office)
