"""What a secretary asks of whoever keeps the register: to settle a name on a list that they cannot settle themselves."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from distro.kernel.actor import Role
from distro.kernel.errors import Conflict, Forbidden, NotFound
from distro.kernel.work import Work
from distro.offices import queries
from distro.offices.models import EntryRequest, Office
from distro.offices.rules import OfficeFact, Permission, good_name, require


def ask(w: Work, issuer_id: UUID, name: str) -> None:
    """Ask for an entry by which the name leads to an office in the issuer's mouth; asked again, nothing changes."""
    issuer = queries.find(w, issuer_id)
    if not w.actor.has(Role.SECRETARY, issuer_id):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")
    name = good_name(name)
    request_id = w.session.scalar(
        insert(EntryRequest)
        .values(issuer_id=issuer_id, name=name, asked_by=w.actor.name, asked_at=w.now)
        .on_conflict_do_nothing()
        .returning(EntryRequest.id)
    )
    if request_id is not None:
        w.record(OfficeFact.ENTRY_ASKED, request_id, issuer_id, office=issuer.name, name=name)


def settle(w: Work, request_id: UUID) -> None:
    """Whoever keeps the register has done what there was to do."""
    request = w.session.get(EntryRequest, request_id, with_for_update=True)
    if request is None:
        raise NotFound()
    require(w.actor, Permission.MAINTAIN)
    if request.settled_at is not None:
        raise Conflict("这个请求已由%(name)s办结。没有改变任何内容。", name=request.settled_by)
    request.settled_by, request.settled_at = w.actor.name, w.now
    issuer = queries.find(w, request.issuer_id)
    w.record(OfficeFact.ENTRY_SETTLED, request.id, issuer.id, office=issuer.name, name=request.name)


def asked(w: Work, issuer_id: UUID) -> set[str]:
    """The names the issuer has asked for and that are not settled."""
    return set(
        w.session.scalars(
            select(EntryRequest.name).where(EntryRequest.issuer_id == issuer_id, EntryRequest.settled_at.is_(None))
        )
    )


def open_requests(w: Work) -> list[tuple[EntryRequest, Office]]:
    """What is not settled, the oldest first, each with the office that asks."""
    rows = w.session.execute(
        select(EntryRequest, Office)
        .join(Office, Office.id == EntryRequest.issuer_id)
        .where(EntryRequest.settled_at.is_(None))
        .order_by(EntryRequest.asked_at)
    )
    return [(request, issuer) for request, issuer in rows]


def waiting(w: Work) -> int:
    """How many requests are not settled."""
    return w.session.scalars(
        select(func.count()).select_from(EntryRequest).where(EntryRequest.settled_at.is_(None))
    ).one()
