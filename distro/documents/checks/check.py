"""All checks of what a document says, the gravest finding first, and the repairs a person asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from distro.documents.checks import authority, days, marks, matter, names, upward
from distro.documents.checks.case import Case
from distro.documents.checks.finding import Finding, applied
from distro.documents.draft import Draft
from distro.lists.checks import Severity

ALL = "all"
"""The name of all repairs together."""

_REPAIRABLE: tuple[Callable[[Case], Iterator[Finding]], ...] = (names.old, *(slip.find for slip in marks.SLIPS))


def check(case: Case) -> list[Finding]:
    """Everything found."""
    found = [
        *upward.check(case),
        *authority.check(case),
        *matter.check(case),
        *days.check(case),
        *names.check(case),
        *(finding for slip in marks.SLIPS for finding in slip.find(case)),
    ]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def repaired(case: Case, wanted: str) -> Draft:
    """The draft with the repair of this name, or with ALL of them; as it is where there is nothing to repair."""
    for find in _REPAIRABLE:
        for finding in find(case):
            if finding.edits and wanted in (ALL, finding.repair):
                change: dict[str, Any] = {finding.field: applied(getattr(case.content, finding.field), finding.edits)}
                case = replace(case, content=replace(case.content, **change))
    return case.content
