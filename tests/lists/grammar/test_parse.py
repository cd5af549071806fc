"""The grammar of distribution lists: what is read in own lists, where, what is left over, that nothing takes long."""

from __future__ import annotations

import pytest

from distro.lists.grammar.blocks import LONGEST_IMPRINT
from distro.lists.grammar.parse import parse
from distro.lists.grammar.reading import Reading, Recipient
from distro.lists.grammar.tables import LIKELY
from distro.lists.tier import Tier
from tests.lists.grammar.cases import CASES


def written(reading: Reading) -> str:
    """A reading in the notation of `cases`."""
    return " // ".join(
        f"{tier.tier}: " + " | ".join(" ".join(one.name for one in group.recipients) for group in tier.groups)
        for tier in reading.tiers
    )


def recipients(text: str) -> list[Recipient]:
    return [one for tier in parse(text).tiers for one in tier.recipients]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{kind}-{number}") for kind, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_reads(text: str, expected: str) -> None:
    assert written(parse(text)) == expected


@pytest.mark.parametrize(
    "piece", ["各", "报：", "市、", "四师、", "(", "市\n", "2021年3月4日", "共 ", "**", "省市：", "、教育局", "直及"]
)
def test_garbage_is_bounded(piece: str) -> None:
    """Beyond the longest imprint nothing is read, but it is left over."""
    text = ("报：各市、县" + piece * 1_000_000)[:1_000_000]
    reading = parse(text)
    assert reading.leftovers[-1][1:] == (LONGEST_IMPRINT, len(text), False)


def test_every_label_says_its_tier() -> None:
    tiers = [tier.tier for tier in parse("报：市委\n送：市法院\n发：各区\n主送：市委\n抄送：市法院").tiers]
    assert tiers == [Tier.REPORT, Tier.CIRCULATE, Tier.DISTRIBUTE, Tier.ADDRESS, Tier.COPY]


def test_own_words_are_where_they_stand() -> None:
    text = "报：自治区党委、人\n大领导同志。"
    first, second = recipients(text)
    assert text[first.start : first.end] == "自治区党委"
    assert text[second.start : second.end] == "人\n大领导同志"
    assert (second.name, second.organ, second.audience) == ("自治区人大领导同志", "自治区人大", "领导同志")


def test_a_product_shares_its_place_and_names_the_other_readings() -> None:
    text = "送：四师、七师组织部、援疆办。"
    found = recipients(text)
    assert {text[one.start : one.end] for one in found} == {"四师、七师组织部、援疆办"}
    assert ("四师", "七师组织部", "七师援疆办") in found[0].alternatives
    assert ("四师组织部", "七师组织部", "四师援疆办", "七师援疆办") in found[0].alternatives


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("发：各乡镇党委政府", ("各乡镇党委", "各乡镇政府")),
        ("报：市纪委监委", ("市纪委", "市监委")),
        ("发：各县（市、区）水利局", ("各县水利局", "各市水利局", "各区水利局")),
        ("送：省委组织部、财政厅", ("省委财政厅",)),
        ("送：省委、省政府办公厅", ("省委",)),
    ],
)
def test_other_readings_are_offered(text: str, alternative: tuple[str, ...]) -> None:
    assert any(alternative in one.alternatives for one in recipients(text))


@pytest.mark.parametrize(
    ("text", "is_class"),
    [
        ("发：各县", True),
        ("发：有关单位", True),
        ("发：成员单位", True),
        ("报：局领导", True),
        ("送：本部领导班子成员", True),
        ("送：援湾各前方工作组", True),
        ("报：市委领导同志", False),
        ("报：四师领导同志", False),
        ("报：市委书记", False),
        ("送：市财政局", False),
    ],
)
def test_what_stands_for_several(text: str, is_class: bool) -> None:
    (one,) = recipients(text)
    assert one.is_class is is_class


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("报：市委", "organ"),
        ("报：市委领导同志", "领导同志"),
        ("报：林某某局长", "领导同志"),
        ("发：全体职工", "个人"),
        ("发：存档", "存档"),
    ],
)
def test_audience(text: str, audience: str) -> None:
    assert recipients(text)[0].audience == audience


