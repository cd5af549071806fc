"""Sealing: chaining what has been committed, in the order of the journal."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, insert, literal_column, select

from distro.kernel.journal import GENESIS, Entry, Seal, link
from distro.kernel.work import Work

BATCH = 5000
# How far behind the newest sealed entry a transaction that began earlier may still put one.
BEHIND = 10_000
# Longer than any transaction may live: after a restore the stored transaction numbers mean nothing.
SETTLED = timedelta(minutes=15)


def seal(w: Work) -> None:
    """Chain the entries whose neighbours are all committed; one sealer at a time.

    Identity numbers do not commit in order: an entry of a transaction not older than the oldest open one waits.
    """
    if not w.session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtext("distro.seal")))):
        return
    last = w.session.scalars(select(Seal).order_by(Seal.number.desc()).limit(1)).one_or_none()
    number, head, newest = (last.number, last.hash, last.entry_id) if last else (0, GENESIS, 0)
    oldest_open = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    committed = w.session.execute(
        select(Entry.id, Entry.digest)
        .outerjoin(Seal, Seal.entry_id == Entry.id)
        .where(
            Entry.id > newest - BEHIND,
            Seal.number.is_(None),
            (Entry.written_in < oldest_open) | (Entry.at < w.now - SETTLED),
        )
        .order_by(Entry.id)
        .limit(BATCH)
    )
    links = []
    for entry_id, digest in committed:
        number, head = number + 1, link(head, entry_id, digest)
        links.append({"number": number, "entry_id": entry_id, "hash": head})
    if links:
        w.session.execute(insert(Seal), links)
