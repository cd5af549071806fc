"""More recipients than a statement has room for parameters, the whole way through the pages; and what the journal says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from distro.archive import queries as archive
from distro.audit import queries as audit
from distro.delivery.models import Delivery, Dispatch, Notice
from distro.delivery.rules import DeliveryFact, State
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.rules import DocumentFact, DocumentStep
from distro.documents.rules import State as DocumentState
from distro.kernel.errands import Errand
from distro.kernel.journal import Entry
from distro.outside.press import OwnPress
from distro.settings import Settings
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER
from tests.conftest import upgraded
from tests.web.visiting import Visitor

# PostgreSQL takes 65,535 parameters.
MANY = 66_000


@pytest.fixture
def system(new_database: str, tmp_path: Path, press: OwnPress) -> Iterator[System]:
    """On a database of its own, which goes with its rows: whoever came after would find their traces in every plan."""
    running = upgraded(new_database).running
    made = System(Settings(database_url=running, secret_key="k1" * 20 + "abcdefgh", data_dir=tmp_path))
    made.outside = replace(made.outside, press=press)
    yield made
    made.close()


def test_a_class_of_many_is_frozen_by_a_step_and_sent_whole(system: System) -> None:
    world = builders.world(system)
    builders.crowd(world, MANY)
    document_id = builders.drafted(world, replace(DRAFT, imprint="送：各成员单位。"))
    secretary, approver = Visitor(system, "secretary"), Visitor(system, "approver")
    page = f"/documents/{document_id}"
    assert f"{MANY} 家" in secretary.get(page).text
    with system.work(world.secretary) as w:
        documents.submit(w, document_id)
    revision = str(builders.document(world, document_id).revision)
    for who, deed, fields in (
        (approver, "approve", {"revision": revision}),
        (secretary, "number", {}),
        (secretary, "issue", {}),
    ):
        assert who.post(f"{page}/{deed}", **fields).status_code == 303, deed
    assert builders.document(world, document_id).state is DocumentState.PRINTING
    with system.work(TESTER) as w:
        assert [errand.step for errand in w.session.scalars(select(Errand))] == [DocumentStep.FREEZE]
        assert w.session.scalar(select(Entry.id).where(Entry.fact == DocumentFact.LIST_FROZEN)) is None
    for queue in ("default", "press", "default"):
        system.work_off(queue)
    with system.work(TESTER) as w:
        of = Delivery.document_id == document_id
        assert Counter(
            dict(w.session.execute(select(Delivery.state, func.count()).where(of).group_by(Delivery.state)).all())
        ) == {State.SENT: MANY}
        assert w.session.scalar(select(func.count(Delivery.office_id.distinct())).where(of)) == MANY
        assert w.session.scalar(select(Dispatch.sent_at)) is not None
        assert w.session.scalar(select(func.count()).select_from(Notice)) == MANY // 100
        assert archive.of_document(w, document_id) is not None
        sent = w.session.scalars(select(Entry.data).where(Entry.fact == DeliveryFact.SENT)).all()
        assert sorted(copy[0] for each in sent for copy in each["copies"]) == list(range(1, MANY + 1))
        numbers = w.session.scalars(select(Delivery.copy_number).where(of).order_by(Delivery.copy_number)).all()
        assert numbers == list(range(1, MANY + 1))
    document = builders.document(world, document_id)
    with system.work(TESTER) as w:
        assert audit.breaks(w, [document]) == {document_id: []}
    assert f"应收 {MANY} 家，已送达 {MANY}" in secretary.get(page).text


def test_up_to_a_number_the_list_is_frozen_in_the_request(system: System) -> None:
    world = builders.world(system)
    builders.crowd(world, issuing.FROZEN_AT_ONCE // 100)
    document_id = builders.released(world, replace(DRAFT, imprint="送：各成员单位。"))
    with system.work(TESTER) as w:
        frozen = w.session.scalars(
            select(Entry).where(Entry.subject == document_id, Entry.fact == DocumentFact.LIST_FROZEN)
        ).one()
    assert frozen.data["recipients"] == issuing.FROZEN_AT_ONCE // 100
