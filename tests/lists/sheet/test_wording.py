"""Lists written: what is written reads back as the same, as a secretary has it, and touched words only change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.lists.grammar.parse import parse
from distro.lists.sheet.revision import revise
from distro.lists.sheet.wording import Name, TierWording, Unwritable, from_plain, names_of, says, write
from distro.lists.tier import Tier
from tests.lists.grammar.cases import CASES
from tests.lists.grammar.corpus import FOLDER, blocks
from tests.lists.strategies import GROUPS, MIXED_GROUPS, lists, name
from tests.rounds import rounds

TEXTS = [text for cases in CASES.values() for text, _ in cases]

needs_corpus = pytest.mark.skipif(not FOLDER.exists(), reason="no corpus beside the checkout")


def tiers(written: str) -> tuple[TierWording, ...]:
    """Tiers from the notation of `cases`, every recipient by its full name."""
    made = []
    for each in written.split(" // "):
        label, _, told = each.partition(": ")
        groups = tuple(tuple(map(name, group.split())) for group in told.split(" | "))
        made.append(TierWording(Tier(label), f"{label}：", groups))
    return tuple(made)


# --- written and read back ----------------------------------------------------------------------------------------


@given(lists(GROUPS))
@rounds(300)
def test_what_is_written_reads_back_as_the_same(wanted: tuple[TierWording, ...]) -> None:
    assert names_of(parse(write(wanted))) == wanted


@given(lists(MIXED_GROUPS))
@rounds(60)
def test_groups_without_a_wording_are_parted_and_nobody_is_lost(wanted: tuple[TierWording, ...]) -> None:
    assert says(parse(write(wanted)), wanted)


@pytest.mark.parametrize("text", TEXTS)
def test_every_list_read_can_be_written_anew(text: str) -> None:
    wanted = names_of(parse(text))
    assert says(parse(write(wanted)), wanted)


@needs_corpus
def test_printed_lists_can_be_written_anew() -> None:
    for block in blocks():
        wanted = names_of(parse(block["text"]))
        assert says(parse(write(wanted)), wanted), block["id"]


# --- as a secretary writes it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("报: 省委领导同志 省人大领导同志 省政府领导同志", "报：省委、省人大、省政府领导同志。"),
        ("报: 云溪州党委领导同志 云溪州人大领导同志", "报：云溪州党委、人大领导同志。"),
        ("报: 省委组织部 省援藏办", "报：省委组织部、省援藏办。"),
        ("报: 省委组织部 省委宣传部", "报：省委组织部、宣传部。"),
        ("报: 自治区党委组织部 自治区援藏办", "报：自治区党委组织部、援藏办。"),
        ("报: 自治区党委组织部 自治区党委援藏办", "报：自治区党委组织部、自治区党委援藏办。"),
        ("送: 四师组织部 四师援疆办 七师组织部 七师援疆办", "送：四师、七师组织部、援疆办。"),
        (
            "送: 新疆生产建设兵团四师党委 新疆生产建设兵团四师援疆办 新疆生产建设兵团七师党委 新疆生产建设兵团七师援疆办",
            "送：新疆生产建设兵团四师、七师党委、援疆办。",
        ),
        ("送: 新疆生产建设兵团四师领导同志 新疆生产建设兵团七师领导同志", "送：新疆生产建设兵团四师、七师领导同志。"),
        (
            "发: 各市人民政府 各县人民政府 | 省政府各部门 省政府各直属机构",
            "发：各市、县人民政府，省政府各部门、各直属机构。",
        ),
        ("发: 各委 各办 各局", "发：各委、办、局。"),
        ("发: 各部门 各单位", "发：各部门、各单位。"),
        ("报: 市委 市政府 // 发: 各区", "报：市委、市政府。\n发：各区。"),
        ("报: 市委 市政府领导同志", "报：市委，市政府领导同志。"),
    ],
)
def test_writes(wanted: str, text: str) -> None:
    assert write(tiers(wanted)) == text


def test_remarks_stand_behind_their_recipient() -> None:
    group = (Name("市委", qualifier="2份"), Name("市政府", qualifier="2份；不含附件"))
    wanted = (TierWording(Tier.REPORT, "报：", (group,)),)
    assert write(wanted) == "报：市委（2份）、市政府（2份）（不含附件）。"


@pytest.mark.parametrize(
    ("label", "text"),
    [("", "市委："), ("本期报：", "本期报：市委。"), ("报", "报\n市委。"), ("（抄送：", "（抄送：市委）")],
)
def test_labels_are_printed_as_they_are(label: str, text: str) -> None:
    tier = Tier.ADDRESS if not label else Tier.COPY if "抄送" in label else Tier.REPORT
    assert write([TierWording(tier, label, ((name("市委"),),))]) == text


def test_an_empty_tier_is_not_printed() -> None:
    assert write([*tiers("报: 市委"), TierWording(Tier.DISTRIBUTE, "发：", ())]) == "报：市委。"


@pytest.mark.parametrize("one", [Name("市委", collective=True), Name("市委，市政府"), Name("市委领导同志")])
def test_what_no_words_can_say_is_refused(one: Name) -> None:
    with pytest.raises(Unwritable) as refused:
        write([TierWording(Tier.REPORT, "报：", ((one,),))])
    assert refused.value.names == (one.name,)


@needs_corpus
def test_the_first_printed_list_is_written_as_it_was() -> None:
    block = blocks()[0]
    assert write(from_plain(block["expected"])).split() == block["text"].split()


# --- from plain data ----------------------------------------------------------------------------------------------


def test_plain_data_is_completed_from_the_names() -> None:
    data = {
        "tiers": [{"tier": "发", "label": None, "groups": [{"recipients": [{"name": "各区"}, {"name": "有关单位"}]}]}]
    }
    assert from_plain(data) == tiers("发: 各区 有关单位")


def test_the_label_says_the_tier() -> None:
    (tier,) = from_plain({"tiers": [{"tier": "送", "label": "抄送：", "groups": [{"recipients": [{"name": "市委"}]}]}]})
    assert (tier.tier, tier.label) == (Tier.COPY, "抄送：")


@pytest.mark.parametrize(
    "data",
    [{}, {"tiers": [{"tier": "报"}]}, {"tiers": [{"tier": "传", "groups": []}]}, {"tiers": 3}, {"tiers": ["报"]}],
)
def test_what_is_no_list_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a distribution list|is not a valid Tier"):
        from_plain(data)


# --- an edited list -----------------------------------------------------------------------------------------------

PRINTED = (
    "报：市委，市人大、\n市政府；市政协领导同志。\n\n送：市法院；市公安局、财政局。\n水务局办公室　　2021年3月4日印发"
)


@pytest.mark.parametrize("text", TEXTS)
def test_an_untouched_list_keeps_every_character(text: str) -> None:
    reading = parse(text)
    assert revise(reading, names_of(reading)) == text


@needs_corpus
def test_an_untouched_printed_list_keeps_every_character() -> None:
    for block in blocks():
        reading = parse(block["text"])
        assert revise(reading, names_of(reading)) == block["text"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            lambda report, circulate: (replace(report, groups=(*report.groups, (name("市审计局"),))), circulate),
            PRINTED.replace("同志。", "同志，市审计局。"),
        ),
        (
            lambda report, circulate: (replace(report, groups=report.groups[1:]), circulate),
            PRINTED.replace("市委，", ""),
        ),
        (
            lambda report, circulate: (replace(report, groups=report.groups[:2]), circulate),
            PRINTED.replace("；市政协领导同志", ""),
        ),
        (
            lambda report, circulate: (report, replace(circulate, groups=circulate.groups[::-1])),
            PRINTED.replace("市法院；市公安局、财政局", "市公安局、市财政局；市法院"),
        ),
        (
            lambda report, circulate: (
                report,
                replace(circulate, groups=(circulate.groups[0], circulate.groups[1][:1])),
            ),
            PRINTED.replace("、财政局", ""),
        ),
        (lambda report, circulate: (circulate,), PRINTED.partition("\n\n")[2]),
        (lambda report, circulate: (report,), PRINTED.replace("送：市法院；市公安局、财政局。\n", "")),
        (
            lambda report, circulate: (report, circulate, *tiers("发: 各区")),
            PRINTED.replace("财政局。", "财政局。\n发：各区。"),
        ),
        (lambda report, circulate: (*tiers("主送: 各区"), report, circulate), "主送：各区。\n" + PRINTED),
    ],
)
def test_only_what_changed_is_written_anew(change, text: str) -> None:
    reading = parse(PRINTED)
    assert revise(reading, change(*names_of(reading))) == text


def test_an_address_keeps_its_colon() -> None:
    reading = parse("各县、\n各区，市直各单位：")
    (tier,) = names_of(reading)
    assert revise(reading, [replace(tier, groups=tier.groups[:1])]) == "各县、\n各区："


@given(lists(), st.data())
@rounds(60)
def test_whatever_is_changed_reads_back(wanted: tuple[TierWording, ...], data: st.DataObject) -> None:
    reading = parse(write(wanted))
    changed = tuple(
        replace(tier, groups=tuple(data.draw(st.permutations(tier.groups)))[: data.draw(st.integers(0, 5))])
        for tier in wanted
    )
    text = revise(reading, changed)
    assert says(parse(text), changed)
