"""Who may issue to whom: departments, bodies inside a department, and several organs jointly (条例 2012, arts. 16, 17, 22)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from distro.documents.checks.case import Case, Organ
from distro.documents.checks.finding import Finding, Rule
from distro.documents.checks.upward import CONSENT
from distro.documents.draft import lines
from distro.lists.checks import Listed, joined
from distro.offices.rules import Branch, Level, Standing

_GENERAL_OFFICE = re.compile(r"(?:委|委员会|政府)办公(?:厅|室)$")
_LOWER_ORGANS = re.compile(r"^各.*(?:人民政府|政府|党委|党工委)$")
_INSIDE = re.compile(r"(?!.*(?:办公|办事处|管理处|党委|支部)).{1,7}[处科股室]")
"""What a body inside a department is called behind the department's name."""


def check(case: Case) -> Iterator[Finding]:
    if case.is_official:
        yield from _instructing(case)
        yield from _from_inside(case)
        yield from _unequal(case)
        yield from _not_signed_by_all(case)


def _instructing(case: Case) -> Iterator[Finding]:
    organs = [organ.standing for organ in case.organs if organ.standing is not None and _is_department(organ)]
    if not case.is_downward or not organs or len(organs) < len(case.organs):
        return
    names = [entry.name for entry in case.addressed if _governs_below(entry, organs)]
    if names and not CONSENT.search(f"{case.content.body}\n{case.content.note}"):
        yield Finding(
            Rule.DEPARTMENT_INSTRUCTS,
            "“%(kind)s”由部门发给下级党委、政府：%(names)s。%(basis)s。请由党委、政府或其办公厅（室）行文，或改用函，或注明已经同意，"
            "或说明理由，再送审。",
            {"kind": case.kind.name, "names": joined(names)},
            "imprint",
            joined(names),
            "\n".join([case.kind.name, *names]),
        )


def _is_department(organ: Organ) -> bool:
    """A department of a party committee or government whose level is known, and not their general office."""
    standing = organ.standing
    return (
        standing is not None
        and standing.level is not None
        and standing.branch in (Branch.PARTY, Branch.GOVERNMENT)
        and not standing.is_leading
        and _GENERAL_OFFICE.search(organ.name) is None
    )


def _governs_below(entry: Listed, organs: Sequence[Standing]) -> bool:
    """A committee or government below all of the organs; also those of every place of a kind (各县（市、区）人民政府)."""
    if entry.standing is None:
        return entry.is_class and entry.audience == "organ" and _LOWER_ORGANS.match(entry.name) is not None
    return entry.standing.governs and all(_is_below(entry.standing, organ) for organ in organs)


def _is_below(office: Standing, organ: Standing) -> bool:
    if office.level is None or organ.level is None:
        return False
    levels = list(Level)
    is_inside = organ.level is Level.NATION or (bool(organ.region) and office.region.startswith(organ.region))
    return is_inside and levels.index(office.level) > levels.index(organ.level)


def _from_inside(case: Case) -> Iterator[Finding]:
    """The sponsor is named as a part of what it belongs to, and writes to others."""
    if case.sponsor is None or not case.sponsor.above:
        return
    name, department = case.organs[0].name, case.names.get(case.sponsor.above[0], "")
    own = {case.sponsor.id, *case.sponsor.above}
    is_inside = bool(department) and name.startswith(department) and _INSIDE.fullmatch(name[len(department) :])
    outside = [entry.name for entry in case.listed if entry.standing is not None and entry.standing.id not in own]
    if is_inside and outside:
        yield Finding(
            Rule.INTERNAL_BODY,
            "“%(name)s”是“%(department)s”的内设机构，却向%(names)s行文。%(basis)s。请以“%(department)s”的名义行文，或说明理由，再送审。",
            {"name": name, "department": department, "names": joined(outside)},
            "issuer",
            name,
            "\n".join([name, *outside]),
        )


def _unequal(case: Case) -> Iterator[Finding]:
    """Only along the chain of the register: what is of equal rank, levels alone do not tell."""
    by_id = {organ.standing.id: organ.name for organ in case.organs if organ.standing is not None}
    for organ in case.organs:
        for superior in organ.standing.above if organ.standing is not None else ():
            if superior in by_id:
                pair = {"upper": by_id[superior], "lower": organ.name}
                yield Finding(
                    Rule.JOINT_UNEQUAL,
                    "联合行文的“%(lower)s”是“%(upper)s”的下级。%(basis)s。请改由一个机关行文，或说明理由，再送审。",
                    pair,
                    "issuer",
                    organ.name,
                    "\n".join(pair.values()),
                )


def _not_signed_by_all(case: Case) -> Iterator[Finding]:
    """Upward documents name who signed; one for each organ."""
    signers = [name for line in lines(case.content.signers) for name in line.split()]
    if case.is_upward and len(case.organs) > 1 and len(signers) < len(case.organs):
        yield Finding(
            Rule.SIGNER_MISSING,
            "联合行文的机关有 %(organs)s 个，签发人只写了 %(signers)s 个。%(basis)s。请补齐，或说明理由，再送审。",
            {"organs": len(case.organs), "signers": len(signers)},
            "signers",
            "、".join(signers),
            "\n".join([*(organ.name for organ in case.organs), *signers]),
        )
