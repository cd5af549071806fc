"""The embedded database's roles: its superuser only makes the other two.

Whoever runs the service can still become the superuser there, by the socket in a folder of their own: the two roles
keep the service from what it must not do, not the owner of the machine's account. An office that wants that too has
its own server.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg

from distro.kernel.rights import OWNER, RUNNING
from distro.resources import MIGRATIONS


@dataclass(frozen=True)
class Addresses:
    """The addresses of one database for its two roles; they hold no password."""

    owner: str
    running: str


def make(superuser_url: str) -> Addresses:
    """Make the roles in a database whose server trusts whoever reaches it; safe to repeat."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute((MIGRATIONS / "roles.sql").read_bytes())
    return Addresses(_as_role(superuser_url, OWNER), _as_role(superuser_url, RUNNING))


def _as_role(url: str, role: str) -> str:
    return urlsplit(url)._replace(netloc=f"{role}@").geturl()
