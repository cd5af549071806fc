"""What goes along with a document is counted with it: by the recipient, in the receipt, in the record, and by the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from distro.archive import queries as archive
from distro.archive.models import Record
from distro.audit import queries as audit
from distro.delivery import actions
from distro.delivery.models import Receipt
from distro.delivery.rules import DeliveryFact
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import TESTER, World
from tests.files.attached import DIGESTS, PDF, TABLE, attachments, issued


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def test_the_receipt_and_its_fact_say_which_files_were_counted(world: World) -> None:
    document_id = issued(world)
    digest = builders.document(world, document_id).pdf_digest
    online = builders.delivery_to(world, document_id, "云溪市委").id
    on_paper = builders.delivery_to(world, document_id, "云溪市政府").id
    with world.system.work(world.clerk) as w:
        actions.open_(w, online)
        actions.acknowledge(w, online, digest)
    with world.system.work(world.secretary) as w:
        actions.enter_receipt(w, document_id, on_paper, "收文某", w.today)
    files = [each.to_plain() for each in attachments(world, document_id)]
    assert [(each["name"], each["pages"], each["digest"]) for each in files] == [
        (PDF, 3, DIGESTS[PDF]),
        (TABLE, None, DIGESTS[TABLE]),
    ]
    with world.system.work(TESTER) as w:
        assert [receipt.files for receipt in w.session.scalars(select(Receipt))] == [files] * 2
        facts = (DeliveryFact.ACKNOWLEDGED, DeliveryFact.RECEIPT_ENTERED)
        told = w.session.scalars(select(Entry).where(Entry.fact.in_(facts)))
        assert [entry.data["files"] for entry in told] == [files] * 2


def test_the_record_lists_them_and_is_found_by_their_names(world: World) -> None:
    document_id = issued(world)
    files = [each.to_plain() for each in attachments(world, document_id)]
    with world.system.work(world.records) as w:
        [record], _ = archive.search(w, "登记表.xlsx")
        assert record.files == files
        assert audit.file_error(w, record) == ""
        entry = w.session.scalars(select(Entry).where(Entry.fact == "record.filed")).one()
        assert entry.data["files"] == files


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_is_no_more_as_it_came_is_found_by_the_sweep_and_the_verification(world: World, harm: str) -> None:
    document_id = issued(world)
    path = world.system.outside.store.path(DIGESTS[TABLE])
    if harm == "gone":
        path.unlink()
    else:
        path.chmod(0o640)
        path.write_bytes(b"PK else")
    with world.system.work(TESTER) as w:
        [(_, breaks)] = audit.all_breaks(w)
        assert [str(each) for each in breaks] == [
            f"附件清单与文件库不一致：“{TABLE}”，前者为有此文件，后者为缺失或已被改动。"
        ]
        record = w.session.scalars(select(Record).where(Record.document_id == document_id)).one()
        assert DIGESTS[TABLE] in audit.file_error(w, record)
        assert [audit.file_error(w, each) != "" for each in audit.all_records(w)] == [True]
