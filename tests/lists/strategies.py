"""Distribution lists made up from regions, systems, organs, departments, classes and persons."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from distro.lists.sheet.wording import Group, Name, TierWording
from distro.lists.tier import Tier

COMMITTEES = {
    **{"省": "委", "市": "委", "县": "委", "自治区": "党委", "州": "委"},
    **{"江苏省": "委", "江苏省南浦市": "委", "南浦市": "委", "北浦市": "委", "青石县": "委", "南浦市青石县": "委"},
    **dict.fromkeys(("新疆维吾尔自治区", "西藏自治区", "新疆生产建设兵团", "伊犁州", "云溪州", "蓝湾区"), "党委"),
    **{f"新疆生产建设兵团{number}师": "党委" for number in "一二四七"},
}
"""Regions as an issuer points at its own, and named ones, with what their Party committee is called."""

BODIES = ("党委", "人大", "人大常委会", "政府", "人民政府", "政协", "纪委监委", "法院", "检察院")
PARTY_OFFICES = ("组织部", "宣传部", "统战部", "政法委")
BUREAUS = ("财政", "水利", "审计", "统计", "应急管理", "人力资源和社会保障", "住房和城乡建设", "文化广电和旅游")
OFFICES = ("援疆办", "发展改革委", "档案馆", "总工会", "妇联", "残联", "外办")
PLACES = (
    tuple(f"新疆生产建设兵团{number}师" for number in "一二四七"),
    ("南浦市", "北浦市", "东浦市"),
    ("各市", "各县", "各区"),
    ("各援建地", "各受援地"),
    ("各乡", "各镇"),
)
OFFICES_OF_PLACES = ("党委", "政府", "财政局", "援疆办", "教育局")
OF_GOVERNMENT = ("各部门", "各直属机构", "有关部门")
CLASSES = ("有关单位", "各有关单位", "各科室", "各组室", "各直属单位", "各派出所")
OWN = ("本部各组室", "本部领导班子成员", "本局各处室", "援湾各前方工作组", "成员单位", "存档")
PERSONS = ("", "领导同志", "主要领导", "负责同志")
LABELS = {
    Tier.REPORT: ("报：", "本期报：", "抄报："),
    Tier.CIRCULATE: ("送：", "分送："),
    Tier.DISTRIBUTE: ("发：", "本期增发：", "抄发："),
    Tier.ADDRESS: ("主送：", "主送机关："),
    Tier.COPY: ("抄送：", "抄送机关："),
}


def name(words: str) -> Name:
    """The recipient of these words; its kind shows in them."""
    if words == "存档":
        return Name(words, "存档")
    is_open = "有关" in words
    is_collective = "各" in words or (words == "成员单位")
    audience = "领导同志" if words.endswith(("领导", "同志", "成员")) else "organ"
    return Name(words, audience, is_collective, is_open)


def bodies_of(region: str, chosen: Sequence[str], persons: str) -> Group:
    return tuple(name(region + each.replace("党委", COMMITTEES[region]) + persons) for each in chosen)


def departments_of(region: str, chosen: Sequence[str]) -> Group:
    ending = "厅" if region.endswith(("省", "自治区")) else "局"
    names = (
        region + (COMMITTEES[region] if each in PARTY_OFFICES else "") + each + (ending if each in BUREAUS else "")
        for each in chosen
    )
    return tuple(map(name, names))


def product_of(places: Sequence[str], offices: Sequence[str], persons: str) -> Group:
    return tuple(name(place + office + persons) for place in places for office in offices)


def some(words: Sequence[str], least: int = 1, most: int = 6) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)


REGION = st.sampled_from(tuple(COMMITTEES))
BODY_GROUPS = st.builds(bodies_of, REGION, some(BODIES), st.sampled_from(PERSONS))
DEPARTMENT_GROUPS = st.builds(departments_of, REGION, some((*PARTY_OFFICES, *BUREAUS, *OFFICES)))
PRODUCTS = st.one_of(
    *(
        st.builds(product_of, some(places, least=2), some(OFFICES_OF_PLACES, most=3), st.sampled_from(PERSONS))
        for places in PLACES
    )
)
CLASS_GROUPS = st.one_of(
    st.builds(
        lambda region, chosen: tuple(name(f"{region}政府{each}") for each in chosen), REGION, some(OF_GOVERNMENT)
    ),
    some(CLASSES, most=3).map(lambda chosen: tuple(map(name, chosen))),
    st.sampled_from(OWN).map(lambda words: (name(words),)),
)
GROUPS = st.one_of(BODY_GROUPS, DEPARTMENT_GROUPS, PRODUCTS, CLASS_GROUPS)
MIXED_GROUPS = st.tuples(GROUPS, GROUPS).map(lambda pair: tuple(dict.fromkeys(pair[0] + pair[1])))
"""Recipients no secretary would put into one group."""

LABEL = st.sampled_from([(tier, label) for tier, labels in LABELS.items() for label in labels])


def lists(groups: st.SearchStrategy[Group] = GROUPS) -> st.SearchStrategy[tuple[TierWording, ...]]:
    """Whole lists; the first tier may be the address at the head of a document, which has no label."""
    several = st.lists(groups, min_size=1, max_size=5).map(tuple)
    labelled = st.builds(lambda label, chosen: TierWording(label[0], label[1], chosen), LABEL, several)
    address = st.builds(lambda chosen: TierWording(Tier.ADDRESS, "", chosen), several)
    return st.tuples(st.lists(address, max_size=1), st.lists(labelled, min_size=1, max_size=3)).map(
        lambda parts: (*parts[0], *parts[1])
    )
