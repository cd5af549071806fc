"""What a system asks of its database meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from distro.system import System


@contextmanager
def statements(system: System) -> Iterator[list[str]]:
    """The statements sent as long as this lasts, in their order."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        sent.append(statement)

    event.listen(system.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(system.engine, "before_cursor_execute", note)
