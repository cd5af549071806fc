"""Opinions and reasons: kept trimmed and clean, never too long, never classified, and the field at fault is named."""

from __future__ import annotations

import pytest

from distro.kernel.errors import Refusal
from distro.kernel.remarks import LENGTH, remark, required


def test_a_remark_is_kept_as_it_was_meant() -> None:
    assert remark("  同意。\r\n请\u200b速办。 ", "opinion") == "同意。\n请速办。"
    assert remark(" ", "opinion") == ""
    assert remark("好" * LENGTH, "opinion") == "好" * LENGTH


@pytest.mark.parametrize(
    ("text", "words"),
    [("好" * (LENGTH + 1), f"最多 {LENGTH} 个字"), ("见\u202e附件", r"U\+202E"), ("机密★10年", "国家秘密标志")],
)
def test_what_cannot_be_kept_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        remark(text, "opinion")


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_a_reason_that_must_be_given_is(text: str) -> None:
    with pytest.raises(Refusal, match="请写明原因") as refused:
        required(text, "reason")
    assert refused.value.field == "reason"


def test_the_field_is_the_one_that_was_filled_in() -> None:
    with pytest.raises(Refusal) as refused:
        remark("见\u202e附件", "opinion")
    assert refused.value.field == "opinion"
