"""What a name says about its office; what it does not say for sure is left empty."""

from __future__ import annotations

import pytest

from distro.lists.grammar.particulars import particulars
from distro.offices.rules import Branch, Level, Particulars


@pytest.mark.parametrize(
    ("name", "level", "branch", "region"),
    [
        ("江苏省委组织部", Level.PROVINCE, Branch.PARTY, "江苏省"),
        ("中共江苏省委", Level.PROVINCE, Branch.PARTY, "江苏省"),
        ("江苏省人大", Level.PROVINCE, Branch.CONGRESS, "江苏省"),
        ("江苏省财政厅", Level.PROVINCE, Branch.GOVERNMENT, "江苏省"),
        ("江苏省财政厅办公室", Level.PROVINCE, Branch.GOVERNMENT, "江苏省"),
        ("江苏省政协", Level.PROVINCE, Branch.CONSULTATIVE, "江苏省"),
        ("江苏省纪委监委", Level.PROVINCE, Branch.DISCIPLINE, "江苏省"),
        ("江苏省总工会", Level.PROVINCE, Branch.PEOPLE, "江苏省"),
        ("苏州市中级人民法院", Level.PREFECTURE, Branch.JUSTICE, "苏州市"),
        ("雪岭自治州党委组织部", Level.PREFECTURE, Branch.PARTY, "雪岭自治州"),
        ("云河省临溪市青石县水利局", Level.COUNTY, Branch.GOVERNMENT, "云河省临溪市青石县"),
        ("青石县云台镇政府", Level.TOWNSHIP, Branch.GOVERNMENT, "青石县云台镇"),
        ("重庆市财政局", Level.PROVINCE, Branch.GOVERNMENT, "重庆市"),
        ("中央某某办", Level.NATION, None, ""),
        # A 市 may be a prefecture or a county, what lies below a municipality ranks higher, a zone has no level.
        ("临溪市财政局", None, Branch.GOVERNMENT, "临溪市"),
        ("重庆市江津区财政局", None, Branch.GOVERNMENT, "重庆市江津区"),
        ("临溪经济技术开发区管委会", None, None, "临溪经济技术开发区"),
        # An 办 may belong to any system, and so may some bureaus.
        ("江苏省河长办", Level.PROVINCE, None, "江苏省"),
        ("江苏省档案局", Level.PROVINCE, None, "江苏省"),
        ("江苏省党委政府", Level.PROVINCE, None, "江苏省"),
        # What follows the region is no place.
        ("云海省对口支援雪岭州前方指挥部", None, None, "云海省"),
    ],
)
def test_what_a_name_says(name: str, level: Level | None, branch: Branch | None, region: str) -> None:
    assert particulars(name) == Particulars(level=level, branch=branch, region=region)


@pytest.mark.parametrize(
    "name",
    [
        "省委组织部",
        "示例甲局",
        "国家税务总局江苏省税务局",
        "江苏省某某集团有限公司",
        "驻云河省办事处",
        "各县（市、区）人民政府",
        "共青团江苏省委",
        "临溪军分区",
        "江苏",
    ],
)
def test_what_says_nothing_for_sure(name: str) -> None:
    assert particulars(name) == Particulars()
