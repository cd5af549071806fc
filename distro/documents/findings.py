"""What the checks see of a document as it stands, by the register of today."""

from __future__ import annotations

from collections.abc import Sequence

from distro.documents.checks.case import Case, Organ
from distro.documents.draft import Draft, lines
from distro.documents.models import Document
from distro.kernel.work import Work
from distro.lists.checks import Listed
from distro.lists.findings import standing
from distro.offices import queries as offices
from distro.offices.rules import AliasKind


def case(w: Work, document: Document, content: Draft, listed: Sequence[Listed]) -> Case:
    """Of this content, which need not be saved; `listed` are the entries of the document's list."""
    names = lines(content.issuer)
    issuers = offices.owners(w, names)
    above = offices.above(w, {office.id for office in issuers.values()})
    superiors = offices.by_ids(w, {office_id for chain in above.values() for office_id in chain})
    concerned = {
        document.issuer_id,
        *above,
        *superiors,
        *(entry.standing.id for entry in listed if entry.standing is not None),
    }
    former = {
        alias.name: alias.office_id
        for borne in offices.aliases(w, concerned).values()
        for alias in borne
        if alias.kind is AliasKind.FORMER
    }
    present = offices.by_ids(w, set(former.values()))
    return Case(
        content=content,
        today=w.today,
        number=document.designation or "",
        organs=[
            Organ(name, standing(issuers[name], above[issuers[name].id]) if name in issuers else None) for name in names
        ],
        listed=listed,
        names={office.id: office.name for office in superiors.values()},
        former={name: present[office_id].name for name, office_id in former.items()},
    )
