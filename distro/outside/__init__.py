"""The world beyond this process: time, files, mail, the press."""

from __future__ import annotations

from dataclasses import dataclass

from distro.outside.mail import Post
from distro.outside.press import Press
from distro.outside.store import Store


@dataclass(frozen=True)
class Outside:
    """What a unit of work may reach beyond the database."""

    store: Store
    post: Post
    press: Press
    base_url: str
