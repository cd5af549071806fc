"""本期增发: recipients added for one issue only, in a block of their own at the end of the list. Pure: sheet into sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from distro.kernel.errors import Refusal
from distro.lists.grammar.labels import LABEL
from distro.lists.grammar.parse import parse
from distro.lists.sheet.revision import revise
from distro.lists.sheet.sheet import Sheet
from distro.lists.sheet.wording import TierWording, Unwritable, names_of

EXTRA = "本期增发："
_WORD = "增发"


def is_extra(label: str) -> bool:
    """Whether a block of this label holds for one issue only: 增发, 本期增发."""
    match = LABEL.match(label.strip())
    return match is not None and "".join(match["word"].split()) == _WORD


def without_extra(sheet: Sheet) -> Sheet:
    """What of the list holds beyond the issue. The words of the other blocks stay as they are."""
    reading = sheet.as_written()
    lasting = [tier for tier in names_of(reading) if not is_extra(tier.label)]
    try:
        return Sheet(revise(reading, lasting), sheet.choices).tidied()
    except Unwritable as error:
        raise _unwritable(error.names) from None


def with_extra(sheet: Sheet, names: str) -> Sheet:
    """The list with these names, written as on a list, in its block of extra recipients, which is begun if need be.

    Refusal (field: extra) when they are no names, are on the list already, or would not be read back.
    """
    reading = sheet.as_written()
    added = _read(names)
    tiers = list(names_of(reading))
    known = {one.name for tier in tiers for one in tier.names}
    for one in added.names:
        if one.name in known:
            raise Refusal("“%(name)s”已在名单中。没有增加。", field="extra", name=one.name)
    begun = next((number for number, tier in enumerate(tiers) if is_extra(tier.label)), None)
    if begun is None:
        tiers.append(added)
    else:
        tiers[begun] = replace(tiers[begun], groups=tiers[begun].groups + added.groups)
    try:
        return Sheet(revise(reading, tiers), sheet.choices)
    except Unwritable:
        raise _unwritable(one.name for one in added.names) from None


def _read(names: str) -> TierWording:
    """The names as a block of their own; Refusal when there is anything else in them."""
    names = names.strip().rstrip("。")
    if not names:
        raise Refusal("请写明本期增发的单位。没有增加。", field="extra")
    reading = parse(f"{EXTRA}{names}。")
    tiers = names_of(reading)
    has_label = any(mark in names for mark in "：:")
    if has_label or reading.fields or reading.leftovers or [tier.label for tier in tiers] != [EXTRA]:
        raise Refusal("只写单位名称，用顿号或逗号分开。没有增加。", field="extra")
    return tiers[0]


def _unwritable(names: Iterable[str]) -> Refusal:
    return Refusal(
        "“%(names)s”写进名单后会被读成别的单位。没有执行。请写全称，或直接修改名单文字。",
        field="extra",
        names="、".join(names),
    )
