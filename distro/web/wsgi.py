"""What gunicorn loads: the pages of the system this process's settings describe."""

from __future__ import annotations

from flask import Flask

from distro import settings
from distro.system import System
from distro.web import create_app


def application() -> Flask:
    """Called once in each gunicorn worker, after the fork: connections are never shared."""
    return create_app(System(settings.read()))
