"""Text that is typed and not saved yet: kept every few seconds, so that it outlives the browser, the session and the server.

It is private to who typed it and no fact: nothing of it is in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from distro.documents import queries, rules
from distro.documents.draft import DAYS, LIMITS
from distro.documents.models import Document, Unsaved
from distro.documents.rules import Permission, State
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.secrecy import refuse_if_secret
from distro.kernel.work import Work

# The texts of a draft's form; whatever else a form sends is not kept.
FIELDS = (*LIMITS, *DAYS, "copies_numbered")
SHORT = 100
# Who has not come back by then does not come back to it.
KEPT = timedelta(days=30)


def hold(w: Work, document_id: UUID, texts: Mapping[str, str], version: int) -> None:
    """Keep what stands in the actor's form, in place of what was kept before; `version` is the document's they saw."""
    document = queries.find(w, document_id, share=True)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，不能修改。没有暂存。", state=str(document.state))
    kept = {name: texts[name] for name in FIELDS if name in texts}
    for name, text in kept.items():
        if len(text) > LIMITS.get(name, SHORT):
            raise Refusal("内容过长，没有暂存。请删减后保存。", field=name)
        refuse_if_secret(text)
    held = insert(Unsaved).values(person_id=w.actor.id, document_id=document.id, version=version, texts=kept, at=w.now)
    w.session.execute(
        held.on_conflict_do_update(
            index_elements=["person_id", "document_id"],
            set_={"version": held.excluded.version, "texts": held.excluded.texts, "at": held.excluded.at},
        )
    )


def held(w: Work, document: Document) -> Unsaved | None:
    """What the actor typed into the draft and did not save."""
    return w.session.get(Unsaved, (w.actor.id, document.id))


def discard(w: Work, document_id: UUID) -> None:
    """What the actor typed is saved, or no longer wanted."""
    w.session.execute(delete(Unsaved).where(Unsaved.person_id == w.actor.id, Unsaved.document_id == document_id))


def forget(w: Work) -> None:
    """Drop what nobody came back to."""
    w.session.execute(delete(Unsaved).where(Unsaved.at < w.now - KEPT))
