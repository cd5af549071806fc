"""An invented province with its prefecture and county, and drafts of every kind to be checked in the name of its organs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from distro.documents.checks.case import Case, Organ
from distro.documents.checks.check import check
from distro.documents.checks.finding import Finding, Rule
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.lists.checks import Listed
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.particulars import is_leading, particulars
from distro.lists.tier import Tier
from distro.offices.rules import Level, Standing

TODAY = date(2026, 3, 10)
_PARENTS = {
    "云海省委": "",
    "云海省政府": "",
    "云海省财政厅": "云海省政府",
    "云海省云溪市委": "云海省委",
    "云海省云溪市政府": "云海省政府",
    "云海省云溪市政府办公室": "云海省云溪市政府",
    "云海省云溪市财政局": "云海省云溪市政府",
    "云海省云溪市教育局": "云海省云溪市政府",
    "云海省云溪市财政局预算科": "云海省云溪市财政局",
    "云海省云溪市山前县政府": "云海省云溪市政府",
    "云海省云溪市山前县财政局": "云海省云溪市山前县政府",
    "海角省财政厅": "",
}
"""Every office, and the one above it in the register."""

PROVINCE, CITY, COUNTY = "云海省", "云海省云溪市", "云海省云溪市山前县"
_LEVELS = {
    "云海省云溪市山前县": Level.COUNTY,
    "云海省云溪市": Level.PREFECTURE,
    "云海省": Level.PROVINCE,
    "海角省": Level.PROVINCE,
}


def id_of(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def above(name: str) -> list[str]:
    chain = []
    while name := _PARENTS[name]:
        chain.append(name)
    return chain


def standing(name: str) -> Standing:
    region = next(region for region in _LEVELS if name.startswith(region))
    return Standing(
        id_of(name),
        tuple(map(id_of, above(name))),
        _LEVELS[region],
        particulars(name).branch,
        region,
        is_leading(anatomy(name)),
    )


def listed(tier: Tier, *names: str) -> list[Listed]:
    """Offices of the town by their names; 各… is a class, a name with 同志 a person, all others the register knows nothing
    of."""
    return [
        Listed(
            0,
            tier,
            name,
            audience="领导同志" if name.endswith("同志") else "organ",
            words=name,
            is_class=name.startswith("各"),
            standing=standing(name.removesuffix("领导同志")) if name.removesuffix("领导同志") in _PARENTS else None,
        )
        for name in names
    ]


def case(
    kind: str,
    issuer: str | Sequence[str] = "云海省云溪市财政局",
    *,
    to: Sequence[str] = (),
    copied: Sequence[str] = (),
    number: str = "",
    former: dict[str, str] | None = None,
    **fields: Any,
) -> Case:
    """A draft of this kind, sound but for what is given."""
    issuers = [issuer] if isinstance(issuer, str) else list(issuer)
    content = choice.settled(
        replace(
            Draft(
                kind=kind,
                issuer="\n".join(issuers),
                date=TODAY,
                titles=f"关于开展检查的{kind}" if kind != "简报" else "各地开展检查",
                body="现将有关情况写在下面。",
            ),
            **fields,
        )
    )
    superiors = {name for each in issuers if each in _PARENTS for name in above(each)}
    return Case(
        content,
        TODAY,
        number,
        [Organ(name, standing(name) if name in _PARENTS else None) for name in issuers],
        [*listed(Tier.ADDRESS, *to), *listed(Tier.COPY, *copied)],
        {id_of(name): name for name in superiors},
        former or {},
    )


def found(of: Case) -> dict[Rule, Finding]:
    return {finding.rule: finding for finding in check(of)}
