"""What the press's step keeps, and what it will not let out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.rules import DocumentFact, State
from distro.kernel import errands
from distro.kernel.journal import Entry
from distro.outside import press as outside
from distro.outside.press import OwnPress, SharedPress
from distro.press import page, pdf
from distro.press.document import Document as Printable
from distro.press.document import Printed, from_plain
from distro.press.errors import FallenError, NotReadyError, PressError
from distro.press.finished.measures import measure
from distro.system import System
from tests import builders


def _said(system: System, fact: DocumentFact) -> dict[str, Any]:
    with system.work(builders.TESTER) as w:
        return w.session.scalars(select(Entry).where(Entry.fact == fact)).one().data


def test_an_issue_records_with_what_it_was_printed(system: System) -> None:
    world = builders.world(system)
    document = builders.document(world, builders.issued(world))
    kept = system.outside.store.path(document.pdf_digest).read_bytes()
    source = from_plain(json.loads(measure(kept).source))
    assert _said(system, DocumentFact.ISSUED)["tools"] == pdf.print_document(source).tools


@pytest.mark.usefixtures("open_press")
def test_a_print_that_does_not_measure_well_is_not_issued(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    world = builders.world(system)
    sheet = page.stylesheet("bulletin")
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + ".foot { padding-bottom: 20pt }")
    document = builders.document(world, builders.issued(world))
    assert document.state is not State.ISSUED
    assert document.pdf_digest is None
    assert "末页：版记末线下缘为 257" in document.print_error
    assert _said(system, DocumentFact.UNPRINTABLE)["reason"] == document.print_error

    # It can be taken back, its list changed, and printed when the fault is gone.
    monkeypatch.undo()
    with system.work(world.secretary) as w:
        documents.withdraw(w, document.id)
    with system.work(world.secretary) as w:
        shorter = replace(builders.DRAFT, imprint="报：云溪市委。")
        documents.revise(w, document.id, shorter, builders.document(world, document.id).version)
        documents.submit(w, document.id)
    with system.work(world.approver) as w:
        documents.approve(w, document.id, 2)
    with system.work(world.secretary) as w:
        documents.number(w, document.id)
        issuing.issue(w, document.id)
    builders.drain(system)
    assert builders.document(world, document.id).state is State.ISSUED
    assert builders.delivery_to(world, document.id, "云溪市委").office_name == "云溪市委"


def test_a_press_that_is_away_is_no_fault_of_the_document(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    world = builders.world(system)
    monkeypatch.setattr(outside, "AWAY_SECONDS", 0)
    own = system.outside.press

    class AwayForPrints(SharedPress):
        preview = staticmethod(own.preview)

    system.outside = replace(system.outside, press=AwayForPrints(tmp_path / "press.sock"))
    document = builders.document(world, builders.issued(world))
    assert (document.state, document.print_error) == (State.PRINTING, None)
    with system.work(builders.TESTER) as w:
        (waiting,) = errands.troubled(w.session)
        assert (waiting.step, "没有印成" in waiting.error) == ("print-document", True)


@pytest.mark.parametrize("kind", [FallenError, NotReadyError])
def test_what_befalls_the_machine_is_no_fault_of_the_document(system: System, kind: type[PressError]) -> None:
    world = builders.world(system)

    class Failing(OwnPress):
        def print_document(self, document: Printable) -> Printed:
            raise kind("没有印成。")

        preview = staticmethod(system.outside.press.preview)

    system.outside = replace(system.outside, press=Failing())
    document = builders.document(world, builders.issued(world))
    assert (document.state, document.print_error) == (State.PRINTING, None)


def test_what_is_submitted_is_printed_whatever_is_previewed_meanwhile(system: System) -> None:
    world = builders.world(system)
    desks = []

    class Noting(OwnPress):
        def preview(self, document: Printable, desk: str, version: int) -> Printed:
            desks.append(desk)
            return kept.preview(document, desk, version)

    kept = system.outside.press
    system.outside = replace(system.outside, press=Noting())
    builders.approved(world)
    assert desks == [""]