def test_copies_and_remarks_are_no_part_of_the_name() -> None:
    first, second, third = recipients("报：市委（2份），市政府3份，市人大（不含附件）。")
    assert (first.name, first.copies, first.qualifier) == ("市委", 2, "2份")
    assert (second.name, second.copies) == ("市政府", 3)
    assert (third.name, third.copies, third.qualifier) == ("市人大", None, "不含附件")


def test_printing_line() -> None:
    reading = parse("抄送：市委。\n蓝湾区水务局办公室　　2021年3月4日印发\n（共印60份）")
    assert (reading.print_org, reading.print_date.isoformat(), reading.copies) == (
        "蓝湾区水务局办公室",
        "2021-03-04",
        60,
    )


def test_a_printing_date_no_calendar_has_is_left_out() -> None:
    assert parse("抄送：市委。\n水务局2021年2月30日印发").print_date is None


@pytest.mark.parametrize(
    ("text", "leftovers"),
    [
        ("报：市委。\n本文共三页。", [("本文共三页。", False)]),
        ("报：市委。\n附件：水情表", [("附件：水情表", False)]),
        ("报：市委。\n请各单位于三日内反馈。", [("请各单位于三日内反馈。", False)]),
        ("报：市委\n编辑：赵某\n市水务局", [("编辑：赵某", False), ("市水务局", True)]),
        ("蓝湾区水务局\n抄送：市委。", [("蓝湾区水务局", True)]),
        ("报：市委\n云溪市水务局办公室　二〇二四年三月廿五日印发", []),
    ],
)
def test_what_is_in_no_tier_is_left_over(text: str, leftovers: list[tuple[str, bool]]) -> None:
    assert [(one.text, one.may_be_office) for one in parse(text).leftovers] == leftovers


def test_what_is_not_understood_is_marked() -> None:
    (one,) = recipients("送：天马行空")
    assert one.confidence < 0.8


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("送：市委、主席。", "主席"),  # a post of nobody beside one of somebody
        ("送：电视台和晚报社。", "电视台和晚报社"),  # perhaps two
        ("送：华北、东北电网公司。", "华北电网公司"),  # perhaps 华北公司
        ("送：省农科院、林业大学。", "林业大学"),  # perhaps of the province
        ("送：代建方、设计单位、施工单位。", "代建方单位"),  # each of the others has its own noun
        ("送：工商、质量监督局。", "工商局"),  # perhaps 工商监督局
        ("送：副局长、科长。", "副局长"),
    ],
)
def test_what_may_be_read_otherwise_is_doubted(text: str, name: str) -> None:
    assert [one.confidence < LIKELY for one in recipients(text) if one.name == name] == [True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("各县区人民政府市直各部门：", "各县区人民政府市直各部门"),  # perhaps two without a mark between them
        ("抄送：（1）市财政局（2）市审计局", "市财政局（2）市审计局"),
        ("各省林业厅，内蒙古、吉林、龙江森工集团公司：", "内蒙古"),  # a place beside an ending it may share
    ],
)
def test_what_nobody_parted_or_shared_is_doubted(text: str, name: str) -> None:
    assert [one.confidence < LIKELY for one in recipients(text) if one.name == name] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "送：各商业银行、信托公司、理财公司。",
        "送：各二级单位、直属单位。",
        "送：县疾控中心、卫生监督所。",
        "送：全体理事、监事。",
        "送：局长、副局长。",
        "送：市文化和旅游局、住房和城乡建设局。",
        "送：集团公司党委办公室、组织部、宣传部。",
        "送：各董事、监事。",
        "送：公安部办公厅、刑侦局。",
        "送：市政协办公厅、研究室。",
        "送：各科室、派出所。",
        "送：各市日报社、广播电视台。",
        "各乡镇（街道）党（工）委、综治中心：",
        "抄送：各县（区）人民政府，市政府办。",
        "送：校党委常委、副校长。",
    ],
)
def test_what_has_hardly_another_reading_is_not_doubted(text: str) -> None:
    assert [one.name for one in recipients(text) if one.confidence < LIKELY] == []
