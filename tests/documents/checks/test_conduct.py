"""The rules of 条例 2012 on who writes to whom and about what: each trips on what it forbids, and on nothing beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.documents.checks.case import Case
from distro.documents.checks.finding import Rule
from distro.documents.kinds.organs import UPWARD
from distro.lists.checks import Severity
from tests.documents.checks.town import case, found

CITY, CITY_OFFICE = "云海省云溪市政府", "云海省云溪市政府办公室"
FINANCE, EDUCATION, BUDGET = "云海省云溪市财政局", "云海省云溪市教育局", "云海省云溪市财政局预算科"
COUNTY, COUNTY_FINANCE = "云海省云溪市山前县政府", "云海省云溪市山前县财政局"
PROVINCE, PROVINCE_FINANCE = "云海省政府", "云海省财政厅"
COUNTIES = "各县（市、区）人民政府"

TRIPS: list[tuple[Rule, Case]] = [
    (Rule.SUBORDINATE_COPIED, case("请示", CITY, to=[PROVINCE], copied=[FINANCE])),
    (Rule.SUBORDINATE_COPIED, case("报告", PROVINCE_FINANCE, to=[PROVINCE], copied=[FINANCE])),
    (Rule.SUBORDINATE_COPIED, case("意见", CITY, format=UPWARD.name, to=[PROVINCE], copied=[COUNTY])),
    (Rule.SEVERAL_SUPERIORS, case("请示", to=[CITY, PROVINCE_FINANCE])),
    (Rule.PERSON_ADDRESSED, case("请示", to=[f"{CITY}领导同志"])),
    (Rule.PERSON_ADDRESSED, case("报告", to=["张某某同志"])),
    (Rule.REQUEST_IN_REPORT, case("报告", body="检查已经结束。\n拟增加经费，妥否，请批示。")),
    (Rule.REQUEST_IN_REPORT, case("报告", body="检查已经结束，请市政府予以批准。")),
    (Rule.REQUEST_IN_REPORT, case("报告", body="以上报告当否，望予审定。")),
    (Rule.SEVERAL_MATTERS, case("请示", titles="关于增加编制、调整经费等事项的请示")),
    (Rule.SEVERAL_MATTERS, case("请示", titles="关于两个问题的请示")),
    (Rule.LEVEL_SKIPPED, case("请示", COUNTY_FINANCE, to=[CITY])),
    (Rule.LEVEL_SKIPPED, case("报告", FINANCE, to=[PROVINCE], copied=[PROVINCE_FINANCE])),
    (Rule.AGAINST_DIRECTION, case("请示", CITY, to=[COUNTY])),
    (Rule.AGAINST_DIRECTION, case("通知", to=[CITY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", to=[COUNTY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("意见", PROVINCE_FINANCE, to=[COUNTIES])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", [FINANCE, EDUCATION], to=[COUNTIES, COUNTY_FINANCE])),
    (Rule.INTERNAL_BODY, case("通知", BUDGET, to=[EDUCATION])),
    (Rule.JOINT_UNEQUAL, case("通知", [CITY, FINANCE], to=[COUNTY])),
    (Rule.JOINT_UNEQUAL, case("通知", [FINANCE, CITY], to=[COUNTY])),
    (Rule.SIGNER_MISSING, case("请示", [FINANCE, EDUCATION], to=[CITY], signers="张某某")),
    (Rule.KIND_IN_TITLE, case("通知", titles="关于商请借用会议室的函")),
    (Rule.KIND_IN_TITLE, case("报告", titles="关于增加经费的请示报告")),
    (Rule.TOO_LONG, case("通知", body="字" * 5001)),
    (Rule.LONG, case("意见", body="字" * 4001)),
    (Rule.BOTH_SUPERIORS, case("请示", to=[PROVINCE_FINANCE])),
]
SPARES: list[tuple[Rule, Case]] = [
    # To those above and beside it may copy; downward anything may be copied below; what the register does not know of
    # is nobody's subordinate, nor is what stands in another province.
    (Rule.SUBORDINATE_COPIED, case("请示", to=[CITY], copied=[EDUCATION, PROVINCE_FINANCE, "海角省财政厅", "某某局"])),
    (Rule.SUBORDINATE_COPIED, case("请示", "未登记局", to=[CITY], copied=[FINANCE])),
    (Rule.SUBORDINATE_COPIED, case("通知", CITY, to=[FINANCE], copied=[COUNTY])),
    (Rule.SUBORDINATE_COPIED, case("简报", CITY, copied=[COUNTY])),
    (Rule.SUBORDINATE_COPIED, case("议案", CITY, to=["云溪市人大常委会"], copied=[FINANCE])),
    (Rule.SEVERAL_SUPERIORS, case("请示", to=[CITY], copied=[PROVINCE_FINANCE])),
    (Rule.SEVERAL_SUPERIORS, case("通知", CITY, to=[FINANCE, EDUCATION])),
    (Rule.PERSON_ADDRESSED, case("请示", to=[CITY])),
    (Rule.PERSON_ADDRESSED, case("简报", to=[f"{CITY}领导同志"])),
    (Rule.REQUEST_IN_REPORT, case("请示", body="妥否，请批示。")),
    (Rule.REQUEST_IN_REPORT, case("报告", body="特此报告，请审阅。\n检查方案已报请市政府批准。\n未经批准，不得动用。")),
    (Rule.REQUEST_IN_REPORT, case("报告", body="通知要求“妥否，请批示”之类的话不得写入报告。")),
    (Rule.REQUEST_IN_REPORT, case("报告", body="超过限额的，请发展改革部门审批。\n按规定请示市政府后办理。")),
    (Rule.SEVERAL_MATTERS, case("请示", titles="关于拨付张某等五人抚恤金有关事宜的请示")),
    (Rule.SEVERAL_MATTERS, case("通知", titles="关于报送总结等事项的通知")),
    (Rule.LEVEL_SKIPPED, case("请示", to=[CITY])),
    (Rule.LEVEL_SKIPPED, case("请示", to=[PROVINCE_FINANCE])),
    (Rule.LEVEL_SKIPPED, case("请示", COUNTY_FINANCE, to=[CITY], copied=[COUNTY])),
    (Rule.AGAINST_DIRECTION, case("请示", to=[CITY])),
    (Rule.AGAINST_DIRECTION, case("请示", to=[EDUCATION])),
    (Rule.AGAINST_DIRECTION, case("通知", to=[COUNTY_FINANCE, EDUCATION])),
    (Rule.AGAINST_DIRECTION, case("函", to=[CITY])),
    (Rule.AGAINST_DIRECTION, case("简报", to=[CITY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", CITY_OFFICE, to=[COUNTY, COUNTIES])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", CITY, to=[COUNTY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", to=[COUNTY_FINANCE, "各县（市、区）财政局", f"{CITY_OFFICE}"])),
    (Rule.DEPARTMENT_INSTRUCTS, case("函", to=[COUNTY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", to=[COUNTY], body="经市政府同意，现将检查有关事项通知如下。")),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", "未登记局", to=[COUNTY, COUNTIES])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", [CITY_OFFICE, FINANCE], to=[COUNTY])),
    (Rule.DEPARTMENT_INSTRUCTS, case("通知", to=[CITY])),
    (Rule.INTERNAL_BODY, case("通知", BUDGET, to=[FINANCE])),
    (Rule.INTERNAL_BODY, case("通知", CITY_OFFICE, to=[EDUCATION])),
    (Rule.INTERNAL_BODY, case("简报", BUDGET, to=[EDUCATION])),
    (Rule.JOINT_UNEQUAL, case("通知", [FINANCE, EDUCATION], to=[COUNTY_FINANCE])),
    (Rule.JOINT_UNEQUAL, case("通知", ["云海省云溪市委", CITY], to=[COUNTY])),
    (Rule.SIGNER_MISSING, case("请示", [FINANCE, EDUCATION], to=[CITY], signers="张某某\n李某某")),
    (Rule.SIGNER_MISSING, case("请示", to=[CITY])),
    (Rule.SIGNER_MISSING, case("通知", [FINANCE, EDUCATION], to=[COUNTY_FINANCE])),
    (Rule.KIND_IN_TITLE, case("通知", titles="关于印发《检查报告》\n的通知（试行）")),
    (Rule.KIND_IN_TITLE, case("函", titles="关于同意借用会议室的复函")),
    (Rule.KIND_IN_TITLE, case("纪要", titles="研究总结报告")),
    (Rule.KIND_IN_TITLE, case("简报", titles="市财政局印发关于检查的通知")),
    (Rule.TOO_LONG, case("通知", body="字\n" * 5000)),
    (Rule.TOO_LONG, case("公告", body="字" * 5001)),
    (Rule.TOO_LONG, case("简报", body="字" * 5001)),
    (Rule.LONG, case("意见", body="字" * 4000)),
    (Rule.BOTH_SUPERIORS, case("请示", to=[PROVINCE_FINANCE], copied=[CITY])),
    (Rule.BOTH_SUPERIORS, case("请示", to=[PROVINCE_FINANCE], body="经市政府同意，现请示如下。")),
    (Rule.BOTH_SUPERIORS, case("请示", to=[CITY])),
]


@pytest.mark.parametrize(("rule", "tripping"), TRIPS)
def test_it_trips(rule: Rule, tripping: Case) -> None:
    finding = found(tripping)[rule]
    assert rule.basis in str(finding.refusal)
    assert finding.subject or finding.severity is not Severity.WARN


@pytest.mark.parametrize(("rule", "spared"), SPARES)
def test_it_spares(rule: Rule, spared: Case) -> None:
    assert rule not in found(spared)


def test_only_an_article_without_an_exception_blocks() -> None:
    assert [rule for rule in Rule if rule.severity is Severity.BLOCK] == [Rule.SUBORDINATE_COPIED]


@pytest.mark.parametrize("kind", ["决定", "通知", "通报", "批复", "函", "意见"])
def test_what_goes_to_peers_and_below_raises_nothing(kind: str) -> None:
    assert found(case(kind, to=[EDUCATION, COUNTY_FINANCE], copied=[CITY, COUNTY, PROVINCE_FINANCE])) == {}


def test_what_goes_up_as_it_should_raises_nothing() -> None:
    assert found(case("请示", to=[CITY], copied=[EDUCATION], body="拟增加库房。\n妥否，请批示。")) == {}


def test_a_reason_for_a_length_holds_until_another_thousand() -> None:
    long = case("通知", body="字" * 5200)
    longer = replace(long, content=replace(long.content, body="字" * 5900))
    longest = replace(long, content=replace(long.content, body="字" * 6000))
    keys = [found(each)[Rule.TOO_LONG].key for each in (long, longer, longest)]
    assert keys[0] == keys[1] != keys[2]


def test_a_reason_holds_for_these_addressees_only() -> None:
    one, other = (found(case("请示", to=[CITY, to]))[Rule.SEVERAL_SUPERIORS].key for to in (PROVINCE, PROVINCE_FINANCE))
    assert one != other
