"""What offices that are asked to countersign do: consent to the revision they saw, or return it with a reason."""

from __future__ import annotations

from uuid import UUID

from distro.documents import countersigners, rules
from distro.documents.actions import consent, dissent, move
from distro.documents.models import Countersigner, Document
from distro.documents.rules import DocumentFact, Stage, Verb
from distro.kernel.errors import NotFound
from distro.kernel.work import Work


def countersign(w: Work, document_id: UUID, office_id: UUID, revision: int, opinion: str = "") -> None:
    """Consent for one office; with the last consent the document goes on."""
    document, office = _found(w, document_id, office_id)
    word = consent(w, document, Stage.COUNTERSIGN, revision, opinion, office=office)
    w.session.flush()
    if countersigners.waited_for(w, document):
        document.changed_at = w.now
    else:
        move(w, document, Verb.COUNTERSIGN)
    w.record(DocumentFact.COUNTERSIGNED, document.id, document.issuer_id, **word, **_of(office))


def return_(w: Work, document_id: UUID, office_id: UUID, revision: int, reason: str) -> None:
    """Do not consent: the draft goes back to its secretary, whoever else has consented."""
    document, office = _found(w, document_id, office_id)
    move(w, document, Verb.RETURN)
    word = dissent(w, document, Stage.COUNTERSIGN, revision, reason, office=office)
    w.record(DocumentFact.RETURNED, document.id, document.issuer_id, **word, **_of(office))


def _found(w: Work, document_id: UUID, office_id: UUID) -> tuple[Document, Countersigner]:
    document, asked = countersigners.find(w, document_id, lock=True)
    office = next((each for each in asked if each.office_id == office_id), None)
    if office is None:
        raise NotFound()
    if rules.is_author(w.actor, document):
        raise rules.own_words(str(Verb.COUNTERSIGN))
    return document, office


def _of(office: Countersigner) -> dict[str, object]:
    return {"of_office": str(office.office_id), "office": office.name}
