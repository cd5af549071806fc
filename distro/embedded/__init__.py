"""The embedded stack: PostgreSQL, Valkey, the pages and the workers as children of one command.

For a first look, a single office and the tests. An office with its own servers runs the same processes by
compose.yaml and never comes here.
"""

from distro.embedded.errors import EmbeddedError
from distro.embedded.ground import free_port
from distro.embedded.lifetime import stack
from distro.embedded.readiness import database
from distro.embedded.supervisor import Supervisor

__all__ = ["EmbeddedError", "Supervisor", "database", "free_port", "stack"]
