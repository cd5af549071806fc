"""Issuing from the command line looks at its own document only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from distro import issuing
from distro.kernel.errands import Errand
from distro.kernel.errors import Refusal
from distro.system import System
from tests import builders


def _park_everything(system: System) -> None:
    with system.work(builders.TESTER) as w:
        w.session.execute(update(Errand).values(parked_at=w.now, error="no such tool"))


def test_another_documents_trouble_is_not_this_ones(system: System) -> None:
    world = builders.world(system)
    issued = builders.issued(world)
    troubled = builders.released(world, replace(builders.DRAFT, designation=builders.as_issue(2)))
    _park_everything(system)
    issuing.await_record(system, issued)
    with pytest.raises(Refusal, match="no such tool"):
        issuing.await_record(system, troubled)


def test_the_print_is_named_for_people_and_apart_from_the_kept_file(system: System) -> None:
    document_id = builders.issued(builders.world(system))
    for _ in range(2):
        told = issuing.report(system, document_id)["pdf"]
    path = Path(told["path"])
    assert path.name == f"{builders.DRAFT.masthead} 2025年第1期（总第1期） {told['sha256'][:8]}.pdf"
    kept = system.outside.store.path(told["sha256"])
    assert path.read_bytes() == kept.read_bytes()
    path.write_bytes(b"scribbled over")
    assert system.outside.store.get(told["sha256"]).startswith(b"%PDF")
