"""The things that stand in addresses: each is found by who may know of it, in a role the page is for, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from distro.archive import queries as archive
from distro.documents import countersigners
from distro.documents import queries as documents
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.offices import queries as offices
from distro.offices.models import OfficeClass
from distro.offices.rules import require_definer


def find_class(w: Work, class_id: UUID) -> OfficeClass:
    """The class, for whoever may define its issuer's."""
    found = offices.find_class(w, class_id)
    require_definer(w.actor, found.issuer_id)
    return found


# A delivery is not among them: what is done with one begins by finding it, locked.
_FINDS: dict[str, Callable[[Work, UUID], object]] = {
    "document_id": documents.find,
    "asked_id": countersigners.find,
    "record_id": archive.find,
    "list_id": lists.find_named,
    "class_id": find_class,
}


def require(w: Work, place: Mapping[str, Any]) -> None:
    """NotFound unless the actor may know of the things an address names."""
    for name, find in _FINDS.items():
        if name in place:
            find(w, place[name])
