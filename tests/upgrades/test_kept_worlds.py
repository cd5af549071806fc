"""Worlds that earlier versions wrote are brought up and still prove everything; no step down loses a fact."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from distro import roles
from distro.accounts import passwords
from distro.accounts import queries as people
from distro.audit import queries as audit
from distro.delivery.models import Receipt
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.models import Document
from distro.documents.rules import DocumentFact, State
from distro.kernel import rights
from distro.kernel.errors import Refusal
from distro.kernel.journal import Entry, Link
from distro.sample import people as sample
from distro.settings import Settings
from distro.system import System
from distro.upgrade import downgrade, upgrade
from tests import builders
from tests.builders import PASSWORD, TESTER
from tests.kernel.test_rights import owners
from tests.upgrades.keep import KEPT, PROGRAMS, restore
from tests.web.visiting import Visitor


@dataclass(frozen=True)
class Upgraded:
    """A kept world at the schema of this version."""

    system: System
    addresses: roles.Addresses

    def documents(self, state: State) -> list[Document]:
        with self.system.work(TESTER) as w:
            return list(w.session.scalars(select(Document).where(Document.state == state).order_by(Document.issued_at)))


@pytest.fixture(params=KEPT, ids=lambda kept: kept.stem)
def upgraded(request: pytest.FixtureRequest, new_database: str, tmp_path: Path) -> Iterator[Upgraded]:
    roles.make(new_database)
    restore(request.param, new_database, tmp_path)
    addresses = roles.make(new_database)
    upgrade(addresses.owner)
    made = System(Settings(database_url=addresses.running, secret_key=secrets.token_hex(32), data_dir=tmp_path))
    yield Upgraded(made, addresses)
    made.close()


def test_chain_files_receipts_and_lists_hold(upgraded: Upgraded) -> None:
    with upgraded.system.work(TESTER) as w:
        chain = audit.chain(w)
        assert chain.holds
        assert chain.length > 50
        assert chain.length == w.session.scalar(select(func.count()).select_from(Entry))

        records = list(audit.all_records(w))
        assert len(records) == 3
        assert [audit.file_error(w, record) for record in records] == [""] * 3
        assert [found for _, found in audit.all_breaks(w)] == [[], []]

        receipts = w.session.execute(select(Receipt, Document).where(Receipt.pdf_digest == Document.pdf_digest)).all()
        assert len(receipts) > 0
        assert len(receipts) == w.session.scalar(select(func.count()).select_from(Receipt))
        for receipt, document in receipts:
            assert (receipt.title, receipt.number, receipt.pages) == (document.title, document.number, document.pages)
            assert w.session.scalar(select(Link.number).where(Link.hash == receipt.head)) is not None
            assert w.outside.store.get(receipt.pdf_digest).startswith(b"%PDF")


def test_numbers_taken_before_the_ledger_are_in_it_and_go_back_as_they_were(upgraded: Upgraded) -> None:
    def numbers() -> list[tuple[object, ...]]:
        with upgraded.system.engine.connect() as connection:
            return [
                tuple(row)
                for row in connection.execute(
                    text(
                        "SELECT document.id, designation, words, taken_number.year, first, last, total_first, total_last,"
                        " name, series.kind, by_name, taken_number.at"
                        " FROM document JOIN taken_number ON document_id = document.id JOIN series ON series.id = series_id"
                        " ORDER BY first"
                    )
                )
            ]

    ledger = numbers()
    assert [row[1:8] for row in ledger] == [
        (words, words, 2026, number, number, number, number)
        for number, words in ((each, f"2026年第{each}期（总第{each}期）") for each in range(1, len(ledger) + 1))
    ]
    assert len(ledger) >= 3
    with upgraded.system.work(TESTER) as w:
        facts = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.NUMBERED).order_by(Entry.id)).all()
        assert [(entry.subject, entry.actor, entry.at) for entry in facts] == [(row[0], *row[10:]) for row in ledger]

    downgrade(upgraded.addresses.owner, "0010")
    typed = '{"body": "写了一半", "year": "2026", "issue": " ", "total": "7"}'
    builders.tamper(
        upgraded.system,
        "INSERT INTO unsaved SELECT person.id, document.id, 1, CAST(:typed AS jsonb), now() FROM person, document LIMIT 1",
        typed=typed,
    )
    upgrade(upgraded.addresses.owner)
    assert numbers() == ledger
    with upgraded.system.engine.connect() as connection:
        held = connection.scalar(text("SELECT texts FROM unsaved"))
    assert held == {"body": "写了一半", "designation": "2026年（总第7期）"}


def test_everything_in_it_is_handed_to_the_owner(upgraded: Upgraded) -> None:
    with upgraded.system.engine.connect() as connection:
        assert owners(connection) == [rights.OWNER]
        held = rights.held(connection, rights.RUNNING)
    assert held == {table: rights.declared(table) for table in held}


def test_a_changed_entry_of_a_kept_world_is_found(upgraded: Upgraded) -> None:
    """Else the chain would hold because nobody looked."""
    builders.tamper(upgraded.system, "UPDATE journal SET actor = '别人' WHERE id = (SELECT min(id) + 20 FROM journal)")
    with upgraded.system.work(TESTER) as w:
        assert not audit.chain(w).holds


def test_its_pages_open_and_its_work_goes_on(upgraded: Upgraded) -> None:
    system = upgraded.system
    with system.work(TESTER) as w:
        for login in ("wenmi", "dangan"):
            person = people.by_login(w, login)
            assert person is not None
            passwords.set_password(w, person.id, PASSWORD)
        drafter, officer = sample.actor(w, "wenmi"), sample.actor(w, "qianfa")
    shown = upgraded.documents(State.ISSUED)[-1]
    secretary, records = Visitor(system, "wenmi"), Visitor(system, "dangan")
    for visitor, path in (
        (secretary, f"/documents/{shown.id}"),
        (secretary, f"/documents/{shown.id}/pdf"),
        (records, "/archive"),
        (records, "/journal"),
    ):
        assert visitor.get(path, follow_redirects=True).status_code == 200, path
    assert shown.title in records.get("/archive").text

    [submitted] = upgraded.documents(State.SUBMITTED)
    with system.work(officer) as w:
        documents.approve(w, submitted.id, submitted.revision)
    with system.work(drafter) as w:
        documents.number(w, submitted.id)
        issuing.issue(w, submitted.id)
    builders.drain(system)
    system.round("seal-journal")
    newest = upgraded.documents(State.ISSUED)[-1]
    assert newest.id == submitted.id
    assert (shown.designation, newest.designation) == ("2026年第3期（总第3期）", "2026年第4期（总第4期）")
    with system.work(TESTER) as w:
        assert audit.chain(w).holds
        assert all(found == [] for _, found in audit.all_breaks(w))


def test_a_dump_comes_back_with_its_owner_and_its_rights(upgraded: Upgraded, new_database: str, tmp_path: Path) -> None:
    """As the operations manual restores it."""
    dump = tmp_path / "distro.dump"
    subprocess.run([PROGRAMS / "pg_dump", "-Fc", "-f", dump, new_database], check=True)
    builders.tamper(upgraded.system, "DELETE FROM journal")
    subprocess.run([PROGRAMS / "pg_restore", "-d", new_database, "--clean", "--if-exists", dump], check=True)
    with upgraded.system.work(TESTER) as w:
        assert audit.chain(w).holds
        held = rights.held(w.session, rights.RUNNING)
        assert held == {table: rights.declared(table) for table in held}
    upgrade(upgraded.addresses.owner)


# The facts that a step down would drop, each made by hand in a world without the others: the revision to go back to,
# and the words of the refusal.
LOSSES = {
    "UPDATE document SET is_numbered = true": ("0002", "逐份编号"),
    "UPDATE delivery SET copy_number = 1 WHERE id = (SELECT id FROM delivery LIMIT 1)": ("0002", "份号"),
    "INSERT INTO waiver SELECT gen_random_uuid(), document.id, 'x', office.id, 'COPY', 'x', person.id, 'x', now()"
    " FROM document, office, person LIMIT 1": ("0001", "理由"),
    "INSERT INTO named_list SELECT gen_random_uuid(), id, 'x', 'x' FROM office LIMIT 1": ("0001", "常用名单"),
    "UPDATE receipt SET entered_by = 'x'": ("0001", "纸质签收"),
    "UPDATE delivery SET channel = 'PAPER'": ("0001", "纸质方式"),
    "UPDATE distribution_list SET choices = 'x'": ("0001", "选定的读法"),
    "SELECT 1": ("base", "包括日志"),
}
WITHOUT = """
    DELETE FROM waiver; DELETE FROM named_list;
    UPDATE document SET is_numbered = false; UPDATE delivery SET copy_number = NULL, channel = 'INBOX';
    UPDATE receipt SET entered_by = NULL; UPDATE distribution_list SET choices = '';
