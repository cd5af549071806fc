"""Brings the database to the schema of this version."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from distro.kernel.errors import Refusal
from distro.resources import MIGRATIONS


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the migrations that are missing and give the running role its rights; safe to repeat and to run from two
    places at once. Refusal unless the address is that of the database's owner."""
    command.upgrade(_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Undo the migrations after `revision` (or all, for "base"). Refusal, and nothing undone, if facts would be lost."""
    command.downgrade(_config(database_url), revision)


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


def _config(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["database_url"] = database_url
    return config
