"""What a process makes once and keeps, kept in tests too, though each of them makes a system and applications anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from distro.kernel.database import engine


class Templates(BytecodeCache):
    """Compiled templates, known by their name and their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def kept() -> Iterator[None]:
    """As long as this lasts systems on one database share an engine, which keeps the statements it has compiled, and
    all applications what became of their templates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("distro.system.engine", cache(engine))
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Templates()})
        yield