"""


@pytest.mark.parametrize("upgraded", KEPT[:1], ids=lambda kept: kept.stem, indirect=True)
@pytest.mark.parametrize("fact", LOSSES, ids=lambda fact: " ".join(LOSSES[fact]))
def test_a_step_down_that_would_lose_facts_is_refused(upgraded: Upgraded, fact: str) -> None:
    target, words = LOSSES[fact]
    downgrade(upgraded.addresses.owner, "0005")
    builders.tamper(upgraded.system, WITHOUT)
    builders.tamper(upgraded.system, fact)
    with pytest.raises(Refusal, match=f"{words}.*没有改动"):
        downgrade(upgraded.addresses.owner, target)
    with upgraded.system.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) >= "0004"


NOTICE = (
    "INSERT INTO notice (id, delivery_id, kind, address, state, called_at)"
    " SELECT gen_random_uuid(), id, 'ARRIVAL', 'a@example.cn', 'SENT', now() FROM delivery LIMIT 1"
)
# Of the tables of today.
LOSSES_TODAY = {
    "UPDATE dispatch SET round = 2": "补发的轮次",
    "UPDATE receipt SET corrects_id = id": "已更正的回执",
    NOTICE: "邮件通知的结果",
    "UPDATE office SET mailboxes = '{a@example.cn,b@example.cn}'": "第二个收文邮箱",
    "UPDATE record SET office_id = (SELECT id FROM office WHERE id <> office_id LIMIT 1)": "收文单位的档案",
    "INSERT INTO errand (step, queue, subject, data, called_at, due_at)"
    " VALUES ('file-record', 'default', gen_random_uuid(), '{}', now(), now())": "后台事项",
    "UPDATE person SET mailbox = 'a@example.cn'": "人员的邮箱",
    "UPDATE person SET password_hash = NULL": "尚未设置口令的账号",
    "INSERT INTO membership SELECT person.id, office.id, 'AUDITOR' FROM person, office LIMIT 1": "任职",
    "INSERT INTO taken_number (id, series_id, year, first, last, words, dated, by_name, at)"
    " SELECT gen_random_uuid(), id, 1999, 1, 1, 'x', now(), 'x', now() FROM series LIMIT 1": "登记的旧期",
    "UPDATE series SET kind = 'SUPPLEMENT'": "增刊、专刊、特刊",
    "UPDATE taken_number SET words = '第1期'": "期号的原样写法",
    "UPDATE revision SET draft = draft || jsonb_build_object('designation', '')": "期号按原样记载的文稿",
    "UPDATE approval SET designation = 'x'": "签发时所见的期号",
    "INSERT INTO unsaved SELECT person.id, document.id, 1, jsonb_build_object('designation', 'x'), now()"
    " FROM person, document LIMIT 1": "尚未保存的期号",
    "INSERT INTO attachment SELECT document_id, number, 1, 'x', 'x.pdf', 'x', 1, 1, 'application/pdf', number"
    " FROM revision LIMIT 1": "文稿的附件",
    "INSERT INTO entrusted_name SELECT gen_random_uuid(), id, 'x', 'x', now(), NULL FROM office LIMIT 1": "委托",
    "INSERT INTO waiver (id, document_id, rule, passage, reason, by_id, by_name, at)"
    " SELECT gen_random_uuid(), document.id, 'x', 'x', 'x', person.id, 'x', now() FROM document, person LIMIT 1": "文中写法",
}


@pytest.mark.parametrize("upgraded", KEPT[:1], ids=lambda kept: kept.stem, indirect=True)
@pytest.mark.parametrize("fact", LOSSES_TODAY, ids=LOSSES_TODAY.get)
def test_a_step_down_from_the_tables_of_today_that_would_lose_facts_is_refused(upgraded: Upgraded, fact: str) -> None:
    builders.tamper(upgraded.system, fact)
    with pytest.raises(Refusal, match=f"{LOSSES_TODAY[fact]}.*没有改动"):
        downgrade(upgraded.addresses.owner, "0005")
