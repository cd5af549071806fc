"""本期增发: names added for one issue stand in a block of their own and are not kept."""

from __future__ import annotations

import pytest
from hypothesis import given

from distro.kernel.errors import Refusal
from distro.lists.sheet.extra import is_extra, with_extra, without_extra
from distro.lists.sheet.sheet import Sheet
from distro.lists.sheet.wording import TierWording, names_of, write
from tests.lists import strategies
from tests.rounds import rounds

SHEET = Sheet("报：云溪市委、云溪市政府。\n送：云溪市财政局。")


def test_names_are_added_as_a_block_at_the_end_and_then_to_it() -> None:
    once = with_extra(SHEET, "云溪市水利局、文旅局")
    assert once.wording == f"{SHEET.wording}\n本期增发：云溪市水利局、文旅局。"
    twice = with_extra(once, "青石县政府，清水县政府。")
    assert twice.wording == f"{SHEET.wording}\n本期增发：云溪市水利局、文旅局，青石县政府，清水县政府。"
    assert without_extra(twice) == SHEET


def test_a_block_that_stands_before_others_is_added_to() -> None:
    sheet = Sheet("增发：云溪市水利局。\n送：云溪市财政局。")
    assert with_extra(sheet, "云溪市气象局").wording == "增发：云溪市水利局，云溪市气象局。\n送：云溪市财政局。"


def test_a_list_may_begin_with_them() -> None:
    assert with_extra(Sheet(), "云溪市水利局").wording == "本期增发：云溪市水利局。"


@pytest.mark.parametrize(
    "names",
    ["", " 。", "、、", "云溪市财政局", "报：云溪市人大", "云溪市水利局。\n发：某局", "（共印20份）", "印发日期：明天"],
)
def test_what_is_no_new_name_is_refused(names: str) -> None:
    with pytest.raises(Refusal) as refused:
        with_extra(SHEET, names)
    assert refused.value.field == "extra"


@pytest.mark.parametrize("label", ["本期增发：", "增发：", "本期增发单位：", " 本 期 增 发 ："])
def test_labels_of_one_issue(label: str) -> None:
    assert is_extra(label)
    assert without_extra(Sheet(f"{SHEET.wording}\n{label}云溪市水利局。")) == SHEET


@pytest.mark.parametrize("label", ["本期报：", "发：", "抄发：", ""])
def test_labels_of_every_issue(label: str) -> None:
    assert not is_extra(label)


@given(strategies.lists())
@rounds(50)
def test_what_is_left_without_them_is_the_rest_of_the_list(tiers: tuple[TierWording, ...]) -> None:
    sheet = Sheet(write(tiers))
    wanted = tuple(tier for tier in names_of(sheet.as_written()) if not is_extra(tier.label))
    assert names_of(without_extra(sheet).as_written()) == wanted
