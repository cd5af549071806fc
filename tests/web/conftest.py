"""The small world of the page tests, and its secretary at the door."""

from __future__ import annotations

import pytest

from distro.system import System
from tests import builders
from tests.builders import World
from tests.web.visiting import Visitor


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world.system, "secretary")
