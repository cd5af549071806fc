"""What the role that runs the product may do to each table, as the models say and as the database has it.

Reading and adding rows is the rule; what a model says under `changes` comes on top. The journal, its links, receipts
and approvals say nothing there, so the running role can neither change nor delete them, nor, owning no table, switch
the triggers off that refuse it. `migrations/roles.sql` makes the two roles.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from distro.kernel.database import Base
from distro.kernel.errors import Refusal

OWNER = "distro_owner"
RUNNING = "distro"

_HELD = text(
    """
    SELECT relname, array(
        SELECT each
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS each
        WHERE has_table_privilege(CAST(:role AS name), pg_class.oid, each)
    )
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    ORDER BY relname
    """
)


def declared(table: str) -> frozenset[str]:
    """The rights the running role is to have on a table; one that is no model's (Alembic's own) it may only read."""
    known = Base.metadata.tables.get(table)
    if known is None:
        return frozenset({"SELECT"})
    changes: frozenset[str] = known.info.get("changes", frozenset())
    return changes | {"SELECT", "INSERT"}


def held(connection: Connection | Session, role: str) -> dict[str, frozenset[str]]:
    """The rights a role has on each table, by whatever way it came to them."""
    return {table: frozenset(rights) for table, rights in connection.execute(_HELD, {"role": role})}


def excess(connection: Connection | Session) -> list[str]:
    """The tables with which the role of this connection could do more than it is to: all of them, if it owns them."""
    role = connection.execute(text("SELECT current_user")).scalar_one()
    return [table for table, rights in held(connection, role).items() if rights - declared(table)]


def require_owner(connection: Connection) -> None:
    """Refusal unless the role of this connection owns the database: only then do new tables get the right owner."""
    owner, role = connection.execute(
        text("SELECT pg_get_userbyid(datdba), current_user FROM pg_database WHERE datname = current_database()")
    ).one()
    if role != owner:
        raise Refusal(
            "数据库属于账号 %(owner)s，账号 %(role)s 不能升级或退回它。没有改动。"
            "请在 DISTRO_OWNER_URL 中写 %(owner)s 的地址；还没有两个账号的，先由数据库管理员执行 migrations/roles.sql。",
            owner=owner,
            role=role,
        )


def mend(connection: Connection) -> None:
    """Give the running role exactly the declared rights; nothing to do where the office still has one role for all."""
    role = connection.execute(text("SELECT current_user")).scalar_one()
    exists = connection.execute(text("SELECT FROM pg_roles WHERE rolname = :role"), {"role": RUNNING}).first()
    if role == RUNNING or exists is None:
        return
    for table, rights in held(connection, RUNNING).items():
        wanted = declared(table)
        if rights != wanted:
            connection.execute(text(f'REVOKE ALL ON "{table}" FROM {RUNNING}'))
            connection.execute(text(f'GRANT {", ".join(sorted(wanted))} ON "{table}" TO {RUNNING}'))
