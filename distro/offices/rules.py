"""Levels of organs, and the regions a full name begins with."""

from __future__ import annotations

import re
from enum import StrEnum


class Level(StrEnum):
    """Administrative level, highest first."""

    NATION = "国"
    PROVINCE = "省"
    PREFECTURE = "地"
    COUNTY = "县"
    TOWNSHIP = "乡"


class OfficeFact(StrEnum):
    REGISTERED = "office.registered"
    MAILBOX_CHANGED = "office.mailbox_changed"


_REGION = re.compile(r"[一-鿿]{2,7}?自治区|[一-鿿]{1,7}?自治州|[一-鿿]{2,4}?(?:省|州|地区|盟|市|县|区|旗)")
_SUFFIX = re.compile(r"自治区|自治州|省|州|地区|盟|市|县|区|旗")


def regions_of(name: str) -> dict[str, str]:
    """The chain of regions a full name begins with, by their last word: 江苏省南京市财政局 → 省: 江苏省, 市: 江苏省南京市.

    A region's value carries those before it, so that it means the same in every office's mouth.
    """
    chain: dict[str, str] = {}
    place = 0
    while found := _REGION.match(name, place):
        kind = _SUFFIX.findall(found.group())[-1]
        if kind in chain:
            break
        place = found.end()
        chain[kind] = name[:place]
    return chain
