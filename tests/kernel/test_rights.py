"""The running role has exactly the rights the models declare, and no way to more; upgrades keep it so."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, text

from distro import roles
from distro.kernel import rights
from distro.kernel.database import engine
from distro.kernel.errors import Refusal
from distro.roles import Addresses
from distro.schema import METADATA
from distro.system import System
from distro.upgrade import upgrade
from tests.builders import TESTER

READ_AND_ADD = {"SELECT", "INSERT"}
# What the product promises never to change or delete, whatever the models say.
KEPT = (
    *("journal", "link", "receipt", "return", "reminder", "try"),
    *("approval", "revision", "waiver", "named_list_version", "record"),
)


@pytest.fixture
def running(migrated: Addresses) -> Iterator[psycopg.Connection]:
    with psycopg.connect(migrated.running, autocommit=True) as connection:
        yield connection


def rights_in_catalogue(superuser: Engine) -> dict[str, set[str]]:
    """Every right on a table or one of its columns that the running role has, by itself or as anybody has it."""
    with superuser.connect() as connection:
        rows = connection.execute(
            text(
                """
                WITH granted AS (
                    SELECT oid, relacl AS acl FROM pg_class
                    UNION ALL
                    SELECT attrelid, attacl FROM pg_attribute
                )
                SELECT relname, privilege_type
                FROM granted JOIN pg_class USING (oid), aclexplode(granted.acl)
                WHERE relnamespace = 'public'::regnamespace AND grantee IN (0, 'distro'::regrole)
                """
            )
        )
        found: dict[str, set[str]] = {}
        for table, right in rows:
            found.setdefault(table, set()).add(right)
        return found


def test_every_table_gives_the_running_role_what_its_model_declares(migrated: Addresses, superuser: Engine) -> None:
    expected = {table: set(rights.declared(table)) for table in METADATA.tables}
    assert rights_in_catalogue(superuser) == expected | {"alembic_version": {"SELECT"}}


def test_what_is_kept_for_good_is_only_read_and_added_to() -> None:
    assert {table: set(rights.declared(table)) for table in KEPT} == dict.fromkeys(KEPT, READ_AND_ADD)


def owners(connection: Connection) -> list[str]:
    """Whoever owns the database, or a table, an index, a sequence or a function in it."""
    found = connection.execute(
        text(
            """
            SELECT DISTINCT owner::regrole::text FROM (
                SELECT relowner AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace
                UNION ALL
                SELECT proowner FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL
                SELECT datdba FROM pg_database WHERE datname = current_database()
            ) AS owned
            """
        )
    )
    return list(found.scalars())


def test_everything_belongs_to_the_owner(migrated: Addresses, superuser: Engine) -> None:
    with superuser.connect() as connection:
        assert owners(connection) == [rights.OWNER]


def test_neither_role_is_more_than_it_should_be(migrated: Addresses, superuser: Engine) -> None:
    with superuser.connect() as connection:
        for role in (rights.OWNER, rights.RUNNING):
            attributes = connection.execute(
                text(
                    "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls "
                    "FROM pg_roles WHERE rolname = :role"
                ),
                {"role": role},
            ).one()
            assert not any(attributes), role
            memberships = text("SELECT roleid::regrole FROM pg_auth_members WHERE member = CAST(:role AS regrole)")
            assert connection.execute(memberships, {"role": role}).all() == [], role


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET fact = fact",
        "DELETE FROM link",
        "UPDATE approval SET at = at",
        "DELETE FROM receipt",
        "TRUNCATE errand",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_is_append_only ON journal",
        "CREATE TRIGGER mine BEFORE INSERT ON journal EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
        "SET ROLE distro_owner",
        "SET ROLE postgres",
        "ALTER ROLE distro SUPERUSER",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE journal (id int)",
        "CREATE SCHEMA mine",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_the_running_role_is_refused(running: psycopg.Connection, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege) as refused:
        running.execute(statement.encode())
    assert "append-only" not in str(refused.value), "a trigger refused it: the right is there"


def test_a_new_table_may_be_read_and_added_to(new_database: str) -> None:
    """Whoever writes the migration that makes it need not think of rights, and gives none too many."""
    addresses = roles.make(new_database)
    with psycopg.connect(addresses.owner) as connection:
        connection.execute("CREATE TABLE later (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
    with psycopg.connect(addresses.running) as connection:
        connection.execute("INSERT INTO later (word) VALUES ('x')")
        assert connection.execute("SELECT word FROM later").fetchall() == [("x",)]
        for statement in (b"UPDATE later SET word = 'y'", b"DELETE FROM later"):
            with pytest.raises(InsufficientPrivilege), connection.transaction():
                connection.execute(statement)


def test_an_upgrade_puts_rights_right(new_database: str) -> None:
    addresses = roles.make(new_database)
    upgrade(addresses.owner)
    with psycopg.connect(addresses.owner) as connection:
        connection.execute("GRANT UPDATE, TRIGGER ON journal TO distro")
        connection.execute("GRANT UPDATE (fact) ON journal TO distro")
        connection.execute("GRANT UPDATE (at) ON receipt TO distro")
        connection.execute("GRANT DELETE ON approval TO PUBLIC")
        connection.execute("REVOKE UPDATE ON document FROM distro")
    upgrade(addresses.owner)
    made = engine(addresses.running)
    with made.connect() as connection:
        held = rights.held(connection, rights.RUNNING)
    made.dispose()
    assert held == {table: rights.declared(table) for table in held}


@pytest.mark.parametrize(
    "grant",
    [
        "GRANT distro_owner TO distro WITH INHERIT FALSE",
        "GRANT UPDATE (fact) ON journal TO distro",
        "GRANT DELETE ON journal TO PUBLIC",
        "CREATE ROLE sweeper; GRANT DELETE ON journal TO sweeper; GRANT sweeper TO distro WITH INHERIT FALSE",
    ],
)
def test_whatever_way_leads_to_a_change_of_the_journal_is_told(
    migrated: Addresses, superuser: Engine, grant: str
) -> None:
    with superuser.connect() as connection:  # never committed
        connection.execute(text(grant))
        connection.execute(text("SET LOCAL SESSION AUTHORIZATION distro"))
        assert "journal" in rights.excess(connection)


def test_the_tables_of_others_are_left_alone(new_database: str) -> None:
    """An own server may hold what monitoring or backup keeps there."""
    addresses = roles.make(new_database)
    with psycopg.connect(new_database) as connection:
        connection.execute("CREATE TABLE theirs (id int)")
        connection.execute("GRANT SELECT, INSERT, UPDATE ON theirs TO PUBLIC")
    upgrade(addresses.owner)
    made = engine(addresses.running)
    with made.connect() as connection:
        assert rights.excess(connection) == []
        connection.execute(text("UPDATE theirs SET id = id"))
    made.dispose()


def test_a_table_that_another_owns_is_told_in_one_sentence(new_database: str) -> None:
    addresses = roles.make(new_database)
    upgrade(addresses.owner)
    with psycopg.connect(new_database) as connection:
        connection.execute("ALTER TABLE journal OWNER TO postgres")
        connection.execute("GRANT UPDATE ON journal TO distro")
    with pytest.raises(Refusal, match=r"(?s)没有改动.*permission denied for table journal.*distro_owner"):
        upgrade(addresses.owner)


def test_the_running_role_upgrades_nothing(migrated: Addresses) -> None:
    with pytest.raises(Refusal, match=r"distro_owner.*没有改动.*DISTRO_OWNER_URL"):
        upgrade(migrated.running)


def test_an_owner_not_made_yet_is_told_in_one_sentence(migrated: Addresses) -> None:
    with pytest.raises(Refusal, match=r"(?s)没有改动.*nobody_yet.*账号"):
        upgrade(migrated.owner.replace("distro_owner", "nobody_yet"))


def test_only_a_superuser_makes_the_roles(migrated: Addresses) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="不是超级用户"):
        roles.make(migrated.owner)


def test_a_server_with_one_role_is_told_of_and_can_be_divided(
    migrated: Addresses, new_database: str, system: System
) -> None:
    """As own servers were set up before there were two roles."""
    with psycopg.connect(new_database, autocommit=True) as connection:
        connection.execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO distro', current_database()); END $$"
        )
    one_for_all = new_database.replace("//postgres:@", "//distro@")
    upgrade(one_for_all)
    undivided = System(system.settings.with_(database_url=one_for_all))
    with undivided.work(TESTER) as w:
        assert set(rights.excess(w.session)) == {*METADATA.tables, "alembic_version"}
    with system.work(TESTER) as w:
        assert rights.excess(w.session) == []

    addresses = roles.make(new_database)
    upgrade(addresses.owner)
    with undivided.work(TESTER) as w:
        held = rights.held(w.session, rights.RUNNING)
        assert held == {table: rights.declared(table) for table in held}
    undivided.close()
