"""What keeps the embedded stack from working."""

from __future__ import annotations


class EmbeddedError(Exception):
    """The stack cannot start or go on; the text says why and what to do."""
