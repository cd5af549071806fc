"""Working on a list: readings chosen, places moved, taken out and added; the rest stays as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.lists.rules import addressees, full_name, leans_on
from distro.lists.sheet import editing
from distro.lists.sheet.choosing import from_text, to_text
from distro.lists.sheet.sheet import Sheet
from distro.lists.sheet.wording import Unwritable
from distro.lists.suggestions import Known
from distro.lists.tier import Tier
from distro.offices.rules import regions_of
from tests.lists.grammar.cases import CASES

WORDING = (
    "报：省委、省政府领导同志，自治区党委组织部、援湾办。\n"
    "送：蓝湾区党委宣传部、文联，三师、五师组织部、援湾办，南浦市教育局（2份）。"
)
SHEET = Sheet(WORDING)
TEXTS = [text for cases in CASES.values() for text, _ in cases]


def names(sheet: Sheet) -> list[str]:
    return [one.name for tier in sheet.reading().tiers for one in tier.recipients]


def place_of(sheet: Sheet, name: str) -> int:
    return next(
        number
        for number, place in enumerate(editing.all_places(sheet.reading()))
        if name in [one.name for one in place.recipients]
    )


class TestChoosing:
    def test_another_reading_takes_the_place_of_the_first(self) -> None:
        place = place_of(SHEET, "自治区援湾办")
        chosen = editing.choose(SHEET, place, ("自治区党委援湾办",))
        assert "自治区党委援湾办" in names(chosen)
        assert "自治区援湾办" not in names(chosen)
        assert chosen.wording == WORDING

    def test_what_was_read_before_can_be_chosen_again(self) -> None:
        place = place_of(SHEET, "自治区援湾办")
        chosen = editing.choose(SHEET, place, ("自治区党委援湾办",))
        assert ("自治区援湾办",) in editing.others(editing.all_places(chosen.reading())[place])
        assert names(editing.choose(chosen, place, ("自治区援湾办",))) == names(SHEET)

    def test_a_product_may_be_read_as_other_recipients(self) -> None:
        place = place_of(SHEET, "三师组织部")
        assert len(editing.all_places(SHEET.reading())[place].recipients) == 4
        meant = ("三师", "五师组织部", "五师援湾办")
        chosen = editing.choose(SHEET, place, meant)
        assert set(meant) <= set(names(chosen))
        assert "三师组织部" not in names(chosen)

    def test_what_is_printed_with_a_name_stays_with_it(self) -> None:
        place = place_of(SHEET, "南浦市教育局")
        one = editing.all_places(editing.choose(SHEET, place, ("南浦市教育体育局",)).reading())[place].recipients[0]
        assert (one.copies, one.confidence) == (2, 1.0)

    def test_a_choice_for_a_name_that_is_gone_goes_too(self) -> None:
        chosen = editing.choose(SHEET, place_of(SHEET, "自治区援湾办"), ("自治区党委援湾办",))
        assert chosen.tidied() == chosen
        assert Sheet("报：省委。", chosen.choices).tidied().choices == ""

    def test_places_are_accepted_as_they_are_read(self) -> None:
        place = place_of(SHEET, "自治区援湾办")
        accepted = editing.accept(editing.choose(SHEET, place, ("自治区党委援湾办",)), [place, place + 1])
        assert from_text(accepted.choices)[("自治区援湾办",)] == ("自治区党委援湾办",)
        assert len(from_text(accepted.choices)) == 2
        assert (
            min(
                one.confidence
                for at in (place, place + 1)
                for one in editing.all_places(accepted.reading())[at].recipients
            )
            == 1
        )

    @given(st.text("→＋+\n 省委县局、A", max_size=40))
    def test_a_choice_is_read_as_it_is_written(self, text: str) -> None:
        choices = from_text(text)
        assert from_text(to_text(choices)) == choices


class TestMoving:
    def test_a_group_moves_with_its_words_as_they_are(self) -> None:
        assert editing.move_group(SHEET, 1, -1).wording.startswith(
            "报：自治区党委组织部、援湾办，省委、省政府领导同志。\n"
        )

    def test_a_group_never_leaves_its_tier(self) -> None:
        assert editing.move_group(SHEET, 0, -1) == SHEET
        assert editing.move_group(SHEET, 1, 1) == SHEET

    def test_a_place_moves_inside_its_group(self) -> None:
        moved = editing.move(SHEET, 1, -1)
        assert moved.wording.startswith("报：省政府、省委领导同志，")
        assert editing.move(moved, 0, 1).wording == WORDING
        assert editing.move(SHEET, 0, -1) == SHEET
        assert editing.move(SHEET, 1, 1) == SHEET

    @given(st.sampled_from(TEXTS), st.data())
    def test_moving_changes_the_order_and_nothing_else(self, text: str, data: st.DataObject) -> None:
        sheet = Sheet(text)
        found = editing.all_places(sheet.as_written())
        if not found:
            return
        place = data.draw(st.integers(0, len(found) - 1))
        try:
            moved = editing.move(sheet, place, data.draw(st.sampled_from((-1, 1))))
        except Unwritable:
            return
        assert sorted(names(moved)) == sorted(names(sheet))


class TestTakingOutAndAdding:
    def test_the_first_of_a_group_leaves_its_prefix_to_the_next(self) -> None:
        removed = editing.remove(SHEET, place_of(SHEET, "自治区党委组织部"))
        assert "自治区援湾办" in names(removed)
        assert "自治区党委组织部" not in names(removed)

    def test_the_last_of_a_tier_takes_the_tier_with_it(self) -> None:
        assert editing.remove(Sheet("报：省委。\n送：南浦市教育局。"), 0).wording == "送：南浦市教育局。"
        assert editing.remove(Sheet("报：省委。"), 0).wording == ""

    def test_added_names_end_their_tier_or_begin_one(self) -> None:
        added = editing.add(SHEET, Tier.REPORT, ["南浦市委"])
        assert added.wording.startswith("报：省委、省政府领导同志，自治区党委组织部、援湾办，南浦市委。\n")
        assert editing.add(SHEET, Tier.DISTRIBUTE, ["青石县档案局"]).wording == WORDING + "\n发：青石县档案局。"

    def test_a_name_that_would_be_read_as_another_is_not_added(self) -> None:
        with pytest.raises(Unwritable):
            editing.add(SHEET, Tier.REPORT, ["南浦市委、市政府"])

    def test_what_is_no_recipient_stays_when_the_last_is_taken_out(self) -> None:
        sheet = editing.remove(Sheet("送：云溪市水利局。\n主题词：档案"), 0)
        assert sheet.wording == "主题词：档案"


class TestLeaning:
    """市委 is somebody's; of whom, the issuer's name or the register must say."""

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("省委", "省"), ("自治区党委", "自治区"), ("市直机关工委", "市"), ("本市教育局", "市"), ("地委", "地")],
    )
    def test_what_a_name_leans_on(self, name: str, kind: str) -> None:
        assert leans_on(name) == kind

    @pytest.mark.parametrize("name", ["市场监督管理局", "市政管理局", "区划办", "江苏省委", "各县区党委"])
    def test_names_that_lean_on_nothing(self, name: str) -> None:
        assert leans_on(name) == ""

    def test_full_names(self) -> None:
        regions = {"市": "云溪市", "地": "青山地区", "自治州": "蓝湾自治州"}
        assert full_name("市委", regions) == "云溪市委"
        assert full_name("市场监督管理局", regions) == "市场监督管理局"
        assert full_name("州党委", regions) == "蓝湾自治州党委"
        assert full_name("省委", regions) == "省委"

    def test_the_register_says_what_the_name_does_not(self) -> None:
        reading = Sheet("报：省委、市委。").reading()
        found = addressees(reading, "档案工作办公室", home=regions_of("江苏省云溪市"))
        assert [one.office_name for one in found] == ["江苏省委", "江苏省云溪市委"]


class TestSuggesting:
    KNOWN = Known(["江苏省人民政府", "江苏省政府办公厅", "浙江省人民政府", "云溪市委", "远山市委", "云溪市财政局"])

    def test_the_nearest_first(self) -> None:
        assert self.KNOWN.near("江苏省政府")[0] == "江苏省人民政府"
        assert self.KNOWN.near("云溪市财政") == ["云溪市财政局"]
        assert self.KNOWN.near("江苏省人民政俯")[0] == "江苏省人民政府"

    def test_never_of_another_region(self) -> None:
        assert "浙江省人民政府" not in self.KNOWN.near("江苏省政府")

    def test_whoever_a_leaning_name_may_mean(self) -> None:
        assert self.KNOWN.near("市委") == ["云溪市委", "远山市委"]

    def test_nothing_near_nothing_suggested(self) -> None:
        assert self.KNOWN.near("青石县档案馆") == []
