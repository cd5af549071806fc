"""What gunicorn loads: the pages of the system this process's settings describe."""

from __future__ import annotations

from flask import Flask

from distro import settings
from distro.system import System
from distro.web import create_app


def application() -> Flask:
    """Called once, before gunicorn forks its workers: no connection is made until a request comes."""
    return create_app(System(settings.read_to_serve()))
