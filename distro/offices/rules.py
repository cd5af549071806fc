"""What an organ is in the register: level, system, validity; who may change it; the regions a full name begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from distro.kernel.actor import Actor, Role
from distro.kernel.errors import Forbidden, NotFound, Refusal
from distro.kernel.pasted import clean
from distro.outside.mail import is_address

NAME_LENGTH = 100
MAILBOXES_AT_MOST = 10


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
    NAME_ENTRUSTED = "office.name_entrusted"
    NAME_TAKEN_BACK = "office.name_taken_back"
    ENTRY_ASKED = "office.entry_asked"
    ENTRY_SETTLED = "office.entry_settled"
    CLASS_DEFINED = "office_class.defined"
    CLASS_EDITED = "office_class.edited"
    CLASS_REMOVED = "office_class.removed"
    MEMBER_ADDED = "office_class.member_added"
    MEMBER_ENDED = "office_class.member_ended"


class Permission(StrEnum):
    REGISTER = "登记单位"
    MAINTAIN = "维护名册"
    DEFINE = "定义单位统称"


def _is_administrator(actor: Actor, _office_id: UUID | None) -> bool:
    return actor.is_system or bool(actor.offices(Role.ADMINISTRATOR))


def _may_register(actor: Actor, office_id: UUID | None) -> bool:
    """A secretary meets new names on every list."""
    return _is_administrator(actor, office_id) or bool(actor.offices(Role.SECRETARY))


def _may_define(actor: Actor, issuer_id: UUID | None) -> bool:
    """What 各组室 means the issuer's own secretary knows."""
    return _is_administrator(actor, issuer_id) or issuer_id in actor.offices(Role.SECRETARY)


GRANTS: dict[Permission, Callable[[Actor, UUID | None], bool]] = {
    Permission.REGISTER: _may_register,
    Permission.MAINTAIN: _is_administrator,
    Permission.DEFINE: _may_define,
}


def may(actor: Actor, permission: Permission, office_id: UUID | None = None) -> bool:
    """`office_id` is the issuer whose classes are to be defined; the register itself belongs to no office."""
    return GRANTS[permission](actor, office_id)


def require(actor: Actor, permission: Permission, office_id: UUID | None = None) -> None:
    if not may(actor, permission, office_id):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


def require_definer(actor: Actor, issuer_id: UUID) -> None:
    """Let in who may define the issuer's classes. To who holds no role in the issuer's office they do not exist."""
    if not may(actor, Permission.DEFINE, issuer_id) and all(office_id != issuer_id for _, office_id in actor.holds):
        raise NotFound()
    require(actor, Permission.DEFINE, issuer_id)


@dataclass(frozen=True)
class Particulars:
    """What the register says of an office beside its names. `valid_to` is its last day; None is without end."""

    parent_id: UUID | None = None
    level: Level | None = None
    branch: Branch | None = None
    region: str = ""
    rank: int = 0
    mailboxes: tuple[str, ...] = ()
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


class Relation(StrEnum):
    """What an office is to another, as far as it is certain."""

    ABOVE = "上级"
    BELOW = "下级"
    NONE = "不相隶属"


@dataclass(frozen=True)
class Standing:
    """Where an office stands among others: the offices `above` it, the nearest first, and what the register says of it.

    `is_leading` says that it is itself a leading body of its region (省委, 市政府) and no office under one.
    """

    id: UUID
    above: tuple[UUID, ...] = ()
    level: Level | None = None
    branch: Branch | None = None
    region: str = ""
    is_leading: bool = False

    @property
    def governs(self) -> bool:
        """It leads the other offices of its region: the party committee and the government."""
        return self.is_leading and self.branch in (Branch.PARTY, Branch.GOVERNMENT)

    def outranks(self, other: Standing) -> bool:
        """By level and region, when both are known. Other systems, and a bureau beside a body of the next lower level,
        which is often its equal, are left alone."""
        if self.level is None or other.level is None or not self._holds(other):
            return False
        steps = list(Level).index(other.level) - list(Level).index(self.level)
        if steps == 0:
            leads = self.branch is Branch.PARTY or other.branch is Branch.GOVERNMENT
            return self.region == other.region and self.governs and not other.is_leading and leads
        return steps > 1 or (steps == 1 and (self.governs or not other.is_leading))

    def _holds(self, other: Standing) -> bool:
        if self.level is Level.NATION:
            return other.level is not Level.NATION
        return bool(self.region) and other.region.startswith(self.region)


