"""The migrations lead up to the models, and down again; what is guarded in the database is guarded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from distro.kernel.database import engine
from distro.kernel.errors import Refusal
from distro.resources import MIGRATIONS
from distro.roles import Addresses
from distro.schema import METADATA
from distro.system import System
from distro.upgrade import downgrade, upgrade
from tests import builders


@pytest.fixture
def empty(new_database: str) -> Iterator[tuple[str, Engine]]:
    made = engine(new_database)
    yield new_database, made
    made.dispose()


@pytest.fixture
def owner(migrated: Addresses) -> Iterator[Engine]:
    made = engine(migrated.owner)
    yield made
    made.dispose()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_up_ends_at_the_models_and_down_at_nothing(empty: tuple[str, Engine]) -> None:
    url, made = empty
    upgrade(url)
    upgrade(url)
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    downgrade(url, "base")
    assert inspect(made).get_table_names() == ["alembic_version"]
    upgrade(url)


def test_what_was_chosen_on_issued_lists_is_remembered_from_the_upgrade_on(
    system: System, migrated: Addresses, owner: Engine
) -> None:
    choices = "云溪市财政局 → 云溪市财政金融局"
    builders.issued(builders.world(system), replace(builders.DRAFT, choices=choices))
    downgrade(migrated.owner, "0012")
    upgrade(migrated.owner)
    with owner.connect() as connection:
        (kept,) = connection.execute(text("SELECT read, meant, by_name FROM learnt_reading")).all()
        assert kept == ("云溪市财政局", "云溪市财政金融局", "")
    downgrade(migrated.owner, "0012")
    upgrade(migrated.owner)
    with owner.begin() as connection:
        connection.execute(text("UPDATE learnt_reading SET by_name = 'x'"))
    with pytest.raises(Refusal, match="记住的名单读法"):
        downgrade(migrated.owner, "0012")


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("journal", "fact"),
        ("link", "hash"),
        ("receipt", "at"),
        ("approval", "at"),
        ("revision", "at"),
        ("attachment", "name"),
        ("waiver", "at"),
        ("named_list_version", "at"),
        ("verification", "at"),
    ],
)
def test_what_is_append_only_refuses_change_even_by_its_owner(
    owner: Engine, statement: str, table: str, column: str
) -> None:
    with owner.connect() as connection, pytest.raises(ProgrammingError, match="append-only"):
        connection.execute(text(statement.format(table, column, column)))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE distribution_list SET wording = '[]' WHERE frozen_at IS NOT NULL",
        "UPDATE list_entry SET name = 'x' WHERE list_id = (SELECT list_id FROM document)",
        "DELETE FROM list_entry WHERE list_id = (SELECT list_id FROM document)",
        "INSERT INTO list_entry SELECT gen_random_uuid(), list_id, 99, tier, label, group_number, phrase, words, name,"
        " office_name, audience, is_class, confidence, alternatives, office_id FROM list_entry LIMIT 1",
        "INSERT INTO list_member SELECT list_entry.id, office.id, office.name, 99 FROM list_entry, office LIMIT 1",
    ],
)
def test_a_frozen_list_refuses_change_even_by_its_owner(system: System, owner: Engine, statement: str) -> None:
    builders.released(builders.world(system))
    with owner.connect() as connection, pytest.raises(ProgrammingError, match="frozen"):
        connection.execute(text(statement))
