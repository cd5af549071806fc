"""Every character of a text is in a field, in a leftover, or is a separator: of arbitrary texts and of mutated ones."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from distro.documents.recognition import recognise
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from tests.documents.mutating import TEXTS, assert_nothing_lost, mutated
from tests.rounds import rounds


@rounds(150)
@given(st.integers())
def test_nothing_of_a_mutated_document_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    text = clean(mutated(chance.choice(TEXTS), chance))
    if text.strip():
        assert_nothing_lost(text, recognise(text))


@rounds(150)
@given(
    st.text(
        st.sampled_from("\n 　。，：；、（）〔〕第报送发抄附件期号年月日印签一二三〇012文令纪要关于通知简市局★*—")
        | st.characters(codec="utf-8"),
        max_size=300,
    )
)
def test_nothing_of_an_arbitrary_text_is_lost(text: str) -> None:
    try:
        cleaned = clean(text)
        found = recognise(cleaned)
    except Refusal:
        return
    assert_nothing_lost(cleaned, found)
