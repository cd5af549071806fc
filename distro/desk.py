"""The gestures of the desk: what several doors do in the same order around the actions of the slices, each held once.

A gesture happens in the caller's unit of work, as an action does.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.documents import unsaved
from distro.documents.draft import Draft
from distro.kernel.work import Work
from distro.lists import actions as list_actions
from distro.lists import queries as lists
from distro.lists.grammar.particulars import particulars
from distro.lists.sheet.sheet import Sheet
from distro.offices import actions as register
from distro.offices import queries as offices
from distro.offices.models import Office


def served(w: Work) -> dict[UUID, Office]:
    """The offices in which the actor is secretary, by id, in official order."""
    found = offices.by_ids(w, w.actor.offices(Role.SECRETARY)).values()
    return {office.id: office for office in sorted(found, key=lambda office: (office.rank, office.name))}


def issuer(w: Work, *, chosen: str = "", named: str = "") -> UUID | None:
    """The office a secretary acts for: the one whose id was chosen, their only one, or of several the one a text names.

    None when none of these says it; an office in which they are no secretary is never meant.
    """
    mine = w.actor.offices(Role.SECRETARY)
    by_id = {str(office_id): office_id for office_id in mine}
    if chosen in by_id:
        return by_id[chosen]
    if len(mine) == 1:
        return next(iter(mine))
    office = offices.by_names(w, [named]).get(named)
    return office.id if office is not None and office.id in mine else None


def enter(w: Work, names: Iterable[str]) -> list[Office]:
    """Register the offices, with what the grammar of lists hears in their names; returns those newly registered."""
    return register.register(w, names, particulars)


def register_unknown(w: Work, document_id: UUID, *, even_leaning: bool = False) -> None:
    """Register the unknown names of a draft's list, then read the list again.

    Names that lean on a region nobody named (市委) stay unknown, unless nobody is there to lead them to an office.
    """
    entries = lists.by_id(w, reads.find(w, document_id).list_id).entries
    enter(w, lists.unknown_names(entries, even_leaning=even_leaning))
    documents.reread_list(w, document_id)


def save_list(w: Work, document_id: UUID, sheet: Sheet, version: int) -> int:
    """Save the draft with this list, and remember what was chosen on it for the issuer's lists to come; returns how many
    readings were not remembered before.

    A list that says nothing new is read again: offices may have been registered from its page.
    """
    document = reads.find(w, document_id)
    before = document.revision
    save(w, document_id, reads.draft_of(w, document).with_list(sheet), version)
    if document.revision == before:
        documents.reread_list(w, document_id)
    return list_actions.learn(w, document.issuer_id, sheet)


def save(w: Work, document_id: UUID, content: Draft, version: int) -> None:
    """Save the draft as a new revision, unless it says nothing new.

    Conflict when `version` is not the newest, even then: what a colleague wrote may not be passed over.
    """
    document = reads.find(w, document_id, lock=True)
    if document.version != version or reads.draft_of(w, document) != content:
        documents.revise(w, document_id, content, version)
    unsaved.discard(w, document_id)
