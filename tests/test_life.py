"""One document from paste to archive, step by step, on the real database and the real press."""

from distro.archive import queries as archive
from distro.audit import queries as audit
from distro.delivery import actions as delivery
from distro.delivery import matrix
from distro.delivery.rules import State as DeliveryState
from distro.documents.rules import State
from distro.system import System
from tests import builders


def test_a_bulletin_goes_the_whole_way(system: System) -> None:
    world = builders.world(system)
    document_id = builders.issued(world)
    issued = builders.document(world, document_id)
    assert issued.state is State.ISSUED
    assert system.outside.store.get(issued.pdf_digest).startswith(b"%PDF")

    with system.work(world.secretary) as w:
        counted = matrix.count(matrix.of_document(w, issued))
    assert (counted.due, counted.delivered, counted.classes) == (4, 4, 1)

    letter = builders.delivery_to(world, document_id, "云溪市委")
    with system.work(world.clerk) as w:
        delivery.open_(w, letter.id)
    with system.work(world.clerk) as w:
        receipt = delivery.acknowledge(w, letter.id, issued.pdf_digest)
    with system.work(world.colleague) as w:
        assert delivery.acknowledge(w, letter.id, issued.pdf_digest).person_name == receipt.person_name
    assert builders.delivery_to(world, document_id, "云溪市委").state is DeliveryState.ACKNOWLEDGED

    system.round("seal-journal")
    with system.work(world.records) as w:
        found, total = archive.search(w, "温湿度")
        assert (len(found), total) == (1, 1)
        assert found[0].reference == "Z001-WS·2025-D10-BGS-0001"
        assert audit.file_error(w, found[0]) == ""
        assert audit.chain(w).holds
    with system.work(world.outsider) as w:
        assert archive.search(w, "温湿度") == ([], 0)
