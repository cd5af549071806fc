"""The offices of the sample world: an invented province, city, counties and towns."""

from __future__ import annotations

from distro import desk
from distro.kernel.work import Work
from distro.offices.models import Office
from distro.offices.rules import Level

ISSUER = "临溪市河湖治理工作领导小组办公室"

PROVINCE = ("云河省委", "云河省人大", "云河省政府", "云河省政协", "云河省水利厅", "云河省生态环境厅", "云河省河长办")
CITY = (
    "临溪市委",
    "临溪市人大",
    "临溪市政府",
    "临溪市政协",
    "临溪市纪委监委",
    "临溪市委宣传部",
    "临溪市发展改革委",
    "临溪市财政局",
    "临溪市水利局",
    "临溪市生态环境局",
    "临溪市农业农村局",
    "临溪市自然资源局",
    "临溪市应急管理局",
    "临溪市气象局",
    ISSUER,
)
COUNTIES = ("青石县", "白鹭县", "望川县", "南屏县", "石桥区", "松泉区")
COUNTY_ORGANS = ("委", "政府", "水利局")
TOWNS = ("青石县云台镇", "青石县马渡乡", "白鹭县双桥镇", "望川县枫林镇", "南屏县茶园乡", "石桥区河口街道")
MAILBOXES = {"云河省河长办": "hezhang@sample.invalid", "临溪市水利局": "shuili@sample.invalid"}


ABOVE = {ISSUER: "临溪市政府", "临溪市政府": "云河省政府"}
"""What makes 省 and 市 mean something in the issuer's mouth."""


def load(w: Work) -> dict[str, Office]:
    """Register them all with level and official order; returns them by name."""
    ranked = [(name, Level.PROVINCE) for name in PROVINCE]
    ranked += [(name, Level.PREFECTURE) for name in CITY]
    ranked += [(county + organ, Level.COUNTY) for county in COUNTIES for organ in COUNTY_ORGANS]
    ranked += [(f"{town}政府" if not town.endswith("街道") else f"{town}办事处", Level.TOWNSHIP) for town in TOWNS]
    offices = {office.name: office for office in desk.enter(w, [name for name, _ in ranked])}
    for rank, (name, level) in enumerate(ranked, start=1):
        offices[name].level = level
        offices[name].rank = rank
        offices[name].mailboxes = [MAILBOXES[name]] if name in MAILBOXES else []
    for name, superior in ABOVE.items():
        offices[name].parent_id = offices[superior].id
    return offices
