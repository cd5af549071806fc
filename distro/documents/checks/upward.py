"""What goes to an organ above: to one, to no person, past nobody, and not to those below (条例 2012, arts. 14 and 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.documents.checks.case import Case
from distro.documents.checks.finding import Finding, Rule
from distro.documents.kinds.kind import Direction
from distro.lists.checks import Listed, joined
from distro.offices.rules import Relation, Standing, relation

_OFFICE_OF_AN_ORGAN = re.compile(r"(?:办公厅|办公室|办)$")
CONSENT = re.compile(
    r"(?:经|报|受).{0,20}(?:党委|省委|市委|州委|县委|区委|工委|政府|国务院|中央).{0,10}(?:同意|批准|授权|委托)"
)
"""How a text says that a committee or government consents."""


def check(case: Case) -> Iterator[Finding]:
    if case.is_upward:
        yield from _copied_below(case)
        yield from _several(case)
        yield from _persons(case)
        yield from _skipped(case)
        yield from _both_superiors(case)
    yield from _against_direction(case)


def _copied_below(case: Case) -> Iterator[Finding]:
    below = [entry.name for entry in case.copied if _relation(case, entry) is Relation.BELOW]
    if below:
        yield _about_list(
            Rule.SUBORDINATE_COPIED, "抄送中有下级机关：%(names)s。%(basis)s。请从抄送中删去，另行告知。", below
        )


def _several(case: Case) -> Iterator[Finding]:
    names = list(dict.fromkeys(entry.words or entry.name for entry in case.addressed))
    if len(names) > 1:
        yield _about_list(
            Rule.SEVERAL_SUPERIORS,
            "“%(kind)s”主送了不止一个机关：%(names)s。%(basis)s，需要时抄送其他上级机关和同级机关。请改正，或说明理由，再送审。",
            names,
            kind=case.kind.name,
        )


def _persons(case: Case) -> Iterator[Finding]:
    persons = [entry.words or entry.name for entry in case.addressed if entry.audience != "organ"]
    if persons:
        yield _about_list(
            Rule.PERSON_ADDRESSED,
            "主送写的是个人：%(names)s。%(basis)s。请改为主送其机关；确是负责人直接交办的，请说明理由，再送审。",
            persons,
        )


def _skipped(case: Case) -> Iterator[Finding]:
    """Only along the chain of the register, and none where the office of the very organ stands between."""
    if case.sponsor is None:
        return
    above, listed = case.sponsor.above, case.listed_ids
    for entry in case.addressed:
        if entry.standing is None or entry.standing.id not in above[1:]:
            continue
        between = above[: above.index(entry.standing.id)]
        skipped = [
            name
            for office_id in between
            if office_id not in listed and not _OFFICE_OF_AN_ORGAN.search(name := case.names.get(office_id, ""))
        ]
        if skipped:
            yield _about_list(
                Rule.LEVEL_SKIPPED,
                "主送“%(to)s”越过了%(names)s。%(basis)s。请改为主送直接上级，或抄送被越过的机关，或说明理由，再送审。",
                skipped,
                to=entry.name,
            )


def _both_superiors(case: Case) -> Iterator[Finding]:
    """A superior of its line, while the organ above in the register gets nothing."""
    sponsor = case.sponsor
    if sponsor is None or not sponsor.above or sponsor.above[0] in case.listed_ids or CONSENT.search(case.content.body):
        return
    in_line = [
        entry.name
        for entry in case.addressed
        if entry.standing is not None
        and entry.standing.id not in sponsor.above
        and relation(sponsor, entry.standing) is Relation.ABOVE
    ]
    parent = case.names.get(sponsor.above[0])
    if in_line and parent:
        yield _about_list(
            Rule.BOTH_SUPERIORS,
            "主送上级主管部门%(names)s，没有抄送“%(parent)s”。%(basis)s。请核对。",
            in_line,
            parent=parent,
        )


def _against_direction(case: Case) -> Iterator[Finding]:
    wrong = Relation.BELOW if case.is_upward else Relation.ABOVE if case.kind.direction is Direction.DOWNWARD else None
    names = [entry.name for entry in case.addressed if entry.audience == "organ" and _relation(case, entry) is wrong]
    if wrong is None or not names:
        return
    if wrong is Relation.BELOW:
        yield _about_list(
            Rule.AGAINST_DIRECTION,
            "“%(kind)s”是上行文，主送的%(names)s却是下级机关。%(basis)s。请改用别的文种，或说明理由，再送审。",
            names,
            kind=case.kind.name,
        )
    else:
        yield _about_list(
            Rule.AGAINST_DIRECTION,
            "“%(kind)s”是下行文，主送的%(names)s却是上级机关。%(basis)s。请改用别的文种，或说明理由，再送审。",
            names,
            kind=case.kind.name,
        )


def _relation(case: Case, entry: Listed) -> Relation:
    """What the office is to the organs that issue, as far as it is certain of one of them."""
    standings: list[Standing] = [organ.standing for organ in case.organs if organ.standing is not None]
    if entry.standing is None or any(entry.standing.id == each.id for each in standings):
        return Relation.NONE
    relations = {relation(each, entry.standing) for each in standings} - {Relation.NONE}
    return relations.pop() if len(relations) == 1 else Relation.NONE


def _about_list(rule: Rule, message: str, names: list[str], **values: str) -> Finding:
    said = joined(names)
    return Finding(rule, message, {"names": said} | values, "imprint", said, "\n".join([*names, *values.values()]))
