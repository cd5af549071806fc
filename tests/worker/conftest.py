"""Every test here has real workers."""

from __future__ import annotations

from tests.fleet import broker, fleet, settings, system

__all__ = ["broker", "fleet", "settings", "system"]
