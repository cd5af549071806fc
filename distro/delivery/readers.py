"""Who may read the copies of issued documents, asked of the very predicate of the pages, for everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, func, literal, select
from sqlalchemy.orm import aliased

from distro.accounts import queries as accounts
from distro.accounts.models import Membership
from distro.accounts.queries import Holder
from distro.accounts.rules import Role
from distro.delivery import queries
from distro.delivery.models import Delivery
from distro.delivery.rules import State
from distro.kernel.work import Work
from distro.lists import agreement
from distro.lists.agreement import Break


def reader_breaks(w: Work, document_ids: Collection[UUID]) -> dict[UUID, list[Break]]:
    """Where the deliveries of issued documents, all of them sent, and those who may read them part, by document.

    Each office with a copy not recalled must see it as its clerk would; of all others, whatever roles their people
    hold, nobody may see any. Two statements, however many documents and people there are.
    """
    of_them = Delivery.document_id.in_(document_ids)
    clerk = Holder(literal(Role.CLERK, Membership.role.type), Delivery.office_id)
    unread = w.session.execute(
        select(Delivery.document_id, func.min(Delivery.office_name))
        .where(of_them)
        .group_by(Delivery.document_id, Delivery.office_id)
        .having(func.bool_or(Delivery.state != State.RECALLED) & ~func.bool_or(queries.visible_to(clerk)))
    )
    held, copy = accounts.everything_held(), aliased(Delivery)
    has_copy = exists().where(copy.document_id == Delivery.document_id, copy.state != State.RECALLED)
    astray = w.session.execute(
        select(Delivery.document_id, Delivery.office_name, has_copy.where(copy.office_id == Delivery.office_id))
        .select_from(Delivery)
        .join(held, queries.visible_to(Holder(held.c.role, held.c.office_id)))
        .where(of_them, ~has_copy.where(copy.office_id == held.c.office_id))
        .distinct()
    )
    unread_of: dict[UUID, list[str]] = defaultdict(list)
    astray_of: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for document_id, name in unread:
        unread_of[document_id].append(name)
    for document_id, name, is_own in astray:
        astray_of[document_id].append((name, is_own))
    return {each: list(agreement.reader_breaks(unread_of[each], astray_of[each])) for each in document_ids}
