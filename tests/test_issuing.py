"""Issuing from the command line looks at its own document only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from distro import issuing
from distro.kernel.errors import Refusal
from distro.kernel.journal import Errand
from distro.system import System
from tests import builders


def _park_everything(system: System) -> None:
    with system.work(builders.TESTER) as w:
        w.session.execute(update(Errand).values(parked_at=w.now, error="no such tool"))


def test_another_documents_trouble_is_not_this_ones(system: System) -> None:
    world = builders.world(system)
    issued = builders.issued(world)
    troubled = builders.released(world, replace(builders.DRAFT, issue=2, total=2))
    _park_everything(system)
    issuing.await_record(system, issued)
    with pytest.raises(Refusal, match="no such tool"):
        issuing.await_record(system, troubled)
