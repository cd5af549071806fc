"""What the name of an office says about it: level, system (系统) and region, where usage leaves no doubt.

`level_of`, `branch_of` and `is_leading` say what dissected words suggest; `particulars` keeps only what is sure enough
to be written into the register: a 市 may be a prefecture or a county, a 办 may belong to any system.
"""

from __future__ import annotations

import re

from distro.lists.grammar.anatomy import Anatomy, anatomy
from distro.lists.grammar.lexicon import CITY, MUNICIPALITY, ZONE
from distro.offices.rules import Branch, Level, Particulars

_DIRECT = "(?:直(?:属|级)?|级|属)?$"
_LEVELS = {
    Level.PROVINCE: re.compile(rf"(?:省|自治区|兵团|直辖市|特别行政区|北京市?|天津市?|上海市?|重庆市?){_DIRECT}"),
    Level.PREFECTURE: re.compile(rf"(?:市|州|盟|地区|地|师){_DIRECT}"),
    Level.COUNTY: re.compile(rf"(?:县|区|旗){_DIRECT}"),
    Level.TOWNSHIP: re.compile(rf"(?:乡|镇|街道|村|社区){_DIRECT}"),
}
"""How the names of places end at each level."""

_BRANCHES = {
    Branch.PARTY: re.compile(r"党委|党工委|党组|工委|委(?!员会|办)|(?:组织|宣传|统战|社会工作)部|政法委"),
    Branch.CONGRESS: re.compile(r"人大|人民代表大会"),
    Branch.GOVERNMENT: re.compile(r"人民政府|政府"),
    Branch.CONSULTATIVE: re.compile(r"政协"),
    Branch.DISCIPLINE: re.compile(r"纪委|监委|纪检|监察委"),
    Branch.MILITARY: re.compile(r"省军区|军分区|军区|警备区|武警|武装部|人武部"),
    Branch.JUSTICE: re.compile(r".*(?:法院|检察院)"),
    Branch.PEOPLE: re.compile(
        r"总工会|团委|妇联|妇女联合会|工商联|文联|科协|社科联|残联|侨联|作协|记协|台联|贸促会|红十字会"
    ),
}
"""How what stands behind the place begins in each system."""

LEADING = frozenset(list(Branch)[:5])
"""The systems whose bodies lead a region."""

_BUREAU = re.compile(r"(?:厅|局|委|委员会|办)$")
_OTHER_BUREAU = re.compile(r"(?:老干部?|机要|保密|档案|信访|出版|公务员|供电|电力|邮政|烟草|铁路|税务|分)局$|员会$|办$")
"""Bureaus of the party, of enterprises, of the centre, and committees of whatever kind."""
_BUSINESS = re.compile(r"公司|集团|银行|大学|学院|学校|中学|小学|医院|协会|学会|海关|驻")
_NATION = frozenset({"中央", "全国", "国务院", "国家"})
_ODD_STEP = re.compile(r"[局厅总驻援赴军]|警备|中心|公司")
"""What the name of a place does not hold: 对口支援伊犁州, 国家税务总局江苏省."""
_COUNTY_CITIES = frozenset({"伊宁", "奎屯", "霍尔果斯"})
_BARE = re.compile(r"(?:省|自治区|兵团|特别行政区|市|自治州|州|盟|地区|师|县|区|旗|乡|镇|街道)$")


def level_of(place: str) -> Level | None:
    """The level a place of this name is at, a 市 being a prefecture."""
    return next((level for level, end in _LEVELS.items() if end.search(place)), None)


def branch_of(parts: Anatomy) -> Branch | None:
    """The system of the office; one called 局, 厅, 委 or 办 without a known system is the government's."""
    own = next((branch for branch, begin in _BRANCHES.items() if begin.match(parts.tail)), None)
    return Branch.GOVERNMENT if own is None and _BUREAU.search(parts.tail) else own


def is_leading(parts: Anatomy) -> bool:
    """Whether it is a leading body of its region, or the region itself, and no office under one."""
    return not parts.core and (parts.is_place or not parts.tail or branch_of(parts) in LEADING)


def particulars(name: str) -> Particulars:
    """Level, system and region as far as the full name leaves no doubt; the rest stays empty."""
    parts = anatomy(name)
    if parts.place_kind != "named" or parts.quantifier or parts.inner or parts.persons or _BUSINESS.search(name):
        return Particulars()
    steps = [step.removeprefix("中国共产党").removeprefix("中共") for step in parts.path]
    if steps[0] in _NATION:
        return Particulars(level=Level.NATION, branch=None if parts.core else _sure_branch(parts))
    sound = []
    for step in steps:
        if _ODD_STEP.search(step) or not _BARE.search(step):
            break
        sound.append(step)
    return Particulars(
        level=_sure_level(sound) if len(sound) == len(steps) else None,
        branch=_sure_branch(parts) if len(sound) == len(steps) else None,
        region="".join(sound),
    )


def _sure_level(steps: list[str]) -> Level | None:
    place = steps[-1]
    if ZONE.search(place):
        return None
    level = level_of(place)
    if level is Level.PREFECTURE and place.endswith("市"):
        city = place.removesuffix("市")
        return level if CITY.fullmatch(city) and city not in _COUNTY_CITIES else None
    # What lies below a municipality stands one level higher than its name says.
    if level is not Level.PROVINCE and MUNICIPALITY.match(steps[0]):
        return None
    return level


def _sure_branch(parts: Anatomy) -> Branch | None:
    if parts.is_party and "政府" in parts.body:
        return None
    if parts.is_party:
        return Branch.PARTY
    own = next((branch for branch, begin in _BRANCHES.items() if begin.match(parts.tail)), None)
    office = parts.unit or parts.core
    if own is None and _BUREAU.search(office) and not _OTHER_BUREAU.search(office):
        return Branch.GOVERNMENT
    return own
