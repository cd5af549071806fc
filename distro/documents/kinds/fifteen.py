"""The fifteen kinds of 公文 (党政机关公文处理工作条例 2012, art. 8), and 简报, which is none of them: as data."""

from __future__ import annotations

from distro.documents.kinds.bulletin import BULLETIN
from distro.documents.kinds.kind import Direction, Format, Kind
from distro.documents.kinds.organs import LETTER, MINUTES, OFFICIAL, ORDER, UPWARD

DEFAULT = Kind("简报", Direction.ANY, (BULLETIN,))

_FORMATS: dict[str, tuple[Direction, tuple[Format, ...]]] = {
    "决议": (Direction.DOWNWARD, (OFFICIAL,)),
    "决定": (Direction.DOWNWARD, (OFFICIAL,)),
    "命令": (Direction.DOWNWARD, (ORDER,)),
    "公报": (Direction.PUBLIC, (OFFICIAL,)),
    "公告": (Direction.PUBLIC, (OFFICIAL,)),
    "通告": (Direction.PUBLIC, (OFFICIAL,)),
    "意见": (Direction.ANY, (OFFICIAL, UPWARD, LETTER)),
    "通知": (Direction.DOWNWARD, (OFFICIAL, LETTER)),
    "通报": (Direction.DOWNWARD, (OFFICIAL, LETTER)),
    "报告": (Direction.UPWARD, (UPWARD,)),
    "请示": (Direction.UPWARD, (UPWARD,)),
    "批复": (Direction.DOWNWARD, (OFFICIAL, LETTER)),
    "议案": (Direction.UPWARD, (UPWARD,)),
    "函": (Direction.LEVEL, (LETTER, OFFICIAL)),
    "纪要": (Direction.ANY, (MINUTES,)),
}

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (DEFAULT, *(Kind(name, direction, formats) for name, (direction, formats) in _FORMATS.items()))
}
