"""Runs the migrations one process at a time, and never waits long for a lock another holds."""

from alembic import context
from sqlalchemy import NullPool, text

from distro import settings
from distro.kernel import rights
from distro.kernel.database import engine
from distro.schema import METADATA
from distro.upgrade import require_owner

UPGRADING = 7_301_705  # the advisory lock that keeps two upgrades apart

url: str | None = context.config.attributes.get("database_url")
if url is None:
    given = settings.read()
    url = given.owner_url or given.database_url
if url is None:
    raise settings.SettingsError("DISTRO_DATABASE_URL：直接使用 Alembic 时必须设置。没有改动。")
connectable = engine(url, poolclass=NullPool)

with connectable.connect() as connection:
    connection.execute(text("SET lock_timeout = '10s'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)").bindparams(key=UPGRADING))
    require_owner(connection)
    connection.commit()
    context.configure(connection=connection, target_metadata=METADATA, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()
        rights.mend(connection)
