"""What an organ is in the register: level, system, validity; who may change it; the regions a full name begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from distro.kernel.actor import Actor, Role
from distro.kernel.errors import Forbidden, Refusal

NAME_LENGTH = 100
_ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")


class Level(StrEnum):
    """Administrative level, highest first."""

    NATION = "国"
    PROVINCE = "省"
    PREFECTURE = "地"
    COUNTY = "县"
    TOWNSHIP = "乡"


class Branch(StrEnum):
    """The system an organ belongs to, in the order lists are written in."""

    PARTY = "党委"
    CONGRESS = "人大"
    GOVERNMENT = "政府"
    CONSULTATIVE = "政协"
    DISCIPLINE = "纪委监委"
    MILITARY = "军队"
    JUSTICE = "法检"
    PEOPLE = "群团"
    ENTERPRISE = "企事业"


class AliasKind(StrEnum):
    SHORT = "简称"
    OTHER = "别名"
    FORMER = "曾用名"


class OfficeFact(StrEnum):
    REGISTERED = "office.registered"
    EDITED = "office.edited"
    RENAMED = "office.renamed"
    MERGED = "office.merged"
    ALIAS_ADDED = "office.alias_added"
    ALIAS_REMOVED = "office.alias_removed"
    MAILBOX_CHANGED = "office.mailbox_changed"
    CLASS_DEFINED = "office_class.defined"
    CLASS_REMOVED = "office_class.removed"
    MEMBER_ADDED = "office_class.member_added"
    MEMBER_ENDED = "office_class.member_ended"


class Permission(StrEnum):
    REGISTER = "登记单位"
    MAINTAIN = "维护名册"


def _is_administrator(actor: Actor) -> bool:
    return actor.is_system or bool(actor.offices(Role.ADMINISTRATOR))


def _may_register(actor: Actor) -> bool:
    """A secretary meets new names on every list."""
    return _is_administrator(actor) or bool(actor.offices(Role.SECRETARY))


GRANTS: dict[Permission, Callable[[Actor], bool]] = {
    Permission.REGISTER: _may_register,
    Permission.MAINTAIN: _is_administrator,
}


def require(actor: Actor, permission: Permission) -> None:
    if not GRANTS[permission](actor):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


@dataclass(frozen=True)
class Particulars:
    """What the register says of an office beside its names. `valid_to` is its last day; None is without end."""

    parent_id: UUID | None = None
    level: Level | None = None
    branch: Branch | None = None
    region: str = ""
    rank: int = 0
    mailbox: str | None = None
    fonds: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Criteria:
    """Which offices a class holds by itself: those that meet all that is given, none if nothing is.

    `region` stands for everything inside it, `parent_id` for what is directly below that office.
    """

    level: Level | None = None
    branch: Branch | None = None
    region: str = ""
    parent_id: UUID | None = None

    @property
    def is_empty(self) -> bool:
        return self == Criteria()


def is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def good_name(name: str) -> str:
    """The name without surrounding blanks, or Refusal."""
    name = name.strip()
    if not name or len(name) > NAME_LENGTH:
        raise Refusal("单位名称应有 1 至 %(limit)s 个字。没有改变任何内容。", field="name", limit=NAME_LENGTH)
    return name


def require_good(particulars: Particulars) -> None:
    require_address(particulars.mailbox)
    require_period(particulars.valid_from, particulars.valid_to)
    if not 0 <= particulars.rank < 2**31:
        raise Refusal("排序号应是不小于 0 的整数。没有改变任何内容。", field="rank")


def require_address(address: str | None) -> None:
    if address is not None and not _ADDRESS.fullmatch(address):
        raise Refusal("“%(address)s”不是邮箱地址。没有改变任何内容。", field="mailbox", address=address)


def require_period(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal("失效日期早于生效日期。没有改变任何内容。", field="valid_to")


def class_key(name: str) -> str:
    """What the writings of one class have in common: widths, blanks and kinds of brackets do not count."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_BRACKETS)


_BRACKETS = str.maketrans("〔【[〕】]", "((()))")
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
