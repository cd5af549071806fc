"""The database: one declarative base, one way to make an engine, many rows at once, how long a statement is waited for."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Annotated, Any, NamedTuple

from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Engine,
    Enum,
    MetaData,
    Select,
    SQLColumnExpression,
    Uuid,
    any_,
    cast,
    create_engine,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, mapped_column

from distro.kernel.errors import Conflict, Refusal, Unavailable

identity = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=uuid.uuid4)]
moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
plain = Annotated[dict[str, Any], mapped_column(JSONB)]
plain_list = Annotated[list[Any], mapped_column(JSONB)]

# What the running role may do to a table's rows besides reading and adding them (`kernel.rights`): part of a model's
# `__table_args__`. A model without one of these is append-only.
UPDATED: dict[str, Any] = {"info": {"changes": frozenset({"UPDATE"})}}
DELETED: dict[str, Any] = {"info": {"changes": frozenset({"DELETE"})}}
UPDATED_AND_DELETED: dict[str, Any] = {"info": {"changes": frozenset({"UPDATE", "DELETE"})}}

CONNECT_WITHIN = 5
"""Seconds after which a server that does not answer is taken to be away."""
_LOCK_NOT_AVAILABLE, _QUERY_CANCELED = "55P03", "57014"

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the product hangs on this metadata; `distro.schema` imports them all."""

    metadata = MetaData(naming_convention=NAMES)
    # A state is kept by its English name, and a CHECK repeats the set.
    type_annotation_map = {  # noqa: RUF012
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=True, length=20, validate_strings=True)
    }


def engine(url: str, **options: Any) -> Engine:
    """An engine that speaks psycopg 3 and notices a restarted server before a statement fails on it."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        url,
        pool_pre_ping=True,
        # A failed statement's values are content of documents: they do not belong in a log.
        hide_parameters=True,
        connect_args={
            "options": "-c timezone=UTC -c idle_in_transaction_session_timeout=300000",
            "connect_timeout": CONNECT_WITHIN,
        },
        **options,
    )


def among(column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether the column is one of the values, however many: one parameter, where IN would take one for each."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def copy_in(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows by COPY, ten times as fast as inserts; all rows name the same columns, the others get what the database
    gives by itself. A member of an enumeration is given by its name, as it is kept, JSON as a dict or as its text."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    session.flush()
    command = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(model.__tablename__), SQL(", ").join(map(Identifier, first))
    )
    connection = session.connection().connection.driver_connection
    assert connection is not None
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in chain([first], rows):
            copy.write_row([Jsonb(value) if isinstance(value, dict) else value for value in row.values()])


def newest_of_each(keys: Collection[uuid.UUID], key: SQLColumnExpression[Any], wanted: Select[Any]) -> Select[Any]:
    """What `wanted` finds, ordered and limited, for each of the keys by itself: one look into an index that begins with
    the key, however much it holds. Asked for all keys at once, the database would sort all they have.

    The query selects one column; together the keys may give more rows than its limit.
    """
    each = func.unnest(cast(list(keys), ARRAY(Uuid))).table_valued("key", name="each").render_derived()
    found = wanted.where(key == each.c.key).correlate(each).lateral()
    return select(*found.c).select_from(each).join(found, true())


class Patience(NamedTuple):
    """For how many seconds a transaction waits for a lock somebody else has, and for the end of a statement."""

    lock: int
    statement: int


def limit(session: Session, patience: Patience) -> None:
    """Bind the transaction, which begins with it, to this patience."""
    limits = {"lock_timeout": patience.lock, "statement_timeout": patience.statement}
    session.execute(select(*(func.set_config(name, f"{seconds}s", True) for name, seconds in limits.items())))


def refusal(error: DBAPIError) -> Refusal | None:
    """What a failed statement says to the person who waits for it; None when the failure is ours."""
    state = getattr(error.orig, "sqlstate", None)
    if state == _LOCK_NOT_AVAILABLE:
        return Conflict("别人正在办理同一件事，还没有办完。没有办理，也没有改变任何内容。请稍后再办。")
    if state == _QUERY_CANCELED:
        return Unavailable(
            "系统繁忙，没有在限定的时间内办完，已经停止。没有改变任何内容。请稍后再试；如果一直如此，请联系系统管理员。"
        )
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return Unavailable()
    return None