def relation(issuer: Standing, office: Standing) -> Relation:
    """What the office is to the issuer: by the chain of superiors, else by level and region; NONE when in doubt."""
    if office.id in issuer.above:
        return Relation.ABOVE
    if issuer.id in office.above:
        return Relation.BELOW
    if office.outranks(issuer):
        return Relation.ABOVE
    return Relation.BELOW if issuer.outranks(office) else Relation.NONE


def is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


Period = tuple[date | None, date | None]


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods, first and last day, have a day in common; None is without beginning or end."""
    return not any(
        end is not None and begin is not None and end < begin for end, begin in ((one[1], other[0]), (other[1], one[0]))
    )


def good_name(name: str) -> str:
    """The name as it is kept, clean and on one line, or Refusal: names that look the same shall be the same."""
    try:
        name = tidy(clean(name))
    except Refusal as refusal:
        raise Refusal(refusal.message, field="name", **refusal.values) from None
    if not name or len(name) > NAME_LENGTH:
        raise Refusal("单位名称应有 1 至 %(limit)s 个字。没有改变任何内容。", field="name", limit=NAME_LENGTH)
    return name


def tidy(name: str) -> str:
    """The name without what only spaces it out in a table: blanks and line breaks beside a hanzi, full-width digits and
    Latin letters. Between Latin words one blank is left."""
    return _SPACED.sub("", " ".join(name.translate(_WIDE).split()))


def require_good(particulars: Particulars) -> None:
    require_addresses(particulars.mailboxes)
    require_period(particulars.valid_from, particulars.valid_to)
    if not 0 <= particulars.rank < 2**31:
        raise Refusal("排序号应是不小于 0 的整数。没有改变任何内容。", field="rank")


def require_addresses(addresses: Collection[str]) -> None:
    """Refusal unless a message to each of them can be built."""
    for address in addresses:
        if not is_address(address):
            raise Refusal("“%(address)s”不是邮箱地址。没有改变任何内容。", field="mailbox", address=address)
    if len(addresses) > MAILBOXES_AT_MOST:
        raise Refusal("一个单位最多 %(limit)s 个邮箱。没有改变任何内容。", field="mailbox", limit=MAILBOXES_AT_MOST)


def require_period(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal("失效日期早于生效日期。没有改变任何内容。", field="valid_to")


def same_writing(name: str) -> str:
    """The name in the one of its usual writings that stands for all: 政府 for 人民政府."""
    for written, same in _SAME:
        name = name.replace(written, same)
    return name


class Twins:
    """Names under which one office may stand twice: written otherwise, or with and without the regions above its own.

    To be shown to a person; nothing follows from it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._shortened: dict[str, list[str]] = {}
        for name in names:
            whole, shortened = _twin_keys(name)
            self._whole.setdefault(whole, []).append(name)
            for key in shortened:
                self._shortened.setdefault(key, []).append(name)

    def of(self, name: str) -> list[str]:
        """The other names that may mean the office so named."""
        whole, shortened = _twin_keys(name)
        found = [*self._whole.get(whole, ()), *self._shortened.get(whole, ())]
        found += [other for key in shortened for other in self._whole.get(key, ())]
        return [other for other in dict.fromkeys(found) if other != name]


def _twin_keys(name: str) -> tuple[str, list[str]]:
    """What the writings of one name have in common; the same without the regions above the last."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", name))
    ends = sorted(map(len, regions_of(plain).values()))
    return same_writing(plain), [same_writing(plain[end:]) for end in ends[:-1]]


def class_key(name: str) -> str:
    """What the writings of one class have in common: widths, blanks and kinds of brackets do not count.

    Nor does 本部 in front of 各组室: a class is its issuer's own, who writes it now with and now without.
    """
    return _OWN.sub("", "".join(unicodedata.normalize("NFKC", name).split()).translate(_BRACKETS))


# Writings of one name that are used side by side.
_SAME = (
    ("中国共产党", ""),
    ("中共", ""),
    ("人民政府", "政府"),
    ("人民代表大会", "人大"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("党委", "委"),
    ("管理局", "局"),
    ("集团公司", "集团"),
)
_BETWEEN = re.compile(r"[\s()〔〕【】\[\]·.“”\"'‘’、-]")
_WIDE = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}
_SPACED = re.compile(r" (?=[一-鿿（）“”])|(?<=[一-鿿（）“”]) ")
_BRACKETS = str.maketrans("〔【[〕】]", "((()))")
_OWN = re.compile(r"^[本我](?:部|单位|机关|局|办|厅|委|会|处|室|院|校|馆|社)(?=各|所有|全体|有关|领导)")
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
