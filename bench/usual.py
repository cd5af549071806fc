"""The usual way to send a document to many, for bench.fanout: an ORM row, a Celery task, a mail and a commit each."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from celery import Celery
from sqlalchemy import insert

from distro import settings as configuration
from distro.delivery.models import Delivery, Try
from distro.delivery.rules import TIME_LIMIT, DeliveryFact, Outcome, State
from distro.kernel.actor import Actor
from distro.kernel.chain import digest_of
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.offices.models import Office
from distro.outside.mail_text import compose
from distro.system import System

settings = configuration.read_to_serve()
app = Celery("usual", broker=settings.broker_url)
app.conf.update(task_ignore_result=True, task_default_queue="usual", worker_hijack_root_logger=False)
SENDER = Actor.system("usual")
_systems: list[System] = []


def system() -> System:
    """This process's, made after the fork."""
    if not _systems:
        _systems.append(System(settings))
    return _systems[0]


def facts(w: Work, fact: str, delivery: Delivery) -> None:
    """One entry of the journal, as the product writes it."""
    said: Any = {
        "at": w.now,
        "actor_id": None,
        "actor": SENDER.name,
        "fact": str(fact),
        "subject": delivery.id,
        "office_id": None,
        "cause": None,
        "data": {"office": delivery.office_name},
    }
    w.session.execute(insert(Entry), [{**said, "digest": digest_of(**said)}])


@app.task(name="usual.send")
def send(delivery_id: str) -> None:
    with system().work(SENDER) as w:
        delivery = w.session.get_one(Delivery, UUID(delivery_id))
        delivery.state, delivery.sent_at, delivery.due_at = State.SENT, w.now, w.now + TIME_LIMIT
        w.session.add(
            Try(
                id=uuid4(),
                delivery_id=delivery.id,
                channel="inbox",
                at=w.now,
                ended_at=w.now,
                outcome=Outcome.DONE,
            )
        )
        w.session.flush()
        facts(w, DeliveryFact.SENT, delivery)
        for address in w.session.get_one(Office, delivery.office_id).mailboxes:
            text = compose("arrival", office=delivery.office_name, number="", address=f"/inbox/{delivery.id}")
            w.outside.post.send(address, text.subject, text.body, key=delivery_id)
