"""Brings the database to the schema of this version, or back to an earlier one where no fact would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from distro.kernel.errors import Refusal
from distro.resources import MIGRATIONS


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the migrations that are missing and give the running role its rights; safe to repeat and to run from two
    places at once. Refusal, and nothing changed, unless the address is that of the database's owner and answers."""
    with _telling():
        command.upgrade(_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Undo the migrations after `revision` (or all, for "base"). Refusal, and nothing undone, if facts would be lost."""
    with _telling():
        command.downgrade(_config(database_url), revision)


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


def refuse_loss(connection: Connection, what: str, facts: str) -> None:
    """What a migration asks before it drops something: Refusal if there are any `facts` (the FROM and WHERE that finds
    them), which `what` names in words."""
    count = connection.execute(text(f"SELECT count(*) FROM {facts}")).scalar_one()  # noqa: S608
    if count:
        raise Refusal(
            "退回会丢失%(what)s（%(count)s 条）。没有改动，数据库仍是现在的版本。"
            "确需使用旧版本的，请恢复升级前的备份；此后所办的事项要在旧版本中重办。",
            what=what,
            count=count,
        )


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise Refusal(
            "数据库没有升级或退回，也没有改动（%(reason)s）。"
            "请检查地址和口令，两个账号是否已按运维手册建立，本系统的表是否都属于 distro_owner；"
            "有别的操作长时间占着表的，稍后再试。",
            reason=str(error.orig).strip(),
        ) from error


def _config(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["database_url"] = database_url
    return config
