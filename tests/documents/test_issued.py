"""What a document has only from a certain moment of its life on: asked for earlier it is an error, never an empty value."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.kinds import choice
from distro.documents.models import Document
from distro.system import System
from tests import builders
from tests.builders import DRAFT


def test_there_is_no_number_before_it_is_taken(system: System) -> None:
    world = builders.world(system)
    document_id = builders.approved(world)
    approved = builders.document(world, document_id)
    assert (approved.has_number, approved.number) == (False, DRAFT.masthead)
    with pytest.raises(ValueError, match="has no number"):
        _ = approved.taken

    with system.work(world.secretary) as w:
        documents.number(w, document_id)
    assert builders.document(world, document_id).taken == "2025年第1期（总第1期）"


def test_what_comes_with_the_issue_is_whole_or_not_there(system: System) -> None:
    world = builders.world(system)
    document_id = builders.released(world)
    with pytest.raises(ValueError, match="is not issued"):
        _ = builders.document(world, document_id).issued

    builders.drain(system)
    issued = builders.document(world, document_id).issued
    assert (issued.dated, issued.pages) == (DRAFT.date, 1)
    assert system.outside.store.get(issued.pdf_digest).startswith(b"%PDF")

    with system.work(world.secretary) as w:
        issuing.recall(w, document_id, "数字有误")
    assert builders.document(world, document_id).issued == issued


@pytest.mark.parametrize("column", ["dated", "issued_at", "pdf_digest", "pages"])
def test_no_part_of_the_issue_may_be_missing(column: str) -> None:
    document = Document(dated=DRAFT.date, issued_at=datetime(2025, 3, 4, tzinfo=UTC), pdf_digest="0" * 64, pages=1)
    assert document.issued.pages == 1
    setattr(document, column, None)
    with pytest.raises(ValueError, match="is not issued"):
        _ = document.issued


def test_a_draft_without_a_date_has_no_day_and_no_print() -> None:
    undated = replace(DRAFT, date=None)
    with pytest.raises(ValueError, match="no date"):
        _ = undated.day
    with pytest.raises(ValueError, match="no date"):
        choice.paper(undated)
