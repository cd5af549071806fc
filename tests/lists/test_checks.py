"""Each check of a list finds what it is for, says why, and is silent about what is in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from distro.lists.checks import Ended, Finding, Listed, Receiver, Rule, Severity, check, joined
from distro.lists.grammar.tables import LIKELY
from distro.lists.tier import Tier
from distro.offices.rules import Branch, Level, Relation, Standing, relation

CITY = Standing(uuid4(), level=Level.PREFECTURE, branch=Branch.GOVERNMENT, region="云河省临溪市")
PARTY, GOVERNMENT, CONGRESS = Branch.PARTY, Branch.GOVERNMENT, Branch.CONGRESS


def office(position: int, name: str, tier: Tier = Tier.CIRCULATE, **facts: Any) -> Listed:
    """An entry that leads to a registered office with a clerk."""
    standing = facts.pop("standing", None) or Standing(uuid4())
    receiver = Receiver(standing.id, name, bool(facts.pop("has_clerk", True)))
    return Listed(position, tier, name, receivers=(receiver,), standing=standing, **facts)


def class_(position: int, name: str, *members: str, **facts: Any) -> Listed:
    receivers = tuple(Receiver(uuid4(), member) for member in members)
    return Listed(position, Tier.CIRCULATE, name, is_class=True, receivers=receivers, **facts)


def found(*entries: Listed, print_run: int | None = None, issuer: Standing = CITY) -> dict[Rule, Finding]:
    return {finding.rule: finding for finding in check(issuer, entries, print_run)}


def test_a_list_in_order_has_no_findings() -> None:
    entries = (
        office(0, "临溪市委", Tier.REPORT),
        office(1, "临溪市政府", Tier.REPORT),
        office(2, "临溪市财政局"),
        class_(3, "各科室", "宣传科", "保管科"),
        Listed(4, Tier.CIRCULATE, "存档", audience="存档"),
    )
    assert found(*entries, print_run=6) == {}


def test_unknown_names_are_told_together() -> None:
    entries = [Listed(n, Tier.CIRCULATE, name, is_unknown=True) for n, name in enumerate(("甲局", "乙局"))]
    finding = found(office(7, "临溪市委"), *entries)[Rule.UNKNOWN_NAME]
    assert finding.severity is Severity.BLOCK
    assert finding.positions == (0, 1)
    assert "甲局、乙局" in str(finding.refusal)
    assert "第九条" in str(finding.refusal)


def test_a_name_that_leans_on_no_place_is_told_apart() -> None:
    leaning = Listed(0, Tier.CIRCULATE, "市财政局", is_unknown=True, is_leaning=True)
    assert "属于哪个地方" in str(found(leaning)[Rule.UNKNOWN_NAME].refusal)


@pytest.mark.parametrize(("successor", "words"), [("丙局", "已并入“丙局”"), ("", "不是有效单位")])
def test_an_office_that_is_no_more(successor: str, words: str) -> None:
    gone = Listed(0, Tier.CIRCULATE, "甲局", is_unknown=True, ended=Ended(successor))
    findings = found(gone, office(1, "乙局"))
    assert words in str(findings[Rule.ENDED_OFFICE].refusal)
    assert Rule.UNKNOWN_NAME not in findings


def test_an_office_read_before_it_ended_is_told_too() -> None:
    assert Rule.ENDED_OFFICE in found(office(0, "甲局", ended=Ended("丙局")))


def test_one_office_under_two_names_or_in_two_tiers_is_twice_on_the_list() -> None:
    same = Standing(uuid4())
    finding = found(office(0, "临溪市委", Tier.REPORT, standing=same), office(3, "中共临溪市委", standing=same))[
        Rule.REPEATED_OFFICE
    ]
    assert finding.severity is Severity.BLOCK
    assert finding.positions == (0, 3)


def test_an_office_and_its_persons_get_a_copy_each() -> None:
    same = Standing(uuid4())
    itself = office(0, "临溪市委", standing=same)
    persons = office(1, "临溪市委", standing=same, audience="领导同志", words="临溪市委领导同志")
    secretary = office(2, "临溪市委", standing=same, audience="领导同志", words="临溪市委书记")
    assert Rule.REPEATED_OFFICE not in found(itself, persons, secretary)
    finding = found(itself, persons, replace(persons, position=2))[Rule.REPEATED_OFFICE]
    assert finding.positions == (1, 2)


def test_what_was_read_as_nothing_is_told() -> None:
    (finding,) = check(Standing(uuid4()), [office(0, "临溪市委")], leftovers=["本文共三页。"])
    assert finding.rule is Rule.LEFT_OVER
    assert "本文共三页。" in str(finding.refusal)


def test_an_office_and_its_own_class_are_sent_to_once() -> None:
    finding = found(office(0, "宣传科"), class_(1, "各科室", "保管科", repeated=("宣传科",)))[Rule.IN_A_CLASS_TOO]
    assert finding.severity is Severity.HINT
    assert "宣传科" in str(finding.refusal)


def test_a_list_that_reaches_nobody() -> None:
    empty = class_(0, "各科室")
    assert found(empty)[Rule.NOBODY].severity is Severity.BLOCK
    assert Rule.NOBODY in found()
    assert Rule.NOBODY not in found(empty, office(1, "临溪市委"))


def test_a_class_without_members_hinders_nothing() -> None:
    findings = found(class_(0, "各科室"), class_(1, "各县", "青石县"), office(2, "临溪市委"))
    assert findings[Rule.OPEN_CLASS].positions == (0,)
    assert {finding.severity for finding in findings.values()} == {Severity.HINT}


def test_offices_without_a_clerk_are_counted_members_too() -> None:
    entries = (
        office(0, "临溪市委"),
        office(1, "临溪市财政局", has_clerk=False),
        replace(class_(2, "各科室"), receivers=(Receiver(uuid4(), "宣传科", has_clerk=False),)),
    )
    finding = found(*entries)[Rule.NO_CLERK]
    assert finding.positions == (1, 2)
    assert "2 家没有收文员，按纸质送达：临溪市财政局、宣传科" in str(finding.refusal)


def test_an_office_that_stands_twice_is_one_office_without_a_clerk() -> None:
    entries = (office(0, "临溪市委", has_clerk=False), office(1, "临溪市委", has_clerk=False))
    assert "有 1 家没有收文员，按纸质送达：临溪市委。" in str(found(*entries)[Rule.NO_CLERK].refusal)


def below(of: Standing) -> Standing:
    return Standing(uuid4(), above=(of.id,))


@pytest.mark.parametrize(
    ("tier", "is_above", "is_warned"),
    [
        (Tier.REPORT, False, True),
        (Tier.REPORT, True, False),
        (Tier.DISTRIBUTE, True, True),
        (Tier.DISTRIBUTE, False, False),
        (Tier.CIRCULATE, True, False),
        (Tier.CIRCULATE, False, False),
        (Tier.ADDRESS, False, False),
        (Tier.COPY, True, False),
    ],
)
def test_the_tier_fits_the_relation(tier: Tier, is_above: bool, is_warned: bool) -> None:
    upper = Standing(uuid4())
    lower = below(upper)
    issuer, other = (lower, upper) if is_above else (upper, lower)
    finding = found(office(0, "乙局", tier, standing=other), issuer=issuer).get(Rule.WRONG_TIER)
    assert (finding is not None) == is_warned
    if finding:
        assert (finding.key, finding.severity) == (f"WRONG_TIER.{other.id}.{tier.name}", Severity.WARN)
        assert "报上级、送平级、发下级" in str(finding.refusal)


def standing(level: Level | None, region: str, branch: Branch | None = None, *, leads: bool = False) -> Standing:
    return Standing(uuid4(), level=level, region=region, branch=branch, is_leading=leads)


P, C, T = Level.PROVINCE, Level.PREFECTURE, Level.COUNTY
RIVER, CREEK, STONE = "云河省", "云河省临溪市", "云河省临溪市青石县"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (standing(P, RIVER, PARTY, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(C, CREEK, PARTY, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(C, CREEK, PARTY, leads=True), standing(C, CREEK, PARTY)),
        (standing(C, CREEK, GOVERNMENT, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(C, CREEK, GOVERNMENT), standing(T, STONE, GOVERNMENT)),
        (standing(P, RIVER, GOVERNMENT), standing(T, STONE, GOVERNMENT, leads=True)),
        (standing(Level.NATION, ""), standing(C, CREEK, GOVERNMENT)),
    ],
)
def test_what_is_certainly_above_and_below(one: Standing, other: Standing) -> None:
    assert relation(other, one) is Relation.ABOVE
    assert relation(one, other) is Relation.BELOW


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A bureau of the province and the leading body of a city may be equals.
        (standing(P, RIVER, GOVERNMENT), standing(C, CREEK, PARTY, leads=True)),
        # Another region's organs, and one whose region is not known to lie within.
        (standing(P, RIVER, GOVERNMENT), standing(C, "高原自治区雪岭州", PARTY)),
        (standing(P, RIVER, GOVERNMENT), standing(T, "青石县", GOVERNMENT)),
        # Other systems of one place, and neighbours.
        (standing(C, CREEK, CONGRESS, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(C, CREEK, GOVERNMENT, leads=True), standing(C, CREEK, PARTY)),
        (standing(C, CREEK, PARTY, leads=True), standing(C, CREEK, GOVERNMENT, leads=True)),
        (standing(C, CREEK, GOVERNMENT), standing(C, CREEK, GOVERNMENT)),
        # A zone of the same level within the city.
        (standing(C, CREEK, PARTY, leads=True), standing(C, CREEK + "高新区", GOVERNMENT)),
        # Nothing known.
        (standing(None, CREEK, PARTY, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(C, "", PARTY, leads=True), standing(C, CREEK, GOVERNMENT)),
        (standing(P, "", PARTY, leads=True), standing(T, STONE, GOVERNMENT)),
        (standing(Level.NATION, ""), standing(Level.NATION, "")),
    ],
)
def test_what_is_not_certain_is_no_relation(one: Standing, other: Standing) -> None:
    assert relation(one, other) is relation(other, one) is Relation.NONE


def test_the_chain_of_superiors_goes_before_level_and_region() -> None:
    upper = standing(T, STONE)
    lower = replace(standing(P, RIVER, PARTY, leads=True), above=(uuid4(), upper.id))
    assert relation(upper, lower) is Relation.BELOW
    assert relation(lower, upper) is Relation.ABOVE


@pytest.mark.parametrize(
    ("names", "is_inverted"),
    [
        (("临溪市政府", "临溪市委"), True),
        (("临溪市委", "临溪市人大", "临溪市政府", "临溪市政协", "临溪市纪委监委"), False),
        (("临溪市政协", "远山市委"), False),
        (("临溪市财政局", "临溪市政府"), True),
        (("临溪市政府", "临溪市委组织部"), False),
        (("临溪市财政局", "临溪市委组织部"), True),
        (("临溪市河长办", "临溪市委组织部"), False),
    ],
)
def test_order_by_usage(names: tuple[str, ...], is_inverted: bool) -> None:
    entries = [office(number, name) for number, name in enumerate(names)]
    assert (Rule.OUT_OF_ORDER in found(*entries)) == is_inverted


def test_leaders_and_offices_are_ordered_each_by_themselves() -> None:
    leaders = office(0, "临溪市政府", audience="领导同志")
    assert Rule.OUT_OF_ORDER not in found(leaders, office(1, "临溪市委组织部"), office(2, "临溪市财政局"))
    assert Rule.OUT_OF_ORDER not in found(leaders, office(1, "临溪市委"))
    assert Rule.OUT_OF_ORDER in found(leaders, office(1, "临溪市委", audience="领导同志"))


def test_the_order_of_the_register_goes_before_usage() -> None:
    finding = found(office(0, "临溪市政府", rank=2), office(1, "临溪市委", rank=1))[Rule.AGAINST_RANK]
    assert finding.severity is Severity.HINT
    assert finding.positions == (0, 1)
    assert found(office(0, "临溪市政府", rank=1), office(1, "临溪市委", rank=2)) == {}
    assert Rule.AGAINST_RANK not in found(office(0, "甲局", rank=2), office(1, "乙局"))


def test_tiers_are_ordered_each_by_itself() -> None:
    assert found(office(0, "临溪市政府", Tier.REPORT), office(1, "临溪市委", Tier.CIRCULATE)) == {}


def test_the_issuer_itself_is_told() -> None:
    finding = found(office(0, "本局", Tier.REPORT, standing=CITY))[Rule.ISSUER_ITSELF]
    assert finding.severity is Severity.HINT


@pytest.mark.parametrize(
    ("entries", "print_run", "is_told"),
    [
        ((office(0, "甲局"), office(1, "乙局", copies=3)), 4, False),
        ((office(0, "甲局"), office(1, "乙局", copies=3)), 5, True),
        ((office(0, "甲局"), office(1, "乙局", copies=3)), None, False),
        ((office(0, "甲局"), Listed(1, Tier.CIRCULATE, "存档", audience="存档", copies=2)), 3, False),
        ((office(0, "甲局"), class_(1, "各科室", "宣传科", "保管科", copies=2)), 5, False),
        # An open class may take what is left over, but not make copies fewer.
        ((office(0, "甲局"), class_(1, "各科室")), 9, False),
        ((office(0, "甲局"), office(1, "乙局"), class_(2, "各科室")), 1, True),
        ((office(0, "甲局"), class_(1, "各科室", copies=5)), 7, True),
        ((office(0, "甲局"), class_(1, "李某县长", audience="个人")), 2, False),
    ],
)
def test_the_print_run_is_the_sum(entries: tuple[Listed, ...], print_run: int | None, is_told: bool) -> None:
    findings = found(*entries, print_run=print_run)
    assert (Rule.PRINT_RUN in findings) == is_told


def test_the_sum_is_told() -> None:
    assert "共印 9 份，名单合计 1 份" in str(found(office(0, "甲局"), print_run=9)[Rule.PRINT_RUN].refusal)


def test_doubtful_readings_are_counted() -> None:
    finding = found(office(0, "甲局", confidence=LIKELY), office(1, "乙局", confidence=0.7))[Rule.DOUBTFUL_READING]
    assert finding.positions == (1,)
    assert "有 1 处读法把握不大" in str(finding.refusal)


def test_the_gravest_come_first() -> None:
    upper = Standing(uuid4())
    entries = [
        class_(0, "各科室"),
        office(1, "乙局", Tier.REPORT, standing=below(upper)),
        Listed(2, Tier.REPORT, "丙局", is_unknown=True),
    ]
    severities = [finding.severity for finding in check(upper, entries)]
    assert severities == [Severity.BLOCK, Severity.WARN, Severity.HINT]


def test_a_warning_that_can_be_waived_is_about_one_office_in_one_tier() -> None:
    for rule in Rule:
        assert (rule.severity is Severity.WARN) == (rule is Rule.WRONG_TIER)


def test_long_rows_of_names_are_cut() -> None:
    assert joined(["甲", "乙", "甲"]) == "甲、乙"
    assert joined(map(str, range(20))) == "0、1、2、3、4、5、6、7…"
