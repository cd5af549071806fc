"""Offices by the names they have today: a former name where an office issues, receives or prints, or is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.documents.checks.case import Case
from distro.documents.checks.finding import Edit, Finding, Rule, shown
from distro.lists.checks import joined

SHORTEST = 4
"""Characters a name has at least to be looked for in running text."""

_PLACES = {
    "issuer": "^{}$",
    "imprint": "(?<![一-鿿]){}(?![一-鿿])",
    "print_organ": "^{}$",
    "masthead": r"\A{}",
    "titles": r"\A{}",
}
"""Where a name stands for an office of today, field by field, as a pattern around the name."""

_OF_OLD = ("原", "原来的", "前身为", "前身是", "曾用名", "时任", "旧称")
_LONGEST_OF_OLD = max(map(len, _OF_OLD))
_SINCE = re.compile(
    r"[（(，]?(?:以下|现|今|后|已)?(?:为|改为|改称|改名|更名|改组|并入|划入|合并|撤销|组建)|[（(](?:现|今)"
)


def check(case: Case) -> Iterator[Finding]:
    yield from old(case)
    yield from _told(case)


def old(case: Case) -> Iterator[Finding]:
    """Where a document names who issues it, who gets it and who prints it, the name is the one of today."""
    own = {organ.name for organ in case.organs}
    for field, shape in _PLACES.items():
        text = getattr(case.content, field)
        if field == "imprint":
            names = [entry.name for entry in case.listed if entry.standing is not None]
        elif field == "titles":
            names = [old for old, present in case.former.items() if case.is_official and {old, present} & own]
        else:
            names = list(case.former)
        names = [name for name in dict.fromkeys(names) if name in case.former]
        at = {
            name: list(re.finditer(shape.format(re.escape(name)), text, re.MULTILINE)) if name in text else []
            for name in names
        }
        found = [name for name in names if at[name] or field == "imprint"]
        if found:
            edits = sorted(
                Edit(place.start(), place.end(), case.former[name])
                for name in found
                # One that its present name holds would be renamed for ever.
                if name not in case.former[name]
                for place in at[name]
            )
            yield Finding(
                Rule.OLD_NAME,
                "写的是旧名称：%(names)s，现名%(present)s。%(basis)s。请改正，或说明理由，再送审。",
                {"names": joined(found), "present": joined(case.former[name] for name in found)},
                field,
                joined(found),
                "\n".join(f"{name} {case.former[name]}" for name in found),
                tuple(edits),
                shown(text, edits),
            )


def _told(case: Case) -> Iterator[Finding]:
    """In running text an old name may be meant as such, so nobody has to answer for it."""
    known = [name for name in case.former if len(name) >= SHORTEST and name not in case.former[name]]
    for field in ("titles", "body"):
        text = getattr(case.content, field)
        names = [name for name in known if name in text]
        if not names:
            continue
        pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        told = {
            each.group()
            for each in pattern.finditer(text)
            if not (field == "titles" and case.is_official and each.start() == 0)
            and not text[max(0, each.start() - _LONGEST_OF_OLD) : each.start()].endswith(_OF_OLD)
            and not _SINCE.match(text, each.end())
        }
        if told:
            names = [name for name in names if name in told]
            yield Finding(
                Rule.OLD_NAME_TOLD,
                "文中写有旧名称：%(names)s，现名%(present)s。%(basis)s。请核对。",
                {"names": joined(names), "present": joined(case.former[name] for name in names)},
                field,
            )
