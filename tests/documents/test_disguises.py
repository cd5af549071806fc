"""The same draft of the same text, however it arrives; and of a printed bulletin the draft it was printed from."""

from __future__ import annotations

from pathlib import Path

import pytest

from distro.documents.kinds import choice
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import PAGES, recognise
from distro.press import pdf
from distro.sample.world import STORY, bulletin
from tests.documents.disguises import copied_back, disguises, draft

SEED = Path(__file__).parents[3] / "shared" / "sample" / "seed-bulletin.txt"
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
TEXT = bulletin(3)


@pytest.mark.parametrize("name", [name for name, _ in disguises(TEXT)])
def test_the_same_draft_in_every_disguise(name: str) -> None:
    assert draft(dict(disguises(TEXT))[name]) == draft(TEXT)


@pytest.mark.skipif(not SEED.exists(), reason="no sample beside the checkout")
def test_a_given_bulletin_in_every_disguise() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert [name for name, disguised in disguises(text) if draft(disguised) != draft(text)] == []


@pytest.mark.parametrize("number", [3, 5])
def test_a_print_copied_back_is_the_draft_it_was_printed_from(number: int, tmp_path: Path) -> None:
    written = draft(bulletin(number))
    data = pdf.print_document(choice.paper(from_recognised(recognise(bulletin(number))))).data
    assert [way for way, text in copied_back(data, tmp_path) if draft(text) != written] == []


def test_every_sample_is_read_without_anything_left() -> None:
    for number in STORY:
        assert recognise(bulletin(number)).leftovers == ()


def test_what_only_belongs_to_pages_is_told_but_stands_in_no_draft() -> None:
    text = dict(disguises(TEXT))["wrapped at 30 with page numbers and running heads"]
    left = recognise(text).leftovers
    assert {each.name for each in left} == {PAGES}
    assert left[0].text.startswith("— 1 —")
    assert draft(text).aside == ""
