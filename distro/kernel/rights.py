"""What the role that runs the product may do to each table, as the models say and as the database has it.

Reading and adding rows is the rule; what a model says under `changes` comes on top. The journal, its links, receipts
and approvals say nothing there, so the running role can neither change nor delete them, nor, owning no table, switch
the triggers off that refuse it. `migrations/roles.sql` makes the two roles.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from distro.kernel.database import Base

OWNER = "distro_owner"
RUNNING = "distro"

# Alembic's own table; no model has it.
_VERSION = "alembic_version"

# A role has what any role has that it belongs to: it can become that one, even where it inherits nothing from it.
_HELD = text(
    """
    SELECT relname, array(
        SELECT each
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS each
        WHERE pg_has_role(CAST(:role AS name), relowner, 'MEMBER') OR EXISTS (
            SELECT FROM pg_roles AS another
            WHERE pg_has_role(CAST(:role AS name), another.oid, 'MEMBER') AND CASE
                WHEN each IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                THEN has_any_column_privilege(another.oid, pg_class.oid, each)
                ELSE has_table_privilege(another.oid, pg_class.oid, each)
            END
        )
    )
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname = ANY(:tables)
    ORDER BY relname
    """
)


def declared(table: str) -> frozenset[str]:
    """The rights the running role is to have on a table of the product; Alembic's own it may only read."""
    if table == _VERSION:
        return frozenset({"SELECT"})
    changes: frozenset[str] = Base.metadata.tables[table].info.get("changes", frozenset())
    return changes | {"SELECT", "INSERT"}


def held(connection: Connection | Session, role: str) -> dict[str, frozenset[str]]:
    """The rights a role has, or could come to by itself, on each table of the product or one of its columns; tables of
    others in the same database are not looked at."""
    asked = {"role": role, "tables": [*Base.metadata.tables, _VERSION]}
    return {table: frozenset(rights) for table, rights in connection.execute(_HELD, asked)}


def excess(connection: Connection | Session) -> list[str]:
    """The tables with which the role of this connection could do more than it is to: all of them, if it owns them."""
    role = connection.execute(text("SELECT current_user")).scalar_one()
    return [table for table, rights in held(connection, role).items() if rights - declared(table)]


def mend(connection: Connection) -> None:
    """Give the running role exactly the declared rights, and nobody at large any; nothing to do where the office still
    has one role for all. What it has by belonging to another role only an administrator can take away."""
    role = connection.execute(text("SELECT current_user")).scalar_one()
    exists = connection.execute(text("SELECT FROM pg_roles WHERE rolname = :role"), {"role": RUNNING}).first()
    if role == RUNNING or exists is None:
        return
    for table, rights in held(connection, RUNNING).items():
        wanted = declared(table)
        if rights != wanted:
            connection.execute(text(f'REVOKE ALL ON "{table}" FROM PUBLIC, {RUNNING}'))
            connection.execute(text(f'GRANT {", ".join(sorted(wanted))} ON "{table}" TO {RUNNING}'))
