"""The order of a list that has none: by tier, level, leaders before offices, region and system, as usage has it.

Only for names nobody has put in order yet; an order made by a person is never changed. 省 before 自治区 before 市;
in each level the leading bodies before their offices, the issuer's own region first, then the regions as they come;
in each region 党委、人大、政府、政协、纪委监委, military, courts, people's organisations, others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from distro.lists.anatomy import Anatomy, anatomy
from distro.lists.lexicon import CITY
from distro.lists.tier import Tier
from distro.lists.wording import Name, TierWording
from distro.offices.rules import Level

_DIRECT = "(?:直(?:属|级)?|级|属)?$"
_NATION = re.compile(r"中央|国家|国务院|全国|最高人民")
_LEVELS = {
    Level.PROVINCE: re.compile(rf"(?:省|自治区|兵团|直辖市|特别行政区|北京市?|天津市?|上海市?|重庆市?){_DIRECT}"),
    Level.PREFECTURE: re.compile(rf"(?:市|州|盟|地区|地|师){_DIRECT}"),
    Level.COUNTY: re.compile(rf"(?:县|区|旗){_DIRECT}"),
    Level.TOWNSHIP: re.compile(rf"(?:乡|镇|街道|村|社区){_DIRECT}"),
}
"""How the names of places end at each level."""

_SYSTEMS = (
    re.compile(r"党委|党工委|党组|工委|委(?!员会|办)|(?:组织|宣传|统战|社会工作)部|政法委"),
    re.compile(r"人大|人民代表大会"),
    re.compile(r"人民政府|政府"),
    re.compile(r"政协"),
    re.compile(r"纪委|监委|纪检|监察委"),
    re.compile(r"省军区|军分区|军区|警备区|武警|武装部|人武部"),
    re.compile(r".*(?:法院|检察院)"),
    re.compile(r"总工会|团委|妇联|妇女联合会|工商联|文联|科协|社科联|残联|侨联|作协|记协|台联|贸促会|红十字会"),
)
_GOVERNMENT, _OTHERS = 2, len(_SYSTEMS)
_BUREAU = re.compile(r"(?:厅|局|委|委员会|办)$")
_LEADING = range(5)
"""The systems whose bodies lead a region."""


def arrange(names: Iterable[tuple[Tier, Name]], home: str = "") -> tuple[TierWording, ...]:
    """Tiers and groups of these names; `home` is the region the issuer belongs to (江苏省)."""
    regions = [home] if home else []
    places: dict[str, int] = {}
    ordered = []
    for position, (tier, name) in enumerate(names):
        parts = anatomy(name.name)
        group = (_level(parts), not _is_leading(parts), _region(parts, regions), not parts.persons, _kind(parts))
        place = places.setdefault(parts.place, len(places))
        ordered.append((tuple(Tier).index(tier), group, place, _system(parts), position, tier, name))
    ordered.sort(key=itemgetter(slice(5)))
    return tuple(
        TierWording(
            tier, f"{tier}：", tuple(tuple(map(itemgetter(-1), group)) for _, group in groupby(of_tier, itemgetter(1)))
        )
        for tier, of_tier in groupby(ordered, itemgetter(-2))
    )


def _level(parts: Anatomy) -> int:
    """Which of the levels, the highest first; then what has no place, then classes, then the issuer's own."""
    if parts.place_kind == "own":
        return len(Level) + 2
    if parts.quantifier or (parts.inner and not parts.path):
        return len(Level) + 1
    if _NATION.match(parts.words):
        return 0
    if not parts.path:
        return len(Level)
    place = parts.path[-1]
    unmarked = Level.PREFECTURE if CITY.fullmatch(place) else Level.PROVINCE
    return list(Level).index(next((level for level, end in _LEVELS.items() if end.search(place)), unmarked))


def _is_leading(parts: Anatomy) -> bool:
    return not parts.core and (parts.is_place or not parts.tail or _system(parts) in _LEADING)


def _region(parts: Anatomy, regions: list[str]) -> int:
    """The number of the region by first appearance; 自治区 is the one named before it."""
    region = "" if parts.quantifier else "".join(parts.path[:1])
    if region in regions:
        return regions.index(region)
    for number, named in enumerate(regions):
        if region and named.endswith(region):
            return number
    regions.append(region)
    return len(regions) - 1


def _kind(parts: Anatomy) -> tuple[str, str, str]:
    return parts.quantifier, parts.inner, parts.persons


def _system(parts: Anatomy) -> int:
    own = next((number for number, system in enumerate(_SYSTEMS) if system.match(parts.tail)), _OTHERS)
    return _GOVERNMENT if own == _OTHERS and _BUREAU.search(parts.tail) else own
