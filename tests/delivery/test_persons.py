"""A copy for a person: sent to the person's organ and marked, beside the organ's own copy."""

from __future__ import annotations

from dataclasses import replace

from distro.delivery import matrix, queries
from distro.documents import queries as reads
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER
from tests.web.visiting import Visitor

IMPRINT = "报：云溪市委、云溪市政府，云溪市委书记张三同志、云溪市市长李四同志。"
NAMES = ["云溪市委", "云溪市政府", "云溪市委书记张三同志", "云溪市市长李四同志"]


def test_an_organ_and_its_persons_have_a_copy_each(system: System) -> None:
    world = builders.world(system)
    document_id = builders.issued(world, replace(DRAFT, imprint=IMPRINT))
    with system.work(TESTER) as w:
        rows = matrix.of_document(w, reads.find(w, document_id))
        sent = [(row.entry.name, row.delivery.office_name) for row in rows]
    assert sent == list(zip(NAMES, ["云溪市委", "云溪市政府"] * 2, strict=True))


def test_the_copy_says_for_whom_it_is(system: System) -> None:
    world = builders.world(system)
    document_id = builders.issued(world, replace(DRAFT, imprint=IMPRINT))
    page = Visitor(system, "secretary").get(f"/documents/{document_id}/matrix")
    assert "云溪市委书记张三同志" in page.text
    with system.work(TESTER) as w:
        rows = matrix.of_document(w, reads.find(w, document_id))
        letters = [queries.letter_of(w, reads.find(w, document_id), row.delivery.id) for row in rows]
    assert [letter.reader for letter in letters] == ["", "", *NAMES[2:]]


def test_no_person_becomes_an_office(system: System) -> None:
    world = builders.world(system)
    builders.issued(world, replace(DRAFT, imprint=IMPRINT))
    with system.work(TESTER) as w:
        offices.register(w, ["云溪市人大"])
        assert not [name for name in register.names(w) if "张三" in name or "李四" in name]
