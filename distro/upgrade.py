"""Brings the database to the schema of this version."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from distro.resources import MIGRATIONS


def upgrade(database_url: str, revision: str = "head") -> None:
    """Run the migrations that are missing; safe to repeat and to run from two places at once."""
    command.upgrade(_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    command.downgrade(_config(database_url), revision)


def _config(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["database_url"] = database_url
    return config
