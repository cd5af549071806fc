"""Filing an issued document as a record."""

from __future__ import annotations

import hashlib
from itertools import count
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from distro.archive.models import ItemCounter, Record
from distro.archive.rules import BULLETIN_RETENTION, RecordFact, reference, searchable
from distro.documents import queries as documents
from distro.documents.draft import lines
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.offices.models import Office


def file(w: Work, document_id: UUID) -> None:
    """One issue is one 件 (DA/T 22-2015); filing it again changes nothing."""
    document = documents.find(w, document_id)
    # Its own filing is what an issuer waits for; whoever receives, sends or recalls need not.
    w.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"distro.file {document_id}"))))
    kept = select(Record.id).where(Record.document_id == document_id, Record.office_id == document.issuer_id)
    if w.session.scalars(kept).one_or_none():
        return
    content, issued = documents.draft_of(w, document), document.issued
    files = documents.attachments(w, document)
    fonds = _fonds(w, document.issuer_id)
    year = issued.dated.year
    record = Record(
        document_id=document.id,
        office_id=document.issuer_id,
        reference=reference(fonds, year, BULLETIN_RETENTION, _next_item(w, fonds, year)),
        year=year,
        retention=BULLETIN_RETENTION,
        title=document.title,
        number=document.number,
        issuer="、".join(lines(content.issuer)),
        dated=issued.dated,
        pages=issued.pages,
        pdf_digest=issued.pdf_digest,
        filed_at=w.now,
        text=searchable(
            "\n".join(
                [
                    *(document.number, content.issuer, content.titles),
                    *(text.replace("**", "") for text in (content.body, content.articles, content.annexes)),
                    *(words for file in files for words in (file.title, file.name)),
                    content.imprint,
                ]
            )
        ),
        files=[file.to_plain() for file in files],
    )
    w.session.add(record)
    w.session.flush()
    w.record(
        RecordFact.FILED,
        record.id,
        document.issuer_id,
        document=str(document.id),
        reference=record.reference,
        fonds=fonds,
        year=year,
        retention=record.retention.name,
        number=record.number,
        dated=record.dated.isoformat(),
        pages=record.pages,
        pdf=record.pdf_digest,
        files=record.files,
        text=hashlib.sha256(record.text.encode()).hexdigest(),
    )


def _next_item(w: Work, fonds: str, year: int) -> int:
    counter = insert(ItemCounter).values(fonds=fonds, year=year, retention=BULLETIN_RETENTION, item=1)
    return w.session.scalars(
        counter.on_conflict_do_update(
            index_elements=["fonds", "year", "retention"], set_={"item": ItemCounter.item + 1}
        ).returning(ItemCounter.item)
    ).one()


def _fonds(w: Work, office_id: UUID) -> str:
    """The office's 全宗号; at its first filing, when it has none, the first that no office has and no record bears."""
    # Read again once it is locked: another filing of the same office may just have given it one.
    locked = select(Office).where(Office.id == office_id).with_for_update(key_share=True)
    office = w.session.scalars(locked, execution_options={"populate_existing": True}).one()
    if office.fonds is None:
        offices.lock_fonds(w)
        taken = set(w.session.scalars(select(Office.fonds).union(select(ItemCounter.fonds))))
        office.fonds = next(code for number in count(1) if (code := f"Z{number:03d}") not in taken)
        w.session.flush()
    return office.fonds
