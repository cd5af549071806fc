"""The door for people: server-rendered pages over the core, complete without JavaScript."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from distro.resources import TEMPLATES
from distro.system import System
from distro.web import door, guard, health, language, layout


def create_app(system: System) -> Flask:
    """The WSGI application over one system. Every module here that has `pages` is part of it."""
    app = Flask(__name__, template_folder=str(TEMPLATES / "web"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    proxied = ProxyFix(app.wsgi_app, x_for=system.settings.proxies, x_proto=0, x_host=0)
    answering = health.under_any_name(proxied, system.settings.base_url)
    app.wsgi_app = answering  # type: ignore[assignment, method-assign]  # Flask's own way to wrap an application
    guard.install(app, system)
    language.install(app)
    layout.install(app)
    door.install(app, system)
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        if hasattr(module, "pages"):
            app.register_blueprint(module.pages)
    return app
