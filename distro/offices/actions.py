"""Changes of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from distro.kernel.errors import Refusal
from distro.kernel.work import Said, Work
from distro.offices import queries
from distro.offices.models import Office
from distro.offices.rules import OfficeFact

NAME_LENGTH = 100
ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")


def register(w: Work, names: Iterable[str]) -> list[Office]:
    """Enter names into the register as offices of their own; a name already there stays as it is.

    Returns the offices newly registered. Two people doing this at once register each name once.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names))
    for name in wanted:
        if not name or len(name) > NAME_LENGTH:
            raise Refusal("单位名称应有 1 至 %(limit)s 个字。没有登记任何单位。", field="name", limit=NAME_LENGTH)
    known = queries.by_names(w, wanted)
    rows = [{"name": name, "rank": 0} for name in wanted if name not in known]
    if not rows:
        return []
    registered = list(
        w.session.scalars(insert(Office).on_conflict_do_nothing(index_elements=["name"]).returning(Office), rows)
    )
    w.record_all(OfficeFact.REGISTERED, [Said(office.id, office.id, {"name": office.name}) for office in registered])
    return registered


def set_mailbox(w: Work, office_id: UUID, address: str | None) -> None:
    """Where notices for the office go from now on; None ends them."""
    if address is not None and not ADDRESS.fullmatch(address):
        raise Refusal("“%(address)s”不是邮箱地址。没有更改。", field="mailbox", address=address)
    office = w.session.get_one(Office, office_id, with_for_update=True)
    if office.mailbox != address:
        office.mailbox = address
        w.record(OfficeFact.MAILBOX_CHANGED, office.id, office.id, office=office.name)
