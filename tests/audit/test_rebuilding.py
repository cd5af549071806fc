"""Every row of a delivery can be made again from the journal alone: each fact carries every value that it set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import pytest
from sqlalchemy import select, text

from distro.accounts.rules import Role
from distro.archive.models import Record
from distro.delivery import actions
from distro.delivery.models import Delivery, Dispatch, Notice, Receipt, Reminder, Return, Try
from distro.documents import issuing
from distro.kernel.database import Base
from distro.kernel.journal import Entry
from distro.outside.clock import BEIJING
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.files import attached

PARTY, GOVERNMENT, FINANCE, SCHOOLS = "云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局"
# What a person reads of a document stands in the document, and in the journal as its digest.
FROM_THE_DOCUMENT = {Receipt: {"title"}, Record: {"title", "issuer", "text"}}


class Replay:
    """The rows, by table and id, as the facts tell them."""

    def __init__(self) -> None:
        self.rows: dict[type[Base], dict[str, dict[str, Any]]] = {}

    def _of(self, model: type[Base], key: str) -> dict[str, Any]:
        return self.rows.setdefault(model, {}).setdefault(key, {"id": key})

    def read(self, entry: Entry) -> None:
        do = getattr(self, entry.fact.replace(".", "_"), None)
        if do is not None:
            do(entry, entry.data, self._of(Delivery, str(entry.subject)) if "office" in entry.data else None)

    def delivery_addressed(self, entry: Entry, said: Mapping[str, Any], _: object) -> None:
        document = str(entry.subject)
        self._of(Dispatch, said["dispatch"]).update(
            document_id=document,
            list_id=said["list"],
            round=said["round"],
            why=said["why"],
            copies=said["called_for"],
            addressed_at=entry.at,
            sent_at=None,
        )

    def delivery_sent(self, entry: Entry, said: Mapping[str, Any], _: object) -> None:
        for number, key, line, office, name, channel, try_ in said["copies"]:
            delivery = self._of(Delivery, key)
            delivery.update(
                dispatch_id=said["dispatch"],
                document_id=str(entry.subject),
                entry_id=line,
                office_id=office,
                office_name=name,
                state="SENT",
                channel=channel,
                copy_number=number,
                addressed_at=self._of(Dispatch, said["dispatch"])["addressed_at"],
                sent_at=delivery.get("sent_at", entry.at),
                due_at=datetime.fromisoformat(said["due_at"]),
            )
            delivery.setdefault("opened_at", None)
            delivery.setdefault("opened_by", None)
            self._of(Try, try_).update(
                delivery_id=key,
                notice_id=None,
                channel=channel.lower(),
                at=entry.at,
                ended_at=entry.at,
                outcome="DONE",
                reply="",
            )

    def delivery_dispatched(self, entry: Entry, said: Mapping[str, Any], _: object) -> None:
        self._of(Dispatch, said["dispatch"])["sent_at"] = entry.at

    def delivery_notice_tried(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._notice(entry, said, delivery, "WAITING", None, "")

    def delivery_noticed(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._notice(entry, said, delivery, "SENT", entry.at, said["reply"])

    def delivery_notice_kept(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._notice(entry, said, delivery, "KEPT", entry.at, said["reply"])

    def delivery_notice_refused(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._notice(entry, said, delivery, "REFUSED", entry.at, said["reply"])

    def delivery_notice_needless(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._notice(entry, said, delivery, "NEEDLESS", entry.at, "")

    def _notice(
        self,
        entry: Entry,
        said: Mapping[str, Any],
        delivery: dict[str, Any],
        state: str,
        ended_at: datetime | None,
        reply: str,
    ) -> None:
        self._of(Notice, said["notice"]).update(
            delivery_id=delivery["id"],
            kind=said["kind"],
            address=said["address"],
            state=state,
            called_at=datetime.fromisoformat(said["called_at"]),
            begun_at=None,
            ended_at=ended_at,
            reply=reply,
        )
        if "try" in said:
            self._of(Try, said["try"]).update(
                delivery_id=delivery["id"],
                notice_id=said["notice"],
                channel="mail",
                at=datetime.fromisoformat(said["begun_at"]),
                ended_at=entry.at,
                outcome=said["outcome"],
                reply=said["reply"],
            )

    def delivery_failed(self, entry: Entry, said: object, delivery: dict[str, Any]) -> None:
        delivery["state"] = "FAILED"

    def delivery_opened(self, entry: Entry, said: object, delivery: dict[str, Any]) -> None:
        delivery.update(opened_at=entry.at, opened_by=entry.actor)

    def delivery_acknowledged(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._receipt(entry, said, delivery, person_name=entry.actor, at=entry.at, entered_by=None)

    def delivery_receipt_entered(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        day = datetime.combine(datetime.fromisoformat(said["signed_on"]), time.min, BEIJING)
        at = max(day, delivery["sent_at"])
        self._receipt(entry, said, delivery, person_name=said["signed_by"], at=at, entered_by=entry.actor)

    def _receipt(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any], **given: object) -> None:
        delivery["state"] = "ACKNOWLEDGED"
        self._of(Receipt, said["receipt"]).update(
            delivery_id=delivery["id"],
            corrects_id=None,
            person_id=str(entry.actor_id),
            office_name=said["office"],
            number=said["number"],
            pages=said["pages"],
            pdf_digest=said["pdf"],
            head=said["head"],
            files=said["files"],
            **given,
        )

    def delivery_returned(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        delivery["state"] = "RETURNED"
        self._of(Return, said["return"]).update(
            delivery_id=delivery["id"], person_name=entry.actor, at=entry.at, reason=said["reason"]
        )

    def delivery_resent(self, entry: Entry, said: object, delivery: dict[str, Any]) -> None:
        delivery["state"] = "ADDRESSED"

    def delivery_reminded(self, entry: Entry, said: Mapping[str, Any], delivery: dict[str, Any]) -> None:
        self._of(Reminder, said["reminder"]).update(delivery_id=delivery["id"], at=entry.at, by_name=entry.actor)

    def delivery_recalled(self, entry: Entry, said: object, delivery: dict[str, Any]) -> None:
        delivery["state"] = "RECALLED"

    def record_filed(self, entry: Entry, said: Mapping[str, Any], _: object) -> None:
        self._of(Record, str(entry.subject)).update(
            document_id=said["document"],
            office_id=str(entry.office_id),
            reference=said["reference"],
            year=said["year"],
            retention=said["retention"],
            number=said["number"],
            dated=said["dated"],
            pages=said["pages"],
            pdf_digest=said["pdf"],
            filed_at=entry.at,
            files=said["files"],
        )


def _lived_through(world: World) -> None:
    """Two issues, and everything that can happen to their copies."""
    clerks = {
        name: builders.person(world.system, f"of{n}", (Role.CLERK, name)) for n, name in enumerate((FINANCE, SCHOOLS))
    }
    with world.system.work(TESTER) as w:
        w.session.execute(
            text("UPDATE office SET mailboxes = ARRAY['a@example.cn', 'b@example.cn'] WHERE name = :name"),
            {"name": FINANCE},
        )
    document_id = attached.issued(world)
    digest = builders.document(world, document_id).pdf_digest
    letters = {
        name: builders.delivery_to(world, document_id, name).id for name in (PARTY, GOVERNMENT, FINANCE, SCHOOLS)
    }
    for actor, name in ((world.clerk, PARTY), (clerks[FINANCE], FINANCE), (clerks[SCHOOLS], SCHOOLS)):
        with world.system.work(actor) as w:
            actions.open_(w, letters[name])
    with world.system.work(world.clerk) as w:
        actions.acknowledge(w, letters[PARTY], digest)
    with world.system.work(world.secretary) as w:
        actions.enter_receipt(w, document_id, letters[GOVERNMENT], "收文某", w.today)
    with world.system.work(clerks[SCHOOLS]) as w:
        actions.return_(w, letters[SCHOOLS], "附件缺页")
    with world.system.work(world.secretary) as w:
        actions.resend(w, document_id, letters[SCHOOLS])
    builders.drain(world.system)
    with world.system.work(world.secretary) as w:
        actions.chase(w, document_id)
    builders.drain(world.system)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    builders.drain(world.system)


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def _plain(value: Any) -> Any:
    """As the journal writes it."""
    if isinstance(value, datetime) or value is None or isinstance(value, int | list):
        return value
    return getattr(value, "name", None) if hasattr(type(value), "__members__") else str(value)


def test_every_row_of_a_delivery_can_be_made_again_from_the_journal(world: World) -> None:
    _lived_through(world)
    replay = Replay()
    with world.system.work(TESTER) as w:
        for entry in w.session.scalars(select(Entry).order_by(Entry.id)):
            replay.read(entry)
        for model in (Dispatch, Delivery, Try, Notice, Receipt, Return, Reminder, Record):
            stored = w.session.scalars(select(model)).all()
            assert stored, f"no {model.__tablename__} was made"
            names = {column.name for column in model.__table__.columns} - FROM_THE_DOCUMENT.get(model, set())
            for row in stored:
                actual = {name: _plain(getattr(row, name)) for name in names}
                told = replay.rows.get(model, {}).get(actual["id"], {})
                assert {name: told.get(name, "not told") for name in names} == actual, model.__tablename__
            assert len(replay.rows[model]) == len(stored)
