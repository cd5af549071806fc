"""What holds for every list, however it is written: nothing lost, nothing doubled, nothing changed by its looks."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Recipient
from distro.lists.grammar.wraps import clean
from tests.lists.grammar.mutations import TEXTS, TOKENS, lost, mutated
from tests.lists.strategies import BUREAUS, COMMITTEES, OFFICES, PARTY_OFFICES, departments_of
from tests.rounds import rounds

SEEDS = st.integers(0, 2**32)
LENGTHS = st.integers(20, 320)
MARKS = ("各", "有关", "全体", "其他")
HALF = str.maketrans("：，；（）０１２３４５６７８９", ":,;()0123456789")
FULL = str.maketrans(":,;()0123456789", "：，；（）０１２３４５６７８９")
KINDS_OF_PROVINCES = re.compile("（[省市区、]+）")
"""江苏、上海省（市）水利厅: says of what kinds those before are, and is part of no name."""
FULL_NAMES = sorted(
    one.name
    for region in COMMITTEES
    if len(region) > 2 and region != "自治区"
    for one in departments_of(region, (*PARTY_OFFICES, *BUREAUS, *OFFICES))
)
LONG = [text for text in TEXTS if len(text) > 24 and "\n" not in text and " " not in text and "　" not in text]


def recipients(text: str) -> list[Recipient]:
    return [one for tier in parse(text).tiers for one in tier.recipients]


def names(text: str) -> list[tuple[str, list[str]]]:
    return [(str(tier.tier), [one.name for one in tier.recipients]) for tier in parse(text).tiers]


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


@given(st.lists(st.sampled_from(TOKENS), max_size=60).map("".join))
@rounds(400)
def test_no_character_of_a_list_is_lost(text: str) -> None:
    assert lost(text) == ""


@given(st.text(max_size=300))
@rounds(100)
def test_no_character_of_any_text_is_lost(text: str) -> None:
    assert lost(text) == ""


@given(SEEDS, LENGTHS)
@rounds(2000)
def test_no_character_of_a_broken_list_is_lost(seed: int, length: int) -> None:
    assert lost(mutated(Random(seed), length)) == ""  # noqa: S311


def test_a_single_asterisk_moves_no_name() -> None:
    assert lost("送：*\n各省及副省级城市民政局。") == ""


@given(SEEDS, LENGTHS)
@rounds(200)
def test_marks_and_brackets_stay_with_their_name(seed: int, length: int) -> None:
    text = mutated(Random(seed), length)  # noqa: S311
    for one in recipients(text):
        written = clean(text[one.start : one.end])
        if re.search("[，、；。和及与暨]|以及", written) or one.qualifier:
            continue
        name = clean(one.name)
        for mark in MARKS:
            assert written.count(mark) <= name.count(mark), (written, name)
        for bracket in re.findall(r"（[^（）]+）", written):
            assert bracket in name or KINDS_OF_PROVINCES.fullmatch(bracket), (written, name)


@given(st.lists(st.sampled_from(FULL_NAMES), min_size=2, max_size=7, unique=True))
@rounds(300)
def test_a_name_in_full_is_never_changed(chosen: list[str]) -> None:
    assert [one.name for one in recipients("送：" + "、".join(chosen) + "。")] == chosen


@given(st.lists(st.sampled_from(FULL_NAMES), min_size=2, max_size=5, unique=True))
@rounds(200)
def test_a_prefix_is_never_doubled(chosen: list[str]) -> None:
    for one in recipients("送：" + "、".join(chosen) + "，" + "、".join(reversed(chosen)) + "。"):
        assert not re.search(r"(.{2,})\1", one.name)


@pytest.mark.parametrize("text", TEXTS)
def test_no_name_has_a_place_twice(text: str) -> None:
    for one in recipients(text):
        bare = re.sub("（[^）]*）", "", one.name)
        assert not re.search(r"(.{2,})\1|([省县区州])\2|市市(?!场)", bare) or one.name in text


@given(st.sampled_from(LONG), st.integers(20, 60))
@rounds(400)
def test_where_a_line_is_wrapped_says_nothing(text: str, width: int) -> None:
    assert names(wrapped(text, width)) == names(text)


@pytest.mark.parametrize(
    "text",
    [
        "各市（州）、县（市、区）防汛抗旱指挥部，省防指\n各成员单位：",
        "报：省委、省人大常委会、省政府、省政协，省委\n各常委。",
        "抄送：省委办公厅，省人大常委会办公厅，省政协\n办公厅，省法院。",
    ],
)
def test_a_full_line_is_no_end_though_its_words_could_be(text: str) -> None:
    assert names(text) == names(text.replace("\n", ""))


def test_a_short_line_ends_a_group() -> None:
    text = "报：市委办公室、市人大常委会办公室、市政府办公室。\n送：市水务局、\n市财政局\n市审计局。"
    assert [len(tier.groups) for tier in parse(text).tiers] == [1, 2]


@pytest.mark.parametrize("text", TEXTS)
def test_full_and_half_width_read_alike(text: str) -> None:
    assert names(text.translate(HALF)) == names(text) == names(text.translate(FULL))


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_doubted_has_another_reading_or_a_reason(text: str) -> None:
    """A doubt is a margin to another reading, or a ceiling: it is never below what an even chance would be."""
    assert all(0.5 <= one.confidence <= 1.0 for one in recipients(text))
