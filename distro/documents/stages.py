"""The administrator's choice: which optional stages an office's documents pass on their way."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from distro.documents import lives
from distro.documents.models import ChosenStages
from distro.documents.rules import DocumentFact, Stage
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.offices.rules import Permission, require


def choose(w: Work, office_id: UUID, life: str, stages: Collection[Stage]) -> None:
    """From now on documents of this life pass these stages; those that wait at another go on waiting for its word."""
    require(w.actor, Permission.MAINTAIN)
    office = offices.find(w, office_id)
    if life not in lives.LIVES:
        raise NotFound()
    names = [stage.name for stage in lives.OPTIONAL if stage in stages]
    chosen = insert(ChosenStages).values(office_id=office.id, life=life, stages=names)
    w.session.execute(chosen.on_conflict_do_update(index_elements=["office_id", "life"], set_={"stages": names}))
    w.record(DocumentFact.STAGES_CHOSEN, office.id, office.id, office=office.name, name=life, stages=names)
