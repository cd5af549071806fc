"""Pasted or uploaded text: what nobody sees is dropped, what means nothing is refused by its place, all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.kernel.errors import Refusal
from distro.kernel.pasted import LARGEST_TEXT, clean, decode
from tests.rounds import rounds

TEXT = "海塘简报\n\n3月1日，东湾市海塘加固工程在北岸开工，**要守住质量关**。\n\n报：市委、市政府领导同志。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_decodes(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_says_which_encodings_are_read() -> None:
    with pytest.raises(Refusal, match="UTF-8 和 GB 18030"):
        decode(b"\xff\xff\xff\x00")


def test_drops_what_nobody_sees() -> None:
    assert clean("云\u200d溪\u200f市\ufe0f委\U000e0041") == "云溪市委"
    assert clean("葛\U000e0100") == "葛\U000e0100"


def test_cleans_line_ends_and_spaces() -> None:
    assert clean("\ufeff报：市委\r\n送：市\u00a0法院\r发：各\u200b区") == "报：市委\n送：市 法院\n发：各区"


def test_the_bullets_of_word_are_what_they_look_like() -> None:
    assert clean("\uf06c 清淤\n\uf0b7 护岸\n\uf0d8 保洁\n\uf0fc 已办") == "● 清淤\n• 护岸\n→ 保洁\n√ 已办"


@pytest.mark.parametrize(
    ("character", "point"),
    [("\x07", "U+0007"), ("\x00", "U+0000"), ("\u202e", "U+202E"), ("\u2066", "U+2066"), ("\ue123", "U+E123")],
)
def test_refuses_characters_that_mean_nothing(character: str, point: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean(f"报：市委\n送：市{character}法院")
    assert point in str(refused.value)
    assert "第2行" in str(refused.value)


def test_refuses_more_than_a_document() -> None:
    with pytest.raises(Refusal, match="1 MB"):
        clean("海" * (LARGEST_TEXT // 3 + 1))


@rounds(200)
@given(st.text(max_size=200))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    try:
        cleaned = clean(text)
    except Refusal:
        return
    assert clean(cleaned) == cleaned
